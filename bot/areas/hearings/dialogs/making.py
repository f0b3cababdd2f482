"""Papers of a meeting: poster, group message, lists, evidence; and where copies were put."""

import asyncio
from dataclasses import replace

from bot.areas.broadcasts import forwardable
from bot.areas.broadcasts import papers as message_papers
from bot.areas.hearings import announcing, evidence, listing, notices, posting, queries
from bot.areas.hearings.dialogs import cards
from bot.areas.hearings.models import Meeting, MeetingState
from bot.areas.hearings.papers import evidence as evidence_papers
from bot.areas.hearings.papers import poster as poster_papers
from bot.areas.hearings.papers import protocol as protocol_papers
from bot.areas.hearings.papers.protocol import Minutes
from bot.areas.hearings.texts import papers as paper_texts
from bot.areas.hearings.texts import preparing as texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Municipality
from bot.core import files
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.routes import Reply, Turn, say
from bot.documents.paper_pdf import render_paper_pdf
from bot.documents.poster import render_poster_pdf
from bot.documents.share_picture import render_share_picture
from bot.documents.workbook_xlsx import render_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    t, number = turn.t, meeting.id
    labels = [
        (texts.poster(t), "poster"),
        (texts.group_pack(t), "pack"),
        (texts.note_posting(t), "post"),
        (texts.lists(t), "lists"),
        (texts.evidence(t), "evidence"),
    ]
    if meeting.state is MeetingState.HELD:
        labels.append((texts.protocol(t), "protocol"))
    rows = [[Choice(str(label), f"meeting:{verb}.{number}")] for label, verb in labels]
    return say(texts.papers_head(t), *rows, cards.to_card(turn, number))


async def make_poster(turn: Turn, meeting: Meeting, language: str) -> Reply:
    """In the language asked for; another button gives the other one."""
    await posting.check_printable(turn.session, meeting)
    t = turn.t.in_language(language or turn.t.language)
    pdf = await render_poster_pdf(message_papers.poster(await _material(turn, meeting, t.language)))
    kept = await _keep(turn, f"{paper_texts.file_name(t, 'poster', meeting)}.pdf", listing.PDF, pdf)
    other = _other_language(turn, t.language, f"meeting:poster.{meeting.id}")
    done = [Choice(str(texts.note_posting(turn.t)), f"meeting:post.{meeting.id}")]
    return say(texts.poster_caption(turn.t), other, done, attachments=(kept,), redraw=False)


async def make_group_pack(turn: Turn, meeting: Meeting, language: str) -> Reply:
    """A picture, the text to forward, and a link that opens WhatsApp with it."""
    await posting.check_printable(turn.session, meeting)
    t = turn.t.in_language(language or turn.t.language)
    material = await _material(turn, meeting, t.language)
    png = await render_share_picture(
        message_papers.share_picture(await _for_picture(turn, meeting, material))
    )
    kept = await files.keep_made(
        turn.session, AttachmentKind.PHOTO, "meeting.png", "image/png", png, turn.now
    )
    whom = await announcing.whom(turn.session, meeting, t.language)
    point = announcing.map_link(meeting.latitude, meeting.longitude)
    native = forwardable.is_native(turn.contact.channel)
    said = forwardable.messages(
        texts.group_intro(turn.t, above=native),
        kept,
        paper_texts.group_text(t, meeting, whom, point),
        paper_texts.invitation(t, material.link),
        texts.share_button(turn.t),
        (
            (Choice(str(texts.note_posting(turn.t)), f"meeting:post.{meeting.id}"),),
            tuple(_other_language(turn, t.language, f"meeting:pack.{meeting.id}")),
        ),
        native=native,
    )
    return Reply(said, redraw=False)


async def _material(turn: Turn, meeting: Meeting, language: str) -> message_papers.Material:
    t = turn.t.in_language(language)
    return poster_papers.material(
        t,
        await _office(turn),
        meeting,
        await announcing.whom(turn.session, meeting, language),
        turn.links.deep(f"h_{meeting.id}"),
        turn.now.astimezone(t.timezone).date(),
    )


