"""Opening a spreadsheet that somebody sent: it may be anything, and must harm nothing.

All is measured before any library opens it: a small archive may unpack to gigabytes, one cell far to the
right and below may ask for a table of billions.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.core.errors import Refused

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_MEMBERS = 300
MOST_SHEETS = 30
MOST_COLUMNS = 600
MOST_ROWS = 20_000
LONGEST_CELL = 8_000
_CHUNK = 256 * 1024
# A reference as `r="AB12"`: where a cell or a row says it stands.
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,7})(\d{1,12})""")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Longer than any tag that matters: what is cut at a chunk's end is looked at with the next one.
_OVERLAP = 64

Sheets = Mapping[str, Sequence[Sequence[str]]]
"""By the sheet's name in small letters, its rows of cells as text; row 1 of the sheet comes first."""


def read_sheets(content: bytes) -> Sheets:
    """Raises `Refused` for what isn't a spreadsheet, or a hostile one."""
    check_archive(content)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names[:MOST_SHEETS]
        return {name.strip().casefold(): _rows(book, name) for name in names}
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("surveys:file_broken") from error


def _rows(book: object, name: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)  # type: ignore[attr-defined] # the library is imported late
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    if len(rows) > MOST_ROWS:
        raise Refused("surveys:file_rows", limit=MOST_ROWS)
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
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
    return "".join(sign for sign in text[:LONGEST_CELL] if sign.isprintable() or sign in "\n\t").strip()


def check_archive(content: bytes) -> None:
    """Raises `Refused` unless it can be opened without harm."""
    if len(content) > LARGEST_FILE:
        raise Refused("surveys:file_large", limit=LARGEST_FILE // (1024 * 1024))
    if content.startswith(_OLD_OFFICE):
        # Old Excel, and every new one with a password.
        raise Refused("surveys:file_locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused("surveys:file_no_table") from error
    except zlib.error as error:
        raise Refused("surveys:file_broken") from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise Refused("surveys:file_no_table")
    if len(members) > MOST_MEMBERS:
        raise Refused("surveys:file_bomb")
    room = LARGEST_UNPACKED
    for member in members:
        sheet = member.filename.casefold().startswith("xl/worksheets/")
        tail = b""
        with archive.open(member) as stream:
            # Counted as it comes out: what the archive says of its sizes may be a lie.
            while chunk := stream.read(_CHUNK):
                room -= len(chunk)
                if room < 0:
                    raise Refused("surveys:file_bomb")
                looked_at = tail + chunk
                if b"<!DOCTYPE" in looked_at or b"<!ENTITY" in looked_at:
                    raise Refused("surveys:file_bomb")
                if sheet:
                    _check_references(looked_at)
                tail = chunk[-_OVERLAP:]


def _check_references(xml: bytes) -> None:
    for letters, digits in _REFERENCE.findall(xml):
        if int(digits) > MOST_ROWS:
            raise Refused("surveys:file_rows", limit=MOST_ROWS)
        if _column(letters) > MOST_COLUMNS:
            raise Refused("surveys:file_columns", limit=MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
