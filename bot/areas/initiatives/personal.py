"""What a resident left in the register: given to them in their export, gone when they delete themselves."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives.models import Initiative, InitiativeSupport
from bot.core import joining
from bot.core.joining import Joining


async def forget(session: AsyncSession, person_id: int) -> None:
    """The count is of people who are here."""
    await session.execute(delete(InitiativeSupport).where(InitiativeSupport.person_id == person_id))


async def join(session: AsyncSession, one: Joining) -> None:
    """A person supports once, since they first did."""
    await joining.keep_one(session, InitiativeSupport, one, "initiative_id", first=lambda row: row.since)


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    rows = await session.execute(
        select(Initiative.title_ky, InitiativeSupport.since)
        .join(Initiative, Initiative.id == InitiativeSupport.initiative_id)
        .where(InitiativeSupport.person_id == person_id)
        .order_by(InitiativeSupport.since)
    )
    found = [{"initiative": title, "since": since.isoformat()} for title, since in rows]
    return {"initiatives_supported": found} if found else {}
