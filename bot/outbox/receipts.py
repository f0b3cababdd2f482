"""What the platform tells of our messages afterwards, in any order, with repeats, sometimes too early.

Of each message the furthest that was told stands. A failure changes its delivery; one that comes after it
arrived changes nothing.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, and_, case, cast, func, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.channel import (
    Blocked,
    ChannelBroken,
    Moved,
    Permanent,
    Receipt,
    ReceiptState,
    Retryable,
    SendFailure,
    WindowClosed,
)
from bot.core.contacts import StopReason
from bot.core.db import Database, UtcDateTime
from bot.outbox import held, troubles
from bot.outbox.aftermath import cancel_stopped, stop_contacts
from bot.outbox.bulk import as_table
from bot.outbox.models import (
    EXTERNAL_ID_LENGTH,
    REASON_LENGTH,
    Delivery,
    ReceiptKept,
    RowNumber,
    SenderLease,
    Status,
)
from bot.outbox.retry import Decision, reconsider

AT_ONCE = 500

Keep = Callable[[Sequence[Receipt]], Awaitable[None]]


def keeper(database: Database, channel: str, wake: Callable[[], None]) -> Keep:
    """For a channel's webhook. `wake`: something may have to be said again."""

    async def keep(receipts: Sequence[Receipt]) -> None:
        for first in range(0, len(receipts), AT_ONCE):
            async with database.session() as session:
                await record(session, channel, receipts[first : first + AT_ONCE], clock.now())
        wake()

    return keep


async def record(session: AsyncSession, channel: str, receipts: Sequence[Receipt], now: datetime) -> None:
    """At most `AT_ONCE`; more would not fit into one statement."""
    furthest = _furthest(receipts)
    if not furthest:
        return
    await lock(session, channel)
    news = await _keep(session, channel, furthest)
    if news:
        await apply(session, channel, news, now)


async def lock(session: AsyncSession, channel: str) -> None:
    """A receipt and the id it is about, written at once in two transactions, would miss each other."""
    await session.execute(select(SenderLease.channel).where(SenderLease.channel == channel).with_for_update())


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


def _furthest(receipts: Iterable[Receipt]) -> Mapping[str, Receipt]:
    found: dict[str, Receipt] = {}
    for receipt in receipts:
        key = receipt.external_id[:EXTERNAL_ID_LENGTH]
        if key not in found or receipt.state.rank > found[key].state.rank:
            found[key] = receipt
    return found


async def _keep(session: AsyncSession, channel: str, receipts: Mapping[str, Receipt]) -> Sequence[str]:
    """The ids of which this was new."""
    rows = [
        {
            "channel": channel,
            "external_id": external_id,
            "state": receipt.state,
            "kind": _kind(receipt.failure) if receipt.failure else None,
            "reason": receipt.failure.reason[:REASON_LENGTH] if receipt.failure else None,
            "at": receipt.at,
        }
        # In one order, so that two transactions never wait for each other.
        for external_id, receipt in sorted(receipts.items())
    ]
    dialect = session.get_bind().dialect.name
    new = (postgresql if dialect == "postgresql" else sqlite).insert(ReceiptKept).values(rows)
    told = new.excluded
    news = await session.scalars(
        new.on_conflict_do_update(
            index_elements=["channel", "external_id"],
            set_={"state": told.state, "kind": told.kind, "reason": told.reason, "at": told.at},
            where=_rank(told.state) > _rank(ReceiptKept.state),
        ).returning(ReceiptKept.external_id)
    )
    return news.all()


def _rank(column: Any) -> Any:
    return case({state.value: state.rank for state in ReceiptState}, value=cast(column, String()))


# Failures, from a row and back

_KINDS: Mapping[str, Callable[[str], SendFailure]] = {
    "window_closed": lambda reason: WindowClosed(),
    "blocked": Blocked,
    "broken": ChannelBroken,
    "permanent": Permanent,
    "again": Retryable,
}


_NAMED: Sequence[tuple[str, type[SendFailure] | tuple[type[SendFailure], ...]]] = (
    ("window_closed", WindowClosed),
    ("blocked", Blocked),
    ("broken", ChannelBroken),
    ("permanent", (Permanent, Moved)),
)


def _kind(failure: SendFailure) -> str:
    named = {
        WindowClosed: "window_closed",
        Blocked: "blocked",
        ChannelBroken: "broken",
        Permanent: "permanent",
    }
    return named.get(type(failure), "again")


# What became of deliveries


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
        return _KINDS[self.kind or "permanent"](self.reason or "failed")


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
