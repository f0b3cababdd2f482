"""Which of the documents' numbered duties bind the office's calendar, and what holds each of them here.

The numbers are those of the list of all duties in the five documents. `rows` are the measures by which the
year's list asks for it, `tests` the tests that would fail if it were lost.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.areas.obligations.catalogue import measures

TESTS = Path(__file__).parents[2]
YEAR = "areas/obligations/test_year.py::test_a_year_of_a_small_office"


@dataclass(frozen=True)
class Held:
    """One duty: its source, in short what it asks, and what holds it."""

    source: str
    asks: str
    tests: tuple[str, ...]
    rows: tuple[str, ...] = ()


def row(source: str, asks: str, key: str, *tests: str) -> Held:
    """A row of the year's list: the simulated year reminds of it, judges it and escalates it."""
    return Held(source, asks, (YEAR, *tests), (key,))


FACTS = "areas/obligations/test_facts.py"
DUTIES: Mapping[int, Held] = {
    1: row(
        "000 row 1",
        "hearing on last year's budget, January-February",
        "cal.1",
        f"{FACTS}::test_budget_hearings_go_from_a_plan_to_a_report",
    ),
    2: row("000 row 2", "the head's report to meetings, January-February", "cal.2"),
    3: row("000 row 3", "hearings on the development programme, March-May", "cal.3"),
    4: row(
        "000 row 4",
        "hearing on the draft budget, June-August",
        "cal.4",
        f"{FACTS}::test_the_day_tells_of_which_budget_a_hearing_is",
    ),
    5: row(
        "000 row 5",
        "tariff hearings, as needed",
        "cal.5",
        f"{FACTS}::test_a_tariff_hearing_that_nobody_needed_is_never_owed",
    ),
    6: row(
        "000 row 6",
        "deputies report to voters in December",
        "cal.6",
        f"{FACTS}::test_each_deputy_in_office_owes_a_report_in_december",
    ),
    8: row(
        "001 §1.1",
        "site and pages are renewed monthly",
        "plan.1.1",
        f"{FACTS}::test_a_message_is_news_on_a_page_where_the_chat_counts_as_one",
    ),
    9: row(
        "001 §1.2",
        "local issues presented twice a year",
        "plan.1.2",
        f"{FACTS}::test_one_meeting_counts_for_both_rows_that_it_serves",
    ),
    10: row(
        "001 §1.3",
        "a message to the WhatsApp group each quarter",
        "plan.1.3",
        f"{FACTS}::test_a_group_message_counts_in_the_quarter_it_was_sent",
    ),
    11: row(
        "001 §1.4",
        "posters on the boards each quarter",
        "plan.1.4",
        f"{FACTS}::test_posters_count_against_the_quarters_part_each_material_once",
    ),
    12: row(
        "001 §1.5",
        "the month's digest on the 25th",
        "plan.1.5",
        f"{FACTS}::test_the_digest_belongs_to_its_month_whenever_it_appears",
        "stories/test_bulletins.py::test_reminders_come_once_and_the_head_hears_when_nothing_is_ready",
    ),
    13: row(
        "001 §2.1",
        "assemblies and hearings each half-year",
        "plan.2.1",
        f"{FACTS}::test_an_assembly_without_protocol_is_done_and_not_reported",
    ),
    14: row("001 §2.2", "local initiatives supported each year", "plan.2.2"),
    15: row("001 §2.3", "mandates lead to acts", "plan.2.3"),
    16: row("001 §2.4", "TPSG supported each year", "plan.2.4"),
    17: row("001 §3.1", "a questionnaire each quarter", "plan.3.1"),
    18: row("001 §3.2", "answers collected twice a year", "plan.3.2"),
    19: row("001 §3.3", "what was collected is reported", "plan.3.3"),
    27: row(
        "002 §1.8",
        "a deputy reports at least once a year",
        "cal.6",
        f"{FACTS}::test_each_deputy_in_office_owes_a_report_in_december",
    ),
    34: Held(
        "002 §2.5",
        "residents are told 5 days before",
        (
            "areas/hearings/test_notice_rules.py::test_five_whole_days_lie_between_sending_and_meeting",
            "areas/obligations/test_reminding_rules.py::test_a_hearing_is_reminded_of_until_its_last_lawful_day",
        ),
    ),
    36: Held(
        "002 §2.5",
        "bodies asked answer within 5 days",
        ("areas/hearings/test_following.py::test_a_body_asked_in_writing_has_five_days",),
    ),
    38: Held(
        "002 §2.5",
        "lists are ready 2 days before",
        ("areas/hearings/test_following.py::test_tasks_are_reminded_of_once_and_done_with_a_word",),
    ),
    42: Held(
        "002 §3.1",
        "registration 30 to 15 minutes before",
        (
            "areas/hearings/test_timing_rules.py::test_the_door_opens_half_an_hour_before_and_closes_a_quarter_before",
        ),
    ),
    50: Held(
        "002 §3.9",
        "within a month the public is told",
        ("areas/hearings/test_timing_rules.py::test_what_was_done_is_told_a_month_later",),
    ),
    53: row("002 §4.4", "the head reports to the council each half-year", "reg.4.4"),
    79: row("004 §2.5", "the list of local issues is renewed each half-year", "str.2.5"),
    7: Held(
        "000, note",
        "own events may be added",
        ("areas/obligations/test_planning.py::test_an_own_event_comes_every_year_or_once",),
    ),
    20: Held(
        "001, head",
        "each row has result, indicator, budget, responsible, note",
        ("areas/obligations/test_plan_papers.py::test_the_tables_have_the_documents_columns_rows_and_goals",),
    ),
    60: Held(
        "002 §7.2",
        "what must be public is public and fresh",
        (
            "areas/library/test_catalogue.py::test_the_seeds_own_numbers_and_nothing_in_between",
            "areas/library/test_asking.py::test_once_a_week_in_the_offices_hours_one_message_each",
        ),
    ),
    74: Held(
        "004 §1.2, 4.10",
        "the head's order approves the plan",
        ("areas/obligations/test_adoption.py::test_only_the_head_s_word_approves_even_past_the_buttons",),
    ),
    77: Held(
        "004 §2.2",
        "the list of local issues on site and boards",
        ("areas/library/test_publishing.py::test_the_paper_for_the_board_comes_in_both_languages",),
    ),
    82: Held(
        "004 §4.1-4.2",
        "a working group by order, headed by the head",
        (
            "areas/obligations/test_adoption.py::test_somebody_else_at_the_group_s_head_is_remarked",
            "areas/obligations/test_plan_papers.py::test_orders_name_the_group_and_leave_lines_for_what_is_unknown",
        ),
    ),
    83: Held(
        "004 §4.3",
        "at least seven, a third from each side",
        (
            "areas/obligations/test_group_rules.py::test_only_fewer_than_seven_stop_anything",
            "areas/obligations/test_group_rules.py::test_thirds_are_right_just_where_no_part_is_a_whole_person_off",
        ),
    ),
    84: Held(
        "004 §4.4-4.5",
        "neither sex under 30 %; minorities, disabled people",
        ("areas/obligations/test_group_rules.py::test_of_seven_three_of_each_sex_are_needed",),
    ),
    86: Held(
        "004 §4.8",
        "activities with methods, terms, responsible and resources",
        (
            "areas/obligations/test_planning.py::test_the_year_is_filled_blank_after_blank",
            "areas/obligations/test_planning.py::test_money_and_a_note_stand_in_the_row",
        ),
    ),
    87: Held(
        "004 §4.9, 4.11",
        "discussed at an assembly; revised once a year at most",
        (
            "areas/obligations/test_adoption.py::test_a_plan_goes_its_whole_way",
            "areas/obligations/test_group_rules.py::test_between_revisions_lie_twelve_months",
        ),
    ),
    88: Held(
        "004 §5.1",
        "informing and involving are monitored",
        (
            "areas/obligations/test_reports.py::test_a_report_goes_its_way_from_figures_to_the_board",
            "areas/obligations/test_indicators.py::test_every_indicator_of_a_busy_quarter",
        ),
    ),
    90: Held(
        "004 §5.4",
        "results on boards and in notices",
        ("areas/obligations/test_reports.py::test_a_report_goes_its_way_from_figures_to_the_board",),
    ),
}

# The other numbers of the list bind no calendar: how a meeting is led (43-47), who may speak of what (21-26,
# 28-33, 35, 37, 39-41), what a report holds (46, 54-57), the call of 2017 (61-73). Their slices hold them.
CALENDAR = {*range(1, 21), 27, 34, 36, 38, 42, 50, 53, 60, 74, 77, 79, 82, 83, 84, 86, 87, 88, 90}


def test_every_duty_of_the_calendar_is_held_by_something() -> None:
    assert set(DUTIES) == CALENDAR
    assert {key for one in DUTIES.values() for key in one.rows} == set(measures())


@pytest.mark.parametrize("number", sorted(DUTIES))
def test_what_holds_it_is_there(number: int) -> None:
    held = DUTIES[number]
    assert held.tests
    for test in held.tests:
        file, _, name = test.partition("::")
        assert name in names_in(file), test
    for key in held.rows:
        assert measures()[key].source.split()[0].rstrip(",") == held.source.split()[0] or number == 27


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))
