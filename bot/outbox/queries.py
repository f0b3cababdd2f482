"""What became of messages; figures are read from the deliveries themselves, never from a counter."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.channel import ReceiptState
from bot.core.contacts import Contact
from bot.outbox.models import Batch, Delivery, SecondDelivery, Status

ON_THEIR_WAY = (Status.PENDING, Status.SENDING)
ARRIVED = (ReceiptState.DELIVERED, ReceiptState.READ)


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """Counts of one batch: `by_segment` and `by_channel` split them; `reasons`: why some failed.

    Of those that were sent `confirmed` went over platforms that tell of themselves what became of them:
    so many were `delivered`, of these so many `read`. Of `held` ones only a short notice went: the message
    is theirs when they write.
    """

    by_status: Mapping[Status, int]
    by_segment: Mapping[int | None, Mapping[Status, int]]
    by_channel: Mapping[str, Mapping[Status, int]]
    reasons: Mapping[str, int]
    uncertain: int
    confirmed: int = 0
    delivered: int = 0
    read: int = 0
    held: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def waiting(self) -> int:
        return sum(self.by_status.get(status, 0) for status in ON_THEIR_WAY)

    @property
    def failed(self) -> int:
        """Did not come, and not because we took it back."""
        return self.count(Status.FAILED) + self.count(Status.BLOCKED)

    def count(self, status: Status) -> int:
        return self.by_status.get(status, 0)


def is_counted() -> ColumnElement[bool]:
    """Of a person who got it over another address, the second delivery alone: they are one person."""
    return Delivery.id.not_in(select(SecondDelivery.first_id))


async def batch_figures(session: AsyncSession, name: str) -> BatchFigures:
    """All zero for a batch that wasn't expanded yet."""
    # Written out: the databases must see that it is the same where they group by it.
    held = case(
        (and_(Delivery.held_at.is_not(None), Delivery.opened_at.is_(None)), literal_column("1")),
        else_=literal_column("0"),
    )
    kinds = (Delivery.status, Delivery.segment, Delivery.channel, Delivery.reason, Delivery.told, held)
    rows = await session.execute(
        select(*kinds, func.count(), func.sum(Delivery.uncertain))
        .join(Batch, Batch.id == Delivery.batch_id)
        .where(Batch.name == name, is_counted())
        .group_by(*kinds)
    )
    by_status: Counter[Status] = Counter()
    by_segment: dict[int | None, Counter[Status]] = {}
    by_channel: dict[str, Counter[Status]] = {}
    reasons: Counter[str] = Counter()
    by_told: Counter[ReceiptState] = Counter()
    uncertain = waits = 0
    for status, segment, channel, reason, told, kept, count, doubts in rows:
        by_status[status] += count
        by_segment.setdefault(segment, Counter())[status] += count
        by_channel.setdefault(channel, Counter())[status] += count
        uncertain += doubts or 0
        if kept and status is Status.SENT:
            waits += count
        elif told and status is Status.SENT:
            by_told[told] += count
        if reason and status not in ON_THEIR_WAY:
            reasons[reason] += count
    return BatchFigures(
        by_status,
        by_segment,
        by_channel,
        reasons,
        uncertain,
        confirmed=by_told.total(),
        delivered=by_told[ReceiptState.DELIVERED] + by_told[ReceiptState.READ],
        read=by_told[ReceiptState.READ],
        held=waits,
    )


async def external_id_of(session: AsyncSession, delivery_id: int) -> str | None:
    """The platform's id of a sent message; None while it is on its way or when it did not arrive."""
    return await session.scalar(select(Delivery.external_id).where(Delivery.id == delivery_id))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a message stands that arrived: at whose address, and the platform's id of it there."""

    contact: Contact
    external_id: str


async def standing_of(session: AsyncSession, delivery_id: int) -> Standing | None:
    """None while it is on its way, when it did not arrive, and where it can't be reached any more."""
    row = (
        await session.execute(
            select(Contact, Delivery.external_id)
            .join(Delivery, Delivery.contact_id == Contact.id)
            .where(
                Delivery.id == delivery_id, Delivery.external_id.is_not(None), Contact.stopped_at.is_(None)
            )
        )
    ).one_or_none()
    return Standing(row[0], row[1] or "") if row else None


