"""Of what a deputy is reminded today, and when next. Days are the municipality's. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.areas.municipality.working_days import WorkCalendar

# Recommended, the seeds are silent: so many working days without a word from the deputy.
UNANSWERED_DAYS = (10, 5)
# So many days before a promised one, and on it.
PLAN_DAYS = (0, 3)
WEEK = 7


def unanswered_step(received_on: date, today: date, calendar: WorkCalendar) -> int | None:
    """5 or 10, once so many working days have passed since it came."""
    passed = calendar.between(received_on, today)
    return next((days for days in UNANSWERED_DAYS if passed >= days), None)


def plan_step(due_on: date, planned_on: date, today: date) -> str | None:
    """`plan.2026-12-05.3`, then `.0`, then `.late.0`, `.late.1`, a week apart; not when just promised."""
    if today <= planned_on:
        return None
    left = (due_on - today).days
    prefix = f"plan.{due_on.isoformat()}"
    if left < 0:
        return f"{prefix}.late.{(-left - 1) // WEEK}"
    return next((f"{prefix}.{days}" for days in PLAN_DAYS if left <= days), None)


def unanswered_days(received_on: date, calendar: WorkCalendar) -> list[date]:
    return [calendar.after(received_on, days) for days in UNANSWERED_DAYS]


def plan_days(due_on: date, today: date) -> list[date]:
    """The next of them are enough: what is overdue comes back every week."""
    late = due_on + timedelta(days=1)
    weeks = max(0, (today - late).days // WEEK + 1)
    return [*[due_on - timedelta(days=days) for days in PLAN_DAYS], late, late + timedelta(days=weeks * WEEK)]


def next_working(days: Iterable[date], calendar: WorkCalendar) -> list[date]:
    """What falls on a day off is told on the next working day."""
    return [day if calendar.works(day) else calendar.after(day, 1) for day in days]
