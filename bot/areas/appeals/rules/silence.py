"""How long the duty group may leave a card lying."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.areas.municipality.working_days import WorkCalendar


def due_at(
    posted_at: datetime, opens: time, closes: time, calendar: WorkCalendar, zone: ZoneInfo
) -> datetime:
    """After one working day. What came outside of the hours counts from the next opening."""
    local = posted_at.astimezone(zone)
    day, hour = local.date(), local.time()
    if not calendar.works(day) or hour >= closes:
        day, hour = calendar.after(day, 1), opens
    return datetime.combine(calendar.after(day, 1), max(hour, opens), zone)
