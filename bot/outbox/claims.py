"""Taking due deliveries in hand, many at a time, and recording what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ARRAY, BigInteger, String, Table, bindparam, column, delete, func, select, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import contacts
from bot.core.contacts import Contact
from bot.outbox.models import Batch, Content, Delivery, Priority, Status
from bot.outbox.retry import Decision


@dataclass(slots=True)
class Claimed:
    """A delivery in hand."""

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


@dataclass(frozen=True, slots=True)
class Sent:
    id: int
    external_id: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Anything but success: tried again later, or over."""

    claimed: Claimed
    decision: Decision


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Not tried after all: it waits again, until `due_at` when that is set."""

    claimed: Claimed
    due_at: datetime | None = None
    address: str | None = None


Outcome = Sent | Ended | GivenBack

_COLUMNS = (
    Delivery.id,
    Delivery.contact_id,
    Delivery.address,
    Delivery.batch_id,
    Delivery.content_id,
    Delivery.body,
    Delivery.replaces,
    Delivery.priority,
    Delivery.attempts,
    Delivery.parts_sent,
)


async def due_ids(
    session: AsyncSession, channel: str, now: datetime, limits: Mapping[Priority, int]
) -> list[int]:
    """What may go now, at most so many of each priority: the urgent first, then the oldest."""
    due: list[int] = []
    for priority in sorted(limits):  # one look for each keeps every look on the index
        found = await session.scalars(
            select(Delivery.id)
            .where(
                Delivery.channel == channel,
                Delivery.status == Status.PENDING,
                Delivery.priority == priority,
                Delivery.due_at <= now,
            )
            .order_by(Delivery.due_at, Delivery.id)
            .limit(limits[priority])
        )
        due.extend(found)
    return due


async def claim(session: AsyncSession, owner: str, due: Sequence[int]) -> list[Claimed]:
    """Take them in hand, but for those that were cancelled since they were looked up."""
    rows = await session.execute(
        update(Delivery)
        .where(Delivery.id.in_(due), Delivery.status == Status.PENDING)
        .values(status=Status.SENDING, claim=owner)
        .returning(*_COLUMNS)
        .execution_options(synchronize_session=False)
    )
    return sorted((Claimed(*row) for row in rows), key=lambda c: (c.priority, c.id))


async def read_content(session: AsyncSession, content_id: int) -> dict[str, Any]:
    found = await session.get_one(Content, content_id)
    return found.body


async def stopped_batches(session: AsyncSession, batch_ids: set[int]) -> set[int]:
    if not batch_ids:
        return set()
    found = await session.scalars(
        select(Batch.id).where(Batch.id.in_(batch_ids), Batch.stopped_at.is_not(None))
    )
    return set(found)


async def record(session: AsyncSession, owner: str, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write outcomes in bulk. A row that another sender has taken over meanwhile is left to it."""
    await _record_sent(session, owner, [o for o in outcomes if isinstance(o, Sent)], now)
    await _give_back(session, owner, [o for o in outcomes if isinstance(o, GivenBack)])
    await _record_ended(session, owner, [o for o in outcomes if isinstance(o, Ended)], now)


async def _record_sent(session: AsyncSession, owner: str, sent: Sequence[Sent], now: datetime) -> None:
    if not sent:
        return
    table = cast(Table, Delivery.__table__)
    changed = {"status": Status.SENT, "finished_at": now, "claim": None, "reason": None, "body": None}
    if session.get_bind().dialect.name == "postgresql":
        # One statement over two arrays: a statement for each row would cost more than the sending.
        values = func.unnest(
            sql_cast([s.id for s in sent], ARRAY(BigInteger)),
            sql_cast([s.external_id for s in sent], ARRAY(String)),
        ).table_valued(column("id", BigInteger), column("external_id", String), name="done")
        await session.execute(
            update(Delivery)
            .where(Delivery.id == values.c.id, Delivery.claim == owner)
            .values(**changed, external_id=values.c.external_id)
            .execution_options(synchronize_session=False)
        )
        return
    connection = await session.connection()
    await connection.execute(
        update(table)
        .where(table.c.id == bindparam("delivery"), table.c.claim == owner)
        .values(**changed, external_id=bindparam("external")),
        [{"delivery": s.id, "external": s.external_id} for s in sent],
    )


async def _give_back(session: AsyncSession, owner: str, given: Sequence[GivenBack]) -> None:
    plain = [g.claimed.id for g in given if g.due_at is None and g.address is None]
    if plain:
        await session.execute(
            update(Delivery)
            .where(Delivery.id.in_(plain), Delivery.claim == owner)
            .values(status=Status.PENDING, claim=None)
        )
    for one in given:
        if one.due_at or one.address:
            changed: dict[str, Any] = {"status": Status.PENDING, "claim": None}
            changed |= {"due_at": one.due_at} if one.due_at else {}
            changed |= {"address": one.address} if one.address else {}
            await _change(session, owner, one.claimed, changed)
            if one.address and one.claimed.contact_id:
                await session.execute(
                    update(Contact).where(Contact.id == one.claimed.contact_id).values(address=one.address)
                )


async def _record_ended(session: AsyncSession, owner: str, ended: Sequence[Ended], now: datetime) -> None:
    for one in ended:
        decision = one.decision
        changed: dict[str, Any] = {
            "status": decision.status,
            "reason": decision.reason,
            "attempts": decision.attempts,
            "claim": None,
            "parts_sent": one.claimed.parts_sent,
        }
        if decision.uncertain:
            changed["uncertain"] = Delivery.uncertain + 1
        if decision.due_at:
            changed["due_at"] = decision.due_at
        else:
            changed |= {"finished_at": now, "body": None}
        await _change(session, owner, one.claimed, changed)
        if decision.stop and one.claimed.contact_id:
            contact = await session.get(Contact, one.claimed.contact_id)
            if contact:
                contacts.stop(contact, decision.stop, now)


async def _change(session: AsyncSession, owner: str, claimed: Claimed, changed: dict[str, Any]) -> None:
    await session.execute(
        update(Delivery)
        .where(Delivery.id == claimed.id, Delivery.claim == owner)
        .values(**changed)
        .execution_options(synchronize_session=False)
    )


async def forget_singles(session: AsyncSession, before: datetime) -> None:
    """Old single messages leave nothing behind; a batch's rows are evidence and stay."""
    await session.execute(delete(Delivery).where(Delivery.batch_id.is_(None), Delivery.finished_at < before))
