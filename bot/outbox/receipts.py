"""What the platform tells of our messages afterwards, in any order, with repeats, sometimes too early.

Of each message the furthest that was told stands. A failure changes its delivery; one that comes after it
arrived changes nothing.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, case, cast, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.channel import Receipt, ReceiptState
from bot.core.db import Database
from bot.outbox import fallout
from bot.outbox.failures import kind_of
from bot.outbox.models import EXTERNAL_ID_LENGTH, REASON_LENGTH, ReceiptKept, SenderLease

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
        await fallout.apply(session, channel, news, now)


async def lock(session: AsyncSession, channel: str) -> None:
    """A receipt and the id it is about, written at once in two transactions, would miss each other."""
    await session.execute(select(SenderLease.channel).where(SenderLease.channel == channel).with_for_update())


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
            "kind": kind_of(receipt.failure) if receipt.failure else None,
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
