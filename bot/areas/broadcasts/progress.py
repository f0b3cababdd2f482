"""One message for the author and one for the approver that show how far a message is, redrawn as it goes."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import queries, report, rules, service
from bot.areas.broadcasts.models import Broadcast, BroadcastState, ProgressMessage
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.broadcasts.texts import buttons as button_texts
from bot.areas.broadcasts.texts import progress as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage
from bot.outbox.queries import BatchFigures

REDRAW_AFTER = timedelta(seconds=2)
# So long after the last one went a platform's receipts still change the picture.
RECEIPTS_FOR = timedelta(minutes=3)


async def show(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """To whom it matters, when the sending begins."""
    figures = await queries.figures(session, broadcast)
    for person_id in sorted({broadcast.author_id or 0, broadcast.decided_by or 0} - {0}):
        message = await _message(session, broadcast, figures, person_id, now)
        delivery = await people.tell(session, person_id, message, now, urgent=True)
        if delivery is not None:
            row = ProgressMessage(broadcast_id=broadcast.id, person_id=person_id, delivery_id=delivery)
            row.shown, row.drawn_at = _fingerprint(broadcast, figures, now), now
            session.add(row)


async def show_again(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """It goes on after a stop: anew below, where it is seen."""
    for row in await report.progress_messages(session, broadcast.id):
        await session.delete(row)
    await session.flush()
    await show(session, broadcast, now)


async def watch(session: AsyncSession, broadcast_id: int, figures: BatchFigures, now: datetime) -> None:
    """Complete is a question to the deliveries, never a counter.

    `figures` were counted before: over a million deliveries that takes a second, in which nobody should
    wait for this session's lock. What a receipt makes wait again once nothing waited is a few stragglers,
    so older figures do no harm.
    """
    broadcast = await service.take(session, broadcast_id)
    if broadcast.state is BroadcastState.SENDING and figures.waiting == 0:
        broadcast.state, broadcast.finished_at = BroadcastState.SENT, now
        service.record(session, now, AuditTag.FINISHED, None, broadcast)
    over = broadcast.state is not BroadcastState.SENDING and figures.waiting == 0
    ended = broadcast.finished_at or broadcast.stopped_at
    over = over and (not figures.confirmed or ended is None or now - ended >= RECEIPTS_FOR)
    for row in await report.progress_messages(session, broadcast_id):
        if not row.final:
            await _refresh(session, broadcast, figures, row, over=over, now=now)


async def _refresh(
    session: AsyncSession,
    broadcast: Broadcast,
    figures: BatchFigures,
    row: ProgressMessage,
    *,
    over: bool,
    now: datetime,
) -> None:
    picture = _fingerprint(broadcast, figures, now)
    if row.shown == picture:
        row.final = over
    elif over or now - row.drawn_at >= REDRAW_AFTER:
        await _redraw(session, broadcast, figures, row, over=over, now=now)


async def _redraw(
    session: AsyncSession,
    broadcast: Broadcast,
    figures: BatchFigures,
    row: ProgressMessage,
    *,
    over: bool,
    now: datetime,
) -> None:
    """Only once the message before it arrived: then its id is known. One that never arrives is given up."""
    where = await report.where_shown(session, row.delivery_id)
    if where.external_id is None:
        row.final = where.lost
        return
    if not (over or where.changes):
        return
    message = await _message(session, broadcast, figures, row.person_id, now)
    delivery = await people.tell(session, row.person_id, message, now, urgent=True, replaces=row.delivery_id)
    if delivery is None:
        row.final = True
        return
    row.delivery_id, row.shown, row.drawn_at = delivery, _fingerprint(broadcast, figures, now), now
    row.final = over


async def _message(
    session: AsyncSession, broadcast: Broadcast, figures: BatchFigures, person_id: int, now: datetime
) -> people.Message:
    sending = broadcast.state is BroadcastState.SENDING
    may_stop = await people.may(session, person_id, Permission.STOP_BROADCAST)

    def message(t: Translator) -> OutMessage:
        stop = (Choice(str(button_texts.stop_it(t)), f"bc:stop.{broadcast.id}"),)
        report_ = (Choice(str(button_texts.report(t)), f"bc:report.{broadcast.id}"),)
        rows = (*((stop,) if sending and may_stop else ()), report_)
        return OutMessage(text=texts.progress(t, broadcast, figures, now), choices=rows)

    return message


def _fingerprint(broadcast: Broadcast, figures: BatchFigures, now: datetime) -> str:
    seen = (
        broadcast.state.value,
        rules.rests(broadcast, now),
        sorted((status.value, count) for status, count in figures.by_status.items()),
        sorted(figures.reasons.items()),
        figures.uncertain,
        *((figures.delivered, figures.read, figures.held) if figures.confirmed or figures.held else ()),
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()
