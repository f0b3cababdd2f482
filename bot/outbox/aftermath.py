"""What follows from a delivery's end for its batch and its contact, for many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact, StopReason
from bot.outbox.claims import IS_PENDING
from bot.outbox.models import Batch, Delivery, Status


async def cancel_stopped(session: AsyncSession, delivery_ids: Collection[int], now: datetime) -> None:
    """What would wait again, but its batch was stopped meanwhile."""
    if delivery_ids:
        stopped = select(Batch.id).where(Batch.stopped_at.is_not(None))
        await session.execute(
            update(Delivery)
            .where(Delivery.id.in_(delivery_ids), IS_PENDING, Delivery.batch_id.in_(stopped))
            .values(status=Status.CANCELLED, reason="stopped", finished_at=now)
            .execution_options(synchronize_session=False)
        )


async def stop_contacts(
    session: AsyncSession, stops: Iterable[tuple[int | None, StopReason | None]], now: datetime
) -> None:
    """What `core.contacts.stop` does."""
    unreachable: dict[StopReason, list[int]] = defaultdict(list)
    for contact_id, reason in stops:
        if reason is not None and contact_id is not None:
            unreachable[reason].append(contact_id)
    for reason, contact_ids in unreachable.items():
        await session.execute(
            update(Contact)
            .where(Contact.id.in_(contact_ids), Contact.stopped_at.is_(None))
            .values(stopped_at=now, stop_reason=reason)
            .execution_options(synchronize_session=False)
        )