@dataclass(frozen=True, slots=True)
class Fate:
    """`external_id` is set once it arrived."""

    on_its_way: bool
    external_id: str | None


async def fate_of(session: AsyncSession, delivery_id: int) -> Fate:
    """What became of a single message; one that is long forgotten ended somehow."""
    row = (
        await session.execute(select(Delivery.status, Delivery.external_id).where(Delivery.id == delivery_id))
    ).one_or_none()
    if row is None:
        return Fate(on_its_way=False, external_id=None)
    return Fate(on_its_way=row.status in ON_THEIR_WAY, external_id=row.external_id)


async def depth(session: AsyncSession) -> Mapping[str, int]:
    """How many wait, by channel."""
    rows = await session.execute(
        select(Delivery.channel, func.count())
        .where(Delivery.status == Status.PENDING)
        .group_by(Delivery.channel)
    )
    return {row[0]: row[1] for row in rows}


# Money


async def spent_since(session: AsyncSession, channel: str, since: datetime) -> int:
    """Millionths of the currency; the platforms charge nothing for what failed in the end."""
    spent = await session.scalar(
        select(func.sum(Delivery.cost)).where(
            Delivery.channel == channel,
            Delivery.cost.is_not(None),
            Delivery.finished_at >= since,
            or_(Delivery.told.is_(None), Delivery.told != ReceiptState.FAILED),
        )
    )
    return int(spent or 0)


async def count_by_window(
    session: AsyncSession,
    recipients: Select[int, str, str, str | None, int],
    channel: str,
    opened_since: datetime,
) -> tuple[int, int, int]:
    """How many are reached over other channels, over this one freely, and over it with a closed window."""
    people = recipients.subquery()
    here, is_open = people.c.channel == channel, Contact.last_seen_at > opened_since
    row = (
        await session.execute(
            select(
                func.count(),
                func.sum(case((here, 1), else_=0)),
                func.sum(case((and_(here, is_open), 1), else_=0)),
            )
            .select_from(people)
            .join(Contact, Contact.id == people.c.contact_id)
        )
    ).one()
    total, on_channel, free = row[0], int(row[1] or 0), int(row[2] or 0)
    return total - on_channel, free, on_channel - free


# Whom several messages reached


def recipients_select(names: Collection[str], start: datetime, end: datetime) -> Select[int, str]:
    """Whom any of these batches reached in a time: person_id, channel; a row for each of their addresses.

    Sent is what is counted, and delivered where the platform tells of that. Those whose addresses are gone
    aren't here, but in `forgotten_recipients`.
    """
    # Asked of each address, the index of its deliveries answers at the first one that is found: grouping
    # them all takes ten times as long.
    reached = exists().where(Delivery.contact_id == Contact.id, *_reached(names, start, end))
    return select(Contact.person_id, Contact.channel).where(reached)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """So many of one batch that nothing is known of any more."""

    batch_id: int
    channel: str
    segment: int | None
    count: int


async def forgotten_recipients(
    session: AsyncSession, names: Collection[str], start: datetime, end: datetime
) -> Sequence[Forgotten]:
    """Deliveries to people who were deleted since: which of them are one person's can't be told."""
    rows = await session.execute(
        select(Delivery.batch_id, Delivery.channel, Delivery.segment, func.count())
        .where(*_reached(names, start, end), Delivery.contact_id.is_(None))
        .group_by(Delivery.batch_id, Delivery.channel, Delivery.segment)
    )
    return [Forgotten(batch or 0, channel, segment, count) for batch, channel, segment, count in rows]


def _reached(names: Collection[str], start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    batches = select(Batch.id).where(Batch.name.in_(sorted(names)))
    return [
        Delivery.batch_id.in_(batches),
        Delivery.status == Status.SENT,
        or_(Delivery.told.is_(None), Delivery.told.in_(ARRIVED)),
        Delivery.finished_at >= start,
        Delivery.finished_at < end,
    ]
