"""Tables for an office's own sums: an Excel workbook in which text stays text and a day is a day."""

from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`widths` in letters, as Excel counts; `note` stands above the table; a total is the last row."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    note: str = ""
    total_row: bool = False

    def __post_init__(self) -> None:
        columns = len(self.head)
        if self.widths and len(self.widths) != columns:
            raise ValueError(f"{columns} columns, but {len(self.widths)} widths")
        if wrong := [row for row in self.rows if len(row) != columns]:
            raise ValueError(f"{columns} columns, but a row of {len(wrong[0])}")


@dataclass(frozen=True, slots=True)
class Workbook:
    """`created` and every time in a cell are local and without a zone, as Excel knows them."""

    title: str
    sheets: tuple[Sheet, ...]
    created: datetime
    author: str = ""

    def __post_init__(self) -> None:
        cells = [cell for sheet in self.sheets for row in sheet.rows for cell in row]
        if any(isinstance(moment, datetime) and moment.tzinfo for moment in (self.created, *cells)):
            raise ValueError("Excel knows no zones: give the time of the place")
