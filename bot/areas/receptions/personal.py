"""What a resident left at receptions: given to them in their export, gone when they delete themselves."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.receptions import notices
from bot.areas.receptions.models import Booking, Reception
from bot.core import clock, joining
from bot.core.joining import Joining


async def forget(session: AsyncSession, person_id: int) -> None:
    """What is ahead is free again, and the holder knows; of what was, only that somebody came stays."""
    now = clock.now()
    rows = await session.execute(
        select(Booking, Reception)
        .join(Reception, Reception.id == Booking.reception_id)
        .where(Booking.person_id == person_id, Booking.starts_at > now, Reception.cancelled_at.is_(None))
    )
    for booking, reception in rows.all():
        await notices.changed(session, reception, booking, now, booked=False)
    await session.execute(delete(Booking).where(Booking.person_id == person_id, Booking.starts_at > now))
    await session.execute(
        update(Booking).where(Booking.person_id == person_id).values(person_id=None, name=None, matter=None)
    )
    await session.flush()


async def join(session: AsyncSession, one: Joining) -> None:
    """One slot at a reception: the one taken first. The other is free again; of a past one its hour stays."""
    for mine, theirs in await joining.doubles(session, Booking, one, "reception_id"):
        later = theirs if mine.booked_at <= theirs.booked_at else mine
        reception = await session.get_one(Reception, later.reception_id)
        if later.starts_at <= one.now:
            later.person_id = later.name = later.matter = None
            continue
        if reception.cancelled_at is None:
            await notices.changed(session, reception, later, one.now, booked=False)
        await session.delete(later)
    await session.flush()


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    rows = await session.execute(
        select(Booking).where(Booking.person_id == person_id).order_by(Booking.starts_at)
    )
    found = [
        {"when": one.starts_at.isoformat(), "name": one.name, "about": one.matter, "came": one.came}
        for one in rows.scalars()
    ]
    return {"receptions_booked": found} if found else {}
