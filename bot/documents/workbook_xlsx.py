"""The workbook as a file: heads in sight and on each printed page, ready to be filtered."""

import io
import math
from datetime import date, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)

from bot.documents.letters import clean
from bot.documents.sheet_names import in_units, sheet_names
from bot.documents.workbook import Cell, Sheet, Workbook

# Excel's own limits.
_LONGEST_TEXT = 32_767
_LONGEST_HEADER = 100  # of 255, should every letter be an &
# Past these Excel forgets the last digits: a longer number (of a passport, say) is written as text.
_EXACT = 10**15
# Before it Excel counts a day that never was.
_FIRST_DAY = date(1900, 3, 1)

_A4 = 9
_LINE, _TALLEST = 15, 408  # points
# Words that go to the next line leave a part of theirs empty.
_LOOSE = 1.15
_FILTER = 3  # letters that the filter's button hides
_NARROWEST, _WIDEST = 10, 50

_NOTE = {"text_wrap": True, "valign": "top"}
_TEXT = {**_NOTE, "border": 1, "border_color": "#A6A6A6"}
_HEAD = {**_TEXT, "bold": True, "bg_color": "#EBEBEB"}
_TOTAL = {**_TEXT, "bold": True}
# Thousands apart, but a year stays as it is.
_WHOLE, _PART = {"num_format": "#,##0"}, {"num_format": "#,##0.00"}
_LAST_YEAR = 9999
_DAY = {"num_format": "dd.mm.yyyy"}
_MOMENT = {"num_format": "dd.mm.yyyy hh:mm"}
# What looks like a formula stays text even after someone has edited it.
_QUOTED = {"quote_prefix": True}
_FORMULA_SIGNS = ("=", "+", "-", "@")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render_workbook(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    title, author = clean(workbook.title), clean(workbook.author)
    book.set_properties({"title": title, "author": author, "created": workbook.created})
    names = sheet_names(sheet.name for sheet in workbook.sheets)
    for name, sheet in zip(names, workbook.sheets, strict=True):
        _Writer(book, book.add_worksheet(name)).write(sheet, title)
    book.close()
    return out.getvalue()


class _Writer:
    """One sheet, with each format made once."""

    def __init__(self, book: Any, page: Any) -> None:
        self.book, self.page = book, page
        self.formats: dict[str, Any] = {}

    def write(self, sheet: Sheet, title: str) -> None:
        top = self._write_note(sheet)
        widths = _widths(sheet)
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        for at, row in enumerate((sheet.head, *sheet.rows)):
            look = _HEAD if at == 0 else _TOTAL if sheet.total_row and at == len(sheet.rows) else _TEXT
            self._set_height(top + at, row, widths)
            for column, cell in enumerate(row):
                self._write_cell(top + at, column, cell, look)
        self._set_view(sheet, top)
        self._set_print(title, top)

    def _write_note(self, sheet: Sheet) -> int:
        """Above the table, as wide as it is; gives the row of the head."""
        note = in_units(clean(sheet.note).strip(), _LONGEST_TEXT)
        if not note:
            return 0
        if len(sheet.head) > 1:
            self.page.merge_range(0, 0, 0, len(sheet.head) - 1, "", self._format(_NOTE))
        self.page.write_string(0, 0, note, self._format(_NOTE))
        self._set_height(0, (note,), (max(_NARROWEST, sum(_widths(sheet))),))
        return 1

    def _set_height(self, row: int, cells: tuple[Cell, ...], widths: tuple[int, ...]) -> None:
        """Excel finds the height by itself; LibreOffice would show the first line alone."""
        lines = max((_lines(cell, width) for cell, width in zip(cells, widths, strict=True)), default=1)
        if lines > 1:
            self.page.set_row(row, min(_TALLEST, _LINE * lines))

    def _write_cell(self, row: int, column: int, cell: Cell, look: dict[str, Any]) -> None:
        if isinstance(cell, int | float) and _is_exact(cell):
            self.page.write_number(row, column, cell, self._format({**look, **_number(cell)}))
        elif isinstance(cell, date) and _day(cell) >= _FIRST_DAY:
            shown = _MOMENT if isinstance(cell, datetime) else _DAY
            self.page.write_datetime(row, column, cell, self._format({**look, **shown, "align": "left"}))
        else:
            self._write_text(row, column, _words(cell), look)

    def _write_text(self, row: int, column: int, text: str, look: dict[str, Any]) -> None:
        # A tab or a line's end before the sign is dropped by who pastes the cell elsewhere.
        quoted = _QUOTED if text.lstrip().startswith(_FORMULA_SIGNS) else {}
        if text:
            self.page.write_string(row, column, text, self._format({**look, **quoted}))
        else:
            self.page.write_blank(row, column, None, self._format(look))

    def _set_view(self, sheet: Sheet, top: int) -> None:
        self.page.freeze_panes(top + 1, 0)
        rows = len(sheet.rows) - sheet.total_row  # the total is not sorted among what it sums up
        if sheet.head and rows > 0:
            self.page.autofilter(top, 0, top + rows, len(sheet.head) - 1)

    def _set_print(self, title: str, top: int) -> None:
        self.page.set_paper(_A4)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(top)
        line = " ".join(title.split())[:_LONGEST_HEADER].replace("&", "&&")
        self.page.set_header(f"&L{line}")
        self.page.set_footer("&C&P / &N")

    def _format(self, look: dict[str, Any]) -> Any:
        key = repr(look)
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]


def _is_exact(number: float) -> bool:
    return abs(number) < _EXACT if isinstance(number, int) else math.isfinite(number)


def _number(number: float) -> dict[str, str]:
    if isinstance(number, float):
        return _PART
    return _WHOLE if abs(number) > _LAST_YEAR else {}


def _words(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell.day:02}.{cell.month:02}.{cell.year}"
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    return in_units(clean(str(cell)), _LONGEST_TEXT)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _widths(sheet: Sheet) -> tuple[int, ...]:
    """As given, or as wide as what stands in the column, within reason."""
    columns = zip(sheet.head, *sheet.rows, strict=True)
    return sheet.widths or tuple(
        min(_WIDEST, max(_NARROWEST, _FILTER + max(_longest_line(cell) for cell in column)))
        for column in columns
    )


def _lines(cell: Cell, width: int) -> int:
    """How many it takes in a column of that many letters."""
    return sum(max(1, math.ceil(len(line) * _LOOSE / width)) for line in _words(cell).split("\n"))


def _longest_line(cell: Cell) -> int:
    return max(map(len, _words(cell).split("\n")))
