"""Putting messages into the outbox and taking them back; never commits, never sends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, delete, func, insert, literal, null, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact
from bot.core.messages import OutMessage
from bot.core.places import Place
from bot.outbox.claims import IS_PENDING, found_once
from bot.outbox.models import Batch, Content, Delivery, Priority, ShownChoices, Status

CANCEL_AT_ONCE = 50_000


async def enqueue(
    session: AsyncSession,
    contact: Contact,
    message: OutMessage,
    *,
    now: datetime,
    priority: Priority = Priority.NOTICE,
    replaces: str | None = None,
    due_at: datetime | None = None,
) -> int:
    """Send one message, not before `due_at`; returns the delivery's id.

    `replaces` names the platform's message that it should redraw.
    """
    to = {"contact_id": contact.id, "channel": contact.channel, "address": contact.address}
    return await _add(
        session, to, message, now=now, priority=priority, replaces=replaces, due_at=due_at or now
    )


async def post(
    session: AsyncSession,
    place: Place,
    message: OutMessage,
    *,
    now: datetime,
    replaces: str | None = None,
    due_at: datetime | None = None,
) -> int:
    """As `enqueue`, into a group or a channel. What keeps us from posting there is noted with the place."""
    to = {"contact_id": None, "channel": place.channel, "address": place.address}
    return await _add(
        session, to, message, now=now, priority=Priority.NOTICE, replaces=replaces, due_at=due_at or now
    )


async def _add(
    session: AsyncSession,
    to: Mapping[str, Any],
    message: OutMessage,
    *,
    now: datetime,
    priority: Priority,
    replaces: str | None,
    due_at: datetime,
) -> int:
    values = {**to, "body": message.to_json(), "replaces": replaces, "priority": priority}
    added = await session.execute(
        insert(Delivery).values(**values, due_at=due_at, created_at=now).returning(Delivery.id)
    )
    return added.scalar_one()


async def keep_content(session: AsyncSession, message: OutMessage) -> int:
    """Freeze a mass message's text in one language."""
    content = Content(body=message.to_json())
    session.add(content)
    await session.flush()
    return content.id


async def open_batch(session: AsyncSession, name: str, now: datetime) -> Batch:
    """The batch of that name, made on the first call."""
    batch = await session.scalar(select(Batch).where(Batch.name == name))
    if batch is None:
        batch = Batch(name=name, created_at=now)
        session.add(batch)
        await session.flush()
    return batch


async def expand(
    session: AsyncSession,
    *,
    batch: str,
    contents: Mapping[str, int],
    default_language: str,
    recipients: Select[int, str, str, str | None, int],
    now: datetime,
    due_at: datetime | None = None,
) -> int:
    """Make a delivery for everyone in `recipients` who has none in this batch yet; returns how many.

    `recipients` selects contact_id, channel, address, language, segment. `contents` maps a language to
    its frozen content; readers of other languages get `default_language`. A rerun adds only newcomers,
    and nobody once the batch was stopped.
    """
    opened = await open_batch(session, batch, now)
    if opened.stopped_at is not None:
        return 0
    people = recipients.subquery()
    content = case(
        {language: literal(content_id) for language, content_id in contents.items()},
        value=people.c.language,
        else_=literal(contents[default_language]),
    )
    columns = {
        "batch_id": literal(opened.id),
        "contact_id": people.c.contact_id,
        "channel": people.c.channel,
        "address": people.c.address,
        "content_id": content,
        "body": null(),
        "priority": literal(int(Priority.BULK)),
        "language": case((people.c.language.in_(list(contents)), people.c.language), else_=default_language),
        "segment": people.c.segment,
        "status": literal(Status.PENDING, Delivery.status.type),
        "attempts": literal(0),
        "uncertain": literal(0),
        "parts_sent": literal(0),
        "due_at": literal(due_at or now, Delivery.due_at.type),
        "created_at": literal(now, Delivery.created_at.type),
    }
    # SQLite reads "FROM x ON CONFLICT" as a join; a WHERE between them tells it otherwise.
    rows = select(*columns.values()).select_from(people).where(literal(1) == literal(1))
    dialect = session.get_bind().dialect.name
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(Delivery)
    added: Any = await session.execute(
        statement.from_select(list(columns), rows, include_defaults=False).on_conflict_do_nothing(),
        execution_options={"preserve_rowcount": True},
    )
    return int(added.rowcount)


