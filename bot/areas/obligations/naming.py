"""Who answers for a row of the year by name; never commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations import carrying, queries
from bot.areas.obligations.models import ResponsiblePerson
from bot.areas.obligations.planning import check_may, get, record, rows_of
from bot.areas.obligations.tags import AuditTag
from bot.areas.people.rules import check_name
from bot.core.errors import Refused

MOST_PEOPLE = 8


async def name_person(
    session: AsyncSession, by: int, obligation_id: int, name: str, person_id: int | None, now: datetime
) -> None:
    """`person_id` None: somebody who has no phone here. Raises `Refused`."""
    await check_may(session, by)
    found = await get(session, obligation_id)
    tidy = check_name(name)
    named = (await queries.responsibles_of(session, [found.id]))[found.id]
    if any(one.name == tidy and one.person_id == person_id for one in named):
        return
    if len(named) >= MOST_PEOPLE:
        raise Refused("obligations:people", limit=MOST_PEOPLE)
    session.add(ResponsiblePerson(obligation_id=found.id, person_id=person_id, name=tidy))
    await session.flush()
    record(session, now, AuditTag.PEOPLE_NAMED, by, found, {"count": len(named)}, {"count": len(named) + 1})
    await carrying.carry_people(session, by, found, _pairs(named), now)


async def name_for_all(
    session: AsyncSession, by: int, obligation_id: int, responsible_id: int, now: datetime
) -> int:
    """The same person wherever else the year's plan still asks for a name; in how many rows."""
    await check_may(session, by)
    found = await get(session, obligation_id)
    one = await session.get(ResponsiblePerson, responsible_id)
    if one is None or one.obligation_id != found.id:
        raise Refused("obligations:gone")
    nameless = [row for row in await rows_of(session, found.year) if row.nameless]
    for row in nameless:
        await name_person(session, by, row.id, one.name, one.person_id, now)
    return len(nameless)


async def take_person_off(
    session: AsyncSession, by: int, obligation_id: int, responsible_id: int, now: datetime
) -> None:
    await check_may(session, by)
    found = await get(session, obligation_id)
    named = (await queries.responsibles_of(session, [found.id]))[found.id]
    one = next((one for one in named if one.id == responsible_id), None)
    if one is not None:
        await session.delete(one)
        await session.flush()
        before, after = {"count": len(named)}, {"count": len(named) - 1}
        record(session, now, AuditTag.PEOPLE_NAMED, by, found, before, after)
        await carrying.carry_people(session, by, found, _pairs(named), now)


async def set_people(
    session: AsyncSession,
    by: int,
    obligation_id: int,
    people: Sequence[tuple[str, int | None]],
    now: datetime,
) -> None:
    """All of them anew, as a table gives them."""
    await check_may(session, by)
    found = await get(session, obligation_id)
    for one in (await queries.responsibles_of(session, [found.id]))[found.id]:
        await take_person_off(session, by, found.id, one.id, now)
    for name, person_id in people:
        await name_person(session, by, found.id, name, person_id, now)


def _pairs(named: Sequence[ResponsiblePerson]) -> list[tuple[str, int | None]]:
    return [(one.name, one.person_id) for one in named]
