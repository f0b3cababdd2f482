"""Opening a spreadsheet that somebody sent: it may be anything, and must harm nothing.

All is measured before any library opens it: a small archive may unpack to gigabytes, one cell far to the
right and below may ask for a table of billions. What is hidden from that is read in a program of its own.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog

from bot.core.errors import Refused

log = structlog.get_logger()

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_MEMBERS = 300
MOST_SHEETS = 30
MOST_COLUMNS = 600
MOST_ROWS = 20_000
# Of all sheets: more than all papers of the longest questionnaire.
MOST_CELLS = 2_500_000
LONGEST_CELL = 8_000
PATIENCE = 30
_READER = Path(__file__).with_name("sheet_reader.py")
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
    return _read_apart(content)


def _read_apart(content: bytes) -> Sheets:
    """In a program of its own: a file that takes it down takes nothing else with it. Raises `Refused`."""
    limits = (MOST_ROWS, MOST_SHEETS, MOST_CELLS, LONGEST_CELL)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and numbers
            [sys.executable, "-I", str(_READER), *map(str, limits)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("surveys:file_bomb") from error
    if done.returncode:
        # The kind of the fault alone: its words may repeat what stands in a cell.
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        log.warning("spreadsheet_not_read", status=done.returncode, fault=last.partition(":")[0][:80])
        raise Refused("surveys:file_bomb")
    found = json.loads(done.stdout)
    if "problem" in found:
        raise Refused(f"surveys:{found['problem']}", limit=MOST_ROWS)
    sheets: Sheets = found["sheets"]
    return sheets


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
