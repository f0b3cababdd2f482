"""Which bulletins there are and where they stand; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.bulletins.models import Bulletin, BulletinKind, BulletinReminder, Distribution
from bot.areas.bulletins.rules import Issue

UNDECIDED = (BroadcastState.DRAFT, BroadcastState.RETURNED, BroadcastState.WAITING)
STOPPED_UNSENT = and_(Broadcast.state == BroadcastState.STOPPED, Broadcast.started_at.is_(None))
OUT = (BroadcastState.SENDING, BroadcastState.SENT)


@dataclass(frozen=True, slots=True)
class Edition:
    """A bulletin with the broadcast that holds its text and its state."""

    bulletin: Bulletin
    broadcast: Broadcast

    @property
    def unsent_stop(self) -> bool:
        """Stopped before anybody got it."""
        return self.broadcast.state is BroadcastState.STOPPED and self.broadcast.started_at is None


async def find_issue(session: AsyncSession, issue: Issue) -> Bulletin | None:
    return await session.scalar(
        select(Bulletin).where(Bulletin.kind == issue.kind, Bulletin.period_start == issue.period_start)
    )


async def get_edition(session: AsyncSession, bulletin_id: int) -> Edition | None:
    return _one(await _editions(session, Bulletin.id == bulletin_id))


async def edition_of_broadcast(session: AsyncSession, broadcast_id: int) -> Edition | None:
    return _one(await _editions(session, Bulletin.broadcast_id == broadcast_id))


async def undecided(session: AsyncSession) -> Sequence[Edition]:
    """Those still to be written or approved, the earliest due first.

    One that was stopped before anybody got it is among them until it is closed with a reason.
    """
    return await _editions(
        session, Bulletin.closed_at.is_(None), or_(Broadcast.state.in_(UNDECIDED), STOPPED_UNSENT)
    )


async def going_out(session: AsyncSession) -> Sequence[Edition]:
    """Sent or being sent, and not yet noted as published."""
    return await _editions(session, Broadcast.state.in_(OUT), Bulletin.published_at.is_(None))


async def published(session: AsyncSession, limit: int = 12) -> Sequence[Edition]:
    """The latest first."""
    found = await _editions(session, Bulletin.published_at.is_not(None))
    return list(reversed(found))[:limit]


async def latest(session: AsyncSession, limit: int = 8) -> Sequence[Edition]:
    """For the office, whatever their state; the latest first."""
    return list(reversed(await _editions(session)))[:limit]


async def reminders_given(session: AsyncSession, bulletin_id: int) -> frozenset[str]:
    found = await session.scalars(
        select(BulletinReminder.step).where(BulletinReminder.bulletin_id == bulletin_id)
    )
    return frozenset(found)


async def distributions(session: AsyncSession, bulletin_id: int) -> Sequence[Distribution]:
    found = await session.scalars(
        select(Distribution).where(Distribution.bulletin_id == bulletin_id).order_by(Distribution.id)
    )
    return found.all()


async def next_publication(session: AsyncSession, after: datetime) -> datetime | None:
    return await session.scalar(
        select(Bulletin.publish_at).where(Bulletin.publish_at > after).order_by(Bulletin.publish_at).limit(1)
    )


async def current(session: AsyncSession, kind: BulletinKind = BulletinKind.MONTHLY) -> Edition | None:
    """What a newcomer is offered: the latest that went out."""
    found = await _editions(session, Bulletin.kind == kind, Bulletin.published_at.is_not(None))
    return found[-1] if found else None


async def _editions(session: AsyncSession, *conditions: object) -> Sequence[Edition]:
    rows = await session.execute(
        select(Bulletin, Broadcast)
        .join(Broadcast, Broadcast.id == Bulletin.broadcast_id)
        .where(*conditions)  # type: ignore[arg-type] # each is a column's condition, whose type has many names
        .order_by(Bulletin.publish_at, Bulletin.id)
    )
    return [Edition(bulletin, broadcast) for bulletin, broadcast in rows]


def _one(found: Sequence[Edition]) -> Edition | None:
    return found[0] if found else None
