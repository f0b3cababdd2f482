"""Groups and channels the bot is a member of: where it may post, and what keeps it from posting.

A place is no person: nobody in it is known by it, and nothing that is said there is kept.
"""

import enum
from datetime import datetime

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum
from bot.core.messages import PlaceKind, PlaceSeen

TITLE_LENGTH = 255


class PlaceTrouble(enum.StrEnum):
    """Why nothing can be posted: the bot was removed, may not write, or the place is no more."""

    REMOVED = "removed"
    SILENCED = "silenced"
    GONE = "gone"


class Place(Base):
    """`trouble` is None while the bot may post. `used_for`: what an area claimed it for; one at a time."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(64))
    kind: Mapped[PlaceKind] = mapped_column(stored_enum(PlaceKind))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    met_at: Mapped[datetime]
    trouble: Mapped[PlaceTrouble | None] = mapped_column(stored_enum(PlaceTrouble))
    trouble_since: Mapped[datetime | None]
    used_for: Mapped[str | None] = mapped_column(String(20))


# What the outbox calls the failures that are the place's own and not one message's.
_TROUBLES = {
    "kicked": PlaceTrouble.REMOVED,
    "blocked": PlaceTrouble.REMOVED,
    "gone": PlaceTrouble.GONE,
    "no_rights": PlaceTrouble.SILENCED,
}


async def find(session: AsyncSession, channel: str, address: str) -> Place | None:
    """Locked until the session ends."""
    return await session.scalar(
        select(Place)
        .where(Place.channel == channel, Place.address == address)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def meet(session: AsyncSession, channel: str, seen: PlaceSeen, now: datetime) -> Place:
    """The place, made on the first meeting, under the title it has now."""
    found = await find(session, channel, seen.address)
    if found is None:
        try:
            async with session.begin_nested():
                session.add(
                    Place(
                        channel=channel,
                        address=seen.address,
                        kind=seen.kind,
                        title=seen.title[:TITLE_LENGTH],
                        met_at=now,
                    )
                )
        except IntegrityError:
            pass  # another process met it at the same moment
        found = await find(session, channel, seen.address)
    if found is None:
        raise LookupError("a place that was just met is gone")
    found.title = seen.title[:TITLE_LENGTH] or found.title
    return found


def claim(place: Place, use: str) -> bool:
    """False where it serves another use: what is meant for a few must not be shown to a village."""
    if place.used_for not in {None, use}:
        return False
    place.used_for = use
    return True


def release(place: Place, use: str) -> None:
    if place.used_for == use:
        place.used_for = None


def note_trouble(place: Place, trouble: PlaceTrouble, now: datetime) -> None:
    """A first trouble's time is kept."""
    place.trouble, place.trouble_since = trouble, place.trouble_since or now


def note_well(place: Place) -> None:
    place.trouble = place.trouble_since = None


async def note_failure(session: AsyncSession, channel: str, address: str, reason: str, now: datetime) -> None:
    """Of a post, by the outbox's code; what is wrong with one message only says nothing of the place."""
    trouble = _TROUBLES.get(reason)
    place = await find(session, channel, address) if trouble else None
    if place is not None and trouble is not None:
        note_trouble(place, trouble, now)


async def move(session: AsyncSession, channel: str, old: str, new: str) -> Place | None:
    """A group became a supergroup under another address. Told of twice it changes nothing more."""
    place = await find(session, channel, old)
    there = await find(session, channel, new)
    if place is None or place is there:
        return there
    if there is not None:
        # Telegram tells of joining the supergroup as if it were another place: it is the old one.
        await session.delete(there)
        await session.flush()
    place.address = new
    note_well(place)
    return place
