"""When bulletins are due, at the edges of months, quarters, years and days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.areas.bulletins import rules
from bot.areas.bulletins.models import BulletinKind
from bot.areas.municipality.legal import LegalValues
from bot.core.errors import Refused

BISHKEK = ZoneInfo("Asia/Bishkek")
LEGAL = LegalValues()
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
YEARS = timedelta(days=3000)
moments = st.timedeltas(timedelta(0), YEARS).map(lambda passed: datetime(2024, 1, 1, tzinfo=UTC) + passed)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BISHKEK)


@pytest.mark.parametrize(
    ("year", "month", "start", "end"),
    [
        (2026, 11, "2026-10-01", "2026-10-31"),
        (2027, 1, "2026-12-01", "2026-12-31"),
        (2028, 3, "2028-02-01", "2028-02-29"),
    ],
)
def test_a_monthly_issue_tells_of_the_calendar_month_before(
    year: int, month: int, start: str, end: str
) -> None:
    issue = rules.monthly_issue(year, month, LEGAL, BISHKEK)
    assert (issue.period_start.isoformat(), issue.period_end.isoformat()) == (start, end)
    assert issue.publish_at == at(f"{year}-{month:02}-25T10:00")


@pytest.mark.parametrize(
    ("year", "month", "start", "end"),
    [
        (2026, 1, "2025-10-01", "2025-12-31"),
        (2026, 4, "2026-01-01", "2026-03-31"),
        (2026, 10, "2026-07-01", "2026-09-30"),
    ],
)
def test_a_quarterly_issue_tells_of_the_quarter_before(year: int, month: int, start: str, end: str) -> None:
    issue = rules.quarterly_issue(year, month, LEGAL, BISHKEK)
    assert issue is not None
    assert (issue.period_start.isoformat(), issue.period_end.isoformat()) == (start, end)


def test_other_months_have_no_quarterly_issue() -> None:
    assert [m for m in range(1, 13) if rules.quarterly_issue(2026, m, LEGAL, BISHKEK)] == [1, 4, 7, 10]


@pytest.mark.parametrize(
    ("now", "opened"),
    [
        ("2026-11-15T09:59", "2026-09-01"),
        ("2026-11-15T10:00", "2026-10-01"),
        ("2026-11-30T23:59", "2026-10-01"),
    ],
)
def test_a_draft_opens_ten_days_before(now: str, opened: str) -> None:
    found = rules.issues_to_open(at(now), LONG_AGO, LEGAL, BISHKEK)
    monthly = [issue for issue in found if issue.kind is BulletinKind.MONTHLY]
    assert monthly[-1].period_start.isoformat() == opened


def test_after_a_long_outage_every_missed_one_opens() -> None:
    found = rules.issues_to_open(at("2026-11-16T12:00"), at("2026-08-01T00:00"), LEGAL, BISHKEK)
    assert [(issue.kind.value, issue.period_start.isoformat()) for issue in found] == [
        ("monthly", "2026-07-01"),
        ("monthly", "2026-08-01"),
        ("quarterly", "2026-07-01"),
        ("monthly", "2026-09-01"),
        ("monthly", "2026-10-01"),
    ]


@pytest.mark.parametrize(("now", "undecided"), [("2026-11-25T09:59", True), ("2026-11-25T10:00", False)])
def test_only_what_is_late_and_undecided_is_closed(now: str, undecided: bool) -> None:
    with pytest.raises(Refused):
        rules.check_closable(at("2026-11-25T10:00"), at(now), undecided=undecided)
    rules.check_closable(at("2026-11-25T10:00"), at("2026-11-25T10:00"), undecided=True)


def test_a_newcomer_is_not_asked_for_what_was_due_before() -> None:
    now = at("2026-11-20T12:00")
    assert [issue.period_start for issue in rules.issues_to_open(now, now, LEGAL, BISHKEK)] == [
        date(2026, 10, 1)
    ]


@pytest.mark.parametrize(
    ("now", "step"),
    [
        ("2026-11-15T09:59", None),
        ("2026-11-15T10:00", "before:10"),
        ("2026-11-22T09:59", "before:10"),
        ("2026-11-22T10:00", "before:3"),
        ("2026-11-24T10:00", "before:1"),
        ("2026-11-25T06:00", "escalation"),
        ("2026-11-26T09:59", "escalation"),
        ("2026-11-26T10:00", "overdue:2026-11-26"),
        ("2026-12-01T10:00", "overdue:2026-12-01"),
        ("2026-12-02T10:00", "overdue:2026-12-02"),
        ("2026-12-08T10:00", "overdue:2026-12-02"),
        ("2026-12-09T10:00", "overdue:2026-12-09"),
    ],
)
def test_each_step_has_its_moment(now: str, step: str | None) -> None:
    assert rules.due_step(at("2026-11-25T10:00"), at(now), LEGAL, BISHKEK) == step


def test_late_is_another_day() -> None:
    due = at("2026-11-25T10:00")
    assert not rules.is_late(due, at("2026-11-25T23:59"), BISHKEK)
    assert rules.is_late(due, at("2026-11-26T00:00"), BISHKEK)


@given(moments)
def test_the_next_opening_is_ahead_and_opens_something(now: datetime) -> None:
    opening = rules.next_opening(now, LEGAL, BISHKEK)
    assert now < opening <= now + timedelta(days=32)
    before = rules.issues_to_open(opening - timedelta(seconds=1), LONG_AGO, LEGAL, BISHKEK)
    assert rules.issues_to_open(opening, LONG_AGO, LEGAL, BISHKEK) != before


@given(moments)
def test_periods_follow_each_other_without_gaps(now: datetime) -> None:
    monthly = [i for i in rules.issues_around(now, LEGAL, BISHKEK) if i.kind is BulletinKind.MONTHLY]
    for earlier, later in pairwise(monthly):
        assert earlier.period_end + timedelta(days=1) == later.period_start
