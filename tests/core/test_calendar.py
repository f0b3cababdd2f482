"""A day, an hour and a place: tapped, typed, or too old a button."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from bot.core.dialogs import engine
from bot.core.dialogs.calendar import PickDay, PickTime
from bot.core.dialogs.place import AskPoint, read_point
from bot.core.dialogs.state import State, View
from bot.core.dialogs.steps import Ask, Heard, Step
from bot.core.i18n import Translator
from bot.core.messages import InMessage, Location
from bot.core.moments import read_day, read_time
from bot.core.typed_numbers import numbered_choices

BISHKEK = ZoneInfo("Asia/Bishkek")
KY = Translator("ky", BISHKEK)
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # noon in Bishkek, a Friday


def word(text: str) -> Any:
    return lambda _view: Markup(text)


def form(first: date = date(2026, 11, 21), last: date = date(2027, 3, 1)) -> tuple[Step, ...]:
    return (
        PickDay(
            name="day",
            text=word("Day?"),
            first=lambda _v: first,
            last=lambda _v: last,
            mark=lambda _v, day: "!" if day < date(2026, 11, 26) else "",
            explain=lambda _v, _r: Markup("Another one."),
        ),
        PickTime(name="time", text=word("Time?"), suggestions=lambda _v: (time(9), time(14, 30))),
        AskPoint(name="point", text=word("Where?")),
        Ask(name="more", text=word("More?"), read=lambda _v, h: h.text, explain=lambda _v, _r: Markup("")),
    )


def heard(value: str | None = None, text: str | None = None, **more: Any) -> Heard:
    message = InMessage(channel="test", address="1", external_id="1", text=text, choice=value, **more)
    return Heard(value=value, message=message)


def walk(state: State, *events: Heard, steps: tuple[Step, ...] | None = None) -> engine.Advance:
    step = engine.Advance(state)
    for event in events:
        step = engine.advance(steps or form(), step.state, event, View(KY, step.state.answers, NOW))
    return step


START = State("form", "day")


def labels(state: State, steps: tuple[Step, ...] | None = None) -> list[list[str]]:
    shown = engine.screen(steps or form(), state, View(KY, state.answers, NOW))
    return [[choice.label for choice in row] for row in shown.choices]


def test_a_month_is_shown_as_weeks_of_seven() -> None:
    rows = labels(START)
    assert rows[0] == ["·", "2026-ж. ноябрь", "▶️"]
    assert rows[1] == ["Дш", "Шш", "Шр", "Бш", "Жм", "Иш", "Жш"]
    # From the week of the first day that can be chosen; the mark is the form's.
    assert rows[2] == ["·"] * 5 + ["!21", "!22"]
    assert rows[3] == ["!23", "!24", "!25", "26", "27", "28", "29"]
    assert rows[4] == ["30"] + ["·"] * 6


def test_a_tapped_day_is_the_answer() -> None:
    step = walk(START, heard("2026-11-30"))
    assert step.state.answers["day"] == "2026-11-30"
    assert step.state.step == "time"


def test_months_turn_both_ways_and_end_where_days_end() -> None:
    january = walk(START, heard("m2026-12-01"), heard("m2027-01-01"))
    assert january.state.step == "day"
    assert labels(january.state)[0] == ["◀️", "2027-ж. январь", "▶️"]
    march = walk(january.state, heard("m2027-03-01")).state
    assert labels(march)[0] == ["◀️", "2027-ж. март", "·"]
    assert labels(march)[2] == ["1"] + ["·"] * 6
    assert len(labels(march)) == 4, "the head, the names of the days, one week, the way out"
    assert labels(walk(march, heard("m2027-02-01")).state)[0][1] == "2027-ж. февраль"


def test_turning_the_month_is_no_answer() -> None:
    assert "day" not in walk(START, heard("m2026-12-01")).state.answers


def test_coming_back_shows_the_month_of_the_day_that_was_chosen() -> None:
    back = walk(START, heard(text="15.02.2027"), heard("<"))
    assert back.state.step == "day"
    assert labels(back.state)[0][1] == "2027-ж. февраль"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("25.12", "2026-12-25"),
        ("25-декабрь", "2026-12-25"),
        ("25 декабря 2026 г.", "2026-12-25"),
        ("эртең", "2026-11-21"),
        ("в пятницу", None),  # today, which can't be chosen
        ("жекшемби күнү", "2026-11-22"),
        ("1.3", "2027-03-01"),
        ("2.3", None),
        ("29.02.2027", None),
        ("бир күнү", None),
    ],
)
def test_a_day_is_typed_in_either_language(typed: str, meant: str | None) -> None:
    assert walk(START, heard(text=typed)).state.answers.get("day") == meant


def test_a_number_alone_is_that_day_of_the_month_that_is_shown() -> None:
    assert walk(START, heard(text="26")).state.answers["day"] == "2026-11-26"
    assert walk(START, heard("m2027-01-01"), heard(text=" 5. ")).state.answers["day"] == "2027-01-05"
    for not_shown in ("20", "31", "0"):
        step = walk(START, heard(text=not_shown))
        assert "day" not in step.state.answers
        assert step.remark


def test_the_numbers_of_a_months_buttons_are_its_days() -> None:
    shown = engine.screen(form(), START, View(KY, {}, NOW))
    found = numbered_choices(shown.choices)
    assert list(found) == [21, 22, 23, 24, 25, 26, 27, 28, 29, 30]
    assert found[25].endswith("/2026-11-25")


def test_the_leap_day_is_there_in_a_leap_year() -> None:
    steps = form(date(2028, 2, 1), date(2028, 3, 31))
    assert "29" in [label for row in labels(START, steps) for label in row]
    assert walk(START, heard("2028-02-29"), steps=steps).state.answers["day"] == "2028-02-29"


@pytest.mark.parametrize("value", ["2026-11-20", "2027-03-02", "."])
def test_buttons_of_a_day_that_is_past_and_of_none_say_so(value: str) -> None:
    step = walk(START, heard(value))
    assert step.remark
    assert step.state.step == "day"


@given(some.dates(date(2026, 1, 1), date(2030, 12, 31)), some.integers(0, 500), some.data())
def test_every_day_can_be_reached_by_buttons_alone(first: date, length: int, data: Any) -> None:
    last = first + timedelta(days=length)
    wanted = data.draw(some.dates(first, last))
    steps = form(first, last)
    state = START
    for _ in range(20):
        shown = engine.screen(steps, state, View(KY, state.answers, NOW))
        payloads = [choice.payload for row in shown.choices for choice in row]
        assert max(map(len, payloads)) <= 64
        if any(payload.endswith(f"/{wanted.isoformat()}") for payload in payloads):
            break
        forward = shown.choices[0][2].payload.rpartition("/")[2]
        state = walk(state, heard(forward), steps=steps).state
    assert walk(state, heard(wanted.isoformat()), steps=steps).state.answers["day"] == wanted.isoformat()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("14:30", "14:30"), ("саат 10", "10:00"), ("9", "09:00"), ("в 6 вечера", "18:00"), ("25:00", None)],
)
def test_an_hour_is_typed_or_tapped(typed: str, meant: str | None) -> None:
    at_time = START.at("time")
    step = walk(at_time, heard(text=typed))
    assert step.state.answers.get("time") == meant
    assert (step.remark is None) == (meant is not None)
    assert walk(at_time, heard("14:30")).state.answers["time"] == "14:30"


def test_words_that_hold_more_than_a_day_or_an_hour_are_not_guessed() -> None:
    assert read_day("25.12 10:00", NOW, BISHKEK) is None
    assert read_day("25.12 же 26.12", NOW, BISHKEK) is None
    assert read_time("10:00 же 11:00") is None


def test_a_place_is_sent_from_the_map() -> None:
    step = walk(START.at("point"), heard(location=Location(41.2044, 74.7661)))
    assert step.state.answers["point"] == [41.2044, 74.7661]


@pytest.mark.parametrize(
    "typed",
    [
        "42.8746, 74.5698",
        "42.8746;74.5698",
        "https://www.google.com/maps/place/Bishkek/@42.8746,74.5698,17z",
        "https://maps.google.com/?q=42.8746,74.5698",
        "https://www.google.com/maps/search/?api=1&query=42.8746%2C74.5698",
        "https://www.openstreetmap.org/?mlat=42.8746&mlon=74.5698#map=17/1.0/2.0",
        "https://www.openstreetmap.org/#map=17/42.8746/74.5698",
        "https://2gis.kg/bishkek/geo/74.5698,42.8746",
        "https://2gis.kg/bishkek?m=74.5698%2C42.8746%2F16",
        "https://yandex.com/maps/?ll=74.5698%2C42.8746&z=16",
    ],
)
def test_a_place_is_typed_or_pasted(typed: str) -> None:
    assert read_point(typed) == (42.8746, 74.5698)


@pytest.mark.parametrize("typed", ["", "клубдун жанында", "42, 74", "142.5, 74.1", "https://2gis.kg/bishkek"])
def test_what_is_no_place_is_refused_with_what_to_do(typed: str) -> None:
    assert read_point(typed) is None
    assert "📎" in str(walk(START.at("point"), heard(text=typed)).remark)
