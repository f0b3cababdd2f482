"""What may be published, when it is old, what a search finds."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.areas.library import catalogue
from bot.areas.library.rules import content, freshness, search
from bot.areas.library.rules.freshness import State
from bot.areas.library.rules.search import Page
from bot.core.errors import Refused

BISHKEK = ZoneInfo("Asia/Bishkek")


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("Бюджет-2027.pdf", None),
        ("Отчет.DOCX", "application/octet-stream"),
        ("table.xlsx", None),
        ("document", "application/pdf"),
        (None, "image/jpeg"),
        ("план", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_papers_and_pictures_are_taken(name: str | None, mime: str | None) -> None:
    content.check_file(name, mime, 1000)


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("бюджет.pdf.exe", "application/pdf"),
        ("app.apk", "application/vnd.android.package-archive"),
        ("run.js", "text/plain"),
        ("x", None),
        (None, None),
        ("film.mp4", "video/mp4"),
        ("archive.zip", "application/zip"),
        ("page.html", "text/html"),
    ],
)
def test_what_runs_on_a_phone_is_not(name: str | None, mime: str | None) -> None:
    with pytest.raises(Refused, match="library:file_kind"):
        content.check_file(name, mime, 1000)


def test_sixty_megabytes_are_too_many() -> None:
    with pytest.raises(Refused, match="library:file_too_big"):
        content.check_file("бюджет.pdf", "application/pdf", 60 * 1024 * 1024)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\бюджет.pdf", "бюджет.pdf"),
        ("бюджет\u202efdp.exe", "бюджетfdp.exe"),
        ("a\nb\x00c.pdf", "a bc.pdf"),
        ("\u200b", "…"),
        ("/", "…"),
    ],
)
def test_a_hostile_name_is_shown_as_what_it_is(name: str, shown: str) -> None:
    assert content.shown_name(name) == shown


@given(st.text(max_size=300))
def test_any_name_fits_a_line_and_keeps_nothing_hidden(name: str) -> None:
    shown = content.shown_name(name)
    assert 0 < len(shown) <= content.SHOWN_NAME
    assert "\n" not in shown
    assert "/" not in shown


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("www.min-bulak.kg/budget", "https://www.min-bulak.kg/budget"),
        (" http://min-bulak.kg ", "http://min-bulak.kg"),
        ("https://миң-булак.кг/бюджет", "https://миң-булак.кг/бюджет"),
    ],
)
def test_a_link_as_people_type_it(typed: str, link: str) -> None:
    assert content.read_link(typed) == link


@pytest.mark.parametrize(
    "typed",
    [
        "бюджет", "javascript:alert(1)", "ftp://a.kg/x", "https://a b.kg", "https://u:p@a.kg",
        "tel:+996", "https://[", "https://", "a.kg/" + "x" * 600,
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="library:link"):
        content.read_link(typed)


def test_half_a_year_is_counted_in_months_and_the_last_day_counts() -> None:
    told = datetime(2026, 8, 31, 20, tzinfo=UTC)  # the first of September in Bishkek
    assert freshness.due_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert freshness.state([told], date(2027, 3, 1), 6, BISHKEK) is State.FRESH
    assert freshness.state([told], date(2027, 3, 2), 6, BISHKEK) is State.STALE
    assert freshness.state([], date(2027, 3, 2), 6, BISHKEK) is State.MISSING


def test_the_older_language_decides() -> None:
    old, new = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    assert freshness.state([new, old], date(2026, 11, 20), 6, BISHKEK) is State.STALE


def pages() -> list[Page]:
    return [
        Page(
            one.key,
            {
                search.TITLE: (one.title_ky, one.title_ru or ""),
                search.KEYWORD: (one.words,),
                search.WORDING: tuple((one.wording or {}).values()),
            },
        )
        for one in catalogue.mandatory()
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("бекитилген бюджет", "pub2b"),
        ("бюджеттин долбоору кайда", "pub2a"),
        ("вакансии", "pub11b"),
        ("бош орундар", "pub11b"),
        ("ОНУКТУРУУ", "pub3a"),
        ("өнүктүрүү программасы", "pub3a"),
        ("коррупцияга", "pub5"),
        ("телефон иш убактысы", "pub13"),
        ("стандарты услуг", "pub4a"),
        ("местные вопросы", "issues"),
        ("жергиликтуу маселелердин тизмеси", "issues"),
    ],
)
def test_a_search_finds_in_both_languages_and_on_poor_keyboards(typed: str, first: str) -> None:
    assert search.find(pages(), typed)[0] == first


@pytest.mark.parametrize("typed", ["", "?!", "а", "көпүрө самолет", "😀"])
def test_a_search_that_finds_nothing(typed: str) -> None:
    assert search.find(pages(), typed, whole=True) == []


@given(st.text(max_size=200))
def test_no_typed_words_break_it(typed: str) -> None:
    search.find(pages()[:3], typed)
