"""Making the files of reports and presentations; all typesetting happens off the event loop."""

import asyncio
from collections.abc import Sequence

from bot.areas.obligations.papers import local_issues, monitoring, monitoring_slides
from bot.areas.obligations.reporting.gathering import Report
from bot.areas.obligations.reporting.presenting import Told
from bot.areas.obligations.reporting.service import Made
from bot.areas.obligations.texts import monitoring as texts
from bot.areas.obligations.texts import presenting as presenting_texts
from bot.core import files
from bot.core.messages import Attachment, AttachmentKind
from bot.core.routes import Turn
from bot.documents.paper_docx import render_paper_docx
from bot.documents.paper_pdf import render_paper_pdf
from bot.documents.presentation import render_presentation

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIME = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
}


async def report_files(turn: Turn, found: Report, languages: Sequence[str]) -> list[Made]:
    """PDF, Word and PowerPoint in each language."""
    rendered = await asyncio.gather(*(_report(turn, found, language) for language in languages))
    return [
        await _keep(turn, language, f"{name}.{ending}", content)
        for language, (name, contents) in zip(languages, rendered, strict=True)
        for ending, content in contents.items()
    ]


async def _report(turn: Turn, found: Report, language: str) -> tuple[str, dict[str, bytes]]:
    t = turn.t.in_language(language)
    paper = monitoring.report(t, found)
    pdf, docx, pptx = await asyncio.gather(
        render_paper_pdf(paper),
        render_paper_docx(paper),
        asyncio.to_thread(render_presentation, monitoring_slides.slides(t, found)),
    )
    return texts.file_name(t, found), {"pdf": pdf, "docx": docx, "pptx": pptx}


async def presentation_files(turn: Turn, told: Told, languages: Sequence[str]) -> list[Made]:
    made = []
    for language in languages:
        t = turn.t.in_language(language)
        deck = local_issues.slides(t, told, turn.links.deep(""))
        content = await asyncio.to_thread(render_presentation, deck)
        name = presenting_texts.file_name(t, told.year, told.part)
        made.append(await _keep(turn, language, f"{name}.pptx", content))
    return made


async def _keep(turn: Turn, language: str, name: str, content: bytes) -> Made:
    ending = name.rpartition(".")[2]
    kept = await files.keep_made(
        turn.session, AttachmentKind.DOCUMENT, name, _MIME[ending], content, turn.now
    )
    return Made(language, kept.kind, kept.file_id, ending == "pdf")


def attachments(made: Sequence[Made]) -> tuple[Attachment, ...]:
    return tuple(Attachment(one.kind, one.file_id) for one in made)
