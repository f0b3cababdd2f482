"""By when an appeal is answered, and what its clock says today. Days are the municipality's."""

import enum
from dataclasses import dataclass
from datetime import date

from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.working_days import WorkCalendar


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days to answer: by the law, and by the office's own aim."""

    due_on: date
    target_on: date


class Urgency(enum.StrEnum):
    """How near the last lawful day is."""

    CALM = "calm"
    PAST_TARGET = "past_target"
    NEAR = "near"
    OVERDUE = "overdue"


def deadlines(received_on: date, legal: LegalValues, calendar: WorkCalendar) -> Deadlines:
    """Counted from the first working day after it came; one that came on a holiday loses nothing."""
    due_on = calendar.after(received_on, legal.appeal_answer_days)
    target = min(legal.appeal_target_days, legal.appeal_answer_days)
    return Deadlines(due_on, calendar.after(received_on, target))


def last_day(due_on: date | None, target_on: date | None) -> date | None:
    """The day that counts now: the lawful one; for what was opened again after it, the office's new aim.

    The lawful day itself never moves for that: whether the law was kept is told by the first answer.
    """
    return max(due_on, target_on) if due_on and target_on else due_on


def urgency(
    due_on: date, target_on: date | None, today: date, legal: LegalValues, calendar: WorkCalendar
) -> Urgency:
    if today > due_on:
        return Urgency.OVERDUE
    if calendar.between(today, due_on) <= min(legal.appeal_reminder_days_before, default=0):
        return Urgency.NEAR
    return Urgency.PAST_TARGET if target_on and today > target_on else Urgency.CALM


def reminder_step(
    received_on: date, due_on: date, today: date, legal: LegalValues, calendar: WorkCalendar
) -> str | None:
    """Which reminder today's is: `half`, `-3`, `-1` (working days left), `late.2026-12-01`; None: none.

    A day on which nobody works reminds nobody, and what fell on it is told on the next working day.
    """
    if not calendar.works(today):
        return None
    if today > due_on:
        return f"late.{today.isoformat()}"
    left = calendar.between(today, due_on)
    for days in sorted(legal.appeal_reminder_days_before):
        if left <= days:
            return f"-{days}"
    whole = calendar.between(received_on, due_on)
    return "half" if left <= whole / 2 else None
