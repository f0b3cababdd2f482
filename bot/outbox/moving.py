"""A person's address on a channel became another, and what waits for them goes there."""

from sqlalchemy import exists, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.core import contacts
from bot.core.contacts import Contact
from bot.core.db import Database
from bot.outbox.claims import IS_PENDING
from bot.outbox.models import Delivery


async def move_address(database: Database, channel: str, old: str, new: str) -> None:
    """The platform says so; told of twice, or of somebody unknown, it changes nothing."""
    async with database.reading() as session:
        known = await contacts.known(session, channel, old)
    if known is None:
        return  # mostly so, and then nothing has to be written
    async with database.session() as session:
        contact = await contacts.known(session, channel, old)
        await move_contact(session, contact.id if contact else None, new)


async def move_contact(session: AsyncSession, contact_id: int | None, address: str) -> None:
    """All that still waits moves too. Who is known at the new address already stays where they are."""
    if contact_id is None:
        return
    await session.execute(
        update(Delivery)
        .where(Delivery.contact_id == contact_id, IS_PENDING)
        .values(address=address)
        .execution_options(synchronize_session=False)
    )
    there = aliased(Contact)
    await session.execute(
        update(Contact)
        .where(
            Contact.id == contact_id,
            ~exists().where(there.channel == Contact.channel, there.address == address),
        )
        .values(address=address)
        .execution_options(synchronize_session=False)
    )
