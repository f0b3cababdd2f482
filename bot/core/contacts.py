"""A person and their addresses on the channels; an address is reachable or stopped, with the reason."""

import enum
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.core.db import Base, stored_enum

# WhatsApp's business-scoped user ids are a country's two letters, a point and up to 128 more.
ADDRESS_LENGTH = 140


class StopReason(enum.StrEnum):
    ASKED = "asked"
    BLOCKED = "blocked"
    GONE = "gone"


class Person(Base):
    """One human, however many channels they use. `language` is None until chosen."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime]


class Contact(Base):
    """An address on a channel. Mass messages go to a person's `primary` address only.

    `last_seen_at` is the moment of their last message by the platform's clock: a window for free words
    counts from there.
    """

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    primary: Mapped[bool] = mapped_column(default=True)
    stopped_at: Mapped[datetime | None]
    stop_reason: Mapped[StopReason | None] = mapped_column(stored_enum(StopReason))
    last_seen_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


async def meet(
    session: AsyncSession, channel: str, address: str, now: datetime, sent_at: datetime | None = None
) -> Contact:
    """The contact at this address, made on the first meeting; locked until the session ends.

    `sent_at` is when they wrote, by the platform's clock; it may come late and out of order.
    """
    wrote_at = min(sent_at or now, now)
    found = await session.scalar(
        select(Contact)
        .where(Contact.channel == channel, Contact.address == address)
        .with_for_update(of=Contact)
        .execution_options(populate_existing=True)
    )
    if found is None:
        person = Person(created_at=now)
        found = Contact(person=person, channel=channel, address=address, primary=True, last_seen_at=wrote_at)
        session.add(found)
        await session.flush()
    found.last_seen_at = max(found.last_seen_at, wrote_at)
    return found


async def known(session: AsyncSession, channel: str, address: str) -> Contact | None:
    """The contact at this address; nobody is made known by being looked for."""
    return await session.scalar(select(Contact).where(Contact.channel == channel, Contact.address == address))


def stop(contact: Contact, reason: StopReason, now: datetime) -> None:
    """Nothing unasked goes to this address until it is resumed; a first reason is kept."""
    if contact.stopped_at is None:
        contact.stopped_at, contact.stop_reason = now, reason


def resume(contact: Contact) -> None:
    contact.stopped_at = contact.stop_reason = None


async def primary_contact(session: AsyncSession, person_id: int) -> Contact | None:
    """Where to reach a person, or None when they can't be reached."""
    return await session.scalar(
        select(Contact)
        .where(Contact.person_id == person_id, Contact.stopped_at.is_(None))
        .order_by(Contact.primary.desc(), Contact.id)
        .limit(1)
    )


async def contact_besides(session: AsyncSession, person_id: int, channel: str) -> Contact | None:
    """Where to reach a person other than over this channel; the preferred way first."""
    return await session.scalar(
        select(Contact)
        .where(Contact.person_id == person_id, Contact.stopped_at.is_(None), Contact.channel != channel)
        .order_by(Contact.primary.desc(), Contact.id)
        .limit(1)
    )


async def all_of(session: AsyncSession, person_id: int) -> Sequence[Contact]:
    """Every address of a person, the oldest first."""
    found = await session.scalars(
        select(Contact)
        .where(Contact.person_id == person_id)
        .order_by(Contact.id)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def prefer(session: AsyncSession, person_id: int, contact_id: int) -> None:
    """What is sent to many goes to this one of the person's addresses from now on, and to no other."""
    for contact in await all_of(session, person_id):
        contact.primary = contact.id == contact_id
    await session.flush()
