"""An official paper as a Word file: for who has still to correct it, sign it and file it."""

import asyncio
import io
import zipfile
from datetime import UTC, datetime, time

import docx
from docx.document import Document

from bot.documents.docx_marks import write
from bot.documents.docx_page import column_of, set_up
from bot.documents.docx_parts import add_approval, add_part, add_signatures
from bot.documents.letters import clean, kept_together
from bot.documents.paper import Paper
from bot.documents.preparation import prepared

# The earliest a ZIP can say: the same paper gives the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


async def render_paper_docx(paper: Paper) -> bytes:
    """Raises `BrokenPictureError`."""
    return await asyncio.to_thread(_written, prepared(paper, _letters))


def _letters(text: str) -> str:
    """Not only those of our font: Word finds others. But its fonts show a joiner as a box."""
    return kept_together(clean(text)).replace("\u2060", "")


def _written(paper: Paper) -> bytes:
    document = docx.Document()
    set_up(document, paper)
    _set_properties(document, paper)
    column = column_of(paper)
    if paper.approval:
        add_approval(document, paper.approval, column)
    _add_masthead(document, paper)
    for part in paper.parts:
        add_part(document, part, paper.name(), column)
    if paper.signatures:
        add_signatures(document, paper.signatures, column)
    return _saved(document)


def _add_masthead(document: Document, paper: Paper) -> None:
    heads = {
        "Organisation": paper.organisation,
        "Title": paper.title,
        "Subtitle": paper.subtitle,
        "Number Line": paper.number_line,
    }
    for style, text in heads.items():
        if text:
            write(document.add_paragraph(style=style), text)


def _set_properties(document: Document, paper: Paper) -> None:
    made_at = datetime.combine(paper.date, time(), UTC)
    about = document.core_properties
    about.title, about.subject = paper.name()[:255], paper.subtitle[:255]
    about.author = about.last_modified_by = paper.organisation[:255]
    about.comments, about.language = "", paper.language
    about.created = about.modified = made_at


def _saved(document: Document) -> bytes:
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
