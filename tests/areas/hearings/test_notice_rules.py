"""The days of notice (002 §2.5), at every edge of the calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from bot.areas.hearings.models import MeetingKind
from bot.areas.hearings.rules import notice
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet, earliest_lawful_day

BISHKEK = ZoneInfo("Asia/Bishkek")
LEGAL = LegalValues()
ASSEMBLY, HEARING = MeetingKind.VILLAGE_ASSEMBLY, MeetingKind.BUDGET_HEARING

days = some.dates(date(2020, 1, 1), date(2060, 12, 31))
counts = some.integers(1, 60)


@pytest.mark.parametrize(
    ("meeting", "last"),
    [
        ("2026-12-20", "2026-12-14"),  # 15, 16, 17, 18, 19: exactly five whole days between
        ("2026-12-06", "2026-11-30"),  # a month's end between
        ("2027-01-03", "2026-12-28"),  # a year's end
        ("2028-03-02", "2028-02-25"),  # a leap year's February
        ("2027-03-02", "2027-02-24"),  # and a common one's
    ],
)
def test_five_whole_days_lie_between_sending_and_meeting(meeting: str, last: str) -> None:
    assert notice.last_lawful_day(date.fromisoformat(meeting), 5) == date.fromisoformat(last)


def test_where_lawyers_count_the_meetings_day_it_is_a_day_later() -> None:
    legal = LegalValues(notice_counts_meeting_day=True)
    asked = notice.required(ASSEMBLY, datetime(2026, 12, 20, 10, tzinfo=BISHKEK), legal, BISHKEK)
    assert asked.last_day == date(2026, 12, 15)


@given(days, counts, some.booleans())
def test_the_last_day_is_in_time_and_the_next_is_not(day: date, count: int, counting: bool) -> None:
    last = notice.last_lawful_day(day, count, counts_meeting_day=counting)
    legal = LegalValues(notice_counts_meeting_day=counting)
    noon = datetime.combine(last, time(12), BISHKEK)
    assert earliest_lawful_day(noon, count, legal, BISHKEK) == day
    assert earliest_lawful_day(noon + timedelta(days=1), count, legal, BISHKEK) > day


@given(days, counts)
def test_there_are_so_many_whole_days_between(day: date, count: int) -> None:
    last = notice.last_lawful_day(day, count)
    between = [last + timedelta(days=n) for n in range(1, (day - last).days)]
    assert len(between) == count
    assert last not in between
    assert day not in between


@given(days, some.integers(1, 30), some.integers(1, 30))
def test_more_days_of_notice_never_leave_more_time(day: date, fewer: int, more: int) -> None:
    few, many = sorted((fewer, fewer + more))
    assert notice.last_lawful_day(day, many) < notice.last_lawful_day(day, few)


@given(days, some.times())
def test_the_hour_of_the_meeting_changes_nothing(day: date, hour: time) -> None:
    starts_at = datetime.combine(day, hour, BISHKEK)
    midnight = datetime.combine(day, time(), BISHKEK)
    assert notice.required(ASSEMBLY, starts_at, LEGAL, BISHKEK) == notice.required(
        ASSEMBLY, midnight, LEGAL, BISHKEK
    )


@given(days, some.times(), some.sampled_from(["UTC", "Asia/Bishkek", "Pacific/Auckland", "America/Lima"]))
def test_days_are_those_of_the_municipality_wherever_the_server_is(
    day: date, hour: time, server: str
) -> None:
    starts_at = datetime.combine(day, hour, BISHKEK)
    elsewhere = starts_at.astimezone(ZoneInfo(server))
    assert notice.required(HEARING, elsewhere, LEGAL, BISHKEK).last_day == day - timedelta(days=15)


@pytest.mark.parametrize(
    ("kind", "whole_days"),
    [
        (MeetingKind.BUDGET_HEARING, 14),
        (MeetingKind.PROGRAMME_HEARING, 14),
        (MeetingKind.TARIFF_HEARING, 14),
        (MeetingKind.PUBLIC_HEARING, 14),
        (MeetingKind.KURULTAI, 14),
        (MeetingKind.VILLAGE_ASSEMBLY, 5),
        (MeetingKind.HEAD_REPORT, 5),
        (MeetingKind.DEPUTY_REPORT, 5),
        (MeetingKind.OTHER, 5),
    ],
)
def test_each_kind_has_its_days(kind: MeetingKind, whole_days: int) -> None:
    assert notice.notice_days(kind, LEGAL) == whole_days


@pytest.mark.parametrize(
    "name",
    ["report_notice_days", "assembly_notice_days", "hearing_notice_days", "kurultai_notice_days"],
)
def test_a_municipality_may_give_more_notice_but_never_less_than_the_seed(name: str) -> None:
    assert getattr(LegalValues.model_validate({name: 21}), name) == 21
    with pytest.raises(ValidationError):
        LegalValues.model_validate({name: 4})


def test_the_last_day_ends_where_people_go_to_rest() -> None:
    asked = notice.required(ASSEMBLY, datetime(2026, 12, 20, 10, tzinfo=BISHKEK), LEGAL, BISHKEK)
    assert asked.send_by == datetime(2026, 12, 14, 21, tzinfo=BISHKEK)


def test_where_nobody_rests_in_the_evening_it_ends_at_midnight() -> None:
    legal = LegalValues(quiet_from=time(0), quiet_until=time(6))
    asked = notice.required(ASSEMBLY, datetime(2026, 12, 20, 10, tzinfo=BISHKEK), legal, BISHKEK)
    assert asked.send_by == datetime(2026, 12, 15, tzinfo=BISHKEK)


@pytest.mark.parametrize(
    ("now", "earliest"),
    [
        (datetime(2026, 12, 14, 12, 0, tzinfo=BISHKEK), date(2026, 12, 20)),
        (datetime(2026, 12, 14, 20, 59, tzinfo=BISHKEK), date(2026, 12, 20)),
        # After nine it goes out only in the morning, which is another day.
        (datetime(2026, 12, 14, 21, 0, tzinfo=BISHKEK), date(2026, 12, 21)),
        (datetime(2026, 12, 14, 23, 59, tzinfo=BISHKEK), date(2026, 12, 21)),
        (datetime(2026, 12, 15, 0, 0, tzinfo=BISHKEK), date(2026, 12, 21)),
        # The same moment told by a server in London.
        (datetime(2026, 12, 14, 14, 0, tzinfo=UTC), date(2026, 12, 20)),
        (datetime(2026, 12, 14, 18, 30, tzinfo=UTC), date(2026, 12, 21)),
    ],
)
def test_the_earliest_day_offered_is_one_that_can_still_be_kept(now: datetime, earliest: date) -> None:
    assert notice.earliest_day(ASSEMBLY, now, LEGAL, BISHKEK) == earliest


@given(days, some.times(), some.sampled_from(list(MeetingKind)))
def test_what_is_offered_is_lawful_and_the_day_before_is_not(
    today: date, hour: time, kind: MeetingKind
) -> None:
    moment = datetime.combine(today, hour, BISHKEK)
    offered = notice.earliest_day(kind, moment, LEGAL, BISHKEK)
    starts_at = datetime.combine(offered, time(10), BISHKEK)
    goes_at = after_quiet(moment, LEGAL, BISHKEK)
    assert goes_at <= notice.required(kind, starts_at, LEGAL, BISHKEK).send_by
    earlier = notice.required(kind, starts_at - timedelta(days=1), LEGAL, BISHKEK)
    assert goes_at > earlier.send_by
    assert not notice.is_in_time(kind, offered - timedelta(days=1), moment, LEGAL, BISHKEK)


def test_the_alarm_comes_hours_before_and_the_most_urgent_one_counts() -> None:
    send_by = datetime(2026, 12, 14, 21, tzinfo=BISHKEK)

    def alarm(hours: float) -> int | None:
        return notice.due_alarm(send_by, send_by - timedelta(hours=hours), LEGAL)

    assert [alarm(25), alarm(24), alarm(5), alarm(4), alarm(0.5), alarm(0)] == [None, 24, 24, 4, 4, None]
