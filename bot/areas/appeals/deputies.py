"""Whose deputy is whose: districts by village and street, deputies by district; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries, receiving
from bot.areas.appeals.models import Appeal, AppealSupport
from bot.areas.appeals.rules.access import OPEN
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import District
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.people.queries import Holder
from bot.areas.residents import queries as residents
from bot.core.errors import Refused


async def serving(session: AsyncSession) -> list[Holder]:
    """All deputies there are now."""
    return [one for one in await staff.list_holders(session) if one.role is Role.DEPUTY]


async def of_district(session: AsyncSession, district_id: int) -> list[Holder]:
    """One for every seat that is in the bot."""
    return [one for one in await serving(session) if one.district_id == district_id]


async def successors(session: AsyncSession, district_id: int | None) -> list[Holder]:
    """Who may take over a mandate of that district: its deputies; of one that an election did away with,
    any of the council.
    """
    if await find_district(session, district_id) is None:
        return await serving(session)
    return await of_district(session, district_id or 0)


async def serves(session: AsyncSession, person_id: int | None) -> bool:
    return person_id is not None and Role.DEPUTY in await staff.roles_of(session, person_id)


async def find_district(session: AsyncSession, district_id: int | None) -> District | None:
    """None also for one that an election did away with."""
    found = await session.get(District, district_id) if district_id else None
    return found if found and not found.retired else None


async def district_of(session: AsyncSession, person_id: int) -> District | None:
    """Where they said they vote."""
    author = await queries.get_author(session, person_id)
    return await find_district(session, author.district_id) if author else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of a village lies in a district; `streets` None: all of it."""

    district: District
    streets: Sequence[str] | None


def stretches(districts: Sequence[District], village_id: int) -> list[Stretch]:
    return [
        Stretch(district, part.streets)
        for district in districts
        for part in district.parts
        if part.village_id == village_id
    ]


def sure(found: Sequence[Stretch]) -> District | None:
    """The district when the village alone tells it."""
    ids = {one.district.id for one in found}
    return found[0].district if len(ids) == 1 else None


async def main_village(session: AsyncSession, person_id: int) -> int | None:
    followed = await residents.villages_of(session, person_id)
    return followed[0].village.id if followed and followed[0].main else None


async def recognise(session: AsyncSession, person_id: int) -> District | None:
    """By what is known of the person; a district found by the village alone is remembered."""
    known = await district_of(session, person_id)
    village = None if known else await main_village(session, person_id)
    if village is None:
        return known
    found = sure(stretches(await municipality.list_districts(session), village))
    if found is not None:
        await choose_district(session, person_id, found.id)
    return found


async def choose_district(session: AsyncSession, person_id: int, district_id: int) -> None:
    """Who votes elsewhere now counts no more among those to whom an open mandate here matters."""
    if await find_district(session, district_id) is None:
        raise Refused("appeals:no_district")
    await receiving.remember(session, person_id, district_id=district_id)
    elsewhere = select(Appeal.id).where(Appeal.district_id != district_id, Appeal.state.in_(OPEN))
    await session.execute(
        delete(AppealSupport).where(
            AppealSupport.person_id == person_id, AppealSupport.appeal_id.in_(elsewhere)
        )
    )
