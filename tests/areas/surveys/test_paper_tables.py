"""Tables of papers from outside: whatever stands in them, rows come back or a word on what is wrong."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.areas.surveys.models import Survey
from bot.areas.surveys.papers import entry_sheet
from bot.areas.surveys.papers.entry_sheet import Filled, SheetRefused
from bot.areas.surveys.rules import paper_numbers
from tests.areas.surveys.test_papers import PAPER, TODAY

SURVEY = Survey(id=12, printed=9_999)
VILLAGES = {"кара-суу": 1}
COLUMNS = ["number", "village", *(one.name for one in entry_sheet.columns(PAPER))]
ANSWERS = ["Кара-Суу", 2, "ылай", 2, 1, "1, 3", "3>1", 7.5, date(2020, 1, 5), "рахмат"]
SIGNS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 99),
    st.floats(-9, 99),
    st.dates(date(1990, 1, 1)),
    st.sampled_from(["9" * 5000, "=1+1", "1,3", "2>1", "-", "жок", "Кара-Суу", " ", "1,,3", "²", "٣", "1_0"]),
    st.text(max_size=8),
)


def number(serial: int) -> str:
    return paper_numbers.make_number(12, serial)


def table(*rows: list[Any]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    page = book.add_worksheet()
    for place, row in enumerate([COLUMNS, COLUMNS, *rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(place, column, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001 - Excel knows no zones
            elif cell is not None:
                page.write(place, column, cell)
    book.close()
    return out.getvalue()


def read(content: bytes) -> list[Filled]:
    return entry_sheet.read_sheet(content, SURVEY, PAPER, VILLAGES, TODAY)


def either(content: bytes) -> tuple[list[Filled], list[int]]:
    """What was read, or the rows that something is wrong in."""
    try:
        return read(content), []
    except SheetRefused as refused:
        return [], [row for row, _ in refused.wrong]


def wrong(content: bytes) -> list[tuple[int, str]]:
    with pytest.raises(SheetRefused) as refused:
        read(content)
    return [(row, one.code) for row, one in refused.value.wrong]


def test_numbers_and_days_as_excel_keeps_them_are_read() -> None:
    (found,) = read(table([number(3), *ANSWERS]))
    assert (found.row, found.serial, found.village_id) == (3, 3, 1)
    assert found.answers["hours"] == 7.5
    assert found.answers["since"] == "2020-01-05"
    assert found.answers["need"] == ["a", "c"]


def test_each_row_is_named_with_what_is_wrong_in_it() -> None:
    swapped = number(12).replace("0012", "0021")
    rows: tuple[list[Any], ...] = (
        [number(1), *ANSWERS],
        [],
        [number(1), *ANSWERS],
        [swapped, *ANSWERS],
        ["13-0001-0", *ANSWERS],
        [number(2), "Жоголгон", *ANSWERS[1:]],
        [number(4), "", 9],
        [number(5)],
    )
    assert wrong(table(*rows)) == [
        (5, "surveys:paper_twice"),
        (6, "surveys:paper_number"),
        (7, "surveys:paper_other"),
        (8, "surveys:entry_village"),
        (9, "surveys:entry_wrong"),
    ]


def test_a_cell_of_thousands_of_digits_is_a_wrong_answer() -> None:
    assert wrong(table([number(1), "", "9" * 5000])) == [(3, "surveys:entry_wrong")]


@settings(max_examples=40)
@given(st.lists(st.lists(SIGNS, max_size=len(COLUMNS)), max_size=4))
def test_any_cells_are_read_or_refused(rows: list[list[Any]]) -> None:
    content = table(*rows, [number(7), *ANSWERS])
    found, refused = either(content)
    assert refused or found[-1].serial == 7


@settings(max_examples=40)
@given(st.lists(SIGNS, min_size=8, max_size=8))
def test_any_answers_of_a_known_paper_are_read_or_refused(cells: list[Any]) -> None:
    found, refused = either(table([number(1), *ANSWERS], [number(7), "", *cells]))
    assert set(refused) <= {4}
    assert refused or found[0].serial == 1


def test_a_table_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    out = io.BytesIO(table([number(1), *ANSWERS]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(60 * 1024 * 1024))
    assert len(out.getvalue()) < 200_000
    assert wrong(out.getvalue()) == [(0, "surveys:file_bomb")]


@settings(max_examples=40)
@given(st.integers(0, 9_999), st.binary(min_size=1, max_size=20))
def test_a_broken_table_is_refused_or_read(place: int, scrap: bytes) -> None:
    content = table([number(1), *ANSWERS])
    place = min(place, len(content) - 1)
    found, refused = either(content[:place] + scrap + content[place + len(scrap) :])
    assert found or refused
