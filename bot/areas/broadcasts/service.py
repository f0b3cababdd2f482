"""Writing, handing in, approving, scheduling and stopping messages to many; never commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import notices, queries, rules
from bot.areas.broadcasts.contributions import Contribution
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.core import audit
from bot.core.errors import Refused
from bot.outbox import service as outbox

PARTS = ("text_ky", "text_ru", "attachments", "audience", "topic")


async def open_broadcast(
    session: AsyncSession,
    *,
    kind: BroadcastKind,
    topic: Topic,
    text_ky: str,
    text_ru: str | None,
    attachments: Sequence[Any],
    audience: dict[str, Any],
    author_id: int | None,
    now: datetime,
    send_at: datetime | None = None,
) -> Broadcast:
    """A draft. `author_id` None: an area made it, and who hands it in counts as its author."""
    if author_id is not None:
        await people.check_may(session, author_id, rules.edit_permission(kind))
    broadcast = Broadcast(
        kind=kind,
        state=BroadcastState.DRAFT,
        topic=topic,
        text_ky=str(text_ky),
        text_ru=str(text_ru) if text_ru else None,
        attachments=list(attachments),
        audience=audience,
        author_id=author_id,
        created_at=now,
        send_at=send_at,
    )
    session.add(broadcast)
    await session.flush()
    _record(session, now, AuditTag.OPENED, author_id, broadcast)
    return broadcast


async def edit_broadcast(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, **parts: Any
) -> Broadcast:
    """Change some of `PARTS`. The last to change it counts as its author; one that waits is taken back."""
    broadcast = await get(session, broadcast_id)
    await people.check_may(session, by, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, rules.EDITABLE)
    if unknown := parts.keys() - set(PARTS):
        raise ValueError(f"no such parts: {unknown}")
    before = {name: _plain(getattr(broadcast, name)) for name in parts}
    for name, value in parts.items():
        setattr(broadcast, name, value)
    was_waiting = broadcast.state is BroadcastState.WAITING
    broadcast.state = BroadcastState.DRAFT
    broadcast.author_id = by
    after = {name: _plain(value) for name, value in parts.items()}
    _record(session, now, AuditTag.EDITED, by, broadcast, before, after)
    if was_waiting:
        await notices.taken_back(session, broadcast, now)
    return broadcast


async def delete_draft(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> None:
    """Only what nobody has seen yet; a bulletin's draft stays."""
    broadcast = await get(session, broadcast_id)
    await people.check_may(session, by, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, frozenset({BroadcastState.DRAFT, BroadcastState.RETURNED}))
    if broadcast.kind is BroadcastKind.BULLETIN:
        raise Refused("broadcasts:bulletin_stays")
    before = {name: _plain(getattr(broadcast, name)) for name in PARTS}
    _record(session, now, AuditTag.DELETED, by, broadcast, before)
    await session.delete(broadcast)


async def schedule(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, send_at: datetime | None
) -> Broadcast:
    """When it should go once approved; None: at once."""
    broadcast = await get(session, broadcast_id)
    await people.check_may(session, by, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, rules.EDITABLE)
    if send_at is not None:
        rules.check_moment(send_at, now)
    before = {"send_at": _moment(broadcast.send_at)}
    broadcast.send_at = send_at
    _record(session, now, AuditTag.SCHEDULED, by, broadcast, before, {"send_at": _moment(send_at)})
    return broadcast


