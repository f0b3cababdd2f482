"""Who came to meetings, and what was written down there (001 §1.2, 2.1)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings.models import HeadCount, Meeting, MeetingState, Participant, Protocol


@dataclass(frozen=True, slots=True)
class Attendance:
    """`by_name` were registered, `by_head` counted in the hall, `by_protocol` written down where nobody
    counted otherwise. Who came twice counts twice. `villages`: of those whose village is known.
    """

    meetings: int
    protocols: int
    by_name: int
    by_head: int
    by_protocol: int
    villages: Mapping[int, int]

    @property
    def people(self) -> int:
        return self.by_name + self.by_head + self.by_protocol


async def attendance(session: AsyncSession, start: datetime, end: datetime) -> Attendance:
    held = select(Meeting.id).where(
        Meeting.state == MeetingState.HELD, Meeting.starts_at >= start, Meeting.starts_at < end
    )
    named: Counter[int | None] = Counter()
    heads: Counter[int | None] = Counter()
    counted: set[int] = set()
    for meeting, village, count in await session.execute(
        select(Participant.meeting_id, Participant.village_id, func.count())
        .where(Participant.meeting_id.in_(held))
        .group_by(Participant.meeting_id, Participant.village_id)
    ):
        named[village] += count
        counted.add(meeting)
    for meeting, village, count in await session.execute(
        select(HeadCount.meeting_id, HeadCount.village_id, HeadCount.women + HeadCount.men).where(
            HeadCount.meeting_id.in_(held)
        )
    ):
        heads[village] += count
        counted.add(meeting)
    protocols = (
        await session.execute(
            select(Protocol.meeting_id, Protocol.attended).where(Protocol.meeting_id.in_(held))
        )
    ).all()
    meetings = await session.scalar(select(func.count()).select_from(held.subquery()))
    together = named + heads
    return Attendance(
        meetings=meetings or 0,
        protocols=len(protocols),
        by_name=named.total(),
        by_head=heads.total(),
        by_protocol=sum(attended or 0 for meeting, attended in protocols if meeting not in counted),
        villages={village: count for village, count in together.items() if village is not None},
    )
