"""Dates, numbers and plurals as people here write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.core.i18n import Translator, _fill

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
