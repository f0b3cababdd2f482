"""Which group is the duty group; never commits.

Whoever is on duty brings the bot into their group and is asked in their own chat, with one tap, whether
it should be the duty group: no code to copy, no command to remember, and a slip in a village's big group
changes nothing. That they are in that group is told by the platform, not by a button.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.duty import notices
from bot.areas.appeals.models import DutyGroup
from bot.areas.appeals.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit, places
from bot.core.errors import Refused
from bot.core.messages import PlaceKind
from bot.core.places import Place, PlaceTrouble

MAY = Permission.HANDLE_APPEALS
USE = "duty"


@dataclass(frozen=True, slots=True)
class Found:
    group: DutyGroup
    place: Place


async def chosen(session: AsyncSession) -> Found | None:
    """The duty group, also while nothing can be posted there."""
    found = await _found(session, DutyGroup.chosen_at.is_not(None))
    return found[0] if found else None


async def active(session: AsyncSession) -> Found | None:
    """The duty group, if it can be posted to as far as we know."""
    found = await chosen(session)
    return found if found and found.place.trouble is None else None


async def offered(session: AsyncSession, person_id: int) -> Sequence[Found]:
    """What could become the duty group: brought by people who are on duty still. Raises `Refused`."""
    await people.check_may(session, person_id, MAY)
    may = set(await staff.people_who_may(session, MAY))
    usable = or_(Place.trouble.is_(None), Place.trouble == PlaceTrouble.SILENCED)
    found = await _found(session, DutyGroup.chosen_at.is_(None), usable, Place.used_for.is_(None))
    return [one for one in found if one.group.offered_to in may]


async def get(session: AsyncSession, group_id: int, person_id: int) -> Found:
    """Raises `Refused`."""
    await people.check_may(session, person_id, MAY)
    found = await _found(session, DutyGroup.id == group_id)
    if not found:
        raise Refused("appeals:duty_gone")
    return found[0]


async def offer(session: AsyncSession, place: Place, by: int, now: datetime) -> Found:
    """Somebody on duty is in that group with the bot. Raises `Refused`."""
    await people.check_may(session, by, MAY)
    if place.kind is not PlaceKind.GROUP:
        raise Refused("appeals:duty_not_group")
    if place.used_for not in {None, USE}:
        raise Refused("appeals:duty_other_use")
    await municipality.lock(session)
    known = await _found(session, DutyGroup.place_id == place.id)
    if known:
        if known[0].group.chosen_at is None:
            known[0].group.offered_to = by
        return known[0]
    return Found(await _open(session, place.id, by, now), place)


async def choose(session: AsyncSession, group_id: int, by: int, language: str, now: datetime) -> Found:
    """From now on new appeals are shown there; what was the duty group before isn't any more."""
    await people.check_may(session, by, MAY)
    await municipality.lock(session)
    found = await get(session, group_id, by)
    group, place = found.group, found.place
    if group.chosen_at is not None:
        raise Refused("appeals:duty_already")
    if place.trouble not in {None, PlaceTrouble.SILENCED}:
        raise Refused("appeals:duty_gone")
    if not places.claim(place, USE):
        raise Refused("appeals:duty_other_use")
    before = await chosen(session)
    if before is not None:
        await _end(session, before, by, now)
    # They may have let us write again, which the platform doesn't always tell: the greeting will show.
    places.note_well(place)
    group.chosen_by, group.chosen_at, group.language = by, now, language
    _record(session, AuditTag.GROUP_CHOSEN, by, group, now)
    await session.flush()
    await notices.chosen(session, place, by, now)
    await notices.greet(session, place, language, now)
    return found


async def stop(session: AsyncSession, group_id: int, by: int, now: datetime) -> Found:
    """From now on new appeals go to each person on duty again. An offer is taken back without a word."""
    await people.check_may(session, by, MAY)
    await municipality.lock(session)
    found = await get(session, group_id, by)
    if found.group.chosen_at is None:
        found.group.ended_at, found.group.ended_by = now, by
        return found
    await _end(session, found, by, now)
    await notices.stopped(session, found.place, by, now)
    return found


async def lose(session: AsyncSession, now: datetime) -> bool:
    """The duty group can't be posted to: those on duty hear of it, once. False when it can."""
    await municipality.lock(session)
    found = await chosen(session)
    if found is None or found.place.trouble is None:
        return False
    group, place = found.group, found.place
    group.ended_at, group.lost = now, place.trouble
    places.release(place, USE)
    _record(session, AuditTag.GROUP_LOST, None, group, now)
    await session.flush()
    if place.trouble is PlaceTrouble.SILENCED and group.chosen_by is not None:
        # Once the bot may write again, one tap brings it back.
        await _open(session, place.id, group.chosen_by, now)
    await notices.lost(session, place, now)
    return True


async def _end(session: AsyncSession, found: Found, by: int, now: datetime) -> None:
    group, place = found.group, found.place
    group.ended_at, group.ended_by = now, by
    places.release(place, USE)
    _record(session, AuditTag.GROUP_ENDED, by, group, now)
    await session.flush()
    if place.trouble is None:
        await notices.part(session, place, group.language, now)
        # Whoever thinks better of it finds it again.
        await _open(session, place.id, by, now)


async def _open(session: AsyncSession, place_id: int, by: int, now: datetime) -> DutyGroup:
    made = DutyGroup(place_id=place_id, language="ky", offered_to=by, offered_at=now)
    session.add(made)
    await session.flush()
    return made


async def _found(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[Found]:
    """Of what isn't ended."""
    look: Select[DutyGroup, Place] = (
        select(DutyGroup, Place)
        .join(Place, Place.id == DutyGroup.place_id)
        .where(DutyGroup.ended_at.is_(None), *conditions)
        .order_by(DutyGroup.id)
        .execution_options(populate_existing=True)
    )
    return [Found(group, place) for group, place in await session.execute(look)]


def _record(session: AsyncSession, tag: AuditTag, by: int | None, group: DutyGroup, now: datetime) -> None:
    """Without the group's name: what people call their groups is theirs."""
    audit.record(session, now, tag, person_id=by, subject_id=group.id)
