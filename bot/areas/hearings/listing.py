"""The lists of participants and speakers, and the code at the door: made by the clock or on demand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import notices, queries
from bot.areas.hearings.models import Answer, Attendance, Meeting, PreparationTask, TaskKind
from bot.areas.hearings.papers import lists as list_papers
from bot.areas.hearings.texts import papers as paper_texts
from bot.areas.hearings.texts import preparing as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.core import files
from bot.core.i18n import DEFAULT_LANGUAGE, Translator
from bot.core.links import Links
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage
from bot.documents.paper import Paper
from bot.documents.paper_docx import render_paper_docx
from bot.documents.paper_pdf import render_paper_pdf
from bot.documents.qr import qr_png

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def draw_up(session: AsyncSession, meeting: Meeting, now: datetime, zone: ZoneInfo) -> None:
    """The office gets the lists, the speakers are told; the task is done."""
    t = Translator(DEFAULT_LANGUAGE, zone)
    paper = await lists_paper(session, t, meeting, now)
    made = await both(session, paper, paper_texts.file_name(t, "lists", meeting), now)
    speakers = await queries.floor_list(session, meeting.id)
    coming = await queries.will_come(session, meeting.id, [Answer.YES])
    maybe = await queries.will_come(session, meeting.id, [Answer.MAYBE])
    await notices.tell(
        session,
        await notices.keepers(session, meeting),
        meeting,
        now,
        lambda t: texts.lists_ready(t, meeting, coming, maybe, len(speakers)),
        files=made,
    )
    for position, speaker in enumerate(speakers, 1):
        await _tell_speaker(session, meeting, speaker, position, now)
    await _finish_task(session, meeting, now)


async def _tell_speaker(
    session: AsyncSession, meeting: Meeting, speaker: Attendance, position: int, now: datetime
) -> None:
    def message(t: Translator) -> OutMessage:
        more = Choice(str(texts.about_meeting(t)), f"mt:card.{meeting.id}")
        return OutMessage(text=texts.speaker_told(t, meeting, position, speaker), choices=((more,),))

    await people.tell(session, speaker.person_id, message, now)


async def _finish_task(session: AsyncSession, meeting: Meeting, now: datetime) -> None:
    task = await session.scalar(
        select(PreparationTask).where(
            PreparationTask.meeting_id == meeting.id, PreparationTask.kind == TaskKind.LISTS
        )
    )
    if task is not None and task.done_at is None:
        task.done_at = now


async def lists_paper(session: AsyncSession, t: Translator, meeting: Meeting, now: datetime) -> Paper:
    office = await municipality.get_municipality(session)
    return list_papers.lists(
        t,
        office.name(t.language) if office else "",
        meeting,
        now.astimezone(t.timezone).date(),
        await queries.floor_list(session, meeting.id),
        await queries.coming_by_village(session, meeting.id),
        {village.id: village for village in await municipality.list_villages(session)},
        await queries.participants(session, meeting.id),
        await queries.head_counts(session, meeting.id),
    )


async def both(session: AsyncSession, paper: Paper, name: str, now: datetime) -> tuple[Attachment, ...]:
    """DOCX to be corrected, PDF to be printed."""
    docx = await _keep(session, f"{name}.docx", DOCX, await render_paper_docx(paper), now)
    return docx, await _keep(session, f"{name}.pdf", PDF, await render_paper_pdf(paper), now)


async def _keep(
    session: AsyncSession, name: str, mime_type: str, content: bytes, now: datetime
) -> Attachment:
    return await files.keep_made(session, AttachmentKind.DOCUMENT, name, mime_type, content, now)


async def door_picture(session: AsyncSession, meeting: Meeting, links: Links, now: datetime) -> Attachment:
    """Who scans it at the door is registered."""
    picture = qr_png(links.deep(f"door_{meeting.door_key}"))
    return await files.keep_made(session, AttachmentKind.PHOTO, "door.png", "image/png", picture, now)
