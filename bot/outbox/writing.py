"""What became of deliveries that were in hand, written down many at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, case, func, literal, null, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine

from bot.core import places
from bot.core.channel import Channel
from bot.core.db import UtcDateTime
from bot.outbox import held, receipts
from bot.outbox.aftermath import cancel_stopped, stop_contacts
from bot.outbox.bulk import Columns, as_table
from bot.outbox.models import REASON_LENGTH, Delivery, RowNumber, Status
from bot.outbox.moving import move_contact
from bot.outbox.outcomes import Ended, GivenBack, Outcome, Sent
from bot.outbox.sent import record_sent


async def record(
    session: AsyncSession, channel: Channel, owner: str, outcomes: Sequence[Outcome], now: datetime
) -> None:
    """A row that another sender has taken over meanwhile is left to it."""
    sent = [o for o in outcomes if isinstance(o, Sent)]
    ended = [o for o in outcomes if isinstance(o, Ended)]
    given_back = [o for o in outcomes if isinstance(o, GivenBack)]
    if channel.confirms:
        await receipts.lock(session, channel.name)
    kept = [o.claimed for o in sent if o.template] + [o.claimed for o in ended if o.held]
    if kept:
        await held.lock(session, [claimed.contact_id for claimed in kept])
    if sent:
        await record_sent(session, channel, owner, sent, now)
    if ended or given_back:
        await _record_others(session, owner, [*ended, *given_back], now)
        tried = [o.claimed for o in ended] + [o.claimed for o in given_back]
        await cancel_stopped(session, [one.id for one in tried if one.batch_id is not None], now)
    if ended:
        await stop_contacts(session, [(o.claimed.contact_id, o.decision.stop) for o in ended], now)
        await _note_places(session, channel.name, ended, now)
    for outcome in given_back:
        if outcome.address and outcome.claimed.contact_id is None:
            # What else waits for the old address learns the new one when its turn comes.
            await places.move(session, channel.name, outcome.claimed.address, outcome.address)
        elif outcome.address:
            await move_contact(session, outcome.claimed.contact_id, outcome.address)
    if kept and channel.window:
        await held.release_to_who_wrote(session, kept, channel.window, now)


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
        UtcDateTime(),
        Integer(),
    )
    names = (
        "id",
        "status",
        "reason",
        "attempts",
        "doubts",
        "parts_sent",
        "due_at",
        "address",
        "closed_at",
        "held",
    )
    columns: Columns = dict(zip(names, zip(kinds, zip(*rows, strict=True), strict=True), strict=True))
    given = as_table(session.get_bind().dialect, columns)
    again = given.c.status == Status.PENDING.value
    kept = given.c.held == 1
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
            body=case((or_(again, kept), Delivery.body), else_=null()),
            closed_at=func.coalesce(given.c.closed_at, Delivery.closed_at),
            held_at=case((kept, literal(now, Delivery.held_at.type)), else_=Delivery.held_at),
        )
        .execution_options(synchronize_session=False)
    )


_Row = tuple[int, str, str | None, int, int, int, datetime | None, str | None, datetime | None, int]


def _row(outcome: Ended | GivenBack) -> _Row:
    claimed = outcome.claimed
    if isinstance(outcome, GivenBack):
        status, reason, attempts, doubts = Status.PENDING, None, claimed.attempts, 0
        due_at, address, closed_at, kept = outcome.due_at, outcome.address, outcome.closed_at, False
    else:
        decision = outcome.decision
        status, reason, attempts = decision.status, decision.reason[:REASON_LENGTH], decision.attempts
        doubts, due_at, address = int(decision.uncertain), decision.due_at, None
        closed_at, kept = None, outcome.held
    return (
        claimed.id,
        status.value,
        reason,
        attempts,
        doubts,
        claimed.parts_sent,
        due_at,
        address,
        closed_at,
        int(kept),
    )


async def _note_places(session: AsyncSession, channel: str, ended: Sequence[Ended], now: datetime) -> None:
    """A group or channel that can't be posted to; few enough to go one by one."""
    for outcome in ended:
        claimed, decision = outcome.claimed, outcome.decision
        if claimed.contact_id is None and claimed.address and decision.due_at is None:
            await places.note_failure(session, channel, claimed.address, decision.reason, now)
