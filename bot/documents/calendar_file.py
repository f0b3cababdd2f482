"""An entry for the calendar of a phone (iCalendar, RFC 5545): once opened, it stands there and rings.

The same `uid` with a higher `sequence` moves or cancels the entry where it already stands.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vGeo

from bot.documents.content import address
from bot.documents.letters import clean

PRODUCT = "-//Jarchy//Civic bot//EN"
# An organiser must be an address (RFC 5546 §3.2.1); other calendars too write this one where there is none.
_NO_ADDRESS = "invalid:nomail"
# A zone has to begin somewhere: before anything that is announced (RFC 5545 §3.6.5).
_ALWAYS = datetime(1970, 1, 1)  # noqa: DTZ001 — the zone's own local time, without a zone by the standard


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`stamp` is when it was last changed; both times are aware. It rings `alarm_hours` before."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    minutes: int
    title: str
    place: str
    description: str
    organiser: str
    timezone: str = "Asia/Bishkek"
    latitude: float | None = None
    longitude: float | None = None
    url: str | None = None
    cancelled: bool = False
    alarm_hours: tuple[int, ...] = (24, 2)

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.stamp.tzinfo is None:
            raise ValueError("a time without a zone is another hour on another machine")


def render_ics(event: CalendarEvent) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if event.cancelled else "PUBLISH")
    calendar.add_component(_zone(event))
    calendar.add_component(_entry(event))
    return bytes(calendar.to_ical())


def _zone(event: CalendarEvent) -> Timezone:
    """The one offset that holds at the event: a phone needs no history of the zone to show the right hour."""
    local = _starts(event)
    standard = TimezoneStandard()
    standard.add("dtstart", _ALWAYS)
    standard.add("tzname", local.tzname())
    standard.add("tzoffsetfrom", local.utcoffset())
    standard.add("tzoffsetto", local.utcoffset())
    zone = Timezone()
    zone.add("tzid", event.timezone)
    zone.add_component(standard)
    return zone


def _entry(event: CalendarEvent) -> Event:
    entry = Event()
    _add_identity(entry, event)
    _add_times(entry, event)
    _add_words(entry, event)
    _add_place(entry, event)
    if not event.cancelled:
        for hours in event.alarm_hours:
            entry.add_component(_alarm(event, hours))
    return entry


def _add_identity(entry: Event, event: CalendarEvent) -> None:
    entry.add("uid", clean(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.stamp.astimezone(UTC))
    entry.add("last-modified", event.stamp.astimezone(UTC))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")


def _add_times(entry: Event, event: CalendarEvent) -> None:
    zone = ZoneInfo(event.timezone)
    entry.add("dtstart", _starts(event))
    entry.add("dtend", (event.starts_at.astimezone(UTC) + timedelta(minutes=event.minutes)).astimezone(zone))


def _add_words(entry: Event, event: CalendarEvent) -> None:
    entry.add("summary", _line(event.title))
    if description := clean(event.description).strip():
        entry.add("description", description)
    if event.url:
        entry.add("url", address(event.url.strip()))
    organiser = vCalAddress(_NO_ADDRESS)
    if name := _line(event.organiser):
        organiser.params["CN"] = name.replace(
            '"', "'"
        )  # a parameter can't hold the sign, and few read RFC 6868
    entry.add("organizer", organiser)


def _add_place(entry: Event, event: CalendarEvent) -> None:
    if place := _line(event.place):
        entry.add("location", place)
    if event.latitude is not None and event.longitude is not None:
        entry.add("geo", vGeo((round(event.latitude, 6), round(event.longitude, 6))))


def _alarm(event: CalendarEvent, hours: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(event.title))
    alarm.add("trigger", timedelta(hours=-hours))
    return alarm


def _starts(event: CalendarEvent) -> datetime:
    return event.starts_at.astimezone(ZoneInfo(event.timezone))


def _line(text: str) -> str:
    """On one line, as a phone shows it in a list."""
    return " ".join(clean(text).split())