async def submit(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> Broadcast:
    """Hand it in: those who may approve are asked, but not its author."""
    broadcast = await get(session, broadcast_id)
    await people.check_may(session, by, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, frozenset({BroadcastState.DRAFT, BroadcastState.RETURNED}))
    rules.check_text(broadcast.text_ky)
    author = broadcast.author_id or by
    approvers = set(await staff.people_who_may(session, Permission.APPROVE_BROADCAST)) - {author}
    if not approvers:
        raise Refused("broadcasts:nobody_approves")
    broadcast.author_id = author
    broadcast.state, broadcast.submitted_at = BroadcastState.WAITING, now
    broadcast.remark = None
    _record(session, now, AuditTag.SUBMITTED, by, broadcast)
    await notices.asked_to_approve(session, broadcast, now)
    return broadcast


async def approve(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, zone: ZoneInfo
) -> Broadcast:
    """The second person agrees: the text is sealed and goes at its time, outside the quiet hours."""
    broadcast = await _decide(session, broadcast_id, by, now, BroadcastState.APPROVED)
    legal = await municipality.get_legal(session)
    broadcast.send_at = rules.send_moment(broadcast, now, legal, zone)
    broadcast.sha256 = rules.seal(broadcast)
    after = {"sha256": broadcast.sha256, "send_at": _moment(broadcast.send_at)}
    _record(session, now, AuditTag.APPROVED, by, broadcast, after=after)
    await notices.approved(session, broadcast, now)
    return broadcast


async def return_with_remark(
    session: AsyncSession, broadcast_id: int, by: int, remark: str, now: datetime
) -> Broadcast:
    """Back to its author, who is told why."""
    broadcast = await _decide(session, broadcast_id, by, now, BroadcastState.RETURNED)
    broadcast.remark = remark
    _record(session, now, AuditTag.RETURNED, by, broadcast, after={"remark": remark})
    await notices.returned(session, broadcast, now)
    return broadcast


async def send_emergency(
    session: AsyncSession, broadcast_id: int, by: int, reason: str, now: datetime
) -> Broadcast:
    """The head alone: no second person, no quiet hours, no topic; the reason stays on record."""
    await people.check_may(session, by, Permission.SEND_EMERGENCY)
    broadcast = await get(session, broadcast_id)
    rules.check_state(broadcast, rules.EDITABLE)
    rules.check_text(broadcast.text_ky)
    broadcast.kind, broadcast.state = BroadcastKind.EMERGENCY, BroadcastState.APPROVED
    broadcast.emergency_reason = reason
    broadcast.decided_by, broadcast.decided_at, broadcast.send_at = by, now, now
    broadcast.sha256 = rules.seal(broadcast)
    after = {"reason": reason, "sha256": broadcast.sha256}
    _record(session, now, AuditTag.EMERGENCY, by, broadcast, after=after)
    return broadcast


async def stop(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> Broadcast:
    """Nothing more of it goes. Before it was sent, nothing went at all."""
    broadcast = await get(session, broadcast_id)
    await people.check_may(session, by, Permission.STOP_BROADCAST)
    rules.check_state(broadcast, rules.STOPPABLE)
    before = {"state": broadcast.state.value}
    if broadcast.state is BroadcastState.SENDING:
        await outbox.stop_batch(session, broadcast.batch_name, now)
    broadcast.state, broadcast.stopped_by, broadcast.stopped_at = BroadcastState.STOPPED, by, now
    _record(session, now, AuditTag.STOPPED, by, broadcast, before)
    await notices.stopped(session, broadcast, by, now)
    return broadcast


async def get(session: AsyncSession, broadcast_id: int) -> Broadcast:
    """Raises `Refused` for one that is gone."""
    found = await session.get(Broadcast, broadcast_id, populate_existing=True)
    if found is None:
        raise Refused("broadcasts:gone")
    return found


async def contribute(session: AsyncSession, start: datetime, end: datetime) -> list[Contribution]:
    """What residents were told in this time, a line each."""
    found = await queries.sent_between(session, start, end)
    return [_contribution(broadcast, start) for broadcast in found]


def _contribution(broadcast: Broadcast, start: datetime) -> Contribution:
    titles = {"ky": rules.headline(broadcast.text_ky)}
    if broadcast.text_ru:
        titles["ru"] = rules.headline(broadcast.text_ru)
    moment = broadcast.started_at or broadcast.created_at
    return Contribution(moment.astimezone(start.tzinfo).date(), titles)


async def _decide(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, state: BroadcastState
) -> Broadcast:
    """Of two who decide at the same moment the first one counts. Raises `Refused` for the other."""
    await people.check_may(session, by, Permission.APPROVE_BROADCAST)
    broadcast = await get(session, broadcast_id)
    rules.check_state(broadcast, frozenset({BroadcastState.WAITING}))
    rules.check_other_person(broadcast.author_id, by)
    decided = await session.scalar(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.WAITING)
        .values(state=state, decided_by=by, decided_at=now)
        .returning(Broadcast.id)
        .execution_options(synchronize_session=False)
    )
    broadcast = await get(session, broadcast_id)
    if decided is None:
        raise Refused("broadcasts:past", state=broadcast.state)
    return broadcast


def _record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int | None,
    broadcast: Broadcast,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    audit.record(session, now, tag, person_id=by, subject_id=broadcast.id, before=before, after=after)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
