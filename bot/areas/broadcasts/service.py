"""Writing messages to many and handing them in; never commits. Deciding on them is in `decisions`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import audience, notices, queries, rules
from bot.areas.broadcasts.contributions import Contribution
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.core import audit
from bot.core.errors import Refused
from bot.core.files import StoredFile

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
    send_by: datetime | None = None,
    choices: dict[str, Any] | None = None,
    point: Sequence[float] | None = None,
    summaries: dict[str, Any] | None = None,
    home: str | None = None,
) -> Broadcast:
    """A draft. `author_id` None: an area made it, and who hands it in counts as its author."""
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
        send_by=send_by,
        choices=choices,
        point=list(point) if point else None,
        summaries=summaries,
        home=home,
    )
    if author_id is not None:
        await people.check_may(session, author_id, rules.edit_permission(kind))
        await _check_parts(session, broadcast)
    session.add(broadcast)
    await session.flush()
    record(session, now, AuditTag.OPENED, author_id, broadcast)
    return broadcast


async def edit_broadcast(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, **parts: Any
) -> Broadcast:
    """Change some of `PARTS`. The last to change it counts as its author; one that waits is taken back."""
    if unknown := parts.keys() - set(PARTS):
        raise ValueError(f"no such parts: {unknown}")
    broadcast = await _to_change(session, broadcast_id, by)
    rules.check_not_tied(broadcast.kind)
    return await _changed(session, broadcast, by, now, parts)


async def rewrite(
    session: AsyncSession,
    broadcast_id: int,
    by: int,
    now: datetime,
    *,
    send_by: datetime | None,
    choices: dict[str, Any],
    point: Sequence[float] | None,
    summaries: dict[str, Any] | None = None,
    **parts: Any,
) -> Broadcast:
    """A notice anew, after what it calls to has changed; one that waits for approval is taken back."""
    broadcast = await _to_change(session, broadcast_id, by)
    broadcast.send_by, broadcast.choices, broadcast.summaries = send_by, choices, summaries
    broadcast.point = list(point) if point else None
    return await _changed(session, broadcast, by, now, parts)


async def _changed(
    session: AsyncSession, broadcast: Broadcast, by: int, now: datetime, parts: dict[str, Any]
) -> Broadcast:
    before = {name: _plain(getattr(broadcast, name)) for name in parts}
    for name, value in parts.items():
        setattr(broadcast, name, value)
    await _check_parts(session, broadcast)
    author, broadcast.author_id = broadcast.author_id, by
    after = {name: _plain(value) for name, value in parts.items()}
    record(session, now, AuditTag.EDITED, by, broadcast, before, after)
    await _take_back(session, broadcast, now)
    if author != by:
        await notices.changed_by_another(session, broadcast, author, now)
    return broadcast


async def schedule(
    session: AsyncSession, broadcast_id: int, by: int, now: datetime, send_at: datetime | None
) -> Broadcast:
    """When it should go once approved; None: at once."""
    broadcast = await _to_change(session, broadcast_id, by)
    rules.check_no_bulletin(broadcast.kind, "broadcasts:bulletin_day")
    rules.check_own_time(broadcast.kind)
    if send_at is not None:
        rules.check_moment(send_at, now)
    before = {"send_at": moment(broadcast.send_at)}
    broadcast.send_at = send_at
    record(session, now, AuditTag.SCHEDULED, by, broadcast, before, {"send_at": moment(send_at)})
    may_approve = await people.may(session, by, Permission.APPROVE_BROADCAST)
    if not rules.stays_waiting(broadcast, by, may_approve=may_approve):
        await _take_back(session, broadcast, now)
    return broadcast


async def delete_draft(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> None:
    """Only what nobody has to decide on now; a bulletin's draft stays."""
    broadcast = await _to_change(session, broadcast_id, by)
    rules.check_state(broadcast, rules.UNSEEN)
    rules.check_no_bulletin(broadcast.kind, "broadcasts:bulletin_stays")
    rules.check_not_tied(broadcast.kind)
    before = {name: _plain(getattr(broadcast, name)) for name in PARTS}
    record(session, now, AuditTag.DELETED, by, broadcast, before)
    await session.delete(broadcast)


