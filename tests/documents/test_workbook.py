"""The workbook as another program reads it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bot.documents.letters import clean
from bot.documents.sheet_names import sheet_names
from bot.documents.workbook import Cell, Sheet, Workbook
from bot.documents.workbook_xlsx import render_workbook

SPENDING = Sheet(
    "Чыгымдар",
    ("Күнү", "Багыт", "Сом", "Киши", "Качан"),
    (
        (date(2026, 12, 1), "Ичүүчү суу", 1_240_000.5, 64, datetime(2026, 12, 1, 14, 30)),  # noqa: DTZ001 — as in Excel
        (None, "Жол;\nкөпүрө", -3, 0, None),
        (None, "Жалпысы", 1_239_997.5, 64, None),
    ),
    widths=(12, 40, 16, 8, 18),
    total_row=True,
)
BOOK = Workbook("Бюджет & эл", (SPENDING,), created=datetime(2026, 12, 12, 9, 0), author="Айыл өкмөтү")  # noqa: DTZ001 — likewise
DANGEROUS = (
    "=1+1",
    '=cmd|"/c calc"!A1',
    "+996700123456",
    "-5",
    "@SUM(A1)",
    "https://e.kg",
    "mailto:a@e.kg",
    "{=A1}",
    "007",
    "_x0041_",
    "<a&b>",
)


def table(*rows: tuple[Cell, ...], head: tuple[str, ...] = ("А",)) -> Workbook:
    return replace(BOOK, sheets=(Sheet("Барак", head, rows),))


def read(workbook: Workbook, sheet: int = 0) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_workbook(workbook)))
    return [list(row) for row in book.get_sheet_by_index(sheet).to_python()]


def inside(workbook: Workbook, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(render_workbook(workbook))) as archive:
        return archive.read(name).decode()


def sheet_xml(workbook: Workbook) -> str:
    return inside(workbook, "xl/worksheets/sheet1.xml")


def test_numbers_are_numbers_and_days_are_days() -> None:
    head, *rows = read(BOOK)
    assert head == list(SPENDING.head)
    assert rows == [["" if cell is None else cell for cell in row] for row in SPENDING.rows]
    assert {'"dd.mm.yyyy"', '"dd.mm.yyyy hh:mm"'} <= set(re.findall(r'formatCode=("[^"]*")', styles()))


def styles() -> str:
    return inside(BOOK, "xl/styles.xml").replace("\\ ", " ").replace("\\.", ".")


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_is_never_a_formula_or_a_link(text: str) -> None:
    book = table((text,), head=(text,))
    assert read(book) == [[text], [text]]
    assert "<f>" not in sheet_xml(book)
    assert "hyperlink" not in sheet_xml(book).lower()
    assert sheet_xml(book).count(' t="s"') == 2
    assert ("quotePrefix" in inside(book, "xl/styles.xml")) == (text[0] in "=+-@")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (12345678901234567, "12345678901234567"),
        (10**400, str(10**400)),
        (float("nan"), ""),
        (float("inf"), ""),
        (date(1899, 5, 9), "09.05.1899"),
        (date(1900, 3, 1), date(1900, 3, 1)),
        ("а\x00б\ud800\r\nв", "аб\nв"),
    ],
)
def test_what_excel_cannot_hold(cell: Cell, shown: object) -> None:
    assert read(table((cell, "б"), head=("А", "Б")))[1][0] == shown


def test_a_text_longer_than_a_cell_is_cut_and_no_letter_halved() -> None:
    (_head, (text,)) = read(table(("а" + "😀" * 20_000,)))
    assert text == "а" + "😀" * 16_383


@given(st.text())
def test_any_text_can_be_read_back(text: str) -> None:
    note = Sheet(text, ("А", text, "Б"), (("б", text, "в"),), note=text, total_row=True)
    book = replace(BOOK, title=text, author=text, sheets=(note, note))
    assert read(book, 1)[-1] == read(book)[-1] == ["б", clean(text), "в"]


def test_the_head_stays_in_sight_and_filters_all_but_the_total() -> None:
    xml = sheet_xml(BOOK)
    assert 'topLeftCell="A2"' in xml
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:E3"/>' in xml
    assert '<autoFilter ref="A1:E4"/>' in sheet_xml(
        replace(BOOK, sheets=(replace(SPENDING, total_row=False),))
    )


def test_a_note_stands_above_the_table() -> None:
    noted = replace(BOOK, sheets=(replace(SPENDING, note="2026-жылга.\n=1+1"),))
    first, head, *_ = read(noted)
    assert first[0] == "2026-жылга.\n=1+1"
    assert head == list(SPENDING.head)
    assert 'topLeftCell="A3"' in sheet_xml(noted)
    assert '<autoFilter ref="A2:E4"/>' in sheet_xml(noted)


def test_a_long_text_is_seen_whole() -> None:
    long = Sheet(
        "Сөз",
        ("Сөз", "Б"),
        (("сөз " * 30, "б"), ("а\nб\nв", "б"), ("а", "б"), ("с" * 9999, "б")),
        widths=(40, 9),
    )
    heights = re.findall(r'<row r="(\d+)"[^>]* ht="(\d+)"', sheet_xml(replace(BOOK, sheets=(long,))))
    assert heights == [("2", "60"), ("3", "45"), ("5", "408")]


def test_thousands_stand_apart_but_years_do_not() -> None:
    sums = table((1_240_000, 2026, 4.5), head=("Сом", "Жыл", "Үлүш"))
    styles = inside(sums, "xl/styles.xml")
    (cells,) = re.findall(r'<row r="2".*?</row>', sheet_xml(sums))
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
    used = [formats[int(style)] for style in re.findall(r' s="(\d+)"', cells)]
    codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    assert [codes.get(number, "General") for number in used] == ["#,##0", "General", "#,##0.00"]


def test_it_prints_on_a4_with_its_head_on_each_page() -> None:
    xml = sheet_xml(BOOK)
    assert 'paperSize="9"' in xml
    assert 'orientation="landscape"' in xml
    assert 'fitToHeight="0"' in xml
    assert "&amp;LБюджет &amp;&amp; эл" in xml
    assert "Чыгымдар!$1:$1" in inside(BOOK, "xl/workbook.xml")


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert render_workbook(BOOK) == render_workbook(BOOK)
    core = inside(BOOK, "docProps/core.xml")
    assert "2026-12-12T09:00:00Z" in core
    assert "Айыл өкмөтү" in core


@pytest.mark.parametrize(
    "sheets", [(), (Sheet("Бош", ("А",), ()),), (Sheet("Бош", (), ()),), (Sheet("", (), (), note="Жок"),)]
)
def test_nothing_at_all_is_still_a_workbook(sheets: tuple[Sheet, ...]) -> None:
    assert (
        len(
            CalamineWorkbook.from_filelike(
                io.BytesIO(render_workbook(replace(BOOK, sheets=sheets)))
            ).sheet_names
        )
        == 1
    )


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        (["Суу", "суу", "Суу"], ["Суу", "суу (2)", "Суу (3)"]),
        (["а/б\\в:г?д*е[ё]"], ["а б в г д е ё"]),
        (["'Суу'", "", " ", "History"], ["Суу", "2", "3", "History (2)"]),
        (
            ["жоопкерчиликтүүлүгүбүздөгүлөрдөн", "жоопкерчиликтүүлүгүбүздөгүлөрдөн"],
            ["жоопкерчиликтүүлүгүбүздөгүлөрдө", "жоопкерчиликтүүлүгүбүздөгүл (2)"],
        ),
        (["😀" * 20], ["😀" * 15]),
    ],
)
def test_sheets_have_names_excel_takes(wanted: list[str], named: list[str]) -> None:
    assert list(sheet_names(wanted)) == named


@given(st.lists(st.text(max_size=40), min_size=1, max_size=12))
def test_any_names_are_taken(wanted: list[str]) -> None:
    sheets = tuple(Sheet(name, ("А",), ()) for name in wanted)
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_workbook(replace(BOOK, sheets=sheets))))
    assert book.sheet_names == list(sheet_names(wanted))


def test_a_table_out_of_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1"):
        Sheet("а", ("А", "Б"), (("1",),))
    with pytest.raises(ValueError, match="1 widths"):
        Sheet("а", ("А", "Б"), (), widths=(1,))


def test_a_time_of_another_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zones"):
        table((datetime(2026, 12, 1, tzinfo=ZoneInfo("Asia/Bishkek")),))
