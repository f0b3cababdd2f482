"""Slots, what may be typed, when somebody is reminded. Times are the municipality's, days too."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet
from bot.areas.receptions.models import Reception
from bot.core.errors import Refused

SLOT_MINUTES = (10, 15, 20, 30, 60)
LONGEST_MATTER = 300
LONGEST_HOURS = timedelta(hours=10)
# Further ahead nobody plans, and a typed year is a slip of the thumb.
FURTHEST = timedelta(days=180)
WEEK = timedelta(days=7)
# Who is on the way already must hear of it at night too.
ON_THE_WAY = timedelta(hours=1)


def check_words(text: str, longest: int) -> str:
    """Tidied, in one line. Raises `Refused`."""
    tidy = " ".join((text or "").split())
    if not tidy:
        raise Refused("receptions:empty")
    if len(tidy) > longest:
        raise Refused("receptions:long", longest=longest)
    return tidy


def check_hours(starts_at: datetime, ends_at: datetime, slot_minutes: int, now: datetime) -> None:
    """Raises `Refused` for what is past, far, or holds no slot."""
    if starts_at <= now:
        raise Refused("receptions:begun")
    if starts_at - now > FURTHEST:
        raise Refused("receptions:far")
    check_length(ends_at - starts_at, slot_minutes)


def check_length(length: timedelta, slot_minutes: int) -> None:
    if slot_minutes not in SLOT_MINUTES or not timedelta(minutes=slot_minutes) <= length <= LONGEST_HOURS:
        raise Refused("receptions:hours")


def slots(reception: Reception) -> Iterator[datetime]:
    """When each begins; the last one ends within the hours."""
    step = timedelta(minutes=reception.slot_minutes)
    at = reception.starts_at
    while at + step <= reception.ends_at:
        yield at
        at += step


def free(reception: Reception, taken: Collection[datetime], now: datetime) -> list[datetime]:
    if reception.cancelled_at is not None:
        return []
    return [slot for slot in slots(reception) if slot > now and slot not in taken]


def overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def on_day(day: date, opens: time, closes: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)


def days_of_week(weekday: int, first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day <= last:
        yield day
        day += WEEK


# Reminders


def reminder_moment(slot: datetime, hours: int, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """Nobody is woken for it, unless the night ends only after the slot."""
    planned = slot - timedelta(hours=hours)
    morning = after_quiet(planned, legal, zone)
    return morning if morning < slot else planned


def due_reminder(
    slot: datetime, booked_at: datetime, now: datetime, legal: LegalValues, zone: ZoneInfo
) -> int | None:
    """How many hours before; after an outage only the nearest. Who booked later than that knows."""
    if now >= slot:
        return None
    passed = [
        hours
        for hours in sorted(legal.reception_reminder_hours)
        if reminder_moment(slot, hours, legal, zone) <= now and booked_at < slot - timedelta(hours=hours)
    ]
    return passed[0] if passed else None


def list_moment(reception: Reception, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """When the holder is told who comes: as long before as those who come are first reminded."""
    return reminder_moment(reception.starts_at, max(legal.reception_reminder_hours, default=24), legal, zone)


def must_be_told_now(starts_at: datetime, now: datetime, legal: LegalValues, zone: ZoneInfo) -> bool:
    """The end of the quiet hours would be too late."""
    return after_quiet(now, legal, zone) > starts_at - ON_THE_WAY
