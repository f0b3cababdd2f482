"""Where everything is; never commits."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import (
    District,
    DistrictPart,
    Municipality,
    Village,
    WorkingDayCorrection,
)
from bot.areas.municipality.working_days import WorkCalendar


async def get_municipality(session: AsyncSession) -> Municipality | None:
    """None until `jarchy init` has read the municipality's file."""
    return await session.get(Municipality, 1)


async def lock(session: AsyncSession) -> None:
    """Who counts on from the last number waits for whoever else does so now."""
    await session.execute(select(Municipality.id).where(Municipality.id == 1).with_for_update())


async def get_legal(session: AsyncSession) -> LegalValues:
    """The values in force: the file's where it gives them, else the defaults."""
    municipality = await get_municipality(session)
    return LegalValues.model_validate(municipality.legal if municipality else {})


ValuesOfYear = Callable[[AsyncSession, int], Awaitable[LegalValues]]
"""The legal values as they hold for a year, with what the year's plan says in their place."""


async def values_of_any_year(session: AsyncSession, _year: int) -> LegalValues:
    """Where no plan is kept, what the municipality's file says."""
    return await get_legal(session)


async def list_villages(session: AsyncSession) -> Sequence[Village]:
    found = await session.scalars(
        select(Village).where(Village.retired.is_(False)).order_by(Village.position)
    )
    return found.all()


async def get_village(session: AsyncSession, village_id: int) -> Village | None:
    return await session.get(Village, village_id)


async def find_village(session: AsyncSession, key: str) -> Village | None:
    return await session.scalar(select(Village).where(Village.key == key, Village.retired.is_(False)))


async def list_districts(session: AsyncSession) -> Sequence[District]:
    found = await session.scalars(
        select(District).where(District.retired.is_(False)).order_by(District.position)
    )
    return found.all()


async def villages_of_districts(session: AsyncSession, district_ids: Sequence[int]) -> set[int]:
    """The villages that lie in these districts, wholly or in part."""
    return set(await session.scalars(of_districts(district_ids)))


def of_districts(district_ids: Sequence[int]) -> Select[int]:
    """The same as a part of a larger statement."""
    return select(DistrictPart.village_id).where(DistrictPart.district_id.in_(district_ids))


async def find_district(session: AsyncSession, key: str) -> District | None:
    return await session.scalar(select(District).where(District.key == key, District.retired.is_(False)))


async def get_work_calendar(session: AsyncSession) -> WorkCalendar:
    """The country's, set right where staff did so."""
    corrections = await session.scalars(select(WorkingDayCorrection))
    return WorkCalendar({one.day: one.works for one in corrections})


async def list_corrections(session: AsyncSession, since: date) -> Sequence[WorkingDayCorrection]:
    """From that day on, in their order."""
    found = await session.scalars(
        select(WorkingDayCorrection)
        .where(WorkingDayCorrection.day >= since)
        .order_by(WorkingDayCorrection.day)
    )
    return found.all()
