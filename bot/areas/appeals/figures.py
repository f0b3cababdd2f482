"""How many appeals came and how they were answered; nothing of who wrote; never commits.

What each figure means stands in `rules.fates`. Obligations ask `figures` for their own spans.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import Appeal, AppealKind, AppealState, AppealTopic
from bot.areas.appeals.rules import deadlines
from bot.areas.appeals.rules.fates import Case, Fate
from bot.areas.broadcasts.contributions import Contribution
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.working_days import ONE_DAY, WorkCalendar
from bot.core.i18n import Translator

LONGEST_MONTH = timedelta(days=31, hours=1)
# Forwarding tells the author something too, but what they are told is no answer.
_IS_PASSED_ON = or_(
    Appeal.state == AppealState.FORWARDED,
    # Its author says that it is the office's after all.
    and_(Appeal.state == AppealState.DISPUTED, Appeal.outcome.is_(None)),
)
WAS_PASSED_ON = and_(_IS_PASSED_ON, Appeal.answered_at == Appeal.closed_at)


@dataclass(frozen=True, slots=True)
class Part:
    """Of one kind, topic, village or deputy. `answered`: in time, or a mandate, which has no lawful day."""

    received: int
    answered: int
    overdue: int


Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figures:
    """`fates` sum up to what was received. `median_days`: working days from receipt to the first answer;
    None while none is answered. The parts stand in the order of how many were received.
    """

    received: int
    fates: Counter[Fate]
    forwarded_late: int
    open: int
    overdue: int
    joined: int
    disputed: int
    median_days: float | None
    kinds: Mapping[AppealKind, Part]
    topics: Mapping[AppealTopic, Part]
    villages: Mapping[int, Part]
    deputies: Mapping[int, Part]

    @property
    def in_time(self) -> int:
        return self.fates[Fate.IN_TIME]

    @property
    def received_by_village(self) -> dict[int, int]:
        return {village: part.received for village, part in self.villages.items()}

    @property
    def late(self) -> int:
        return self.fates[Fate.LATE]


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
            Appeal.target_on,
            Appeal.answered_at,
            func.coalesce(WAS_PASSED_ON, False),
            Appeal.duplicate_of,
            Appeal.disputed_at,
        ).where(Appeal.received_at >= start, Appeal.received_at < end)
    )

    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    return [
        Case(
            kind,
            state,
            topic,
            village,
            deputy,
            received_on=day(received),
            due_on=due,
            last_on=deadlines.last_day(due, target),
            told_on=day(told) if told else None,
            passed_on=bool(passed),
            joined=first is not None,
            disputed=disputed is not None,
        )
        for kind, state, topic, village, deputy, received, due, target, told, passed, first, disputed in rows
    ]


def tally(found: Sequence[Case], today: date, calendar: WorkCalendar) -> Figures:
    days = _days_taken([(one.received_on, one.answered_on) for one in found if one.answered_on], calendar)
    return Figures(
        received=len(found),
        fates=Counter(one.fate for one in found),
        forwarded_late=sum(one.forwarded_late for one in found),
        open=sum(one.open for one in found),
        overdue=sum(one.overdue(today) for one in found),
        joined=sum(one.joined for one in found),
        disputed=sum(one.disputed for one in found),
        median_days=median(days) if days else None,
        kinds=_parts(((one.kind, one) for one in found), today),
        topics=_parts(((one.topic, one) for one in found), today),
        villages=_parts(((one.village_id, one) for one in found), today),
        deputies=_parts(((one.deputy_id, one) for one in found), today),
    )


def _days_taken(spans: Sequence[tuple[date, date]], calendar: WorkCalendar) -> list[int]:
    """Working days of each. The calendar is asked of every day once, not once for every appeal."""
    if not spans:
        return []
    day, last = min(start for start, _ in spans), max(end for _, end in spans)
    count, until = 0, {day: 0}
    while day < last:
        day += ONE_DAY
        count += calendar.works(day)
        until[day] = count
    return [until[end] - until[start] for start, end in spans]


def _parts(pairs: Iterable[tuple[Key | None, Case]], today: date) -> dict[Key, Part]:
    groups: defaultdict[Key, list[Case]] = defaultdict(list)
    for key, one in pairs:
        if key is not None:
            groups[key].append(one)
    parts = {
        key: Part(
            len(mine),
            sum(one.fate in {Fate.IN_TIME, Fate.ANSWERED} for one in mine),
            sum(one.overdue(today) for one in mine),
        )
        for key, mine in groups.items()
    }
    return dict(sorted(parts.items(), key=lambda item: -item[1].received))


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
    """In the monthly bulletin, how many came and how they were answered; nothing when none came."""
    if end - start > LONGEST_MONTH:
        return []
    office = await municipality.get_municipality(session)
    zone = ZoneInfo(office.time_zone if office else "Asia/Bishkek")
    last = end.astimezone(zone).date()
    found = await figures(session, start, end, last, zone)
    if not found.received:
        return []
    return [Contribution(None, line(found))]


ReportLines = Callable[[Translator, Figures], Mapping[str, Sequence[Markup]]]


async def contribute_to_report(
    session: AsyncSession,
    t: Translator,
    since: datetime,
    until: datetime,
    lines: ReportLines,
) -> Mapping[str, Sequence[Markup]]:
    """In the head's report on local issues (002 §5.1), under its items."""
    today = until.astimezone(t.timezone).date()
    found = await figures(session, since, until, today, t.timezone)
    return lines(t, found) if found.received else {}
