"""Approving, returning and stopping messages to many, and sending one in an emergency; never commits."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import notices, queries, rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.broadcasts.service import moment, record, take
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.errors import Refused
from bot.outbox import service as outbox


async def approve(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, zone: ZoneInfo, seen: str | None = None
) -> Broadcast:
    """The second person agrees: the text is sealed and goes at its time, outside the quiet hours.

    `seen` is the revision they looked at; a text changed since is refused.
    """
    broadcast = await _to_decide(session, broadcast_id, by)
    rules.check_seen(broadcast, seen)
    rules.check_texts(broadcast)
    legal = await municipality.get_legal(session)
    asked = await _asked(session, broadcast)
    broadcast.state, broadcast.decided_by, broadcast.decided_at = BroadcastState.APPROVED, by, now
    broadcast.send_at = rules.send_moment(broadcast, now, legal, zone)
    rules.check_in_time(broadcast, broadcast.send_at)
    broadcast.sha256 = rules.seal(broadcast)
    after = {"sha256": broadcast.sha256, "send_at": moment(broadcast.send_at)}
    record(session, now, AuditTag.APPROVED, by, broadcast, after=after)
    await notices.approved(session, broadcast, asked, by, now)
    return broadcast


async def return_with_remark(
    session: AsyncSession, broadcast_id: int, by: int, remark: str, now: datetime
) -> Broadcast:
    """Back to its author, who is told why."""
    broadcast = await _to_decide(session, broadcast_id, by)
    asked = await _asked(session, broadcast)
    broadcast.state, broadcast.decided_by, broadcast.decided_at = BroadcastState.RETURNED, by, now
    broadcast.remark = remark
    record(session, now, AuditTag.RETURNED, by, broadcast, after={"remark": remark})
    await notices.returned(session, broadcast, asked, by, now)
    return broadcast


async def send_emergency(
    session: AsyncSession, broadcast_id: int, by: int, reason: str, now: datetime, seen: str | None = None
) -> Broadcast:
    """The head alone: no second person, no quiet hours, no topic; the reason stays on record.

    `seen` is the revision they looked at; a text changed since is refused.
    """
    await people.check_may(session, by, Permission.SEND_EMERGENCY)
    broadcast = await take(session, broadcast_id)
    rules.check_seen(broadcast, seen)
    rules.check_state(broadcast, rules.EDITABLE)
    rules.check_no_bulletin(broadcast.kind, "broadcasts:bulletin_waits")
    rules.check_no_survey(broadcast.kind)
    rules.check_texts(broadcast)
    asked = await _asked(session, broadcast)
    broadcast.kind, broadcast.state = BroadcastKind.EMERGENCY, BroadcastState.APPROVED
    broadcast.emergency_reason = reason
    broadcast.decided_by, broadcast.decided_at, broadcast.send_at = by, now, now
    broadcast.send_by = None
    broadcast.sha256 = rules.seal(broadcast)
    after = {"reason": reason, "sha256": broadcast.sha256}
    record(session, now, AuditTag.EMERGENCY, by, broadcast, after=after)
    await notices.sent_in_emergency(session, broadcast, asked, by, now)
    return broadcast


async def stop(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> Broadcast:
    """Nothing more of it goes. Before it was sent, nothing went at all."""
    broadcast = await take(session, broadcast_id)
    await people.check_may(session, by, Permission.STOP_BROADCAST)
    rules.check_state(broadcast, rules.stoppable(broadcast.kind))
    before, asked = {"state": broadcast.state.value}, await _asked(session, broadcast)
    if broadcast.state is BroadcastState.SENDING:
        await outbox.stop_batch(session, broadcast.batch_name, now)
    broadcast.state, broadcast.stopped_by, broadcast.stopped_at = BroadcastState.STOPPED, by, now
    record(session, now, AuditTag.STOPPED, by, broadcast, before)
    await notices.stopped(session, broadcast, asked, by, now)
    return broadcast


async def resume(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, zone: ZoneInfo
) -> Broadcast:
    """Those who have not got it get what was approved; a stop may have been a slip of the thumb."""
    await people.check_may(session, by, Permission.APPROVE_BROADCAST)
    broadcast = await take(session, broadcast_id)
    rules.check_resumable(broadcast)
    before = {"state": broadcast.state.value}
    legal, emergency = await municipality.get_legal(session), broadcast.kind is BroadcastKind.EMERGENCY
    goes_at = now if emergency else after_quiet(now, legal, zone)
    freed = await outbox.resume_batch(session, broadcast.batch_name, goes_at)
    broadcast.send_at = goes_at
    broadcast.state, broadcast.stopped_by, broadcast.stopped_at = BroadcastState.SENDING, None, None
    record(session, now, AuditTag.RESUMED, by, broadcast, before, {"recipients": freed})
    return broadcast


async def _asked(session: AsyncSession, broadcast: Broadcast) -> list[int]:
    """Who is to decide on it now."""
    waits = broadcast.state is BroadcastState.WAITING
    return await queries.approvers_of(session, broadcast) if waits else []


async def _to_decide(session: AsyncSession, broadcast_id: int, by: int) -> Broadcast:
    """Of two who decide at the same moment the first one counts. Raises `Refused` for the other."""
    await people.check_may(session, by, Permission.APPROVE_BROADCAST)
    broadcast = await take(session, broadcast_id)
    decided = broadcast.state in rules.DECIDED | {BroadcastState.RETURNED}
    if decided and broadcast.decided_by not in (None, by):
        name = await staff.name_of(session, broadcast.decided_by) or ""
        raise Refused("broadcasts:decided", name=name, state=broadcast.state)
    rules.check_state(broadcast, frozenset({BroadcastState.WAITING}))
    rules.check_other_person(broadcast.author_id, by)
    return broadcast
