"""The calendar entry as another program reads it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Alarm, Calendar, Event

from bot.documents.calendar_file import CalendarEvent, render_ics

HEARING = CalendarEvent(
    uid="hearing-7@kyzylsuu",
    sequence=2,
    stamp=datetime(2026, 12, 1, 4, 5, 6, tzinfo=UTC),
    starts_at=datetime(2026, 12, 12, 8, 0, tzinfo=UTC),
    minutes=90,
    title="Бюджет боюнча коомдук угуу; талкуу, добуш",
    place="Маданият үйү, Ленин көчөсү, 5",
    description="Биринчи: отчёт\nЭкинчи; үчүнчү, төртүнчү \\ бешинчи " + "жоопкерчиликтүү " * 20,
    organiser='«Кызыл-Суу» айыл өкмөтү: "кеңеш", жыйын',
    latitude=42.34,
    longitude=78.0123456,
    url="https://t.me/kyzylsuu_jarchy_bot?start=h_7",
)


def entry(event: CalendarEvent) -> Event:
    (found,) = Calendar.from_ical(render_ics(event)).walk("VEVENT")
    assert isinstance(found, Event)
    return found


def alarms(event: CalendarEvent) -> Iterator[Alarm]:
    for found in Calendar.from_ical(render_ics(event)).walk("VALARM"):
        assert isinstance(found, Alarm)
        yield found


def unfolded(event: CalendarEvent) -> list[str]:
    return render_ics(event).decode().replace("\r\n ", "").split("\r\n")


def test_a_hearing_stands_in_the_calendar_as_it_was_announced() -> None:
    read = entry(HEARING)
    assert read.start == datetime(2026, 12, 12, 14, 0, tzinfo=ZoneInfo("Asia/Bishkek"))
    assert read.end - read.start == timedelta(minutes=90)
    assert (read["uid"], read["sequence"], read["status"]) == ("hearing-7@kyzylsuu", 2, "CONFIRMED")
    assert (read["summary"], read["location"]) == (HEARING.title, HEARING.place)
    assert read["description"] == HEARING.description.strip()
    assert read["url"] == HEARING.url
    assert read["geo"].to_ical() == "42.34;78.012346"
    assert read["organizer"].params["CN"] == "«Кызыл-Суу» айыл өкмөтү: 'кеңеш', жыйын"
    assert read.DTSTAMP == read.LAST_MODIFIED == HEARING.stamp


def test_the_zone_travels_with_the_entry() -> None:
    """A phone that has never heard of Bishkek still shows 14:00 at +06."""
    lines = unfolded(HEARING)
    assert "DTSTART;TZID=Asia/Bishkek:20261212T140000" in lines
    assert "DTEND;TZID=Asia/Bishkek:20261212T153000" in lines
    begin, end = lines.index("BEGIN:VTIMEZONE"), lines.index("END:VTIMEZONE")
    assert lines[begin + 1 : end] == [
        "TZID:Asia/Bishkek",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:+06",
        "TZOFFSETFROM:+0600",
        "TZOFFSETTO:+0600",
        "END:STANDARD",
    ]


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Tashkent", "+0500"), ("Asia/Kolkata", "+0530"), ("Europe/Berlin", "+0100")]
)
def test_another_zone_has_its_own_offset(zone: str, offset: str) -> None:
    elsewhere = replace(HEARING, timezone=zone)
    assert f"TZOFFSETTO:{offset}" in unfolded(elsewhere)
    assert entry(elsewhere).start == HEARING.starts_at


def test_it_rings_a_day_and_two_hours_before() -> None:
    assert [alarm.TRIGGER for alarm in alarms(HEARING)] == [timedelta(hours=-24), timedelta(hours=-2)]
    assert {alarm.description for alarm in alarms(HEARING)} == {HEARING.title}
    assert not list(alarms(replace(HEARING, alarm_hours=())))


def test_a_cancelled_one_is_taken_back_and_rings_no_more() -> None:
    cancelled = replace(HEARING, sequence=3, cancelled=True)
    assert "METHOD:PUBLISH" in unfolded(HEARING)
    assert "METHOD:CANCEL" in unfolded(cancelled)
    assert (entry(cancelled)["status"], entry(cancelled)["sequence"]) == ("CANCELLED", 3)
    assert entry(cancelled)["uid"] == entry(HEARING)["uid"]
    assert not list(alarms(cancelled))


def test_what_is_unknown_is_left_out() -> None:
    bare = replace(HEARING, place=" ", description="\n", organiser="", latitude=None, url=None)
    assert not {"LOCATION", "DESCRIPTION", "GEO", "URL"} & set(entry(bare))
    assert "CN" not in entry(bare)["organizer"].params


def test_the_same_event_gives_the_same_bytes() -> None:
    moscow = timezone(timedelta(hours=3))
    again = replace(
        HEARING, stamp=HEARING.stamp.astimezone(moscow), starts_at=HEARING.starts_at.astimezone(moscow)
    )
    assert render_ics(again) == render_ics(HEARING)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(HEARING, starts_at=datetime(2026, 12, 12, 14))  # noqa: DTZ001 — the mistake itself


@given(text=st.text(max_size=200) | st.just("ү" * 200 + "\r\nATTENDEE:mailto:a@b.kg\r\n" + "😀" * 40))
def test_whatever_is_typed_stays_text_in_short_lines(text: str) -> None:
    event = replace(
        HEARING, title=text, place=text, description=text, organiser=text, url="https://e.kg/" + text
    )
    raw = render_ics(event)
    assert all(len(line) <= 75 and line.decode() for line in raw.split(b"\r\n")[:-1])
    assert "ATTENDEE" not in entry(event)
    assert len(raw.replace(b"\r\n", b"").splitlines()) == 1
    names = {"LOCATION", "DESCRIPTION"}
    assert set(entry(event)) - names == set(entry(HEARING)) - names
