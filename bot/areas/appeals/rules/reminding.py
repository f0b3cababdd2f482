"""Of which appeal the office is reminded today, and whom: at half-time, before the last day, after it."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.appeals.rules import access, deadlines
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.working_days import WorkCalendar

# Recommended; the seeds are silent: what the author disputes waits for the head no longer than this.
DISPUTE_DAYS = 3


class Whom(enum.StrEnum):
    """`WORKER` has it in hand; while nobody has, those on duty are meant."""

    WORKER = "worker"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder: its `step` is told once to each of them."""

    step: str
    whom: Whom


def due_today(
    appeal: Appeal, today: date, legal: LegalValues, calendar: WorkCalendar, zone: ZoneInfo
) -> Iterator[Due]:
    """Nothing on a day on which nobody works, and nothing of what is ended."""
    if appeal.state not in access.OPEN or not calendar.works(today):
        return
    if appeal.state is AppealState.DISPUTED:
        yield from _disputed(appeal, today, calendar, zone)
        return
    last = deadlines.last_day(appeal.due_on, appeal.target_on)
    if last is None:
        return
    step = deadlines.reminder_step(appeal.received_at.astimezone(zone).date(), last, today, legal, calendar)
    if step is not None:
        named = f"{step}/{last:%Y%m%d}"
        yield Due(named, Whom.WORKER)
        if today > last:
            yield Due(named, Whom.HEAD)
    if appeal.target_on is not None and appeal.target_on < last and today > appeal.target_on:
        yield Due(f"aim/{appeal.target_on:%Y%m%d}", Whom.WORKER)


def _disputed(appeal: Appeal, today: date, calendar: WorkCalendar, zone: ZoneInfo) -> Iterator[Due]:
    """The head alone can go on with it."""
    since = appeal.disputed_at or appeal.received_at
    if calendar.between(since.astimezone(zone).date(), today) >= DISPUTE_DAYS:
        yield Due(f"dispute/{today:%Y%m%d}", Whom.HEAD)
