"""Which groups there are, who forwards, what waits; never commits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.groups import rules
from bot.areas.groups.models import (
    ForwarderOffer,
    GroupKind,
    GroupPlace,
    GroupVillage,
    Pack,
    PackRound,
    PackState,
    VillageGroup,
)
from bot.areas.people import queries as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.places import Place, PlaceTrouble

MAY = Permission.RECORD_DISTRIBUTION


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack with what it brings and where to."""

    pack: Pack
    group: VillageGroup
    broadcast: Broadcast


async def office(session: AsyncSession) -> Sequence[int]:
    """Who hears of the groups: the officer; where there is none, whoever else may keep them."""
    return await people.holders_of(session, Role.OFFICER) or await people.people_who_may(session, MAY)


# Groups


async def open_groups(session: AsyncSession) -> Sequence[VillageGroup]:
    found = await session.scalars(
        select(VillageGroup)
        .where(VillageGroup.closed_at.is_(None))
        .order_by(VillageGroup.kind.desc(), VillageGroup.name, VillageGroup.id)
    )
    return found.all()


async def has_groups(session: AsyncSession, kind: GroupKind) -> bool:
    """Whether any is open."""
    found = await session.scalar(
        select(VillageGroup.id).where(VillageGroup.closed_at.is_(None), VillageGroup.kind == kind).limit(1)
    )
    return found is not None


async def villages_of(session: AsyncSession, group_ids: Collection[int]) -> Mapping[int, list[int]]:
    """By group; a group of the whole municipality has none."""
    found: dict[int, list[int]] = {number: [] for number in group_ids}
    rows = await session.execute(
        select(GroupVillage.group_id, GroupVillage.village_id)
        .where(GroupVillage.group_id.in_(group_ids))
        .order_by(GroupVillage.village_id)
    )
    for group_id, village_id in rows:
        found[group_id].append(village_id)
    return found


async def group_at(session: AsyncSession, place_id: int) -> VillageGroup | None:
    return await session.scalar(
        select(VillageGroup).where(VillageGroup.place_id == place_id, VillageGroup.closed_at.is_(None))
    )


async def offered_places(session: AsyncSession) -> Sequence[Place]:
    """Where the office brought the bot and nothing is made of it yet, brought by who may still do so."""
    may = await people.people_who_may(session, MAY)
    found = await session.scalars(
        select(Place)
        .join(GroupPlace, GroupPlace.place_id == Place.id)
        .where(
            Place.used_for.is_(None),
            GroupPlace.offered_by.in_(may),
            or_(Place.trouble.is_(None), Place.trouble == PlaceTrouble.SILENCED),
        )
        .order_by(GroupPlace.offered_at.desc())
    )
    return found.all()


# Who forwards


async def forwarded_by(session: AsyncSession, person_id: int) -> Sequence[VillageGroup]:
    found = await session.scalars(
        select(VillageGroup)
        .where(VillageGroup.forwarder_id == person_id, VillageGroup.closed_at.is_(None))
        .order_by(VillageGroup.name)
    )
    return found.all()


async def open_offer(session: AsyncSession, group_id: int, now: datetime) -> ForwarderOffer | None:
    """Who was asked last and hasn't answered."""
    return await session.scalar(
        select(ForwarderOffer)
        .where(
            ForwarderOffer.group_id == group_id,
            ForwarderOffer.ended_at.is_(None),
            ForwarderOffer.expires_at > now,
        )
        .order_by(ForwarderOffer.id.desc())
        .limit(1)
    )


async def could_forward(session: AsyncSession) -> Mapping[int, str]:
    """Names by person: the office, the deputies, and whoever forwards to some group already."""
    found = {one.person_id: one.name for one in await people.list_holders(session)}
    for group in await open_groups(session):
        if group.forwarder_id is not None:
            found.setdefault(group.forwarder_id, group.forwarder_name or "–")
    return found


# Packs


async def packed(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[Packed]:
    rows = await session.execute(
        select(Pack, VillageGroup, Broadcast)
        .join(VillageGroup, VillageGroup.id == Pack.group_id)
        .join(Broadcast, Broadcast.id == Pack.broadcast_id)
        .where(*conditions)
        .order_by(Pack.broadcast_id, VillageGroup.kind.desc(), VillageGroup.name, Pack.id)
        .execution_options(populate_existing=True)
    )
    return [Packed(*row) for row in rows]


async def packs_of(session: AsyncSession, broadcast_id: int) -> list[Packed]:
    return await packed(session, Pack.broadcast_id == broadcast_id)


async def waiting_for(session: AsyncSession, person_id: int) -> list[Packed]:
    """What this person was handed and hasn't forwarded."""
    return await packed(session, Pack.forwarder_id == person_id, Pack.state == PackState.WAITING)


async def waiting(session: AsyncSession) -> list[Packed]:
    return await packed(session, Pack.state == PackState.WAITING)


async def count_waiting(session: AsyncSession, _person_id: int) -> int:
    """Of packs for people; what the bot posts by itself waits for nobody."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Pack)
        .join(VillageGroup, VillageGroup.id == Pack.group_id)
        .where(Pack.state == PackState.WAITING, VillageGroup.kind == GroupKind.WHATSAPP)
    )
    return counted or 0


async def to_make(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Messages that began to go out and whose packs aren't made yet."""
    found = await session.scalars(
        select(Broadcast.id)
        .outerjoin(PackRound, PackRound.broadcast_id == Broadcast.id)
        .where(
            PackRound.broadcast_id.is_(None),
            Broadcast.state.in_((BroadcastState.SENDING, BroadcastState.SENT)),
            Broadcast.started_at >= now - rules.FRESH,
        )
        .order_by(Broadcast.started_at, Broadcast.id)
    )
    return found.all()
