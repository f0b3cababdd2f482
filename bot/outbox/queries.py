"""What became of messages; figures are read from the deliveries themselves, never from a counter."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.models import Batch, Delivery, Status

ON_THEIR_WAY = (Status.PENDING, Status.SENDING)


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """Counts of one batch: `by_segment` and `by_channel` split them; `reasons`: why some failed."""

    by_status: Mapping[Status, int]
    by_segment: Mapping[int | None, Mapping[Status, int]]
    by_channel: Mapping[str, Mapping[Status, int]]
    reasons: Mapping[str, int]
    uncertain: int

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def waiting(self) -> int:
        return sum(self.by_status.get(status, 0) for status in ON_THEIR_WAY)

    def count(self, status: Status) -> int:
        return self.by_status.get(status, 0)


async def batch_figures(session: AsyncSession, name: str) -> BatchFigures:
    """All zero for a batch that wasn't expanded yet."""
    rows = await session.execute(
        select(
            Delivery.status,
            Delivery.segment,
            Delivery.channel,
            Delivery.reason,
            func.count(),
            func.sum(Delivery.uncertain),
        )
        .join(Batch, Batch.id == Delivery.batch_id)
        .where(Batch.name == name)
        .group_by(Delivery.status, Delivery.segment, Delivery.channel, Delivery.reason)
    )
    by_status: Counter[Status] = Counter()
    by_segment: dict[int | None, Counter[Status]] = {}
    by_channel: dict[str, Counter[Status]] = {}
    reasons: Counter[str] = Counter()
    uncertain = 0
    for status, segment, channel, reason, count, doubts in rows:
        by_status[status] += count
        by_segment.setdefault(segment, Counter())[status] += count
        by_channel.setdefault(channel, Counter())[status] += count
        uncertain += doubts or 0
        if reason and status not in ON_THEIR_WAY:
            reasons[reason] += count
    return BatchFigures(by_status, by_segment, by_channel, reasons, uncertain)


async def external_id_of(session: AsyncSession, delivery_id: int) -> str | None:
    """The platform's id of a sent message; None while it is on its way or when it did not arrive."""
    return await session.scalar(select(Delivery.external_id).where(Delivery.id == delivery_id))


async def depth(session: AsyncSession) -> Mapping[str, int]:
    """How many wait, by channel."""
    rows = await session.execute(
        select(Delivery.channel, func.count())
        .where(Delivery.status == Status.PENDING)
        .group_by(Delivery.channel)
    )
    return {row[0]: row[1] for row in rows}
