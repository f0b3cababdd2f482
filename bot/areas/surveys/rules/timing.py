"""When a survey ends, and when those who haven't answered are reminded; recommended, the seeds are silent."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.errors import Refused

LONGEST = timedelta(days=120)
# The end of a day on which people may still be written to.
END_OF_DAY = time(20, 0)
_MOST_REMINDERS = 30


def end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone)


def check_end(closes_at: datetime, now: datetime) -> None:
    """Raises `Refused` for an end in the past and for one too far away."""
    if closes_at <= now:
        raise Refused("surveys:end_past")
    if closes_at > now + LONGEST:
        raise Refused("surveys:end_far", days=LONGEST.days)


def reminder_steps() -> range:
    """All numbers of days before the end for which a reminder may have been made."""
    return range(1, _MOST_REMINDERS + 1)


def due_reminder(
    opened_at: datetime, closes_at: datetime, now: datetime, days_before: tuple[int, ...]
) -> int | None:
    """So many days before the end those who haven't answered are reminded now; None: not now.

    Nobody is reminded within a day of being asked.
    """
    due = [
        days
        for days in days_before
        if closes_at - timedelta(days=days) <= now < closes_at
        and closes_at - timedelta(days=days) >= opened_at + timedelta(days=1)
    ]
    return min(due, default=None)
