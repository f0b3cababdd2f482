"""The clockwork of messages to many: what is due begins, what is over is noted, progress is redrawn."""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import queries, texts
from bot.areas.broadcasts.models import Broadcast, BroadcastState, ProgressMessage
from bot.areas.broadcasts.notices import open_button
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.core import audit
from bot.core.i18n import DEFAULT_LANGUAGE, Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage
from bot.core.scheduling import Job, Tick
from bot.outbox import queries as outbox_queries
from bot.outbox import service as outbox

EVERY_SECONDS = 1
REDRAW_AFTER = timedelta(seconds=3)


async def run(tick: Tick) -> None:
    await begin_due(tick)
    await watch(tick)


async def begin_due(tick: Tick) -> None:
    async with tick.database.reading() as session:
        due = await queries.due_ids(session, tick.now)
    for broadcast_id in due:
        async with tick.database.session() as session:
            await _begin(session, broadcast_id, tick.now)
        tick.wake()


async def watch(tick: Tick) -> None:
    """What is on its way: finished or not, its progress is shown."""
    async with tick.database.reading() as session:
        sending = await queries.sending_ids(session)
        drawn = await queries.unfinished_progress(session)
    for broadcast_id in sorted({*sending, *drawn}):
        async with tick.database.session() as session:
            await _watch(session, broadcast_id, tick.now)
        tick.wake()


async def next_due(session: AsyncSession, now: datetime, _timezone: ZoneInfo) -> datetime | None:
    return await queries.next_send(session, now)


def out_message(broadcast: Broadcast, language: str) -> OutMessage:
    """What residents get, to the letter; the preview shows the same."""
    text = broadcast.text_ru if language == "ru" and broadcast.text_ru else broadcast.text_ky
    attachments = tuple(Attachment(AttachmentKind(kind), file_id) for kind, file_id in broadcast.attachments)
    return OutMessage(text=Markup(text), attachments=attachments)  # noqa: S704 - cleaned when it was written


def languages_of(broadcast: Broadcast) -> tuple[str, ...]:
    return ("ky", "ru") if broadcast.text_ru else ("ky",)


async def _begin(session: AsyncSession, broadcast_id: int, now: datetime) -> None:
    """Claim it, then make a delivery for everyone it is for: all or nothing, and once."""
    claimed = await session.scalar(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.APPROVED)
        .values(state=BroadcastState.SENDING, started_at=now)
        .returning(Broadcast.id)
    )
    if claimed is None:
        return
    broadcast = await session.get_one(Broadcast, broadcast_id, populate_existing=True)
    contents = {
        language: await outbox.keep_content(session, out_message(broadcast, language))
        for language in languages_of(broadcast)
    }
    count = await outbox.expand(
        session,
        batch=broadcast.batch_name,
        contents=contents,
        default_language=DEFAULT_LANGUAGE,
        recipients=queries.audience_of(broadcast),
        now=now,
    )
    audit.record(
        session, now, AuditTag.STARTED, person_id=None, subject_id=broadcast_id, after={"recipients": count}
    )
    for person_id in {broadcast.author_id, broadcast.decided_by} - {None}:
        await _show_progress(session, broadcast, int(person_id or 0), now)


async def _show_progress(session: AsyncSession, broadcast: Broadcast, person_id: int, now: datetime) -> None:
    message = await _progress(session, broadcast)
    delivery = await people.tell(session, person_id, message, now, urgent=True)
    if delivery is not None:
        shown = await _fingerprint(session, broadcast)
        row = ProgressMessage(broadcast_id=broadcast.id, person_id=person_id, delivery_id=delivery)
        row.shown, row.drawn_at = shown, now
        session.add(row)


async def _watch(session: AsyncSession, broadcast_id: int, now: datetime) -> None:
    broadcast = await session.get_one(Broadcast, broadcast_id)
    figures = await queries.figures(session, broadcast)
    if broadcast.state is BroadcastState.SENDING and figures.waiting == 0:
        broadcast.state, broadcast.finished_at = BroadcastState.SENT, now
        audit.record(session, now, AuditTag.FINISHED, person_id=None, subject_id=broadcast_id)
    shown = await _fingerprint(session, broadcast)
    over = broadcast.state is not BroadcastState.SENDING and figures.waiting == 0
    for row in await queries.progress_messages(session, broadcast_id):
        changed = row.shown != shown
        if changed and (over or now - row.drawn_at >= REDRAW_AFTER):
            await _redraw(session, broadcast, row, shown, now)
        row.final = over and row.shown == shown


async def _redraw(
    session: AsyncSession, broadcast: Broadcast, row: ProgressMessage, shown: str, now: datetime
) -> None:
    """Only once the message before it arrived: then its id is known."""
    replaces = await outbox_queries.external_id_of(session, row.delivery_id)
    if replaces is None:
        return
    message = await _progress(session, broadcast)
    delivery = await people.tell(session, row.person_id, message, now, urgent=True, replaces=replaces)
    if delivery is not None:
        row.delivery_id, row.shown, row.drawn_at = delivery, shown, now


async def _fingerprint(session: AsyncSession, broadcast: Broadcast) -> str:
    figures = await queries.figures(session, broadcast)
    seen = (broadcast.state.value, sorted((s.value, n) for s, n in figures.by_status.items()))
    return hashlib.sha256(repr(seen).encode()).hexdigest()


async def _progress(session: AsyncSession, broadcast: Broadcast) -> people.Message:
    figures = await queries.figures(session, broadcast)
    villages = {village.id: village for village in await municipality.list_villages(session)}
    sending = broadcast.state is BroadcastState.SENDING

    def message(t: Translator) -> OutMessage:
        text = texts.progress(t, broadcast, figures, {i: v.name(t.language) for i, v in villages.items()})
        stop = Choice(str(texts.stop_it(t)), f"bc:stop.{broadcast.id}")
        rows = ((stop,),) if sending else ((open_button(t, broadcast),),)
        return OutMessage(text=text, choices=rows)

    return message


jobs = (Job(name="broadcasts", every_seconds=EVERY_SECONDS, run=run, next_due=next_due),)
