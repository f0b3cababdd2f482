"""The parts of an official paper in a Word file: headings, lists and tables an officer can go on editing."""

import io
from collections.abc import Iterable

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Emu, Mm
from docx.table import Table as Grid
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Line

from bot.documents import docx_marks as marks
from bot.documents.camera_notes import quarter_turns, without_notes
from bot.documents.content import Bullets, Paragraph, Picture, address
from bot.documents.docx_page import COLUMN
from bot.documents.letters import hyphenated
from bot.documents.paper import Facts, Heading, Numbered, PageBreak, Part, Pictures, Signature, Table
from bot.documents.pictures import picture_size

# Of a line as wide as the page, in the letters of a table; a word past its cell's part of them is hyphenated.
_LETTERS_ACROSS = 68
# More signatures than these would push the last words to a page of their own.
_TOGETHER = 10
_HEAD_FILL = "EBEBEB"
_BAND_FILL = "F5F5F5"


def add_part(document: Document, part: Part, name: str, column: int = COLUMN) -> None:
    """`name` of the paper is what is said of a picture without words; `column` is as wide as its text."""
    match part:
        case Heading(text, level):
            marks.write(document.add_paragraph(style=f"Heading {level}"), text)
        case Paragraph():
            _fill(document.add_paragraph(), part)
        case Bullets(items):
            for item in items:
                _fill(document.add_paragraph(style="List Bullet"), item)
        case Numbered(items):
            _add_numbered(document, items)
        case Facts(rows):
            _add_facts(document, rows, column)
        case Table():
            _add_table(document, part, column)
        case Pictures():
            _add_pictures(document, part, name, column)
        case PageBreak():
            document.add_paragraph(style="Gap").add_run().add_break(WD_BREAK.PAGE)


def add_signatures(document: Document, signatures: tuple[Signature, ...], column: int = COLUMN) -> None:
    """They stay with one another and with the paragraph above them."""
    for last in document.paragraphs[-1:]:
        last.paragraph_format.keep_with_next = True
    grid = document.add_table(len(signatures), 3)
    marks.widths(grid, (0.4, 0.26, 0.34), column)
    for at, (row, one) in enumerate(zip(grid.rows, signatures, strict=True), start=1):
        marks.keep_whole(row)
        row.height = Mm(14)
        role, line, name = row.cells
        marks.underline(line)
        for cell, text in ((role, one.role), (line, ""), (name, one.name)):
            layout = _say(cell, text).paragraph_format
            layout.keep_with_next, layout.space_after = at < min(len(signatures), _TOGETHER), 0
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    _add_gap(document)


def add_approval(document: Document, lines: tuple[str, ...], column: int = COLUMN) -> None:
    """Over the right half of the sheet, the first line the heaviest."""
    for at, text in enumerate(lines):
        line = document.add_paragraph(style="Approval")
        line.paragraph_format.left_indent = Emu(column - Mm(95))
        marks.write(line, text).bold = at == 0
    _add_gap(document)


def _fill(line: Line, paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        written = (
            marks.write_link(line, run.text, address(run.link)) if run.link else marks.write(line, run.text)
        )
        written.bold, written.italic = run.bold or None, run.italic or None


def _add_numbered(document: Document, items: Iterable[Paragraph]) -> None:
    count = None
    for item in items:
        line = document.add_paragraph(style="List Number")
        count = count or marks.count_anew(document, line)
        count(line)
        _fill(line, item)


def _add_facts(document: Document, rows: tuple[tuple[str, str], ...], column: int) -> None:
    longest = max(len(label) for label, _value in rows)
    share = min(0.4, max(0.15, (longest + 3) / _LETTERS_ACROSS))
    grid = document.add_table(len(rows), 2)
    marks.widths(grid, (share, 1 - share), column)
    for row, texts in zip(grid.rows, rows, strict=True):
        marks.keep_whole(row)
        for cell, text, part in zip(row.cells, texts, (share, 1 - share), strict=True):
            _say(cell, _breakable(text, part))
    _add_gap(document)


def _add_table(document: Document, table: Table, column: int) -> None:
    grid = document.add_table(1 + len(table.rows), len(table.head), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.LEFT
    marks.widths(grid, table.shares(), column)
    _fill_rows(grid, table, round(_LETTERS_ACROSS * column / COLUMN))
    head = grid.rows[0]
    marks.repeat_head(head)
    for cell in head.cells:
        marks.shade(cell, _HEAD_FILL)
    _add_gap(document)


def _fill_rows(grid: Grid, table: Table, across: int) -> None:
    last, style = len(table.rows), "Compact Text" if table.compact else "Table Text"
    for at, (row, texts) in enumerate(zip(grid.rows, (table.head, *table.rows), strict=True)):
        marks.keep_whole(row)
        if at - 1 in table.bands:
            _add_band(row, texts[0], style)
            continue
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            line = _say(cell, _breakable(text, table.shares()[column], across), style)
            line.runs[0].bold = at == 0 or (table.total_row and at == last)
            if column in table.numeric:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_band(row: _Row, text: str, style: str) -> None:
    """The title of the rows below, which it doesn't leave."""
    cell = row.cells[0].merge(row.cells[-1])
    marks.shade(cell, _BAND_FILL)
    line = _say(cell, text, style)
    line.runs[0].bold = True
    line.paragraph_format.keep_with_next = True


def _add_pictures(document: Document, part: Pictures, name: str, column: int) -> None:
    across = part.per_row()
    for first in range(0, len(part.pictures), across):
        grid = document.add_table(1, across)
        marks.widths(grid, (1 / across,) * across, column)
        marks.keep_whole(grid.rows[0])
        for cell, picture in zip(grid.rows[0].cells, part.pictures[first : first + across], strict=False):
            _show(cell, picture, across, name, column)
        _add_gap(document)


def _show(cell: _Cell, picture: Picture, across: int, name: str, column: int) -> None:
    width, height = picture_size(picture.content)
    turns = quarter_turns(picture.content)
    room, tallest = column / across - Mm(5), float(Mm(110 if across == 1 else 80))
    if turns % 2:  # Word keeps as much room beside a turned picture as it had lying
        room = tallest = min(room, tallest)
    scale = min(room / width, tallest / height)
    line = cell.paragraphs[0]
    content = io.BytesIO(without_notes(picture.content))
    shape = line.add_run().add_picture(content, Emu(int(width * scale)), Emu(int(height * scale)))
    marks.describe(shape._inline, picture.description or name)
    marks.turn(shape._inline, turns)
    if picture.description:
        marks.write(cell.add_paragraph(style="Caption"), picture.description)


def _say(cell: _Cell, text: str, style: str = "Table Text") -> Line:
    line: Line = cell.paragraphs[0]
    line.style = style
    marks.write(line, text)
    return line


def _breakable(text: str, share: float, across: int = _LETTERS_ACROSS) -> str:
    """Words that may be wider than this part of the page, with soft hyphens."""
    return hyphenated(text, max(4, int(across * share) - 2))


def _add_gap(document: Document) -> None:
    """Tables without a line between them would be one."""
    document.add_paragraph(style="Gap")
