"""What did not come to one of a person's addresses goes to another of theirs; never commits, never sends."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.core.contacts import Contact
from bot.outbox.claims import IS_PENDING
from bot.outbox.held import IS_HELD
from bot.outbox.models import Batch, Delivery, Priority, SecondDelivery, Status

AT_ONCE = 500


async def go_other_way(
    session: AsyncSession, name: str, persons: Select[int], now: datetime, due_at: datetime
) -> int:
    """Of the batch of that name all that failed for one of these persons who has an address that works.

    Again and again it finds only what is new; returns how many go.
    """
    batch = await session.scalar(select(Batch).where(Batch.name == name))
    if batch is None or batch.stopped_at is not None:
        return 0
    added = 0
    for first_id, person_id, contact_id in (await session.execute(_failed(batch.id, persons))).all():
        added += await _send_again(session, batch.id, first_id, person_id, contact_id, now, due_at)
    return added


def _failed(batch_id: int, persons: Select[int]) -> Select[int, int, int]:
    """What failed, whose it was, and the address to try."""
    other, there, whose = aliased(Contact), aliased(Delivery), aliased(Contact)
    tried = (
        exists()
        .where(there.batch_id == batch_id, there.contact_id == whose.id, there.id != Delivery.id)
        .where(whose.person_id == Contact.person_id)
    )
    # Few have several addresses: from them one look at the batch's index finds what was sent to them.
    several = select(Contact.person_id).group_by(Contact.person_id).having(func.count() > 1)
    return (
        select(Delivery.id, Contact.person_id, func.min(other.id))
        .join(Contact, Contact.id == Delivery.contact_id)
        .join(other, other.person_id == Contact.person_id)
        .where(
            Delivery.batch_id == batch_id,
            Delivery.status.in_((Status.FAILED, Status.BLOCKED)),
            Contact.person_id.in_(several),
            Contact.person_id.in_(persons),
            other.id != Contact.id,
            other.stopped_at.is_(None),
            ~tried,
        )
        .group_by(Delivery.id, Contact.person_id)
        .order_by(Delivery.id)
        .limit(AT_ONCE)
    )


async def _send_again(
    session: AsyncSession,
    batch_id: int,
    first_id: int,
    person_id: int,
    contact_id: int,
    now: datetime,
    due_at: datetime,
) -> int:
    """Of two who do it at once the second does nothing."""
    first = await session.get_one(Delivery, first_id, populate_existing=True)
    other = await session.get_one(Contact, contact_id)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    second_id = await session.scalar(
        dialect.insert(Delivery)
        .values(
            batch_id=batch_id,
            contact_id=other.id,
            channel=other.channel,
            address=other.address,
            content_id=first.content_id,
            priority=Priority.BULK,
            language=first.language,
            segment=first.segment,
            due_at=due_at,
            created_at=now,
        )
        .on_conflict_do_nothing()
        .returning(Delivery.id)
    )
    if second_id is None:
        return 0
    session.add(
        SecondDelivery(first_id=first_id, second_id=second_id, batch_id=batch_id, person_id=person_id)
    )
    await session.flush()
    # What is held for the first address must not come there too when its owner writes.
    await session.execute(
        update(Delivery)
        .where(Delivery.id == first_id, *IS_HELD)
        .values(opened_at=now)
        .execution_options(synchronize_session=False)
    )
    return 1


async def take_needless_back(session: AsyncSession, name: str) -> int:
    """What waits for a second address though, as the platform told late, the first had come; how many."""
    first = aliased(Delivery)
    needless = (
        select(SecondDelivery.second_id)
        .join(first, first.id == SecondDelivery.first_id)
        .join(Batch, Batch.id == SecondDelivery.batch_id)
        .where(Batch.name == name, first.status == Status.SENT)
    )
    gone = (
        await session.scalars(
            delete(Delivery)
            .where(Delivery.id.in_(needless), IS_PENDING)
            .returning(Delivery.id)
            .execution_options(synchronize_session=False)
        )
    ).all()
    if gone:
        await session.execute(
            delete(SecondDelivery)
            .where(SecondDelivery.second_id.in_(gone))
            .execution_options(synchronize_session=False)
        )
    return len(gone)


# Two persons who turn out to be one


async def wait_once(session: AsyncSession, person_ids: Collection[int]) -> None:
    """What waits for both of the same message, or may be resumed for both, waits for one of them."""
    rows = await session.execute(
        select(Delivery.id, Delivery.batch_id, Delivery.status, Delivery.reason)
        .join(Contact, Contact.id == Delivery.contact_id)
        .where(Contact.person_id.in_(person_ids), Delivery.batch_id.is_not(None))
        .order_by(Delivery.id)
    )
    by_batch: defaultdict[int | None, list[tuple[int, bool, bool]]] = defaultdict(list)
    for number, batch_id, status, reason in rows:
        waits = status is Status.PENDING or (status is Status.CANCELLED and reason == "stopped")
        came = status in (Status.SENT, Status.SENDING)
        by_batch[batch_id].append((number, waits, came))
    needless: list[int] = []
    for deliveries in by_batch.values():
        waiting = [number for number, waits, _came in deliveries if waits]
        came_already = any(came for _number, _waits, came in deliveries)
        needless += waiting if came_already else waiting[1:]
    await session.execute(
        delete(Delivery)
        .where(Delivery.id.in_(needless), or_(IS_PENDING, Delivery.status == Status.CANCELLED))
        .execution_options(synchronize_session=False)
    )
