"""Reports: their files, their message to residents, their poster; what residents get of them."""

from dataclasses import replace

from bot.areas.broadcasts import papers as broadcast_papers
from bot.areas.broadcasts.dialogs import cards as broadcast_cards
from bot.areas.broadcasts.papers import Material
from bot.areas.municipality import queries as municipality
from bot.areas.obligations.dialogs.reporting import cards, making, spans
from bot.areas.obligations.models import ObligationPaper
from bot.areas.obligations.reporting import gathering, papers, service
from bot.areas.obligations.reporting.papers import Progress
from bot.areas.obligations.reporting.service import ITEMS, MONEY
from bot.areas.obligations.texts import monitoring, reports
from bot.areas.obligations.texts import spans as span_texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import files
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.richtext import clean
from bot.core.routes import Reply, Turn, say, start_form
from bot.documents.poster import render_poster_pdf


async def show_files(turn: Turn, argument: str) -> Reply:
    """`2026q3.ky`. Of what was handed in just what was handed in; before that, as things stand now."""
    code, _, language = argument.partition(".")
    t, span = turn.t, spans.read(turn, code)
    language = language if language in RESIDENT_LANGUAGES else t.language
    paper = await papers.find(turn.session, papers.kind_of(span), span.year, span.quarter)
    back = [Choice(str(reports.to_card(t)), f"obr:r.{spans.code(span)}")]
    if paper and papers.progress(await papers.broadcast_of(turn.session, paper)) is not Progress.WRITTEN:
        kept = _frozen(paper, language)
        return say(reports.files_frozen(t, span), back, attachments=kept, redraw=False)
    found = await gathering.gather(turn.session, span, turn.now, t.timezone)
    made = await making.report_files(turn, found, [language])
    return say(reports.files_now(t, span), back, attachments=making.attachments(made), redraw=False)


def _frozen(paper: ObligationPaper, language: str) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(AttachmentKind(kind), number) for kind, number, spoken in paper.files if spoken == language
    )


async def begin_words(turn: Turn, argument: str) -> Reply:
    """`2026q3.why`"""
    code, _, item = argument.partition(".")
    span = spans.read(turn, code)
    paper = await service.open_paper(
        turn.session, papers.kind_of(span), span.year, span.quarter, turn.person_id, turn.now
    )
    await service.check_writable(turn.session, paper, turn.person_id)
    if item == MONEY:
        return start_form("report_money", id=paper.id)
    if item not in ITEMS[paper.kind]:
        return await cards.card(turn, span)
    return start_form("report_words", id=paper.id, item=item)


async def publish(turn: Turn, argument: str) -> Reply:
    """The message as residents will get it, to be handed in for approval."""
    t, span = turn.t, spans.read(turn, argument)
    paper = await service.open_paper(
        turn.session, papers.kind_of(span), span.year, span.quarter, turn.person_id, turn.now
    )
    await service.check_publishable(turn.session, paper, turn.person_id, spans.today(turn))
    found = await gathering.gather(turn.session, span, turn.now, t.timezone)
    made = await making.report_files(turn, found, RESIDENT_LANGUAGES)
    texts = {code: str(monitoring.message(t.in_language(code), found)) for code in RESIDENT_LANGUAGES}
    broadcast = await service.publish(
        turn.session, paper.id, texts, made, turn.person_id, turn.now, spans.today(turn)
    )
    return say(reports.handed_over(t), redraw=False).then(
        await broadcast_cards.preview_and_card(turn, broadcast)
    )


async def make_poster(turn: Turn, argument: str) -> Reply:
    """`7.ky`: for the board, with the figures that were approved."""
    await people.check_may(turn.session, turn.person_id, Permission.RECORD_DISTRIBUTION)
    number, _, language = argument.partition(".")
    paper = await papers.get(turn.session, int(number) if number.isdecimal() else 0)
    broadcast = await service.check_printable(turn.session, paper)
    office = await municipality.get_municipality(turn.session)
    if office is None:
        raise Refused("reports:no_paper")
    t = turn.t.in_language(language if language in RESIDENT_LANGUAGES else turn.t.language)
    text = broadcast.text_ru if t.language == "ru" and broadcast.text_ru else broadcast.text_ky
    material = Material(
        t=t,
        municipality=office,
        title=monitoring.title(t),
        period=span_texts.name(t, papers.span_of(paper)),
        text=clean(text),
        link=turn.links.deep(f"report_{paper.id}"),
        made_on=(paper.published_at or turn.now).astimezone(t.timezone).date(),
        captions=(reports.scan_words(t), reports.scan_why(t)),
    )
    pdf = await render_poster_pdf(broadcast_papers.poster(material))
    name = f"{monitoring.title(t)}, {material.period}.pdf"
    kept = await files.keep_made(
        turn.session, AttachmentKind.DOCUMENT, name, "application/pdf", pdf, turn.now
    )
    note = [Choice(str(reports.note_button(turn.t)), f"obr:put.{paper.id}")]
    return say(reports.poster_ready(turn.t), note, attachments=(kept,), redraw=False)


async def begin_posting(turn: Turn, argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RECORD_DISTRIBUTION)
    paper = await papers.get(turn.session, int(argument) if argument.isdecimal() else 0)
    await service.check_printable(turn.session, paper)
    return replace(start_form("report_posting", id=paper.id), redraw=False)


async def open_public(turn: Turn, argument: str) -> Reply:
    """Whoever scans the poster gets the report in their language, once it is published."""
    paper = await papers.get(turn.session, int(argument) if argument.isdecimal() else 0)
    if papers.progress(await papers.broadcast_of(turn.session, paper)) is not Progress.PUBLISHED:
        raise Refused("reports:no_paper")
    language = turn.t.language if turn.t.language in RESIDENT_LANGUAGES else "ky"
    span = papers.span_of(paper)
    return say(reports.public(turn.t, span), attachments=_frozen(paper, language), redraw=False)
