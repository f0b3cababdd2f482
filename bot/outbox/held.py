"""What a person was knocked at for is held, and given to them when they write."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, delete, exists, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact
from bot.outbox.claims import Claimed
from bot.outbox.models import Batch, Content, Delivery, Priority, ShownChoices, Status
from bot.outbox.windows import is_open

# Who comes back after a year wants no year's worth of old notices.
GIVEN_FOR = timedelta(days=30)
# Written out as in the index, so that every database sees that it fits.
IS_HELD = (Delivery.held_at.is_not(None), Delivery.opened_at.is_(None))


async def arrived(session: AsyncSession, contact: Contact, now: datetime) -> bool:
    """All that is held for who just wrote goes now, in its order; see `core.held.Arrived`.

    The contact is locked, as `contacts.meet` does: what is recorded as held after this sees that they wrote.
    """
    return await release(session, contact, now) > 0 or await _is_coming(session, contact)


async def release(session: AsyncSession, contact: Contact, now: datetime) -> int:
    """How many messages were held and are replies now; what is older than `GIVEN_FOR` is past."""
    stopped = exists().where(Batch.id == Delivery.batch_id, Batch.stopped_at.is_not(None))
    rows = (
        await session.execute(
            select(Delivery.id, Delivery.body, Content.body.label("content"))
            .outerjoin(Content, Content.id == Delivery.content_id)
            .where(Delivery.contact_id == contact.id, *IS_HELD, ~stopped)
            .where(Delivery.held_at >= now - GIVEN_FOR)
            .order_by(Delivery.id)
            .with_for_update(of=Delivery)
        )
    ).all()
    bodies = [row.body or row.content for row in rows if row.body or row.content]
    reply = {
        "contact_id": contact.id,
        "channel": contact.channel,
        "address": contact.address,
        "priority": Priority.REPLY,
        "due_at": now,
        "created_at": now,
    }
    for body in bodies:
        # One by one, for their numbers are their order.
        await session.execute(insert(Delivery).values(**reply, body=body))
    if rows:
        await session.execute(
            update(Delivery)
            .where(Delivery.id.in_([row.id for row in rows]))
            .values(opened_at=now, body=null())
            .execution_options(synchronize_session=False)
        )
        # The knock's one button is used up.
        await session.execute(
            delete(ShownChoices).where(
                ShownChoices.contact_id == contact.id,
                ShownChoices.delivery_id.in_([row.id for row in rows]),
            )
        )
    return len(bodies)


async def lock(session: AsyncSession, contact_ids: Iterable[int | None]) -> None:
    """Who writes at this moment waits until it is recorded that something is held for them."""
    wanted = {contact_id for contact_id in contact_ids if contact_id is not None}
    await session.execute(
        select(Contact.id).where(Contact.id.in_(wanted)).order_by(Contact.id).with_for_update(of=Contact)
    )


async def release_to_who_wrote(
    session: AsyncSession, kept: Sequence[Claimed], window: timedelta, now: datetime
) -> None:
    """Who wrote between the look at their window and the record of what is held would wait for ever."""
    seen = {claimed.contact_id: claimed.seen_at for claimed in kept if claimed.seen_at is not None}
    contacts = await session.scalars(
        select(Contact).where(Contact.id.in_(seen)).execution_options(populate_existing=True)
    )
    for contact in contacts.all():
        looked = seen[contact.id]
        wrote = looked is not None and contact.last_seen_at > looked
        if wrote and is_open(contact.last_seen_at, window, now):
            await release(session, contact, now)


async def _is_coming(session: AsyncSession, contact: Contact) -> bool:
    """Whether they will hear of us in a moment anyway: what they tapped for is said already, or under way."""
    coming: ColumnElement[bool] = or_(
        Delivery.status == Status.SENDING,
        (Delivery.status == Status.PENDING) & (Delivery.priority == Priority.REPLY),
    )
    found = await session.scalar(
        select(case((exists().where(Delivery.contact_id == contact.id, coming), 1), else_=0))
    )
    return bool(found)
