"""Dates, numbers and plurals as people here write them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

from bot.core.i18n import Translator, _fill, locales_folder

BISHKEK = ZoneInfo("Asia/Bishkek")


def test_dates_are_written_as_people_write_them() -> None:
    day = date(2026, 11, 25)
    assert Translator("ky", BISHKEK).full_date(day) == "25-ноябрь, 2026-ж., шаршемби"
    assert Translator("ru", BISHKEK).full_date(day) == "25 ноября 2026 г., среда"
    assert Translator("ru", BISHKEK).month(day) == "ноябрь 2026 г."


def test_a_moment_is_told_in_the_readers_zone() -> None:
    late = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    assert Translator("ru", BISHKEK).moment(late) == "25 ноября 2026 г., 02:30"


def test_an_unknown_language_is_kyrgyz() -> None:
    assert Translator("de", BISHKEK).language == "ky"
    assert Translator(None, BISHKEK).language == "ky"


def test_values_are_escaped_and_marks_kept() -> None:
    t = Translator("en", BISHKEK)
    assert t("<b>{name}</b>", name="<i>") == Markup("<b>&lt;i&gt;</b>")


def test_plural_counts_are_written_in_the_language() -> None:
    t = Translator("en", BISHKEK)
    assert t.plural("{count} house", "{count} houses", 1200) == "1,200 houses"
    assert t.plural("{count} house", "{count} houses", 1) == "1 house"


def test_a_date_at_a_sentences_end_brings_one_full_stop() -> None:
    day = date(2026, 11, 25)
    russian = Translator("ru", BISHKEK)
    said = russian("🌐 Language: <b>{language}</b>", language=russian.date(day))
    assert said.endswith("2026 г.</b>")
    assert _fill(Markup("Приходите {day}. Ждём."), {"day": russian.date(day)}) == (
        "Приходите 25 ноября 2026 г. Ждём."
    )
    assert _fill(Markup("Приходите <b>{day}</b>."), {"day": russian.date(day)}) == (
        "Приходите <b>25 ноября 2026 г.</b>"
    )
    assert _fill(Markup("{name}."), {"name": "<i>."}) == "&lt;i&gt;."


def test_a_sentence_that_ends_in_a_date_ends_in_one_dot() -> None:
    t, day = Translator("en", BISHKEK), "25 ноября 2026 г."
    assert t("It goes out: {when}.", when=day) == "It goes out: 25 ноября 2026 г."
    assert t("<b>{when}</b>.", when=day) == "<b>25 ноября 2026 г.</b>"
    assert t.plural("{count} on {when}.", "{count} on {when}.", 2, when=day) == "2 on 25 ноября 2026 г."
    assert t("By {name}.", name="Асан") == "By Асан."
    assert t("{when}...", when=day) == "25 ноября 2026 г...."


DAY = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("form", ["date", "full_date", "day", "day_month", "short_day", "month", "moment"])
def test_no_catalogue_doubles_the_dot_of_a_date(language: str, form: str) -> None:
    t = Translator(language, BISHKEK)
    told = getattr(t, form)(DAY)
    seen = 0
    for msgid in _msgids(language):
        names = set(re.findall(r"\{(\w+)\}", msgid))
        if names:
            seen += 1
            said = str(t(msgid, **dict.fromkeys(names, told)))
            assert ".." not in said.replace("...", ""), said
    assert seen > 50


def _msgids(language: str) -> Iterator[str]:
    for path in (locales_folder() / language / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            yield from (str(m.id) for m in read_po(file, locale=language) if isinstance(m.id, str) and m.id)
