"""Tables of very many rows: written row by row, never held whole. Text stays text in every program."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)

from bot.documents.letters import clean
from bot.documents.sheet_names import in_units, sheet_names
from bot.documents.workbook import Sheet

Value = str | int | float | None

# What a spreadsheet would take for a formula or a command.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TEXT = 32_767
_EXACT = 10**15
_NARROWEST, _WIDEST = 10, 40
# Excel's own limit, its head taken off.
MOST_ROWS = 1_048_575


class LongWorkbook:
    """An XLSX file that grows row by row: first the long sheet, then the short ones.

    Excel holds `MOST_ROWS` rows; what goes beyond is refused with ValueError.
    """

    def __init__(self, path: Path, names: Sequence[str], head: Sequence[str]) -> None:
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._names = list(sheet_names(names))
        self._bold = self._book.add_format({"bold": True, "bg_color": "#EBEBEB", "text_wrap": True})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._page = self._book.add_worksheet(self._names[0])
        self._page.freeze_panes(1, 0)
        for column, title in enumerate(head):
            self._page.set_column(column, column, min(_WIDEST, max(_NARROWEST, len(title) + 2)))
        self._row = 0
        self._write(head, self._bold)

    def __enter__(self) -> "LongWorkbook":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._book.close()

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        for row in rows:
            if self._row > MOST_ROWS:
                raise ValueError("more rows than a sheet can hold")
            self._write(row, None)

    def add_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Short ones, after the long one is whole."""
        for name, sheet in zip(self._names[1:], sheets, strict=True):
            self._page, self._row = self._book.add_worksheet(name), 0
            self._page.freeze_panes(1, 0)
            for column, width in enumerate(sheet.widths):
                self._page.set_column(column, column, width)
            self._write(sheet.head, self._bold)
            for row in sheet.rows:
                self._write(
                    [cell if isinstance(cell, int | float) else str(cell or "") for cell in row],
                    self._wrapped,
                )

    def _write(self, row: Sequence[Value], look: Any) -> None:
        for column, value in enumerate(row):
            if isinstance(value, int | float) and abs(value) < _EXACT:
                self._page.write_number(self._row, column, value, look)
            elif value is not None and value != "":
                text = in_units(clean(str(value)), _LONGEST_TEXT)
                self._page.write_string(self._row, column, text, look)
        self._row += 1


class CsvTable:
    """A CSV with a mark at its start, by which Excel knows the letters."""

    def __init__(self, head: Sequence[str]) -> None:
        self._out = io.StringIO(newline="")
        self._writer = csv.writer(self._out)
        self.add([head])

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        self._writer.writerows([_safe(value) for value in row] for row in rows)

    def content(self) -> bytes:
        return self._out.getvalue().encode("utf-8-sig")


def _safe(value: Value) -> Value:
    """A quotation mark before what would be worked out; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
