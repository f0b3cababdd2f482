"""Who receives when, and who comes; never commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.areas.receptions.models import Booking, Reception, ReceptionSeries

HOLDING_ROLES = tuple(role for role, may in PERMISSIONS.items() if Permission.HOLD_RECEPTION in may)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who receives, as what; `ahead` counts their receptions that can be booked."""

    person_id: int
    name: str
    role: Role
    ahead: int


async def find(session: AsyncSession, reception_id: int) -> Reception | None:
    return await session.get(Reception, reception_id, populate_existing=True)


async def find_booking(session: AsyncSession, booking_id: int) -> Booking | None:
    return await session.get(Booking, booking_id, populate_existing=True)


async def ahead(session: AsyncSession, now: datetime, holder_id: int | None = None) -> Sequence[Reception]:
    """Those not over and not cancelled, the nearest first; of one holder or of all."""
    found = select(Reception).where(Reception.ends_at > now, Reception.cancelled_at.is_(None))
    if holder_id is not None:
        found = found.where(Reception.holder_id == holder_id)
    return (await session.scalars(found.order_by(Reception.starts_at, Reception.id))).all()


async def past(session: AsyncSession, holder_id: int, now: datetime, most: int) -> Sequence[Reception]:
    """A holder's own that somebody had booked, the latest first."""
    found = await session.scalars(
        select(Reception)
        .where(
            Reception.holder_id == holder_id,
            Reception.ends_at <= now,
            Reception.cancelled_at.is_(None),
            Reception.id.in_(select(Booking.reception_id)),
        )
        .order_by(Reception.starts_at.desc())
        .limit(most)
    )
    return found.all()


async def holders(session: AsyncSession, now: datetime) -> Sequence[Holder]:
    """Who may receive and has hours ahead, in the order of the roles."""
    counted = await session.execute(
        select(Reception.holder_id, func.count())
        .where(Reception.ends_at > now, Reception.cancelled_at.is_(None))
        .group_by(Reception.holder_id)
    )
    hours = {row[0]: row[1] for row in counted}
    found: dict[int, Holder] = {}
    for one in await staff.list_holders(session):
        if one.role in HOLDING_ROLES and one.person_id in hours:
            found.setdefault(one.person_id, Holder(one.person_id, one.name, one.role, hours[one.person_id]))
    return list(found.values())


async def any_ahead(session: AsyncSession, now: datetime) -> bool:
    found = await session.scalar(
        select(Reception.id).where(Reception.ends_at > now, Reception.cancelled_at.is_(None)).limit(1)
    )
    return found is not None


async def bookings_of(session: AsyncSession, reception_id: int) -> Sequence[Booking]:
    """In the order they come in."""
    found = await session.scalars(
        select(Booking).where(Booking.reception_id == reception_id).order_by(Booking.starts_at)
    )
    return found.all()


async def counts(session: AsyncSession, reception_ids: Collection[int]) -> dict[int, int]:
    """How many slots of each are booked."""
    rows = await session.execute(
        select(Booking.reception_id, func.count())
        .where(Booking.reception_id.in_(reception_ids))
        .group_by(Booking.reception_id)
    )
    return {row[0]: row[1] for row in rows}


async def booked_by(
    session: AsyncSession, person_id: int, now: datetime
) -> Sequence[tuple[Booking, Reception]]:
    """What a person has ahead."""
    rows = await session.execute(
        select(Booking, Reception)
        .join(Reception, Reception.id == Booking.reception_id)
        .where(Booking.person_id == person_id, Booking.starts_at > now, Reception.cancelled_at.is_(None))
        .order_by(Booking.starts_at)
    )
    return [(row[0], row[1]) for row in rows]


async def last_name(session: AsyncSession, person_id: int) -> str | None:
    """The one they gave last time, so that it isn't asked twice."""
    return await session.scalar(
        select(Booking.name)
        .where(Booking.person_id == person_id, Booking.name.is_not(None))
        .order_by(Booking.id.desc())
        .limit(1)
    )


async def to_remind(session: AsyncSession, now: datetime) -> Sequence[tuple[Booking, Reception]]:
    """Everything booked that is still ahead."""
    rows = await session.execute(
        select(Booking, Reception)
        .join(Reception, Reception.id == Booking.reception_id)
        .where(Booking.starts_at > now, Booking.person_id.is_not(None), Reception.cancelled_at.is_(None))
        .order_by(Booking.starts_at)
    )
    return [(row[0], row[1]) for row in rows]


async def series_of(session: AsyncSession, holder_id: int | None = None) -> Sequence[ReceptionSeries]:
    """Weekly hours that go on; of one holder or of all."""
    found = select(ReceptionSeries).where(ReceptionSeries.ended_at.is_(None))
    if holder_id is not None:
        found = found.where(ReceptionSeries.holder_id == holder_id)
    order = (ReceptionSeries.weekday, ReceptionSeries.opens, ReceptionSeries.id)
    return (await session.scalars(found.order_by(*order))).all()


async def may_hold(session: AsyncSession) -> frozenset[int]:
    return frozenset(await staff.people_who_may(session, Permission.HOLD_RECEPTION))
