"""An official paper as a PDF: for the site, the archive and the printer."""

from typing import Any

from bot.documents.camera_notes import without_notes
from bot.documents.content import Bullets, Paragraph, Picture, run_values
from bot.documents.letters import hyphenated, printable
from bot.documents.paper import Facts, Heading, Numbered, PageBreak, Paper, Part, Pictures, Table
from bot.documents.pictures import check_picture
from bot.documents.preparation import prepared
from bot.documents.typesetting import Source, check_decodes, count_pages, render_pdf, render_png

# Letters of a word that may be wider than a page, as `say` of the templates takes it.
_LONG_WORD = 12
# The widest letters are as wide as they are high: of a cell's 11 pt, so many fit into the page's 482 pt.
_LETTERS_ACROSS = 40
_LETTERS_ACROSS_WIDE = 60


async def render_paper_pdf(paper: Paper) -> bytes:
    """Raises `BrokenPictureError`."""
    return await render_pdf(await _source(paper))


async def render_paper_png(paper: Paper, *, ppi: float = 100) -> list[bytes]:
    """One picture per page; raises as `render_paper_pdf`."""
    return await render_png(await _source(paper), ppi=ppi)


async def count_paper_pages(paper: Paper) -> int:
    return await count_pages(await _source(paper))


async def _source(paper: Paper) -> Source:
    shown = prepared(paper, _letters)
    files: dict[str, bytes] = {}
    values = {
        "title": shown.title,
        "organisation": shown.organisation,
        "subtitle": shown.subtitle,
        "number_line": shown.number_line,
        "parts": [_part(part, paper.name(), files, landscape=paper.landscape) for part in shown.parts],
        "signatures": [{"role": one.role, "name": one.name} for one in shown.signatures],
        "footer": shown.footer,
        "page_words": shown.page_words,
        "approval": shown.approval,
        "landscape": shown.landscape,
    }
    for name, content in files.items():
        await check_decodes(name, content)
    return Source("paper", printable(paper.name()), paper.language, paper.date, values, files)


def _letters(text: str) -> str:
    return hyphenated(printable(text), _LONG_WORD)


def _part(part: Part, name: str, files: dict[str, bytes], *, landscape: bool) -> dict[str, Any]:
    """What the template reads; the content of pictures goes to `files`."""
    match part:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(part)}
        case Bullets(items):
            return {"kind": "bullets", "items": [_runs(item) for item in items]}
        case Numbered(items):
            return {"kind": "numbered", "items": [_runs(item) for item in items]}
        case Facts(rows):
            return {"kind": "facts", "rows": rows}
        case Table():
            return _table(part, landscape=landscape)
        case Pictures(pictures):
            filed = [_picture(picture, name, files) for picture in pictures]
            return {"kind": "pictures", "per_row": part.per_row(), "pictures": filed}
        case PageBreak():
            return {"kind": "page break"}


def _runs(paragraph: Paragraph) -> list[dict[str, Any]]:
    return [run_values(run) for run in paragraph.runs]


def _table(table: Table, *, landscape: bool) -> dict[str, Any]:
    across = _LETTERS_ACROSS_WIDE if landscape else _LETTERS_ACROSS
    least = [max(2, min(_LONG_WORD, int(across * share) - 1)) for share in table.shares()]

    def cells(row: tuple[str, ...]) -> list[str]:
        return [hyphenated(cell, letters) for cell, letters in zip(row, least, strict=True)]

    return {
        "kind": "table",
        "head": cells(table.head),
        "rows": [cells(row) for row in table.rows],
        "shares": table.shares(),
        "numeric": [column in table.numeric for column in range(len(table.head))],
        "total": table.total_row,
        "bands": [at in table.bands for at in range(len(table.rows))],
        "compact": table.compact,
        "least": least,
    }


def _picture(picture: Picture, name: str, files: dict[str, bytes]) -> dict[str, str]:
    """What it shows is said even when no words came with it: a listener must not meet silence."""
    file = f"picture-{len(files)}.{check_picture(picture.content)}"
    files[file] = without_notes(picture.content)
    return {"file": file, "caption": picture.description, "spoken": picture.description or name}
