"""Taking due deliveries in hand, many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Select, Table, exists, literal_column, select, type_coerce, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import NullType

from bot.core.channel import Part
from bot.core.i18n import DEFAULT_LANGUAGE
from bot.outbox.models import Batch, Content, Delivery, Priority, SenderLease, Status

Limits = Mapping[Priority, int]
"""At most so many of each priority."""

# Written out, not bound: databases use a partial index only where they can see that it fits.
IS_PENDING = Delivery.status == literal_column("'pending'")
IS_SENDING = Delivery.status == literal_column("'sending'")


@dataclass(slots=True, eq=False)
class Claimed:
    """A delivery in hand. Of mass mail many share one `body`; `chat` is one for all of a person's.

    `closed`: the person, who wrote last at `seen_at`, did so too long ago for free words; `language` is
    theirs. These are learned only for channels where it matters.
    """

    id: int
    contact_id: int | None
    address: str
    batch_id: int | None
    content_id: int | None
    body: dict[str, Any] | None
    replaces: str | None
    priority: int
    attempts: int
    parts_sent: int
    chat: int | str
    parts: Sequence[Part] | None = None
    closed: bool = False
    seen_at: datetime | None = None
    language: str = DEFAULT_LANGUAGE


# Without the ORM, which would take longer to load a row than to send it takes elsewhere.
_TABLE = cast(Table, Delivery.__table__)
_COLUMNS = (
    _TABLE.c.id,
    _TABLE.c.contact_id,
    _TABLE.c.address,
    _TABLE.c.batch_id,
    _TABLE.c.content_id,
    _TABLE.c.body,
    _TABLE.c.replaces,
    _TABLE.c.priority,
    _TABLE.c.attempts,
    _TABLE.c.parts_sent,
    # As the driver gives it, for sorting only: making a date of each would take as long as claiming it.
    type_coerce(_TABLE.c.due_at, NullType()),
)
_ID, _PRIORITY, _DUE_AT = 0, 7, 10


async def is_due(session: AsyncSession, channel: str, now: datetime, limits: Limits) -> bool:
    """Whether a claim would find something; unlike a claim this doesn't need to write."""
    return await session.scalar(_due(channel, now, dict.fromkeys(limits, 1)).limit(1)) is not None


async def claim(
    session: AsyncSession, channel: str, owner: str, now: datetime, limits: Limits
) -> list[Claimed]:
    """Take what is due in hand: of each priority the longest due. Nothing without the lease."""
    due = found_once(session, _due(channel, now, limits))
    holds_lease = exists().where(SenderLease.channel == channel, SenderLease.owner == owner)
    connection = await session.connection()
    rows = await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.id.in_(due), IS_PENDING, holds_lease)
        .values(status=Status.SENDING, claim=owner)
        .returning(*_COLUMNS)
    )
    claimed = [_in_hand(row) for row in sorted(rows, key=itemgetter(_PRIORITY, _DUE_AT, _ID))]
    await _add_bodies(session, claimed)
    return claimed


def _in_hand(row: Sequence[Any]) -> Claimed:
    """A claimed row, without the due date by which it was sorted."""
    delivery_id, contact_id, address, *others, _due_at = row
    chat = address if contact_id is None else contact_id
    return Claimed(*[delivery_id, contact_id, address, *others, chat])


def found_once(session: AsyncSession, ids: Select[Any]) -> Select[Any]:
    """PostgreSQL may look again for each row it changes, past those it has locked, and so exceed a limit."""
    if session.get_bind().dialect.name != "postgresql":
        return ids
    return select(ids.cte("found").prefix_with("MATERIALIZED").c.id)


async def stopped_batches(session: AsyncSession, batch_ids: set[int]) -> set[int]:
    if not batch_ids:
        return set()
    found = await session.scalars(
        select(Batch.id).where(Batch.id.in_(batch_ids), Batch.stopped_at.is_not(None))
    )
    return set(found)


def _due(channel: str, now: datetime, limits: Limits) -> Select[Any]:
    """One look for each priority keeps every look on the index, however many rows there are."""
    looks = [
        select(Delivery.id)
        .where(Delivery.channel == channel, IS_PENDING, Delivery.priority == priority, Delivery.due_at <= now)
        .order_by(Delivery.due_at, Delivery.id)
        .limit(most)
        # What somebody is cancelling right now must not hold the others up.
        .with_for_update(skip_locked=True)
        .subquery(f"due_{priority}")
        for priority, most in sorted(limits.items())
    ]
    together = union_all(*(select(look.c.id) for look in looks)).subquery("due")
    return select(together.c.id)


async def _add_bodies(session: AsyncSession, claimed: Sequence[Claimed]) -> None:
    """Mass mail's texts, read once for all who get them."""
    wanted = {one.content_id for one in claimed if one.content_id is not None}
    if not wanted:
        return
    rows = await session.execute(select(Content.id, Content.body).where(Content.id.in_(wanted)))
    bodies = {row.id: row.body for row in rows}
    for one in claimed:
        if one.content_id is not None:
            one.body = bodies[one.content_id]
