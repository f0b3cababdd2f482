"""How messages went out, counted by the database from the deliveries themselves; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast
from bot.areas.obligations.showing import names_of
from bot.core.channel import ReceiptState
from bot.outbox.models import Batch, Delivery, Status
from bot.outbox.queries import ARRIVED, is_counted

_ON_THE_WAY = frozenset({Status.PENDING, Status.SENDING})


@dataclass(slots=True)
class Counts:
    """Of one village on one channel. Of those `sent` so many were `confirmed`: the platform tells of itself
    whether they `arrived` and were `read`.
    """

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    confirmed: int = 0
    arrived: int = 0
    read: int = 0


@dataclass(slots=True)
class Sending:
    """One message to many. `delivered` by village (None: unknown) and channel; `reasons` of failures."""

    broadcast: Broadcast
    author: str | None = None
    approver: str | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    delivered: dict[tuple[int | None, str], Counts] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> Counts:
        found = self.delivered.values()
        return Counts(*(sum(numbers) for numbers in zip(*(astuple(one) for one in found), strict=True)))


async def sendings(session: AsyncSession, broadcasts: Sequence[Broadcast]) -> Mapping[int, Sending]:
    """By the broadcast's number. No address is read: the paper goes from hand to hand."""
    numbers = {one.author_id for one in broadcasts} | {one.decided_by for one in broadcasts}
    names = await names_of(session, {number for number in numbers if number})
    found = {
        one.batch_name: Sending(one, names.get(one.author_id or 0), names.get(one.decided_by or 0))
        for one in broadcasts
    }
    at = func.coalesce(Delivery.finished_at, Delivery.created_at)
    kinds = (
        Batch.name,
        Delivery.segment,
        Delivery.channel,
        Delivery.status,
        Delivery.reason,
        Delivery.told,
    )
    rows = await session.execute(
        select(*kinds, func.count(), func.min(at), func.max(at))
        .join(Batch, Batch.id == Delivery.batch_id)
        .where(Batch.name.in_(found), is_counted())
        .group_by(*kinds)
    )
    for name, village, channel, status, reason, told, count, first, last in rows:
        counts = found[name].delivered.setdefault((village, channel), Counts())
        _count(found[name], counts, status, reason, count)
        if status is Status.SENT:
            _count_told(counts, told, count)
            one = found[name]
            one.first_at = min(one.first_at or first, first)
            one.last_at = max(one.last_at or last, last)
    return {one.broadcast.id: one for one in found.values()}


def _count_told(counts: Counts, told: ReceiptState | None, count: int) -> None:
    counts.confirmed += count if told else 0
    counts.arrived += count if told in ARRIVED else 0
    counts.read += count if told is ReceiptState.READ else 0


def _count(sending: Sending, counts: Counts, status: Status, reason: str | None, count: int) -> None:
    if status is Status.SENT:
        counts.sent += count
    elif status in _ON_THE_WAY:
        counts.waiting += count
    else:
        counts.failed += count
        why = reason or status.value
        sending.reasons[why] = sending.reasons.get(why, 0) + count
