"""What became of a message in each village, and how far its progress is shown; never commits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, ProgressMessage
from bot.core.channel import UNCHANGING
from bot.outbox.models import Batch, Delivery, Status
from bot.outbox.queries import is_counted

ON_THE_WAY = frozenset({Status.PENDING, Status.SENDING})


@dataclass(slots=True)
class VillageReport:
    """`reasons`: why so many did not get it. `village_id` None: the village is gone."""

    village_id: int | None
    total: int = 0
    sent: int = 0
    waiting: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


async def by_village(session: AsyncSession, broadcast: Broadcast) -> list[VillageReport]:
    """Counted from the deliveries themselves, the largest first."""
    rows = await session.execute(
        select(Delivery.segment, Delivery.status, Delivery.reason, func.count())
        .join(Batch, Batch.id == Delivery.batch_id)
        .where(Batch.name == broadcast.batch_name, is_counted())
        .group_by(Delivery.segment, Delivery.status, Delivery.reason)
    )
    found: dict[int | None, VillageReport] = {}
    for village_id, status, reason, count in rows:
        _add(found.setdefault(village_id, VillageReport(village_id)), status, reason, count)
    return sorted(found.values(), key=lambda one: (-one.total, one.village_id or 0))


def _add(report: VillageReport, status: Status, reason: str | None, count: int) -> None:
    report.total += count
    if status is Status.SENT:
        report.sent += count
    elif status in ON_THE_WAY:
        report.waiting += count
    else:
        report.reasons[reason or status.value] += count


# Progress messages


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a progress message is: `external_id` once it arrived; `lost` when it never will.

    `changes`: it can be redrawn there; elsewhere every redrawing would be one more message.
    """

    external_id: str | None
    lost: bool
    changes: bool = True


async def unfinished_progress(session: AsyncSession) -> Sequence[int]:
    """Broadcasts whose last state isn't drawn yet."""
    found = await session.scalars(
        select(ProgressMessage.broadcast_id).where(ProgressMessage.final.is_(False)).distinct()
    )
    return found.all()


async def progress_messages(session: AsyncSession, broadcast_id: int) -> Sequence[ProgressMessage]:
    found = await session.scalars(select(ProgressMessage).where(ProgressMessage.broadcast_id == broadcast_id))
    return found.all()


async def where_shown(session: AsyncSession, delivery_id: int) -> Shown:
    row = (
        await session.execute(
            select(Delivery.external_id, Delivery.status, Delivery.channel).where(Delivery.id == delivery_id)
        )
    ).one_or_none()
    if row is None:
        return Shown(None, lost=True)
    external_id, status, channel = row
    lost = external_id is None and status not in ON_THE_WAY
    return Shown(external_id, lost, changes=channel not in UNCHANGING)
