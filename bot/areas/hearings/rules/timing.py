"""When what is due around a meeting: reminders, registration, deadlines after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import Meeting, MeetingKind, TaskKind
from bot.areas.hearings.rules.notice import last_lawful_day, last_moment, notice_days
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet

HALF, SOON, OVERDUE = "half", "soon", "overdue"
# Reminders of what is owed with a last day: so many days before it, on it, and the day after.
BEFORE_LAST_DAY = (5, 1, 0, -1)
REPORT_DAYS = (7, 2)
UNSENT_AFTER_DAYS = (1, 3, 7)
# Reminders of the office go out in the morning.
MORNING = time(9, 0)


def due_reminder(meeting: Meeting, now: datetime, legal: LegalValues) -> int | None:
    """The reminder due now, in hours before the start; only the last of several that were missed."""
    if now >= meeting.starts_at or meeting.called_at is None:
        return None
    left = meeting.starts_at - now
    due = min((h for h in legal.meeting_reminder_hours if left <= timedelta(hours=h)), default=None)
    # Who was only just told needs no reminder of it.
    if due is None or meeting.called_at > meeting.starts_at - timedelta(hours=due):
        return None
    return due


def next_reminder(meeting: Meeting, now: datetime, legal: LegalValues) -> datetime | None:
    moments = [meeting.starts_at - timedelta(hours=h) for h in legal.meeting_reminder_hours]
    return min((moment for moment in moments if moment > now), default=None)


def reminder_moment(meeting: Meeting, now: datetime, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """Nobody is woken for it, unless the night ends only after the start."""
    morning = after_quiet(now, legal, zone)
    return morning if morning < meeting.starts_at else now


# The door


@dataclass(frozen=True, slots=True)
class Registration:
    """002 §3.1. Who comes after `closes_at` is let in all the same (§2.5) and marked as late."""

    opens_at: datetime
    closes_at: datetime
    ends_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.ends_at

    def is_late(self, now: datetime) -> bool:
        return now >= self.closes_at


def registration(meeting: Meeting, legal: LegalValues) -> Registration:
    return Registration(
        meeting.starts_at - timedelta(minutes=legal.registration_opens_minutes),
        meeting.starts_at - timedelta(minutes=legal.registration_closes_minutes),
        meeting.ends_at,
    )


# Before


def task_due(
    kind: TaskKind, meeting_kind: MeetingKind, starts_at: datetime, legal: LegalValues, zone: ZoneInfo
) -> datetime:
    """Until when it must be done, the office's evening of its last day (002 §2.5)."""
    day = starts_at.astimezone(zone).date()
    told_by = last_lawful_day(
        day, notice_days(meeting_kind, legal), counts_meeting_day=legal.notice_counts_meeting_day
    )
    last_days = {
        # The place stands in the notice.
        TaskKind.PREMISES: told_by,
        TaskKind.MATERIALS: day - timedelta(days=KINDS[meeting_kind].materials_days),
        TaskKind.LISTS: day - timedelta(days=legal.lists_days_before),
        TaskKind.INVITATIONS: day - timedelta(days=legal.lists_days_before),
    }
    return last_moment(last_days[kind], legal, zone)


def this_evening(now: datetime, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """A meeting called in a hurry leaves less time: what would be over already is due by tonight."""
    return last_moment(now.astimezone(zone).date(), legal, zone)


def lists_moment(meeting: Meeting, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """The morning of the last day for the lists (002 §2.5)."""
    day = meeting.starts_at.astimezone(zone).date() - timedelta(days=legal.lists_days_before)
    return morning(day, zone)


def task_step(due_at: datetime, now: datetime) -> str | None:
    """The reminder of a task that is due: a day before its end, and once it is over."""
    if now > due_at:
        return OVERDUE
    return SOON if due_at - now <= timedelta(days=1) else None


def request_due(received_at: datetime, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """002 §2.5: no later than 5 days from the receipt, whose day isn't counted."""
    day = received_at.astimezone(zone).date() + timedelta(days=legal.information_reply_days)
    return last_moment(day, legal, zone)


# After


def measures_due(meeting_day: date, legal: LegalValues) -> date:
    """A month later, the same day of it; of a shorter month its last (002 §3.9)."""
    due: date = meeting_day + relativedelta(months=legal.measures_months)
    return due


def results_due(meeting_day: date, legal: LegalValues) -> date:
    return meeting_day + timedelta(days=legal.results_days)


def answers_due(meeting_day: date, legal: LegalValues) -> date:
    return meeting_day + timedelta(days=legal.question_reply_days)


def decision_step(meeting_day: date, due_on: date, today: date, legal: LegalValues) -> str | None:
    """The reminder that is due: at half its time, 7 days and a day before, overdue once a week."""
    if today > due_on:
        return f"{OVERDUE}.{(today - due_on).days // 7}"
    days = (due_on - today).days
    near = min((d for d in legal.decision_reminder_days_before if days <= d), default=None)
    if near is not None:
        return f"before.{near}"
    return HALF if today >= meeting_day + (due_on - meeting_day) / 2 else None


def last_day_step(due_on: date, today: date, days_before: Iterable[int]) -> int | None:
    """Of reminders so many days before a last day (-1: the day after it): the last one that is due."""
    left = (due_on - today).days
    return min((days for days in days_before if left <= days), default=None)


def days_step(since: date, today: date, days: Iterable[int]) -> int | None:
    """Of reminders so many days after: the last one that is due."""
    passed = (today - since).days
    return max((d for d in days if passed >= d), default=None)


def morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, zone)


# When something will happen, for who waits for it


def alarm_moments(send_by: datetime, legal: LegalValues) -> list[datetime]:
    """The alarms before a notice is too late, the last moment, and just after it."""
    alarms = [send_by - timedelta(hours=hours) for hours in legal.notice_alarm_hours]
    return [*alarms, send_by + timedelta(minutes=1)]


def task_moments(due_at: datetime) -> list[datetime]:
    return [due_at - timedelta(days=1), due_at + timedelta(minutes=1)]


def report_moments(meeting: Meeting, zone: ZoneInfo) -> list[datetime]:
    day = meeting.starts_at.astimezone(zone).date()
    return [morning(day - timedelta(days=days), zone) for days in REPORT_DAYS]


def days_after(since: date, days: Iterable[int], zone: ZoneInfo) -> list[datetime]:
    return [morning(since + timedelta(days=count), zone) for count in days]


def before_last_day(due_on: date, zone: ZoneInfo) -> list[datetime]:
    return [morning(due_on - timedelta(days=days), zone) for days in BEFORE_LAST_DAY]


def decision_moments(held_on: date, due_on: date, legal: LegalValues, zone: ZoneInfo) -> list[datetime]:
    half = held_on + (due_on - held_on) / 2
    days = [due_on - timedelta(days=count) for count in legal.decision_reminder_days_before]
    return [morning(day, zone) for day in (half, *days, due_on + timedelta(days=1))]
