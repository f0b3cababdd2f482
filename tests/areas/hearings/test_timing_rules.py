"""Reminders, registration, and what is owed after a meeting."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.areas.hearings.models import Meeting, MeetingKind, MeetingState, TaskKind
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import timing
from bot.areas.municipality.legal import LegalValues
from bot.core.errors import Refused

BISHKEK = ZoneInfo("Asia/Bishkek")
LEGAL = LegalValues()
START = datetime(2026, 12, 20, 10, 0, tzinfo=BISHKEK)


def meeting(called_at: datetime | None = START - timedelta(days=10)) -> Meeting:
    return Meeting(state=MeetingState.CALLED, starts_at=START, minutes=120, called_at=called_at)


def before(**time: float) -> datetime:
    return START - timedelta(**time)


def test_reminders_come_the_day_before_and_two_hours_before() -> None:
    moments = [before(hours=25), before(hours=24), before(hours=3), before(hours=2), before(minutes=1), START]
    assert [timing.due_reminder(meeting(), one, LEGAL) for one in moments] == [None, 24, 24, 2, 2, None]


def test_who_was_only_just_told_is_not_reminded_of_it() -> None:
    called = meeting(called_at=before(hours=20))
    assert timing.due_reminder(called, before(hours=19), LEGAL) is None
    assert timing.due_reminder(called, before(hours=1), LEGAL) == 2


def test_what_nobody_was_told_of_has_no_reminders() -> None:
    assert timing.due_reminder(meeting(called_at=None), before(hours=1), LEGAL) is None


def test_nobody_is_woken_by_a_reminder_but_it_comes_before_the_start() -> None:
    early = Meeting(starts_at=datetime(2026, 12, 20, 9, 0, tzinfo=BISHKEK), minutes=60)
    night = datetime(2026, 12, 20, 7, 0, tzinfo=BISHKEK)
    assert timing.reminder_moment(early, night, LEGAL, BISHKEK) == datetime(
        2026, 12, 20, 8, 0, tzinfo=BISHKEK
    )
    dawn = Meeting(starts_at=datetime(2026, 12, 20, 7, 30, tzinfo=BISHKEK), minutes=60)
    assert timing.reminder_moment(dawn, night, LEGAL, BISHKEK) == night


@pytest.mark.parametrize(
    ("minutes", "is_open", "late"),
    [(31, False, False), (30, True, False), (16, True, False), (15, True, True), (0, True, True)],
)
def test_the_door_opens_half_an_hour_before_and_closes_a_quarter_before(
    minutes: int, is_open: bool, late: bool
) -> None:
    door = timing.registration(meeting(), LEGAL)
    now = before(minutes=minutes)
    assert (door.is_open(now), door.is_late(now)) == (is_open, late)


def test_who_comes_late_is_let_in_until_the_end() -> None:
    door = timing.registration(meeting(), LEGAL)
    assert door.is_open(START + timedelta(minutes=119))
    assert not door.is_open(START + timedelta(minutes=120))


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (TaskKind.PREMISES, "2026-12-14"),
        (TaskKind.MATERIALS, "2026-12-15"),
        (TaskKind.LISTS, "2026-12-18"),
        (TaskKind.INVITATIONS, "2026-12-18"),
    ],
)
def test_tasks_count_back_from_the_meeting(kind: TaskKind, due: str) -> None:
    found = timing.task_due(kind, MeetingKind.VILLAGE_ASSEMBLY, START, LEGAL, BISHKEK)
    assert found.date() == date.fromisoformat(due)


def test_a_hearings_draft_is_ready_two_weeks_before() -> None:
    due = timing.task_due(TaskKind.MATERIALS, MeetingKind.BUDGET_HEARING, START, LEGAL, BISHKEK)
    assert due.date() == date(2026, 12, 6)


def test_a_body_has_five_days_from_the_receipt() -> None:
    received = datetime(2026, 12, 1, 9, tzinfo=BISHKEK)
    assert timing.request_due(received, LEGAL, BISHKEK) == datetime(2026, 12, 6, 21, tzinfo=BISHKEK)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ("2026-12-20", "2027-01-20"),
        ("2027-01-31", "2027-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2026-10-31", "2026-11-30"),
        ("2027-02-28", "2027-03-28"),
    ],
)
def test_what_was_done_is_told_a_month_later(held: str, due: str) -> None:
    assert timing.measures_due(date.fromisoformat(held), LEGAL) == date.fromisoformat(due)


def test_a_decision_is_reminded_of_at_half_time_a_week_and_a_day_before_and_weekly_when_overdue() -> None:
    held, due = date(2026, 12, 20), date(2027, 1, 20)
    steps: dict[str | None, date] = {}
    for number in range(60):
        step = timing.decision_step(held, due, held + timedelta(days=number), LEGAL)
        steps.setdefault(step, held + timedelta(days=number))
    assert steps == {
        None: date(2026, 12, 20),
        "half": date(2027, 1, 4),
        "before.7": date(2027, 1, 13),
        "before.1": date(2027, 1, 19),
        "overdue.0": date(2027, 1, 21),
        "overdue.1": date(2027, 1, 27),
        "overdue.2": date(2027, 2, 3),
        "overdue.3": date(2027, 2, 10),
        "overdue.4": date(2027, 2, 17),
    }


def test_the_protocol_is_asked_for_after_a_day_three_and_seven() -> None:
    held = date(2026, 12, 20)
    asked = [timing.days_step(held, held + timedelta(days=n), LEGAL.protocol_reminder_days) for n in range(9)]
    assert asked == [None, 1, 1, 3, 3, 3, 3, 7, 7]


# Words


@pytest.mark.parametrize(
    ("typed", "words", "minutes"),
    [
        ("Бюджет жөнүндө – 20 мүн", "Бюджет жөнүндө", 20),
        ("1. Бюджет жөнүндө, 20 мүнөт", "Бюджет жөнүндө", 20),
        ("2) Отчёт (15 мин)", "Отчёт", 15),
        ("• Суу – 5 минут.", "Суу", 5),
        ("Суу түтүгү 2027-жылы", "Суу түтүгү 2027-жылы", None),
        ("20 мүн", "20 мүн", None),
    ],
)
def test_an_agendas_point_may_end_in_its_minutes(typed: str, words: str, minutes: int | None) -> None:
    assert meeting_rules.read_agenda(typed) == [{"ky": words, "ru": None, "minutes": minutes}]


def test_a_meeting_takes_as_long_as_its_agenda_where_every_point_says_how_long() -> None:
    whole = meeting_rules.read_agenda("А – 60 мүн\nБ – 15 мүн")
    assert meeting_rules.length(whole) == 75
    assert meeting_rules.length(meeting_rules.read_agenda("А – 60 мүн\nБ")) == 120
    assert meeting_rules.length([]) == 120


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://zoom.us/j/123", "https://zoom.us/j/123"),
        (" meet.google.com/abc ", "https://meet.google.com/abc"),
    ],
)
def test_a_link_opens(typed: str, address: str) -> None:
    assert meeting_rules.read_link(typed) == address


@pytest.mark.parametrize("typed", ["", "жок", "javascript:alert(1)", "ftp://a.kg/x", "zoom us"])
def test_what_is_no_link_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        meeting_rules.read_link(typed)
