"""A year's obligations with their periods and what people said of them; never commits."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.models import (
    Link,
    Obligation,
    ObligationPeriod,
    Proof,
    ResponsiblePerson,
)


async def years(session: AsyncSession) -> Sequence[int]:
    """Those that were opened, the latest first."""
    found = await session.scalars(select(Obligation.year).distinct().order_by(Obligation.year.desc()))
    return found.all()


async def is_open(session: AsyncSession, year: int) -> bool:
    return bool(await session.scalar(select(func.count(Obligation.id)).where(Obligation.year == year)))


async def find(session: AsyncSession, obligation_id: int) -> Obligation | None:
    return await session.get(Obligation, obligation_id, populate_existing=True)


async def find_period(session: AsyncSession, period_id: int) -> ObligationPeriod | None:
    return await session.get(ObligationPeriod, period_id, populate_existing=True)


async def of_year(session: AsyncSession, year: int) -> Sequence[Obligation]:
    """In the documents' order, the office's own events last."""
    found = (await session.scalars(select(Obligation).where(Obligation.year == year))).all()
    order = {key: place for place, key in enumerate(measures())}
    return sorted(found, key=lambda one: (order.get(one.key, len(order)), one.id))


async def periods_of(
    session: AsyncSession, obligation_ids: Collection[int]
) -> Mapping[int, list[ObligationPeriod]]:
    """By obligation, in their order."""
    rows = await session.scalars(
        select(ObligationPeriod)
        .where(ObligationPeriod.obligation_id.in_(obligation_ids))
        .order_by(ObligationPeriod.obligation_id, ObligationPeriod.number)
    )
    found: dict[int, list[ObligationPeriod]] = {number: [] for number in obligation_ids}
    for row in rows:
        found[row.obligation_id].append(row)
    return found


async def responsibles_of(
    session: AsyncSession, obligation_ids: Collection[int]
) -> Mapping[int, list[ResponsiblePerson]]:
    """By obligation; none where nobody was named."""
    rows = await session.scalars(
        select(ResponsiblePerson)
        .where(ResponsiblePerson.obligation_id.in_(obligation_ids))
        .order_by(ResponsiblePerson.id)
    )
    found: dict[int, list[ResponsiblePerson]] = {number: [] for number in obligation_ids}
    for row in rows:
        found[row.obligation_id].append(row)
    return found


async def proofs_of(session: AsyncSession, period_ids: Collection[int]) -> Sequence[Proof]:
    """Those that hold, in the order of their days."""
    found = await session.scalars(
        select(Proof)
        .where(Proof.period_id.in_(period_ids), Proof.withdrawn_at.is_(None))
        .order_by(Proof.done_on, Proof.id)
    )
    return found.all()


async def links_of(session: AsyncSession, period_ids: Collection[int]) -> Sequence[Link]:
    found = await session.scalars(select(Link).where(Link.period_id.in_(period_ids)).order_by(Link.id))
    return found.all()


async def all_links(session: AsyncSession) -> Sequence[Row[Link, int, str, int]]:
    """Each with the year and the key of its duty and the number of its period; there are never many."""
    rows = await session.execute(
        select(Link, Obligation.year, Obligation.key, ObligationPeriod.number)
        .join(ObligationPeriod, ObligationPeriod.id == Link.period_id)
        .join(Obligation, Obligation.id == ObligationPeriod.obligation_id)
        .order_by(Link.id)
    )
    return rows.all()
