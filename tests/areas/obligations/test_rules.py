"""When something is owed and how far it has come."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import Rule, measures
from bot.areas.obligations.rules.state import Fact, FactKind, Need, Stage, State, assign, judge
from bot.areas.obligations.rules.windows import Window, windows_of

LEGAL = LegalValues()
CATCH_UP = timedelta(days=LEGAL.obligation_catch_up_days)
YEARS = some.integers(2025, 2060)


def windows(key: str, year: int = 2026, legal: LegalValues = LEGAL) -> list[Window]:
    return windows_of(measures()[key].recurrence, year, legal)


@pytest.mark.parametrize(
    ("key", "spans"),
    [
        ("cal.1", ["01-01 02-28"]),
        ("cal.2", ["01-01 02-28"]),
        ("cal.3", ["03-01 05-31"]),
        ("cal.4", ["06-01 08-31"]),
        ("cal.5", ["01-01 12-31"]),
        ("cal.6", ["12-01 12-31"]),
        ("plan.1.2", ["01-01 02-28", "07-01 08-31"]),
        ("plan.1.3", ["01-01 03-31", "04-01 06-30", "07-01 09-30", "10-01 12-31"]),
        ("plan.2.1", ["01-01 06-30", "07-01 12-31"]),
        ("reg.4.4", ["01-01 06-30", "07-01 12-31"]),
    ],
)
def test_windows_are_the_documents(key: str, spans: list[str]) -> None:
    assert [f"{one.opens_on:%m-%d} {one.closes_on:%m-%d}" for one in windows(key)] == spans


def test_the_digest_is_due_on_the_25th_or_on_the_day_the_office_chose() -> None:
    assert [one.closes_on.day for one in windows("plan.1.5")] == [25] * 12
    chosen = LegalValues(monthly_bulletin_day=20)
    assert {one.closes_on.day for one in windows("plan.1.5", legal=chosen)} == {20}
    assert windows("plan.1.1")[1].closes_on == date(2026, 2, 28)


@given(YEARS)
def test_windows_lie_in_their_year_in_order_and_apart(year: int) -> None:
    for measure in measures().values():
        found = windows(measure.key, year)
        assert [one.number for one in found] == list(range(1, len(found) + 1))
        assert all(one.opens_on <= one.middle <= one.closes_on for one in found)
        assert all(one.opens_on.year == one.closes_on.year == year for one in found)
        assert all(before.closes_on < after.opens_on for before, after in pairwise(found))


def done(on: date, number: int = 1, stage: Stage = Stage.DONE, **more: int) -> Fact:
    return Fact(stage, on, FactKind.MEETING, number, **more)


WINTER = windows("cal.1")[0]
ONE = Need()


@pytest.mark.parametrize(
    ("today", "facts", "state"),
    [
        (date(2025, 12, 31), [], State.AHEAD),
        (date(2026, 1, 1), [], State.OPEN),
        (date(2026, 2, 28), [], State.OPEN),
        (date(2026, 3, 1), [], State.MISSED),
        (date(2026, 1, 9), [done(date(2026, 2, 1), stage=Stage.PLANNED)], State.PLANNED),
        (date(2026, 1, 9), [done(date(2026, 1, 8), stage=Stage.ANNOUNCED)], State.ANNOUNCED),
        (date(2026, 3, 1), [done(date(2026, 1, 8), stage=Stage.ANNOUNCED)], State.MISSED),
        (date(2026, 2, 9), [done(date(2026, 2, 8))], State.DONE),
        (date(2026, 2, 28), [done(date(2026, 2, 28))], State.DONE),
        (date(2026, 3, 9), [done(date(2026, 3, 1))], State.LATE),
        (
            date(2026, 3, 9),
            [done(date(2026, 2, 8)), done(date(2026, 3, 1), stage=Stage.REPORTED)],
            State.REPORTED,
        ),
    ],
)
def test_the_state_follows_from_the_facts(today: date, facts: list[Fact], state: State) -> None:
    assert judge(WINTER, ONE, facts, today).state is state


def test_what_was_waived_is_neither_missed_nor_owed() -> None:
    assert judge(WINTER, ONE, [], date(2026, 5, 1), waived=True).state is State.WAIVED


def test_what_is_held_as_needed_is_never_missed() -> None:
    assert measures()["cal.5"].recurrence.rule is Rule.AS_NEEDED
    year = windows("cal.5")[0]
    assert judge(year, Need(required=False), [], date(2027, 1, 1)).state is State.NOT_NEEDED


def test_enough_is_done_on_the_day_of_the_last_that_was_asked() -> None:
    need = Need(count=3)
    facts = [done(date(2026, 1, day), day) for day in (5, 6)]
    assert judge(WINTER, need, facts, date(2026, 2, 1)).state is State.PARTLY
    late = [*facts, done(date(2026, 3, 3), 7)]
    found = judge(WINTER, need, late, date(2026, 3, 4))
    assert (found.state, found.done_on, found.count, found.asked) == (State.LATE, date(2026, 3, 3), 3, 3)


def test_the_same_thing_told_twice_counts_once() -> None:
    again = [done(date(2026, 1, 5)), done(date(2026, 1, 9), stage=Stage.REPORTED)]
    assert judge(WINTER, Need(count=2), again, date(2026, 1, 10)).count == 1


def test_everybody_must_have_done_it() -> None:
    need = Need(everyone=frozenset({7, 8}))
    one = done(date(2026, 1, 5), 1, about=7)
    stranger = done(date(2026, 1, 6), 2, about=99)
    assert judge(WINTER, need, [one, stranger], date(2026, 1, 10)).state is State.PARTLY
    both = judge(WINTER, need, [one, done(date(2026, 2, 2), 3, about=8)], date(2026, 2, 10))
    assert (both.state, both.count, both.asked) == (State.DONE, 2, 2)


def test_what_is_caught_up_belongs_to_the_window_before() -> None:
    both = windows("plan.1.2")
    found = assign([done(date(2026, 3, 20), 1), done(date(2026, 7, 1), 2)], both, CATCH_UP)
    assert [fact.subject_id for fact in found[1]] == [1]
    assert [fact.subject_id for fact in found[2]] == [2]


def test_what_comes_much_too_late_belongs_to_no_window() -> None:
    found = assign([done(WINTER.closes_on + CATCH_UP + timedelta(days=1))], [WINTER], CATCH_UP)
    assert found == {1: []}


def test_a_fact_that_names_its_period_goes_there() -> None:
    quarters = windows("plan.1.4")
    found = assign([done(date(2026, 4, 3), period=1)], quarters, CATCH_UP)
    assert len(found[1]) == 1
    assert judge(quarters[0], ONE, found[1], date(2026, 4, 4)).state is State.LATE


DAYS = some.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(some.lists(some.builds(done, DAYS, some.integers(1, 9)), max_size=8))
def test_no_fact_is_lost_to_another_window_of_its_day(facts: list[Fact]) -> None:
    months = windows("plan.1.1")
    found = assign(facts, months, CATCH_UP)
    assert sum(map(len, found.values())) == len(facts)
    assert all(fact.on.month == number for number, of in found.items() for fact in of)


@given(some.lists(some.builds(done, DAYS, some.integers(1, 9)), max_size=8), DAYS)
def test_more_facts_never_make_it_worse(facts: list[Fact], today: date) -> None:
    facts = [fact for fact in facts if fact.on <= today]
    better = [State.MISSED, State.LATE, State.AHEAD, State.OPEN, State.DONE]
    before = better.index(judge(WINTER, ONE, facts[:-1], today).state)
    after = better.index(judge(WINTER, ONE, facts, today).state)
    assert after >= before
