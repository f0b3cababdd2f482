"""Run as a program of its own: a spreadsheet comes in, its cells go out as JSON.

The library reserves as much memory as a file claims to need, and ends the whole program when there is none.
So it runs apart, with little to take. It knows nothing of ours: what it needs is told when it is called.
"""

import contextlib
import io
import json
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MEMORY = 1024 * 1024 * 1024
SECONDS = 20


def main(most_rows: int, most_sheets: int, most_cells: int, longest_cell: int) -> None:
    """Writes `{"sheets": ...}` or `{"problem": code}`."""
    _take_little()
    content = sys.stdin.buffer.read()
    try:
        found = _sheets(content, most_rows, most_sheets, most_cells, longest_cell)
    except (CalamineError, OSError, ValueError, OverflowError):
        found = {"problem": "file_broken"}
    json.dump(found, sys.stdout)


def _take_little() -> None:
    try:
        import resource
    except ImportError:
        # Not on Windows; there the program that runs apart is all that protects.
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def _sheets(content: bytes, rows: int, sheets: int, cells: int, longest: int) -> dict[str, Any]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: dict[str, list[list[str]]] = {}
    for name in book.sheet_names[:sheets]:
        sheet = book.get_sheet_by_name(name)
        last = sheet.end or (-1, -1)
        if last[0] >= rows:
            return {"problem": "file_rows"}
        cells -= (last[0] + 1) * (last[1] + 1)
        if cells < 0:
            return {"problem": "file_bomb"}
        table = sheet.to_python(skip_empty_area=False)
        found[name.strip().casefold()] = [[_text(cell, longest) for cell in row] for row in table]
    return {"sheets": found}


def _text(cell: object, longest: int) -> str:
    """A cell as it is read; a formula's is what it last came to."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    return "".join(sign for sign in text[:longest] if sign.isprintable() or sign in "\n\t").strip()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
