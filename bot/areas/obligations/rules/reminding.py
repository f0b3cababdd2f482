"""When somebody is reminded of what they owe; pure sums over days.

At its opening, at half-time, two weeks, one week and a day before the last day to act; after its end on the
next day, after one and two weeks, then each fourth week. For a meeting the last day to act leaves room for
the lawful notice.
"""

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.obligations.rules.state import State

ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Two reminders of the same thing within so many days are one too many.
APART = timedelta(days=3)


class Kind(enum.StrEnum):
    """`too_late`: a meeting in the window can't be called lawfully any more, and the window isn't over."""

    OPENED = "opened"
    HALF = "half"
    BEFORE = "before"
    TOO_LATE = "too_late"
    OVERDUE = "overdue"


ESCALATED = frozenset({Kind.TOO_LATE, Kind.OVERDUE})
"""The head hears of these too."""


@dataclass(frozen=True, slots=True)
class Term:
    """The days of one period that matter. `act_by`: the last day on which doing it is still in time.

    `chosen`: the day that was chosen, while it lies ahead; `latest`: the last day to act once it is given up.
    """

    opens_on: date
    act_by: date
    closes_on: date
    chosen: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Due from `on`; `name` is claimed once for each person."""

    kind: Kind
    on: date
    name: str


LastLawfulDay = Callable[[date], date]
"""The last day on which a meeting on that day can be called."""


def term_of(
    opens_on: date, closes_on: date, planned_on: date | None, today: date, last_lawful: LastLawfulDay | None
) -> Term:
    """A day that was chosen counts until it is past; then the window's end does again."""
    chosen = planned_on if planned_on is not None and today <= planned_on <= closes_on else None
    latest = last_lawful(closes_on) if last_lawful else closes_on
    act_by = latest
    if chosen is not None:
        act_by = last_lawful(chosen) if last_lawful else chosen
    return Term(opens_on, act_by, closes_on, chosen, latest)


def due(term: Term, state: State, today: date, legal: LegalValues, calendar: WorkCalendar) -> Reminder | None:
    """The latest whose day has come; after an outage one, not all that were missed."""
    past = [one for one in reminders(term, state, legal, calendar) if one.on <= today]
    return past[-1] if past else None


def reminders(term: Term, state: State, legal: LegalValues, calendar: WorkCalendar) -> Iterator[Reminder]:
    """All of one period in their order, each on a working day. What is announced is out of the office's
    hands until its window is over.
    """
    if state in (State.OPEN, State.PLANNED, State.PARTLY, State.MISSED):
        yield from _in_time(term, legal, calendar)
        if term.act_by < term.closes_on:
            on = _from(term.act_by + ONE_DAY, calendar)
            if on <= term.closes_on:
                yield Reminder(Kind.TOO_LATE, on, _name(Kind.TOO_LATE, term.act_by))
    yield from _overdue(term, legal, calendar)


def _in_time(term: Term, legal: LegalValues, calendar: WorkCalendar) -> Iterator[Reminder]:
    before = [
        Reminder(
            Kind.BEFORE, _until(term.act_by - count * ONE_DAY, calendar), _name(f"before{count}", term.act_by)
        )
        for count in sorted(set(legal.obligation_reminder_days_before), reverse=True)
    ]
    opened = Reminder(Kind.OPENED, _from(term.opens_on, calendar), _name(Kind.OPENED, term.opens_on))
    middle = term.opens_on + (term.act_by - term.opens_on) / 2
    half = Reminder(Kind.HALF, _from(middle, calendar), _name(Kind.HALF, term.act_by))
    last = opened
    yield opened
    for one in (half, *before):
        following = next((other for other in before if other.on > one.on), None)
        crowded = one is half and following is not None and following.on - one.on <= APART
        if last.on < one.on <= term.act_by and not crowded:
            yield one
            last = one


def _overdue(term: Term, legal: LegalValues, calendar: WorkCalendar) -> Iterator[Reminder]:
    """Until nothing that is done counts for it any more."""
    for week in (0, 1, *range(2, legal.obligation_catch_up_days // 7 + 1, 4)):
        day = term.closes_on + ONE_DAY + week * WEEK
        yield Reminder(Kind.OVERDUE, _from(day, calendar), _name(f"overdue{week}", term.closes_on))


def _from(day: date, calendar: WorkCalendar) -> date:
    """That day, or the first working one after it."""
    return day if calendar.works(day) else calendar.after(day, 1)


def _until(day: date, calendar: WorkCalendar) -> date:
    """That day, or the last working one before it: earlier is in time, later isn't."""
    return day if calendar.works(day) else calendar.before(day, 1)


def _name(kind: str, day: date) -> str:
    return f"{kind}/{day:%Y%m%d}"
