"""Numbers, deadlines, and who may do what: the explicit table, held against a second one."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.areas.appeals.models import Appeal, AppealKind, AppealState
from bot.areas.appeals.rules import access, deadlines, following, numbers
from bot.areas.appeals.rules.access import Action, Relation
from bot.areas.appeals.rules.deadlines import Urgency
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.working_days import WorkCalendar
from bot.core.errors import Refused

LEGAL = LegalValues.model_validate({})
CALENDAR = WorkCalendar()

# numbers


@pytest.mark.parametrize(
    "typed", ["26-0417-7", "26 0417 7", "2604177", " № 26-0417-7 ", "26.0417.7", "26-0417–7"]
)
def test_a_number_is_read_however_it_is_said(typed: str) -> None:
    assert numbers.read_number(typed) == numbers.make_number(2026, 417) == "26-0417-7"


@given(st.integers(1, 9_999), st.integers(0, 6), st.integers(1, 9))
def test_one_misheard_digit_is_noticed(serial: int, place: int, shift: int) -> None:
    digits = numbers.make_number(2026, serial).replace("-", "")
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    with pytest.raises(Refused, match="appeals:number"):
        numbers.read_number(wrong)


@given(st.integers(1, 9_999), st.integers(0, 5))
def test_two_swapped_digits_are_noticed(serial: int, place: int) -> None:
    digits = numbers.make_number(2026, serial).replace("-", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        with pytest.raises(Refused):
            numbers.read_number(swapped)


@given(st.integers(1, 999_999), st.integers(2000, 2099))
def test_every_number_is_read_back(serial: int, year: int) -> None:
    assert numbers.read_number(numbers.make_number(year, serial)) == numbers.make_number(year, serial)


@pytest.mark.parametrize("typed", ["", "abc", "26-0417", "²6-0417-3", "26-0417-33", "/start"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="appeals:number"):
        numbers.read_number(typed)


# working days


def test_fourteen_working_days_step_over_weekends_and_holidays() -> None:
    found = deadlines.deadlines(date(2026, 12, 22), LEGAL, CALENDAR)
    # From 1 to 7 January nobody works; neither on the weekends between.
    assert found.target_on == date(2027, 1, 12)
    assert found.due_on == date(2027, 1, 18)


def test_a_correction_moves_the_last_day() -> None:
    plain = deadlines.deadlines(date(2026, 11, 2), LEGAL, CALENDAR).due_on
    assert plain == date(2026, 11, 20)
    off = WorkCalendar({date(2026, 11, 5): False})
    assert deadlines.deadlines(date(2026, 11, 2), LEGAL, off).due_on == date(2026, 11, 23)
    on = WorkCalendar({date(2026, 11, 7): True})
    assert deadlines.deadlines(date(2026, 11, 2), LEGAL, on).due_on == date(2026, 11, 19)


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)), st.integers(1, 40))
def test_counting_forward_and_between_agree(day: date, count: int) -> None:
    later = CALENDAR.after(day, count)
    assert CALENDAR.works(later)
    assert CALENDAR.between(day, later) == count
    assert CALENDAR.before(later + timedelta(days=1), 1) == later


def test_reminders_come_at_half_three_one_and_daily_afterwards() -> None:
    received = date(2026, 11, 2)
    due = deadlines.deadlines(received, LEGAL, CALENDAR).due_on
    days = [received + timedelta(days=n) for n in range(26)]
    told = [deadlines.reminder_step(received, due, day, LEGAL, CALENDAR) for day in days]
    seen = [step for step, _ in itertools.groupby(told) if step]
    assert seen[0] == "half"
    assert "-3" in seen
    assert "-1" in seen
    assert [step for step in seen if step.startswith("late.")] == [
        "late.2026-11-23",
        "late.2026-11-24",
        "late.2026-11-25",
        "late.2026-11-26",
        "late.2026-11-27",
    ]


def test_how_urgent_it_is() -> None:
    due, target = date(2026, 11, 20), date(2026, 11, 16)

    def on(day: int) -> Urgency:
        return deadlines.urgency(due, target, date(2026, 11, day), LEGAL, CALENDAR)

    assert [on(16), on(17), on(19), on(20), on(21)] == [
        Urgency.CALM,
        Urgency.PAST_TARGET,
        Urgency.NEAR,
        Urgency.NEAR,
        Urgency.OVERDUE,
    ]


# who may do what

_R, _A = Relation, Action
OFFICE_ACTIONS = {_A.NOTE, _A.SORT, _A.ASSIGN, _A.FORWARD}
AUTHOR_ACTIONS = {_A.REPLY, _A.WITHDRAW, _A.DISPUTE, _A.TELL_WHETHER_IT_WORKS, _A.HIDE}
SEEING = {_A.READ, _A.SEE_AUTHOR}
# Written down a second time, by person instead of by action: what anybody of this kind may ever do.
MAY_EVER = {
    (_R.AUTHOR, False): SEEING | AUTHOR_ACTIONS - {_A.HIDE},
    (_R.AUTHOR, True): SEEING | {_A.REPLY, _A.WITHDRAW, _A.HIDE},
    (_R.HANDLER, False): SEEING | OFFICE_ACTIONS | {_A.ASK, _A.CLOSE},
    (_R.DUTY, False): SEEING | OFFICE_ACTIONS | {_A.TAKE, _A.BLOCK_AUTHOR},
    (_R.HEAD, False): SEEING | OFFICE_ACTIONS | {_A.TAKE, _A.ASK, _A.CLOSE, _A.BLOCK_AUTHOR},
    (_R.CHAIR, False): SEEING | {_A.NOTE},
    (_R.JUDGE, False): {_A.READ, _A.DECIDE_DISPUTE},
    (_R.DEPUTY, True): SEEING | {_A.SORT, _A.ASK, _A.PLAN, _A.HAND_TO_COUNCIL, _A.ANSWER_MANDATE, _A.DECLINE},
    (_R.COUNCIL, True): {_A.READ, _A.ANSWER_MANDATE},
    (_R.NEIGHBOUR, True): {_A.READ, _A.SUPPORT},
    (_R.READER, True): {_A.READ},
    (_R.KEEPER, True): {_A.HAND_OVER},
}


@pytest.mark.parametrize(("relation", "mandate"), sorted(MAY_EVER))
def test_each_may_do_their_own_and_nothing_else(relation: Relation, mandate: bool) -> None:
    found: set[Action] = set()
    for state in AppealState:
        appeal = Appeal(kind=AppealKind.MANDATE if mandate else AppealKind.COMPLAINT, state=state)
        found |= access.allowed(appeal, {relation})
    assert found == MAY_EVER[relation, mandate]


@pytest.mark.parametrize("state", AppealState)
@pytest.mark.parametrize("kind", AppealKind)
def test_a_stranger_learns_nothing(kind: AppealKind, state: AppealState) -> None:
    appeal = Appeal(kind=kind, state=state)
    assert not access.allowed(appeal, ())
    for action in Action:
        with pytest.raises(Refused, match="appeals:gone"):
            access.check(appeal, (), action)


def test_what_is_ended_can_only_be_looked_at_disputed_or_told_about() -> None:
    everybody = frozenset(Relation)
    for state in access.ENDED - following.DISPUTABLE:
        for kind in AppealKind:
            left = access.allowed(Appeal(kind=kind, state=state), everybody)
            assert left <= {_A.READ, _A.SEE_AUTHOR, _A.NOTE, _A.SORT, _A.BLOCK_AUTHOR, _A.HIDE}
