"""How many appeals came and how they were answered; nothing of who wrote; never commits."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import Appeal, AppealKind, AppealState, AppealTopic
from bot.areas.appeals.rules.access import OPEN
from bot.areas.broadcasts.contributions import Contribution
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.working_days import WorkCalendar

LONGEST_MONTH = timedelta(days=31, hours=1)


@dataclass(frozen=True, slots=True)
class Case:
    """One appeal without its words and its author. Days are the municipality's."""

    kind: AppealKind
    state: AppealState
    topic: AppealTopic | None
    village_id: int | None
    deputy_id: int | None
    received_on: date
    due_on: date | None
    answered_on: date | None
    disputed: bool

    @property
    def in_time(self) -> bool:
        return self.answered_on is not None and (self.due_on is None or self.answered_on <= self.due_on)


@dataclass(frozen=True, slots=True)
class Figures:
    """`median_days`: working days from receipt to answer; None while none is answered."""

    received: int
    in_time: int
    late: int
    open: int
    overdue: int
    forwarded: int
    disputed: int
    median_days: float | None
    kinds: Counter[AppealKind]
    topics: Counter[AppealTopic]
    villages: Counter[int]
    deputies: Counter[int]


async def cases(session: AsyncSession, start: datetime, end: datetime, zone: ZoneInfo) -> Sequence[Case]:
    """What came from the first moment up to, but not with, the second. Days are counted in the place's
    time, which databases don't know, so only the few columns needed are read and summed here.
    """
    rows = await session.execute(
        select(
            Appeal.kind,
            Appeal.state,
            Appeal.topic,
            Appeal.village_id,
            Appeal.deputy_id,
            Appeal.received_at,
            Appeal.due_on,
            Appeal.answered_at,
            Appeal.disputed_at,
        ).where(Appeal.received_at >= start, Appeal.received_at < end)
    )
    return [
        Case(
            kind,
            state,
            topic,
            village,
            deputy,
            received.astimezone(zone).date(),
            due,
            answered.astimezone(zone).date() if answered else None,
            disputed is not None,
        )
        for kind, state, topic, village, deputy, received, due, answered, disputed in rows
    ]


def tally(found: Sequence[Case], today: date, calendar: WorkCalendar) -> Figures:
    days = [calendar.between(one.received_on, one.answered_on) for one in found if one.answered_on]

    def count(holds: Callable[[Case], bool]) -> int:
        return sum(map(holds, found))

    return Figures(
        received=len(found),
        in_time=count(lambda one: one.in_time),
        late=count(lambda one: one.answered_on is not None and not one.in_time),
        open=count(lambda one: one.state in OPEN),
        # What is disputed or open again was answered once: whether in time is told by that answer.
        overdue=count(
            lambda one: (
                one.answered_on is None
                and one.state in OPEN
                and one.due_on is not None
                and one.due_on < today
            )
        ),
        forwarded=count(lambda one: one.state is AppealState.FORWARDED),
        disputed=count(lambda one: one.disputed),
        median_days=median(days) if days else None,
        kinds=Counter(one.kind for one in found),
        topics=Counter(one.topic for one in found if one.topic is not None),
        villages=Counter(one.village_id for one in found if one.village_id is not None),
        deputies=Counter(one.deputy_id for one in found if one.deputy_id is not None),
    )


async def figures(
    session: AsyncSession, start: datetime, end: datetime, today: date, zone: ZoneInfo
) -> Figures:
    calendar = await municipality.get_work_calendar(session)
    return tally(await cases(session, start, end, zone), today, calendar)


Line = Callable[[Figures], dict[str, str]]
"""The bulletin's line in each language."""


async def contribute(
    session: AsyncSession, start: datetime, end: datetime, line: Line
) -> Sequence[Contribution]:
    """In the monthly bulletin, how many came and how many were answered in time; nothing when none came."""
    if end - start > LONGEST_MONTH:
        return []
    office = await municipality.get_municipality(session)
    zone = ZoneInfo(office.time_zone if office else "Asia/Bishkek")
    last = end.astimezone(zone).date()
    found = await figures(session, start, end, last, zone)
    if not found.received:
        return []
    return [Contribution(start.astimezone(zone).date(), line(found))]
