"""How many members of groups a message reached. They are members, never persons: who is in two groups is
two members, and nobody knows who read it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.groups import queries
from bot.areas.groups.models import GroupKind, Pack, PackState, VillageGroup
from bot.areas.groups.queries import Packed


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one kind of groups: so many got it, with so many members together; to `waiting` it didn't go yet."""

    kind: GroupKind
    groups: int
    members: int
    waiting: int
    failed: int


async def reach(session: AsyncSession, broadcast_id: int) -> list[Reach]:
    """For each kind there are packs of."""
    return counted(await queries.packs_of(session, broadcast_id))


def counted(found: Sequence[Packed]) -> list[Reach]:
    sums: dict[GroupKind, _Sum] = {}
    for one in found:
        sums.setdefault(one.group.kind, _Sum()).add(one.pack)
    return [
        Reach(
            kind,
            groups=sums[kind].states[PackState.FORWARDED],
            members=sums[kind].members,
            waiting=sums[kind].states[PackState.WAITING],
            failed=sums[kind].states[PackState.FAILED] + sums[kind].states[PackState.PAST],
        )
        for kind in GroupKind
        if kind in sums
    ]


@dataclass(slots=True)
class _Sum:
    states: Counter[PackState] = field(default_factory=Counter)
    members: int = 0

    def add(self, pack: Pack) -> None:
        self.states[pack.state] += 1
        self.members += (pack.members or 0) if pack.state is PackState.FORWARDED else 0


async def forwarded(session: AsyncSession, *broadcast_ids: int) -> list[Packed]:
    """What went to groups of these messages, oldest first: the evidence that they were told there."""
    found = await queries.packed(
        session, Pack.broadcast_id.in_(broadcast_ids), Pack.state == PackState.FORWARDED
    )
    return sorted(found, key=lambda one: one.pack.settled_at or one.pack.made_at)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """To one WhatsApp group."""

    group_id: int
    name: str
    broadcast_id: int
    kind: BroadcastKind
    at: datetime
    members: int


async def to_whatsapp(session: AsyncSession, start: datetime, end: datetime) -> list[Forwarded]:
    """What members of WhatsApp groups were sent in a time (001 §1.3), oldest first."""
    rows = await session.execute(
        select(
            VillageGroup.id,
            VillageGroup.name,
            Broadcast.id,
            Broadcast.kind,
            Pack.settled_at,
            Pack.members,
        )
        .join(VillageGroup, VillageGroup.id == Pack.group_id)
        .join(Broadcast, Broadcast.id == Pack.broadcast_id)
        .where(
            VillageGroup.kind == GroupKind.WHATSAPP,
            Pack.state == PackState.FORWARDED,
            Pack.settled_at >= start,
            Pack.settled_at < end,
        )
        .order_by(Pack.settled_at, Pack.id)
    )
    return [Forwarded(*row[:4], row[4], row[5] or 0) for row in rows if row[4] is not None]


async def names(session: AsyncSession) -> dict[str, int]:
    """What the registered WhatsApp groups are called, closed ones too; the newest of one name."""
    rows = await session.execute(
        select(VillageGroup.name, VillageGroup.id)
        .where(VillageGroup.kind == GroupKind.WHATSAPP)
        .order_by(VillageGroup.id)
    )
    return {" ".join(name.casefold().split()): number for name, number in rows}
