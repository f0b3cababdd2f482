"""What became of deliveries that were in hand, written down many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, case, exists, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.types import TypeEngine

from bot.core import places
from bot.core.contacts import Contact, StopReason
from bot.core.db import UtcDateTime
from bot.outbox.bulk import Columns, as_table
from bot.outbox.claims import IS_PENDING, Claimed
from bot.outbox.models import EXTERNAL_ID_LENGTH, Batch, Delivery, RowNumber, Status
from bot.outbox.retry import Decision

_LONGEST_REASON = 60


@dataclass(slots=True, eq=False)
class Sent:
    claimed: Claimed
    external_id: str


@dataclass(slots=True, eq=False)
class Ended:
    """Tried, and anything but success: tried again later, or over."""

    claimed: Claimed
    decision: Decision


@dataclass(slots=True, eq=False)
class GivenBack:
    """Not tried after all: it waits again, until `due_at` when that is set, for `address` when that is."""

    claimed: Claimed
    due_at: datetime | None = None
    address: str | None = None


Outcome = Sent | Ended | GivenBack


async def record(
    session: AsyncSession, channel: str, owner: str, outcomes: Sequence[Outcome], now: datetime
) -> None:
    """A row that another sender has taken over meanwhile is left to it."""
    sent = [o for o in outcomes if isinstance(o, Sent)]
    ended = [o for o in outcomes if isinstance(o, Ended)]
    given_back = [o for o in outcomes if isinstance(o, GivenBack)]
    if sent:
        await _record_sent(session, owner, sent, now)
    if ended or given_back:
        await _record_others(session, owner, [*ended, *given_back], now)
        await _cancel_stopped(session, [*ended, *given_back], now)
    if ended:
        await _stop_contacts(session, ended, now)
        await _note_places(session, channel, ended, now)
    for outcome in given_back:
        if outcome.address and outcome.claimed.contact_id is None:
            # What else waits for the old address learns the new one when its turn comes.
            await places.move(session, channel, outcome.claimed.address, outcome.address)
        elif outcome.address:
            await _move_contact(session, outcome.claimed.contact_id, outcome.address)


async def _record_sent(session: AsyncSession, owner: str, sent: Sequence[Sent], now: datetime) -> None:
    given = as_table(
        session.get_bind().dialect,
        {
            "id": (RowNumber, [s.claimed.id for s in sent]),
            "external_id": (String(), [s.external_id[:EXTERNAL_ID_LENGTH] for s in sent]),
            "parts_sent": (Integer(), [s.claimed.parts_sent for s in sent]),
        },
    )
    await session.execute(
        update(Delivery)
        .where(Delivery.id == given.c.id, Delivery.claim == owner)
        .values(
            status=Status.SENT,
            external_id=given.c.external_id,
            parts_sent=given.c.parts_sent,
            finished_at=now,
            claim=None,
            reason=None,
            body=null(),
        )
        .execution_options(synchronize_session=False)
    )


async def _record_others(
    session: AsyncSession, owner: str, others: Sequence[Ended | GivenBack], now: datetime
) -> None:
    rows = [_row(outcome) for outcome in others]
    kinds: tuple[TypeEngine[Any], ...] = (
        RowNumber,
        String(),
        String(),
        Integer(),
        Integer(),
        Integer(),
        UtcDateTime(),
        String(),
    )
    names = ("id", "status", "reason", "attempts", "doubts", "parts_sent", "due_at", "address")
    columns: Columns = dict(zip(names, zip(kinds, zip(*rows, strict=True), strict=True), strict=True))
    given = as_table(session.get_bind().dialect, columns)
    again = given.c.status == Status.PENDING.value
    await session.execute(
        update(Delivery)
        .where(Delivery.id == given.c.id, Delivery.claim == owner)
        .values(
            status=given.c.status,
            reason=func.coalesce(given.c.reason, Delivery.reason),
            attempts=given.c.attempts,
            uncertain=Delivery.uncertain + given.c.doubts,
            parts_sent=given.c.parts_sent,
            due_at=func.coalesce(given.c.due_at, Delivery.due_at),
            address=func.coalesce(given.c.address, Delivery.address),
            # A message's number means another message, or none, at another address.
            replaces=case((given.c.address.is_not(None), null()), else_=Delivery.replaces),
            claim=None,
            finished_at=case((again, null()), else_=now),
            body=case((again, Delivery.body), else_=null()),
        )
        .execution_options(synchronize_session=False)
    )


_Row = tuple[int, str, str | None, int, int, int, datetime | None, str | None]


def _row(outcome: Ended | GivenBack) -> _Row:
    claimed = outcome.claimed
    if isinstance(outcome, GivenBack):
        status, reason, attempts, doubts = Status.PENDING, None, claimed.attempts, 0
        due_at, address = outcome.due_at, outcome.address
    else:
        decision = outcome.decision
        status, reason, attempts = decision.status, decision.reason[:_LONGEST_REASON], decision.attempts
        doubts, due_at, address = int(decision.uncertain), decision.due_at, None
    return claimed.id, status.value, reason, attempts, doubts, claimed.parts_sent, due_at, address


async def _cancel_stopped(session: AsyncSession, others: Sequence[Ended | GivenBack], now: datetime) -> None:
    """What would wait again, but its batch was stopped meanwhile."""
    mine = [o.claimed.id for o in others if o.claimed.batch_id is not None]
    if mine:
        stopped = select(Batch.id).where(Batch.stopped_at.is_not(None))
        await session.execute(
            update(Delivery)
            .where(Delivery.id.in_(mine), IS_PENDING, Delivery.batch_id.in_(stopped))
            .values(status=Status.CANCELLED, reason="stopped", finished_at=now)
            .execution_options(synchronize_session=False)
        )


async def _stop_contacts(session: AsyncSession, ended: Sequence[Ended], now: datetime) -> None:
    """What `core.contacts.stop` does, for many at once."""
    unreachable: dict[StopReason, list[int]] = defaultdict(list)
    for outcome in ended:
        contact_id = outcome.claimed.contact_id
        if outcome.decision.stop and contact_id is not None:
            unreachable[outcome.decision.stop].append(contact_id)
    for reason, contact_ids in unreachable.items():
        await session.execute(
            update(Contact)
            .where(Contact.id.in_(contact_ids), Contact.stopped_at.is_(None))
            .values(stopped_at=now, stop_reason=reason)
            .execution_options(synchronize_session=False)
        )


async def _note_places(session: AsyncSession, channel: str, ended: Sequence[Ended], now: datetime) -> None:
    """A group or channel that can't be posted to; few enough to go one by one."""
    for outcome in ended:
        claimed, decision = outcome.claimed, outcome.decision
        if claimed.contact_id is None and claimed.address and decision.due_at is None:
            await places.note_failure(session, channel, claimed.address, decision.reason, now)


async def _move_contact(session: AsyncSession, contact_id: int | None, address: str) -> None:
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
