"""What proves that people were told: read from the deliveries themselves, never from a counter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast
from bot.areas.groups import reach
from bot.areas.groups.queries import Packed
from bot.areas.hearings import queries
from bot.areas.hearings.models import Meeting, MeetingNotice, Posting
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Village
from bot.areas.people import queries as staff
from bot.core import files
from bot.core.channel import ReceiptState
from bot.core.files import StoredFile
from bot.outbox.models import Batch, Delivery, Status
from bot.outbox.queries import ARRIVED, is_counted


@dataclass(frozen=True, slots=True)
class DeliveredTo:
    """How many of a village, on a channel."""

    village_id: int | None
    channel: str
    sent: int
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery; no address: the paper goes from hand to hand."""

    number: int
    village_id: int | None
    channel: str
    language: str | None
    status: Status
    at: datetime | None
    reason: str | None
    told: ReceiptState | None = None

    @property
    def told_status(self) -> str:
        """Delivered only where the platform said so."""
        arrived = self.status is Status.SENT and self.told in ARRIVED
        return self.told.value if arrived and self.told else self.status.value


@dataclass(frozen=True, slots=True)
class NoticeEvidence:
    """One notice. `lawful`: it began to go out by the last lawful day; None: no days were asked."""

    notice: MeetingNotice
    broadcast: Broadcast
    author: str | None
    approver: str | None
    override_by: str | None
    lawful: bool | None
    first_at: datetime | None
    last_at: datetime | None
    after_last_day: int
    delivered: Sequence[DeliveredTo]
    reasons: Mapping[str, int]
    lines: Sequence[Line]

    @property
    def recipients(self) -> int:
        return sum(one.sent + one.waiting + one.failed for one in self.delivered)

    @property
    def sent(self) -> int:
        return sum(one.sent for one in self.delivered)

    @property
    def confirmed(self) -> int:
        """How many went over platforms that tell what became of them."""
        return sum(1 for line in self.lines if line.status is Status.SENT and line.told)

    @property
    def arrived(self) -> int:
        return sum(1 for line in self.lines if line.status is Status.SENT and line.told in ARRIVED)

    @property
    def read(self) -> int:
        return sum(1 for line in self.lines if line.status is Status.SENT and line.told is ReceiptState.READ)

    @property
    def overridden(self) -> bool:
        return self.notice.override_at is not None or self.broadcast.emergency_reason is not None


@dataclass(frozen=True, slots=True)
class PostingEvidence:
    posting: Posting
    by: str | None
    photo: bytes | None


@dataclass(frozen=True, slots=True)
class GroupEvidence:
    """The notice as it went to a village's group: so many members, who are no persons we know."""

    forwarded: Packed
    by: str | None
    photo: bytes | None


@dataclass(frozen=True, slots=True)
class Evidence:
    meeting: Meeting
    organisation: Mapping[str, str]
    villages: Mapping[int, Village]
    notices: Sequence[NoticeEvidence]
    postings: Sequence[PostingEvidence]
    groups: Sequence[GroupEvidence]
    made_at: datetime


async def collect(session: AsyncSession, meeting: Meeting, now: datetime, zone: ZoneInfo) -> Evidence:
    """Of every notice that went out or was given up on its way, in order."""
    office = await municipality.get_municipality(session)
    told = [one for one in await queries.notices_of(session, meeting.id) if one.broadcast.started_at]
    return Evidence(
        meeting=meeting,
        organisation={code: office.name(code) if office else "" for code in ("ky", "ru", "en")},
        villages={village.id: village for village in await municipality.list_villages(session)},
        notices=[await _notice(session, one.notice, one.broadcast, zone) for one in told],
        postings=[await _posting(session, one) for one in await queries.postings(session, meeting.id)],
        groups=[
            await _group(session, one)
            for one in await reach.forwarded(session, *(one.broadcast.id for one in told))
        ],
        made_at=now,
    )


async def _notice(
    session: AsyncSession, notice: MeetingNotice, broadcast: Broadcast, zone: ZoneInfo
) -> NoticeEvidence:
    lines = await _lines(session, broadcast)
    arrived = [line.at for line in lines if line.status is Status.SENT and line.at]
    over = datetime.combine(notice.last_day, time.max, zone) if notice.last_day else None
    first_at = min(arrived, default=None)
    began = broadcast.started_at
    return NoticeEvidence(
        notice=notice,
        broadcast=broadcast,
        author=await staff.name_of(session, broadcast.author_id),
        approver=await staff.name_of(session, broadcast.decided_by),
        override_by=await staff.name_of(session, notice.override_by or _emergency_by(broadcast)),
        lawful=None if over is None else began is not None and began <= over,
        first_at=first_at,
        last_at=max(arrived, default=None),
        after_last_day=sum(1 for at in arrived if over and at > over),
        delivered=_by_village(lines),
        reasons=_reasons(lines),
        lines=lines,
    )


def _emergency_by(broadcast: Broadcast) -> int | None:
    return broadcast.decided_by if broadcast.emergency_reason else None


async def _lines(session: AsyncSession, broadcast: Broadcast) -> list[Line]:
    rows = await session.execute(
        select(
            Delivery.segment,
            Delivery.channel,
            Delivery.language,
            Delivery.status,
            func.coalesce(Delivery.finished_at, Delivery.created_at),
            Delivery.reason,
            Delivery.told,
        )
        .join(Batch, Batch.id == Delivery.batch_id)
        .where(Batch.name == broadcast.batch_name, is_counted())
        .order_by(Delivery.id)
    )
    return [Line(number, *row) for number, row in enumerate(rows, 1)]


def _by_village(lines: Sequence[Line]) -> list[DeliveredTo]:
    counts: dict[tuple[int | None, str], list[int]] = {}
    for line in lines:
        column = 0 if line.status is Status.SENT else 1 if line.status in _ON_THE_WAY else 2
        counts.setdefault((line.village_id, line.channel), [0, 0, 0])[column] += 1
    found = [DeliveredTo(village, channel, *of) for (village, channel), of in counts.items()]
    return sorted(found, key=lambda one: (-one.sent, one.village_id or 0, one.channel))


_ON_THE_WAY = frozenset({Status.PENDING, Status.SENDING})


def _reasons(lines: Sequence[Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        if line.status is not Status.SENT and line.status not in _ON_THE_WAY:
            reason = line.reason or line.status.value
            found[reason] = found.get(reason, 0) + 1
    return dict(sorted(found.items(), key=lambda one: -one[1]))


async def _posting(session: AsyncSession, posting: Posting) -> PostingEvidence:
    photo = await files.read_content(session, posting.photo_id) if posting.photo_id else None
    return PostingEvidence(posting, await staff.name_of(session, posting.recorded_by), photo)


async def _group(session: AsyncSession, one: Packed) -> GroupEvidence:
    photo = await files.read_content(session, one.pack.photo_id) if one.pack.photo_id else None
    return GroupEvidence(one, await staff.name_of(session, one.pack.settled_by), photo)


async def names_of_files(session: AsyncSession, materials: Sequence[Sequence[object]]) -> list[str]:
    """What the materials are called."""
    numbers = [number for _, number in materials]
    rows = await session.execute(select(StoredFile.id, StoredFile.name).where(StoredFile.id.in_(numbers)))
    names = {row.id: row.name for row in rows}
    return [names[number] for number in numbers if number in names]
