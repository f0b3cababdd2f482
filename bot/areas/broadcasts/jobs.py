"""The clockwork of messages to many: what is due begins, what is over is noted, progress is redrawn."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import audience, notices, other_way, progress, queries, report, rules, service
from bot.areas.broadcasts.audience import Audience
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.broadcasts.night import rest_at_night
from bot.areas.broadcasts.showing import languages_of
from bot.areas.broadcasts.showing import out_message as out_message
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.residents import queries as residents
from bot.core.i18n import DEFAULT_LANGUAGE
from bot.core.scheduling import Job, Tick
from bot.outbox import service as outbox

log = structlog.get_logger()

BEGIN_EVERY_SECONDS = 1
WATCH_EVERY_SECONDS = 3
REMIND_LOOK_SECONDS = 300
LOOK_AFTER_SECONDS = 300


Groups = Mapping[str, Callable[[int], Select[int]]]
"""By name, an area's way to select the persons of one of its groups."""


async def begin_due(tick: Tick, groups: Groups) -> None:
    async with tick.database.reading() as session:
        due = await queries.due_ids(session, tick.now)
    for broadcast_id in due:
        try:
            async with tick.database.session() as session:
                await _begin(session, broadcast_id, tick.now, tick.timezone, groups)
        except Exception:
            # One that can't be begun must not hold up those after it; the next tick tries again.
            log.exception("broadcast_not_begun", broadcast=broadcast_id)
        tick.wake()


async def watch(tick: Tick) -> None:
    """What is on its way: finished or not, its progress is shown."""
    async with tick.database.reading() as session:
        sending = await queries.sending_ids(session)
        drawn = await report.unfinished_progress(session)
        watched = [await service.get(session, broadcast_id) for broadcast_id in sorted({*sending, *drawn})]
        figures = {broadcast.id: await queries.figures(session, broadcast) for broadcast in watched}
        critical = [one.id for one in watched if rules.goes_other_way(one)]
    for broadcast_id in critical:
        # Before it is seen to be over: a warning isn't out while somebody can still be reached.
        async with tick.database.session() as session:
            failed = figures[broadcast_id].failed > 0
            if await other_way.go_other_way(session, broadcast_id, tick.now, tick.timezone, search=failed):
                broadcast = await service.get(session, broadcast_id)
                figures[broadcast_id] = await queries.figures(session, broadcast)
    for broadcast_id, counted in figures.items():
        async with tick.database.session() as session:
            await progress.watch(session, broadcast_id, counted, tick.now)
        tick.wake()


async def remind(tick: Tick) -> None:
    """Of what waits for approval, once a day. A bulletin has reminders of its own."""
    async with tick.database.session() as session:
        for broadcast in await queries.waiting(session):
            if rules.needs_reminder(broadcast, tick.now):
                broadcast.reminded_at = tick.now
                await notices.still_waits(session, broadcast, tick.now)
    tick.wake()


async def next_due(session: AsyncSession, now: datetime, _timezone: ZoneInfo) -> datetime | None:
    return await queries.next_send(session, now)


async def _begin(
    session: AsyncSession, broadcast_id: int, now: datetime, timezone: ZoneInfo, groups: Groups
) -> None:
    """Claim it, then make a delivery for everyone it is for: all or nothing, and once."""
    if await _put_off(session, broadcast_id, now, timezone) or await _too_late(session, broadcast_id, now):
        return
    claimed = await session.scalar(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.APPROVED)
        .values(state=BroadcastState.SENDING, started_at=now)
        .returning(Broadcast.id)
    )
    if claimed is None:
        return
    broadcast = await service.get(session, broadcast_id)
    contents = {
        language: await outbox.keep_content(session, out_message(broadcast, language))
        for language in languages_of(broadcast)
    }
    count = 0
    for recipients in _in_order(broadcast, groups):
        count += await outbox.expand(
            session,
            batch=broadcast.batch_name,
            contents=contents,
            default_language=DEFAULT_LANGUAGE,
            recipients=recipients,
            now=now,
        )
    service.record(session, now, AuditTag.STARTED, None, broadcast, after={"recipients": count})
    await progress.show(session, broadcast, now)


def _in_order(broadcast: Broadcast, groups: Groups) -> list[Audience]:
    """Those who are to get it before the others, then everybody; nobody gets it twice."""
    everybody = audience.audience_of(broadcast)
    name, _, number = str(broadcast.audience.get("first", "")).partition(":")
    if not number:
        return [everybody]
    return [everybody.where(residents.is_of(groups[name](int(number)))), everybody]


async def _too_late(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """After an outage it may be too late for a notice: it goes back, and the office is told."""
    broadcast = await service.take(session, broadcast_id)
    if broadcast.state is not BroadcastState.APPROVED or broadcast.send_by is None:
        return False
    if now <= broadcast.send_by:
        return False
    broadcast.state = BroadcastState.RETURNED
    service.record(session, now, AuditTag.TOO_LATE, None, broadcast)
    await notices.too_late(session, broadcast, now)
    return True


async def _put_off(session: AsyncSession, broadcast_id: int, now: datetime, timezone: ZoneInfo) -> bool:
    """After an outage its time may have come to lie in the quiet hours."""
    later = after_quiet(now, await municipality.get_legal(session), timezone)
    if later == now:
        return False
    broadcast = await service.take(session, broadcast_id)
    if broadcast.kind is BroadcastKind.EMERGENCY:
        return False
    if broadcast.state is BroadcastState.APPROVED:
        before, after = service.moment(broadcast.send_at), service.moment(later)
        broadcast.send_at = later
        service.record(
            session, now, AuditTag.POSTPONED, None, broadcast, {"send_at": before}, {"send_at": after}
        )
    return True


def make_jobs(groups: Groups) -> tuple[Job, ...]:
    begin = partial(begin_due, groups=groups)
    return (
        Job(name="broadcasts_at_night", every_seconds=BEGIN_EVERY_SECONDS, run=rest_at_night),
        Job(name="broadcasts", every_seconds=BEGIN_EVERY_SECONDS, run=begin, next_due=next_due),
        Job(name="broadcast_reminders", every_seconds=REMIND_LOOK_SECONDS, run=remind),
        Job(name="broadcast_other_way", every_seconds=LOOK_AFTER_SECONDS, run=other_way.look_after),
        Job(name="broadcast_progress", every_seconds=WATCH_EVERY_SECONDS, run=watch),
    )
