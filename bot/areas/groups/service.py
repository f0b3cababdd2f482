"""The registry of village groups; never commits."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.groups import notices, rules
from bot.areas.groups.models import (
    ForwarderOffer,
    GroupKind,
    GroupPlace,
    GroupVillage,
    Pack,
    PackState,
    VillageGroup,
)
from bot.areas.groups.queries import MAY
from bot.areas.groups.tags import AuditTag
from bot.areas.people import service as people
from bot.core import audit, places
from bot.core.errors import Refused
from bot.core.places import Place, PlaceTrouble

PARTS = ("name", "villages", "bilingual", "news", "link")
USE = "village"


async def open_group(
    session: AsyncSession,
    by: int,
    now: datetime,
    *,
    name: str,
    villages: Collection[int],
    members: int,
    bilingual: bool,
    news: bool,
    link: str | None = None,
    place_id: int | None = None,
) -> VillageGroup:
    """On WhatsApp; or, with a place, on Telegram. Raises `Refused`."""
    await people.check_may(session, by, MAY)
    if place_id is not None:
        await _claim(session, place_id)
    group = VillageGroup(
        kind=GroupKind.WHATSAPP if place_id is None else GroupKind.TELEGRAM,
        name=rules.check_name(name),
        bilingual=bilingual,
        news=news,
        members=members,
        members_at=now,
        link=rules.check_link(link) if link else None,
        place_id=place_id,
        opened_by=by,
        opened_at=now,
    )
    session.add(group)
    await session.flush()
    session.add_all(GroupVillage(group_id=group.id, village_id=number) for number in sorted(set(villages)))
    await session.flush()
    record(session, now, AuditTag.OPENED, by, group, members=members)
    return group


async def _claim(session: AsyncSession, place_id: int) -> None:
    place = await offered_place(session, place_id)
    if not places.claim(place, USE):
        raise Refused("groups:place_used")
    # They may have let us write again, which the platform doesn't always tell: the first post will show.
    places.note_well(place)


async def offered_place(session: AsyncSession, place_id: int) -> Place:
    """Only where somebody of the office brought the bot. Raises `Refused`."""
    offered = await session.get(GroupPlace, place_id)
    place = await session.get(Place, place_id, with_for_update=True, populate_existing=True)
    if offered is None or place is None or place.trouble not in {None, PlaceTrouble.SILENCED}:
        raise Refused("groups:place_gone")
    if place.used_for is not None:
        raise Refused("groups:place_used")
    return place


async def offer_place(session: AsyncSession, place: Place, by: int, now: datetime) -> None:
    """Somebody of the office is in that place with the bot. Raises `Refused`."""
    await people.check_may(session, by, MAY)
    if place.used_for not in {None, USE}:
        raise Refused("groups:place_used")
    await session.merge(GroupPlace(place_id=place.id, offered_by=by, offered_at=now))
    await session.flush()


async def get(session: AsyncSession, group_id: int) -> VillageGroup:
    """To look at. Raises `Refused`."""
    found = await session.get(VillageGroup, group_id, populate_existing=True)
    if found is None:
        raise Refused("groups:gone")
    return found


async def take(session: AsyncSession, group_id: int) -> VillageGroup:
    """To change: whoever else changes it waits. Raises `Refused`, also for one that is closed."""
    found = await session.get(VillageGroup, group_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise Refused("groups:gone")
    rules.check_open(found)
    return found


async def change_group(
    session: AsyncSession, group_id: int, by: int, now: datetime, **parts: Any
) -> VillageGroup:
    """Some of `PARTS`; what waits already stays as it is. Raises `Refused`."""
    await people.check_may(session, by, MAY)
    if unknown := parts.keys() - set(PARTS):
        raise ValueError(f"no such parts: {unknown}")
    group = await take(session, group_id)
    if "villages" in parts:
        await _set_villages(session, group, parts.pop("villages"))
    if "name" in parts:
        parts["name"] = rules.check_name(parts["name"])
    if parts.get("link"):
        parts["link"] = rules.check_link(parts["link"])
    for name, value in parts.items():
        setattr(group, name, value)
    record(session, now, AuditTag.CHANGED, by, group)
    return group


async def _set_villages(session: AsyncSession, group: VillageGroup, villages: Sequence[int]) -> None:
    await session.execute(delete(GroupVillage).where(GroupVillage.group_id == group.id))
    session.add_all(GroupVillage(group_id=group.id, village_id=number) for number in sorted(set(villages)))
    await session.flush()


async def tell_members(session: AsyncSession, group_id: int, by: int, members: int, now: datetime) -> None:
    """By the office or by who forwards there. Raises `Refused`."""
    group = await take(session, group_id)
    if group.forwarder_id != by:
        await people.check_may(session, by, MAY)
    group.members, group.members_at, group.members_asked_at = members, now, None
    record(session, now, AuditTag.MEMBERS, by, group, members=members)


async def close_group(session: AsyncSession, group_id: int, by: int, now: datetime) -> VillageGroup:
    """Nothing goes there any more; what went stays on record. Raises `Refused`."""
    await people.check_may(session, by, MAY)
    group = await take(session, group_id)
    if group.forwarder_id != by:
        await notices.ended_by_office(session, group, now)
    group.closed_at, group.closed_by = now, by
    group.forwarder_id = group.forwarder_name = None
    await session.execute(
        update(Pack)
        .where(Pack.group_id == group.id, Pack.state == PackState.WAITING)
        .values(state=PackState.CLOSED, settled_at=now, remind_at=None)
    )
    await session.execute(
        update(ForwarderOffer)
        .where(ForwarderOffer.group_id == group.id, ForwarderOffer.ended_at.is_(None))
        .values(ended_at=now)
    )
    place = await session.get(Place, group.place_id) if group.place_id else None
    if place is not None:
        places.release(place, USE)
    record(session, now, AuditTag.CLOSED, by, group)
    return group


def record(
    session: AsyncSession, now: datetime, tag: AuditTag, by: int | None, group: VillageGroup, **after: Any
) -> None:
    """With the group's name as it was then."""
    audit.record(session, now, tag, person_id=by, subject_id=group.id, after={"group": group.name, **after})
