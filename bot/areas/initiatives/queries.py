"""The register, who supports what, what a year brought; never commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives.models import (
    Initiative,
    InitiativeEvent,
    InitiativeKind,
    InitiativeStage,
    InitiativeSupport,
)
from bot.areas.initiatives.rules import ENDED, OPEN
from bot.areas.municipality import queries as municipality

PAGE = 7


async def find(session: AsyncSession, initiative_id: int) -> Initiative | None:
    return await session.get(Initiative, initiative_id, populate_existing=True)


async def find_by_appeal(session: AsyncSession, appeal_id: int) -> Initiative | None:
    return await session.scalar(select(Initiative).where(Initiative.appeal_id == appeal_id))


async def count_all(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Initiative)) or 0


async def listed(session: AsyncSession, page: int) -> Sequence[Initiative]:
    """What isn't decided first, then what is carried out, then what is over; the latest first in each."""
    weight = case((Initiative.stage.in_(OPEN), 0), (Initiative.stage.in_(ENDED), 2), else_=1)
    found = await session.scalars(
        select(Initiative)
        .order_by(weight, Initiative.registered_on.desc(), Initiative.id.desc())
        .limit(PAGE)
        .offset(page * PAGE)
    )
    return found.all()


async def events_of(session: AsyncSession, initiative_id: int) -> Sequence[InitiativeEvent]:
    """In the order they came."""
    found = await session.scalars(
        select(InitiativeEvent)
        .where(InitiativeEvent.initiative_id == initiative_id)
        .order_by(InitiativeEvent.on, InitiativeEvent.id)
    )
    return found.all()


async def supports(session: AsyncSession, initiative_ids: Collection[int]) -> dict[int, int]:
    rows = await session.execute(
        select(InitiativeSupport.initiative_id, func.count())
        .where(InitiativeSupport.initiative_id.in_(initiative_ids))
        .group_by(InitiativeSupport.initiative_id)
    )
    return {row[0]: row[1] for row in rows}


async def is_supported_by(session: AsyncSession, initiative_id: int, person_id: int) -> bool:
    return await session.get(InitiativeSupport, (initiative_id, person_id)) is not None


def supporters_of(initiative_id: int) -> Select[int]:
    return select(InitiativeSupport.person_id).where(InitiativeSupport.initiative_id == initiative_id)


async def population(session: AsyncSession) -> int:
    return sum(village.population for village in await municipality.list_villages(session))


@dataclass(frozen=True, slots=True)
class Figures:
    """One year by the days of the stages (001 §2.2-2.4). Money in сом, of what was done in the year."""

    year: int
    local_registered: int
    local_supported: int
    local_done: int
    acts_initiated: int
    acts_approved: int
    tpsg_registered: int
    tpsg_done: int
    spent: int
    supporters: int


async def figures(session: AsyncSession, year: int) -> Figures:
    """`supported` counts what was accepted, `approved` the acts that the council passed."""
    return await figures_between(session, date(year, 1, 1), date(year, 12, 31))


async def figures_between(session: AsyncSession, first: date, last: date) -> Figures:
    """The same of some days within a year, both included."""
    rows = await session.execute(
        select(Initiative.kind, InitiativeEvent.stage, func.count(func.distinct(Initiative.id)))
        .join(InitiativeEvent, InitiativeEvent.initiative_id == Initiative.id)
        .where(InitiativeEvent.on.between(first, last))
        .group_by(Initiative.kind, InitiativeEvent.stage)
    )
    counted = {(row[0], row[1]): row[2] for row in rows}
    done = select(InitiativeEvent.initiative_id).where(
        InitiativeEvent.stage == InitiativeStage.DONE, InitiativeEvent.on.between(first, last)
    )
    spent = await session.scalar(select(func.sum(Initiative.spent)).where(Initiative.id.in_(done)))
    registered = select(Initiative.id).where(Initiative.registered_on.between(first, last))
    supporters = await session.scalar(
        select(func.count())
        .select_from(InitiativeSupport)
        .where(InitiativeSupport.initiative_id.in_(registered))
    )

    def count(kind: InitiativeKind, stage: InitiativeStage) -> int:
        return counted.get((kind, stage), 0)

    kinds, stages = InitiativeKind, InitiativeStage
    return Figures(
        first.year,
        count(kinds.LOCAL, stages.REGISTERED),
        count(kinds.LOCAL, stages.ACCEPTED),
        count(kinds.LOCAL, stages.DONE),
        count(kinds.NORM_MAKING, stages.REGISTERED),
        count(kinds.NORM_MAKING, stages.ACCEPTED),
        count(kinds.TPSG, stages.REGISTERED),
        count(kinds.TPSG, stages.DONE),
        int(spent or 0),
        supporters or 0,
    )


async def in_hand(session: AsyncSession, first: date, last: date) -> Sequence[Initiative]:
    """What reached some stage in these days, in the register's order."""
    moved = select(InitiativeEvent.initiative_id).where(InitiativeEvent.on.between(first, last))
    found = await session.scalars(
        select(Initiative).where(Initiative.id.in_(moved)).order_by(Initiative.year, Initiative.number)
    )
    return found.all()
