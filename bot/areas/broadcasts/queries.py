"""Which messages there are and whose turn it is; never commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.people import queries as people
from bot.areas.people.rules import Permission
from bot.outbox import queries as outbox
from bot.outbox.queries import BatchFigures

PAGE = 8


async def figures(session: AsyncSession, broadcast: Broadcast) -> BatchFigures:
    return await outbox.batch_figures(session, broadcast.batch_name)


async def names_of(session: AsyncSession, person_ids: Sequence[int]) -> list[str]:
    """As papers name them."""
    return [await people.name_of(session, person_id) or "" for person_id in person_ids]


async def approvers_of(session: AsyncSession, broadcast: Broadcast) -> list[int]:
    """Whose turn it is while it waits: all who may approve, but its author."""
    found = await people.people_who_may(session, Permission.APPROVE_BROADCAST)
    return [person_id for person_id in found if person_id != broadcast.author_id]


# Lists


async def list_drafts(session: AsyncSession, person_id: int) -> Sequence[Broadcast]:
    """One's own unfinished messages, the latest first."""
    found = await session.scalars(
        select(Broadcast)
        .where(Broadcast.author_id == person_id, Broadcast.state.in_(rules.UNSEEN))
        .order_by(Broadcast.id.desc())
    )
    return found.all()


async def list_latest(session: AsyncSession, page: int = 0) -> Sequence[Broadcast]:
    """What was handed in, whatever became of it."""
    found = await session.scalars(
        select(Broadcast)
        .where(Broadcast.state.not_in(rules.UNSEEN))
        .order_by(Broadcast.id.desc())
        .offset(page * PAGE)
        .limit(PAGE)
    )
    return found.all()


async def count_latest(session: AsyncSession) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(Broadcast).where(Broadcast.state.not_in(rules.UNSEEN))
    )
    return counted or 0


async def list_waiting(session: AsyncSession, person_id: int) -> Sequence[Broadcast]:
    """What this person may approve; nothing for those who may not approve."""
    if person_id not in await people.people_who_may(session, Permission.APPROVE_BROADCAST):
        return []
    found = await session.scalars(
        select(Broadcast)
        .where(Broadcast.state == BroadcastState.WAITING, Broadcast.author_id.is_distinct_from(person_id))
        .order_by(Broadcast.id)
    )
    return found.all()


async def count_waiting(session: AsyncSession, person_id: int) -> int:
    return len(await list_waiting(session, person_id))


async def count_drafts(session: AsyncSession, person_id: int) -> int:
    return len(await list_drafts(session, person_id))


# Time


async def due_ids(session: AsyncSession, now: datetime) -> Sequence[int]:
    found = await session.scalars(
        select(Broadcast.id)
        .where(Broadcast.state == BroadcastState.APPROVED, Broadcast.send_at <= now)
        .order_by(Broadcast.send_at, Broadcast.id)
    )
    return found.all()


async def waiting(session: AsyncSession) -> Sequence[Broadcast]:
    """All ordinary ones that wait for approval, locked."""
    found = await session.scalars(
        select(Broadcast)
        .where(Broadcast.state == BroadcastState.WAITING, Broadcast.kind == BroadcastKind.ORDINARY)
        .order_by(Broadcast.id)
        .with_for_update(skip_locked=True)
    )
    return found.all()


async def sending_ids(session: AsyncSession) -> Sequence[int]:
    found = await session.scalars(select(Broadcast.id).where(Broadcast.state == BroadcastState.SENDING))
    return found.all()


async def may_rest(session: AsyncSession, until: datetime) -> Sequence[int]:
    """Of what is being sent, that which may wait so long: no emergency, nothing the rules want sooner."""
    found = await session.scalars(
        select(Broadcast.id).where(
            Broadcast.state == BroadcastState.SENDING,
            Broadcast.kind != BroadcastKind.EMERGENCY,
            or_(Broadcast.send_by.is_(None), Broadcast.send_by >= until),
        )
    )
    return found.all()


async def next_send(session: AsyncSession, now: datetime) -> datetime | None:
    """When one begins, or goes on after the night."""
    return await session.scalar(
        select(func.min(Broadcast.send_at)).where(
            Broadcast.state.in_((BroadcastState.APPROVED, BroadcastState.SENDING)), Broadcast.send_at > now
        )
    )


async def sent_between(session: AsyncSession, start: datetime, end: datetime) -> Sequence[Broadcast]:
    """What residents were told in a time; bulletins, which tell of it themselves, left out."""
    found = await session.scalars(
        select(Broadcast)
        .where(
            Broadcast.started_at >= start,
            Broadcast.started_at < end,
            Broadcast.kind != BroadcastKind.BULLETIN,
            Broadcast.state.in_((BroadcastState.SENDING, BroadcastState.SENT)),
        )
        .order_by(Broadcast.started_at)
    )
    return found.all()
