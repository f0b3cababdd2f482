"""What a platform told of a message goes into its delivery, and what follows from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, and_, case, func, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.channel import ReceiptState, SendFailure
from bot.core.contacts import StopReason
from bot.core.db import UtcDateTime
from bot.outbox import held, troubles
from bot.outbox.aftermath import cancel_stopped, stop_contacts
from bot.outbox.bulk import as_table
from bot.outbox.failures import KINDS
from bot.outbox.models import REASON_LENGTH, Delivery, ReceiptKept, RowNumber, Status
from bot.outbox.retry import Decision, reconsider


async def apply(session: AsyncSession, channel: str, external_ids: Collection[str], now: datetime) -> None:
    """What was told of these messages goes into their deliveries."""
    found = await _news(session, channel, external_ids)
    good = [one for one in found if one.state is not ReceiptState.FAILED]
    bad = [one for one in found if one.state is ReceiptState.FAILED]
    if good:
        await _note_progress(session, good)
    if any(one.knocked for one in good):
        await troubles.clear(session, channel, by_receipt=True)
    if bad:
        await _note_failures(session, channel, bad, now)


@dataclass(frozen=True, slots=True)
class _News:
    delivery_id: int
    contact_id: int | None
    batch_id: int | None
    attempts: int
    told: ReceiptState
    state: ReceiptState
    kind: str | None
    reason: str | None
    knocked: bool
    repeatable: bool

    @property
    def failure(self) -> SendFailure:
        return KINDS[self.kind or "permanent"](self.reason or "failed")


async def _news(session: AsyncSession, channel: str, external_ids: Collection[str]) -> list[_News]:
    """Of those whose messages we know already; what was said anew since is no more spoken of."""
    rows: Any = await session.execute(
        select(
            Delivery.id,
            Delivery.contact_id,
            Delivery.batch_id,
            Delivery.attempts,
            Delivery.told,
            ReceiptKept.state,
            ReceiptKept.kind,
            ReceiptKept.reason,
            Delivery.template.is_not(None),
            and_(
                or_(Delivery.content_id.is_not(None), Delivery.body.is_not(null())),
                # Who has opened it has it.
                Delivery.opened_at.is_(None),
            ),
        )
        .join(
            ReceiptKept,
            and_(ReceiptKept.channel == Delivery.channel, ReceiptKept.external_id == Delivery.external_id),
        )
        .where(
            Delivery.channel == channel,
            Delivery.told.is_not(None),
            Delivery.external_id.in_(external_ids),
        )
        .order_by(Delivery.id)
    )
    found = [_News(*row) for row in rows]
    return [one for one in found if one.state.rank > one.told.rank]


async def _note_progress(session: AsyncSession, news: Sequence[_News]) -> None:
    """What arrived after all is no failure; and what went need not be kept for saying it again."""
    given = as_table(
        session.get_bind().dialect,
        {
            "id": (RowNumber, [one.delivery_id for one in news]),
            "told": (String(), [one.state.value for one in news]),
        },
    )
    awaited = and_(Delivery.held_at.is_not(None), Delivery.opened_at.is_(None))
    await session.execute(
        update(Delivery)
        .where(Delivery.id == given.c.id)
        .values(
            told=given.c.told,
            body=case((awaited, Delivery.body), else_=null()),
            status=Status.SENT,
            reason=None,
        )
        .execution_options(synchronize_session=False)
    )


async def _note_failures(session: AsyncSession, channel: str, news: Sequence[_News], now: datetime) -> None:
    decided = [
        (
            one,
            reconsider(one.failure, one.attempts, now, repeatable=one.repeatable, knocked=one.knocked),
        )
        for one in news
    ]
    stops: list[tuple[int | None, StopReason | None]] = [
        (one.contact_id, decision.stop) for one, decision in decided
    ]
    # Before their deliveries, as who answers them does.
    await held.lock(session, [contact_id for contact_id, stop in stops if stop])
    await _write_failures(session, decided, now)
    again = [one.delivery_id for one, decision in decided if decision.due_at and one.batch_id is not None]
    await cancel_stopped(session, again, now)
    await stop_contacts(session, stops, now)
    for reason in sorted({one.reason or "" for one in news if one.kind == "broken"}):
        await troubles.note(session, channel, reason, now, by_receipt=True)


async def _write_failures(
    session: AsyncSession, decided: Sequence[tuple[_News, Decision]], now: datetime
) -> None:
    given = as_table(
        session.get_bind().dialect,
        {
            "id": (RowNumber, [one.delivery_id for one, _ in decided]),
            "status": (String(), [decision.status.value for _, decision in decided]),
            "reason": (String(), [decision.reason[:REASON_LENGTH] for _, decision in decided]),
            "attempts": (Integer(), [decision.attempts for _, decision in decided]),
            "due_at": (UtcDateTime(), [decision.due_at for _, decision in decided]),
            "closed_at": (
                UtcDateTime(),
                [now if one.kind == "window_closed" else None for one, _ in decided],
            ),
        },
    )
    again = given.c.due_at.is_not(None)
    await session.execute(
        update(Delivery)
        .where(Delivery.id == given.c.id)
        .values(
            status=given.c.status,
            reason=given.c.reason,
            attempts=given.c.attempts,
            due_at=func.coalesce(given.c.due_at, Delivery.due_at),
            closed_at=func.coalesce(given.c.closed_at, Delivery.closed_at),
            told=case((again, null()), else_=ReceiptState.FAILED.value),
            finished_at=case((again, null()), else_=Delivery.finished_at),
            parts_sent=case((again, 0), else_=Delivery.parts_sent),
            template=case((again, null()), else_=Delivery.template),
            cost=case((again, null()), else_=Delivery.cost),
            held_at=case((again, null()), else_=Delivery.held_at),
            body=case((or_(again, Delivery.held_at.is_not(None)), Delivery.body), else_=null()),
        )
        .execution_options(synchronize_session=False)
    )
