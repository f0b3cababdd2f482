"""What a resident left at receptions: given to them in their export, gone when they delete themselves."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.receptions import notices
from bot.areas.receptions.models import Booking, Reception
from bot.core import clock


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


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    rows = await session.execute(
        select(Booking).where(Booking.person_id == person_id).order_by(Booking.starts_at)
    )
    found = [
        {"when": one.starts_at.isoformat(), "name": one.name, "about": one.matter, "came": one.came}
        for one in rows.scalars()
    ]
    return {"receptions_booked": found} if found else {}
