"""What is set in December, when the next year is open already, goes on into that year too; never commits.

Who sets a year up in its last month would otherwise have to do all of it again for the next one.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations import editions, queries
from bot.areas.obligations.models import Obligation, ResponsiblePerson
from bot.areas.obligations.planning import record
from bot.areas.obligations.rules import editions as rules
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import service as people


async def is_ahead(session: AsyncSession, year: int, now: datetime) -> bool:
    """Whether the year after this one is open; a year that is over no longer says how another begins."""
    zone: ZoneInfo = await people.zone_of(session)
    return year == now.astimezone(zone).year and await queries.is_open(session, year + 1)


async def same_row_ahead(session: AsyncSession, found: Obligation, now: datetime) -> Obligation | None:
    if not await is_ahead(session, found.year, now):
        return None
    rows = await queries.of_year(session, found.year + 1)
    return next((one for one in rows if one.key == found.key and one.own == found.own), None)


async def carry_number(
    session: AsyncSession,
    by: int,
    found: Obligation,
    parameter: str,
    before: int | None,
    number: int | None,
    now: datetime,
) -> None:
    """Where the next year has just what this one had, and no approved plan of it says a number."""
    ahead = await same_row_ahead(session, found, now)
    if ahead is None or ahead.targets.get(parameter) != before:
        return
    plan = await editions.fixed(session, ahead.year)
    said = rules.of_year(plan.said, ahead.year).get(ahead.key, {}) if plan else {}
    if said.get("targets", {}).get(parameter) is not None:
        return
    rest = {key: value for key, value in ahead.targets.items() if key != parameter}
    ahead.targets = rest if number is None else {**rest, parameter: number}
    record(session, now, AuditTag.NUMBER_SET, by, ahead, {parameter: before}, {parameter: number})


async def carry_people(
    session: AsyncSession, by: int, found: Obligation, before: Sequence[tuple[str, int | None]], now: datetime
) -> None:
    """Where the same people answered for it in the next year as did here before."""
    ahead = await same_row_ahead(session, found, now)
    if ahead is None:
        return
    there = (await queries.responsibles_of(session, [ahead.id]))[ahead.id]
    if [(one.name, one.person_id) for one in there] != list(before):
        return
    for one in there:
        await session.delete(one)
    here = (await queries.responsibles_of(session, [found.id]))[found.id]
    for one in here:
        session.add(ResponsiblePerson(obligation_id=ahead.id, person_id=one.person_id, name=one.name))
    await session.flush()
    record(session, now, AuditTag.PEOPLE_NAMED, by, ahead, {"count": len(there)}, {"count": len(here)})