async def _for_picture(
    turn: Turn, meeting: Meeting, material: message_papers.Material
) -> message_papers.Material:
    whom = await announcing.whom(turn.session, meeting, material.t.language)
    return replace(material, text=paper_texts.poster_text(material.t, meeting, whom, agenda=False))


def _other_language(turn: Turn, language: str, action: str) -> list[Choice]:
    other = "ky" if language == "ru" else "ru"
    return [Choice(str(texts.in_language(turn.t, other)), f"{action}.{other}")]


# Lists and evidence


async def make_lists(turn: Turn, meeting: Meeting, language: str) -> Reply:
    t = turn.t.in_language(language or turn.t.language)
    paper = await listing.lists_paper(turn.session, t, meeting, turn.now)
    kept = await listing.both(turn.session, paper, paper_texts.file_name(t, "lists", meeting), turn.now)
    other = _other_language(turn, t.language, f"meeting:lists.{meeting.id}")
    back = cards.to_card(turn, meeting.id)
    return say(texts.lists_caption(turn.t), other, back, attachments=kept, redraw=False)


async def make_evidence(turn: Turn, meeting: Meeting, language: str) -> Reply:
    """One PDF and one workbook."""
    t = turn.t.in_language(language or turn.t.language)
    found = await evidence.collect(turn.session, meeting, turn.now, t.timezone)
    if not found.notices:
        raise Refused("hearings:not_told")
    name = paper_texts.file_name(t, "evidence", meeting)
    paper = await render_paper_pdf(evidence_papers.paper(t, found))
    book = await asyncio.to_thread(render_workbook, evidence_papers.workbook(t, found))
    made = (
        await _keep(turn, f"{name}.pdf", listing.PDF, paper),
        await _keep(turn, f"{name}.xlsx", XLSX, book),
    )
    other = _other_language(turn, t.language, f"meeting:evidence.{meeting.id}")
    back = cards.to_card(turn, meeting.id)
    return say(texts.evidence_caption(turn.t), other, back, attachments=made, redraw=False)


# The protocol


async def make_protocol(turn: Turn, meeting: Meeting, language: str) -> Reply:
    """With the signed one, where it is kept."""
    t = turn.t.in_language(language or turn.t.language)
    kept = await protocol_files(turn, t, meeting)
    protocol = await queries.protocol_of(turn.session, meeting.id)
    scan = notices.as_files(protocol.scan) if protocol else ()
    other = _other_language(turn, t.language, f"meeting:protocol.{meeting.id}")
    back = cards.to_card(turn, meeting.id)
    return say(texts.protocol_caption(turn.t), other, back, attachments=(*kept, *scan), redraw=False)


async def protocol_files(turn: Turn, t: Translator, meeting: Meeting) -> tuple[Attachment, ...]:
    """DOCX to be corrected, PDF to be printed."""
    session = turn.session
    protocol = await queries.protocol_of(session, meeting.id)
    if protocol is None:
        raise Refused("hearings:no_protocol")
    minutes = Minutes(
        organisation=(await _office(turn)).name(t.language),
        meeting=meeting,
        protocol=protocol,
        statements=await queries.statements(session, meeting.id),
        decisions=await queries.decisions_of(session, meeting.id),
        came=await queries.participants(session, meeting.id),
        counts=await queries.head_counts(session, meeting.id),
        villages={village.id: village for village in await municipality.list_villages(session)},
        attached=await evidence.names_of_files(session, meeting.materials),
        made_on=turn.now.astimezone(t.timezone).date(),
    )
    paper = protocol_papers.protocol(t, minutes)
    return await listing.both(
        turn.session, paper, f"{paper_texts.file_name(t, 'protocol', meeting)} №{protocol.number}", turn.now
    )


async def _keep(turn: Turn, name: str, mime_type: str, content: bytes) -> Attachment:
    return await files.keep_made(turn.session, AttachmentKind.DOCUMENT, name, mime_type, content, turn.now)


async def _office(turn: Turn) -> Municipality:
    office = await municipality.get_municipality(turn.session)
    if office is None:
        raise Refused("hearings:gone")
    return office


VERBS = {
    "papers": show,
    "poster": make_poster,
    "pack": make_group_pack,
    "lists": make_lists,
    "evidence": make_evidence,
    "protocol": make_protocol,
}
