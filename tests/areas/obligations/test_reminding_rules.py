"""On which days somebody is reminded; property tests beside the ones the documents give."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.obligations.rules.reminding import Kind, Term, due, reminders, term_of
from bot.areas.obligations.rules.state import State

LEGAL, CALENDAR = LegalValues(), WorkCalendar()


def days(term: Term, state: State = State.OPEN) -> list[tuple[str, str]]:
    return [
        (one.kind.value, f"{one.on:%m-%d}")
        for one in reminders(term, state, LEGAL, CALENDAR)
        if one.kind is not Kind.OVERDUE
    ]


WINTER = Term(date(2026, 1, 1), date(2026, 2, 13), date(2026, 2, 28))
"""000 row 1: a hearing on 28 February is called by 13 February."""


def test_a_hearing_is_reminded_of_until_its_last_lawful_day() -> None:
    assert days(WINTER) == [
        ("opened", "01-08"),  # until the 7th nobody works
        ("half", "01-22"),
        ("before", "01-30"),
        ("before", "02-06"),
        ("before", "02-12"),
        ("too_late", "02-16"),  # the 14th is a Saturday
    ]


def test_what_is_announced_is_left_alone_until_its_window_is_over() -> None:
    assert days(WINTER, State.ANNOUNCED) == []
    overdue = [one.on for one in reminders(WINTER, State.MISSED, LEGAL, CALENDAR) if one.kind is Kind.OVERDUE]
    assert overdue[:3] == [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]
    assert overdue[-1] <= WINTER.closes_on + timedelta(days=LEGAL.obligation_catch_up_days + 7)


def test_a_short_window_is_not_nagged_about() -> None:
    month = Term(date(2026, 6, 1), date(2026, 6, 30), date(2026, 6, 30))
    assert days(month) == [("opened", "06-01"), ("before", "06-16"), ("before", "06-23"), ("before", "06-29")]


def test_after_an_outage_only_the_latest_is_told() -> None:
    found = due(WINTER, State.OPEN, date(2026, 2, 7), LEGAL, CALENDAR)
    assert found is not None
    assert found.name == "before7/20260213"


def test_a_chosen_day_counts_until_it_is_past() -> None:
    opens, closes, planned = WINTER.opens_on, WINTER.closes_on, date(2026, 2, 10)

    def lawful(day: date) -> date:
        return day - timedelta(days=15)

    before = term_of(opens, closes, planned, date(2026, 1, 20), lawful)
    assert before.act_by == date(2026, 1, 26)
    assert term_of(opens, closes, planned, date(2026, 2, 11), lawful).act_by == WINTER.act_by
    assert term_of(opens, closes, planned, date(2026, 1, 20), None).act_by == planned


DAYS = some.dates(date(2025, 1, 1), date(2032, 12, 31))
STATES = some.sampled_from([State.OPEN, State.PLANNED, State.PARTLY, State.MISSED])


@some.composite
def terms(draw: some.DrawFn) -> Term:
    opens = draw(DAYS)
    closes = opens + timedelta(days=draw(some.integers(0, 365)))
    notice = draw(some.sampled_from([0, 6, 15]))
    return Term(opens, closes - timedelta(days=notice), closes)


@given(terms(), STATES)
def test_reminders_come_on_working_days_in_order_and_once(term: Term, state: State) -> None:
    found = list(reminders(term, state, LEGAL, CALENDAR))
    assert all(CALENDAR.works(one.on) for one in found)
    assert len({one.name for one in found}) == len(found)
    in_time = [one.on for one in found if one.kind in (Kind.OPENED, Kind.HALF, Kind.BEFORE)]
    assert in_time == sorted(set(in_time))


@given(terms(), STATES)
def test_the_last_warning_comes_while_there_is_still_time(term: Term, state: State) -> None:
    """Wherever a window has a working day before its last day to act, somebody is warned by then."""
    warned = [one.on for one in reminders(term, state, LEGAL, CALENDAR) if one.kind is not Kind.OVERDUE]
    first_work = next(day for day in _from(term.opens_on) if CALENDAR.works(day))
    if first_work <= term.act_by:
        assert min(warned) <= term.act_by
    if term.closes_on > term.act_by and state is not State.MISSED:
        too_late = [one for one in reminders(term, state, LEGAL, CALENDAR) if one.kind is Kind.TOO_LATE]
        assert all(term.act_by < one.on <= term.closes_on for one in too_late)


@given(terms(), STATES, DAYS)
def test_what_is_due_never_lies_ahead(term: Term, state: State, today: date) -> None:
    found = due(term, state, today, LEGAL, CALENDAR)
    assert found is None or found.on <= today


def _from(day: date) -> list[date]:
    return [day + timedelta(days=n) for n in range(30)]
