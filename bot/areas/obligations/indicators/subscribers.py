"""How many subscribe, and how that grew since the year began (001 §1.1: 10 % more every year)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import queries as residents
from bot.areas.residents.models import Consent, Resident, ResidentVillage


@dataclass(frozen=True, slots=True)
class Subscribers:
    """`before`: at the year's beginning. `villages`: those of now, each in the one they live in."""

    before: int
    now: int
    villages: Mapping[int, int]


async def subscribers(session: AsyncSession, year_began: datetime, as_of: datetime) -> Subscribers:
    return Subscribers(
        await _at(session, year_began), await _at(session, as_of), await _by_village(session, as_of)
    )


async def _at(session: AsyncSession, moment: datetime) -> int:
    """Those who have deleted their data since count by what is left of them: the dates of their consent."""
    return await residents.subscribers_count(session, moment) + await _deleted_since(session, moment)


async def _deleted_since(session: AsyncSession, moment: datetime) -> int:
    """A deletion withdraws all of a person's consents at one moment: so many moments, so many people."""
    counted = await session.scalar(
        select(func.count(func.distinct(Consent.withdrawn_at))).where(
            Consent.person_id.is_(None), Consent.given_at <= moment, Consent.withdrawn_at > moment
        )
    )
    return counted or 0


async def _by_village(session: AsyncSession, moment: datetime) -> dict[int, int]:
    rows = await session.execute(
        select(ResidentVillage.village_id, func.count())
        .join(Resident, Resident.person_id == ResidentVillage.person_id)
        .where(ResidentVillage.main, Resident.subscribed_at <= moment)
        .where(or_(Resident.unsubscribed_at.is_(None), Resident.unsubscribed_at > moment))
        .group_by(ResidentVillage.village_id)
    )
    return {row[0]: row[1] for row in rows}