async def write_anew(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> Broadcast:
    """A draft with the words of one that was stopped; a bulletin, of which there is only one, itself."""
    stopped = await take(session, broadcast_id)
    await people.check_may(session, by, rules.edit_permission(stopped.kind))
    rules.check_state(stopped, frozenset({BroadcastState.STOPPED}))
    rules.check_not_tied(stopped.kind)
    if stopped.kind is BroadcastKind.BULLETIN:
        return await _reopen(session, stopped, by, now)
    return await open_broadcast(
        session,
        kind=BroadcastKind.ORDINARY,
        topic=stopped.topic,
        text_ky=stopped.text_ky,
        text_ru=stopped.text_ru,
        attachments=stopped.attachments,
        audience=stopped.audience,
        author_id=by,
        now=now,
    )


async def _reopen(session: AsyncSession, stopped: Broadcast, by: int, now: datetime) -> Broadcast:
    """What nobody got yet is a draft again; without this a stopped bulletin would never appear."""
    rules.check_unsent(stopped)
    before = {"state": stopped.state.value}
    stopped.state = BroadcastState.DRAFT
    stopped.stopped_by = stopped.stopped_at = stopped.decided_by = stopped.decided_at = stopped.sha256 = None
    record(session, now, AuditTag.OPENED, by, stopped, before)
    return stopped


async def submit(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> Broadcast:
    """Hand it in: those who may approve are asked, but not its author."""
    broadcast = await _to_change(session, broadcast_id, by)
    rules.check_state(broadcast, rules.UNSEEN)
    rules.check_texts(broadcast)
    rules.check_filled(broadcast)
    rules.check_in_time(broadcast, now)
    await check_somebody(session, broadcast)
    broadcast.author_id = broadcast.author_id or by
    if not await queries.approvers_of(session, broadcast):
        raise Refused("broadcasts:nobody_approves")
    broadcast.state, broadcast.submitted_at, broadcast.reminded_at = BroadcastState.WAITING, now, None
    broadcast.remark = None
    record(session, now, AuditTag.SUBMITTED, by, broadcast)
    await session.flush()
    await notices.asked_to_approve(session, broadcast, now)
    return broadcast


async def allow_until(session: AsyncSession, broadcast_id: int, until: datetime) -> None:
    """The area it was made for has found that it may go later."""
    broadcast = await take(session, broadcast_id)
    rules.check_unsent(broadcast)
    broadcast.send_by = until


async def discard(session: AsyncSession, broadcast_id: int, by: int, now: datetime) -> None:
    """A notice that nobody got is given up together with what it called to."""
    broadcast = await take(session, broadcast_id)
    rules.check_unsent(broadcast)
    before = {"state": broadcast.state.value}
    if broadcast.state is BroadcastState.WAITING:
        await notices.taken_back(session, broadcast, now)
    broadcast.state, broadcast.stopped_by, broadcast.stopped_at = BroadcastState.STOPPED, by, now
    record(session, now, AuditTag.STOPPED, by, broadcast, before)


async def check_somebody(session: AsyncSession, broadcast: Broadcast) -> None:
    """Raises `Refused` when it would reach nobody; bulletins and notices hang on the board too."""
    if rules.is_made(broadcast.kind):
        return
    rules.check_reach((await audience.audience_size(session, broadcast)).total)


async def get(session: AsyncSession, broadcast_id: int) -> Broadcast:
    """To look at. Raises `Refused` for one that is gone."""
    found = await session.get(Broadcast, broadcast_id, populate_existing=True)
    if found is None:
        raise Refused("broadcasts:gone")
    return found


async def take(session: AsyncSession, broadcast_id: int) -> Broadcast:
    """To change: whoever else changes it waits until this is committed. Raises `Refused`."""
    found = await session.get(Broadcast, broadcast_id, populate_existing=True, with_for_update=True)
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
    told_at = broadcast.started_at or broadcast.created_at
    return Contribution(told_at.astimezone(start.tzinfo).date(), titles)


async def _to_change(session: AsyncSession, broadcast_id: int, by: int) -> Broadcast:
    broadcast = await take(session, broadcast_id)
    await people.check_may(session, by, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, rules.EDITABLE)
    return broadcast


async def _check_parts(session: AsyncSession, broadcast: Broadcast) -> None:
    rules.check_texts(broadcast)
    sizes = await session.scalars(
        select(StoredFile.size).where(StoredFile.id.in_([file_id for _, file_id in broadcast.attachments]))
    )
    rules.check_files(sizes.all())


async def _take_back(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """It is its author's turn again; who was asked to approve it is told."""
    was_waiting = broadcast.state is BroadcastState.WAITING
    broadcast.state = BroadcastState.DRAFT
    if was_waiting:
        await notices.taken_back(session, broadcast, now)


def record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int | None,
    broadcast: Broadcast,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    # The headline as it was then: the message may be rewritten or deleted, the record stays readable.
    after = {"headline": rules.headline(broadcast.text_ky, 60), **(after or {})}
    audit.record(session, now, tag, person_id=by, subject_id=broadcast.id, before=before, after=after)


def moment(at: datetime | None) -> str | None:
    """As the record keeps it."""
    return at.isoformat() if at else None


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value