async def stop_batch(session: AsyncSession, name: str, now: datetime) -> int:
    """Let nothing more of it go; returns how many were taken back at once.

    Of a large batch the rest is taken back by the sender, which drops what it has in hand too.
    """
    batch = await open_batch(session, name, now)
    batch.stopped_at = batch.stopped_at or now
    await session.flush()
    return await cancel_pending(session, {batch.id}, now)


async def resume_batch(session: AsyncSession, name: str, due_at: datetime) -> int:
    """Let go on, not before `due_at`, what `stop_batch` took back; returns how many. Nobody gets it twice."""
    batch = await open_batch(session, name, due_at)
    batch.stopped_at = None
    await session.flush()
    freed: Any = await session.execute(
        update(Delivery)
        .where(
            Delivery.batch_id == batch.id,
            Delivery.status == Status.CANCELLED,
            Delivery.reason == "stopped",
            Delivery.contact_id.in_(select(Contact.id).where(Contact.stopped_at.is_(None))),
        )
        .values(status=Status.PENDING, reason=None, finished_at=None, due_at=due_at)
        .execution_options(synchronize_session=False)
    )
    return int(freed.rowcount)


async def postpone_batch(session: AsyncSession, name: str, until: datetime) -> int:
    """Let some of what waits of it go no earlier; returns how many, 0 when nothing of it is due before.

    What the sender has in hand goes; that is half a second's worth.
    """
    batch = await session.scalar(select(Batch.id).where(Batch.name == name))
    put_off = 0
    for channel in await waiting_channels(session) if batch else ():
        some = found_once(session, _due_before(batch, channel, until))
        changed: Any = await session.execute(
            update(Delivery)
            .where(Delivery.id.in_(some), IS_PENDING)
            .values(due_at=until)
            .execution_options(synchronize_session=False)
        )
        put_off += int(changed.rowcount)
    return put_off


def _due_before(batch_id: int | None, channel: str, until: datetime) -> Select[int]:
    """On the index of what is due: asked again and again, it must not cost what was put off already."""
    return (
        select(Delivery.id)
        .where(
            Delivery.channel == channel,
            IS_PENDING,
            Delivery.priority == Priority.BULK,
            Delivery.due_at < until,
            # Added to nothing, so that no database walks through the whole batch instead.
            Delivery.batch_id + 0 == batch_id,
        )
        .limit(CANCEL_AT_ONCE)
        .with_for_update(skip_locked=True)
    )


async def waiting_channels(session: AsyncSession) -> list[str]:
    """For which something waits; each is one look at the index."""
    found: list[str] = []
    look = select(func.min(Delivery.channel)).where(IS_PENDING)
    channel = await session.scalar(look)
    while channel is not None:
        found.append(channel)
        channel = await session.scalar(look.where(Delivery.channel > channel))
    return found


async def cancel_pending(session: AsyncSession, batch_ids: set[int], now: datetime) -> int:
    """Take back some of what waits in these batches; 0 when nothing does any more.

    Not all at once: a million rows in one transaction would hold everybody up for seconds.
    """
    some = found_once(
        session,
        select(Delivery.id)
        .where(Delivery.batch_id.in_(batch_ids), IS_PENDING)
        .limit(CANCEL_AT_ONCE)
        .with_for_update(skip_locked=True),
    )
    taken: Any = await session.execute(
        update(Delivery)
        .where(Delivery.id.in_(some), IS_PENDING)
        .values(status=Status.CANCELLED, reason="stopped", finished_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(taken.rowcount)


async def cancel_single(session: AsyncSession, delivery_id: int, now: datetime) -> bool:
    """Take back one message that waits; False when it is on its way already."""
    taken: Any = await session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, IS_PENDING)
        .values(status=Status.CANCELLED, reason="stopped", finished_at=now, body=null())
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)


async def forget_contact(session: AsyncSession, contact_id: int, now: datetime) -> None:
    """A person is deleted: what waits is cancelled; what was sent stays as a count, without an address."""
    mine = Delivery.contact_id == contact_id
    await session.execute(
        update(Delivery)
        .where(mine, IS_PENDING)
        .values(status=Status.CANCELLED, reason="deleted", finished_at=now)
    )
    await session.execute(
        update(Delivery)
        .where(mine, Delivery.status != Status.SENDING)
        .values(address="", body=null(), replaces=None, external_id=None, held_at=None)
    )
    await session.execute(delete(ShownChoices).where(ShownChoices.contact_id == contact_id))
