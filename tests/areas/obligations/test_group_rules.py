"""Who the working group is made of (004 §4.3-4.4), and when a plan is revised (§4.11)."""

from datetime import date, timedelta
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.models import GroupPart
from bot.areas.obligations.rules import editions, revision
from bot.areas.obligations.rules.editions import Said
from bot.areas.obligations.rules.group import THIRDS, About, Remark, Someone, needed_of_each_sex, remarks
from bot.core.errors import Refused

LEGAL = LegalValues()
A, C, P, X = GroupPart.OFFICE, GroupPart.COUNCIL, GroupPart.COMMUNITY, GroupPart.OTHER
MAYBE = some.sampled_from([True, False, None])
MEMBERS = some.builds(
    Someone,
    part=some.sampled_from(list(GroupPart)),
    leads=some.booleans(),
    woman=MAYBE,
    minority=MAYBE,
    disability=MAYBE,
    social_group=MAYBE,
)
GROUPS = some.lists(MEMBERS, max_size=30)


def about(group: list[Someone]) -> set[About]:
    return {one.about for one in remarks(group, LEGAL)}


def group(*parts: GroupPart, women: int, marked: bool = True) -> list[Someone]:
    return [
        Someone(
            part,
            leads=at == 0,
            woman=at < women,
            minority=marked and at == 0,
            disability=marked and at == 1,
            social_group=marked and at == 2,
        )
        for at, part in enumerate(parts)
    ]


def test_seven_have_no_third_so_two_two_and_three_will_do() -> None:
    assert not remarks(group(A, A, C, C, P, P, P, women=3), LEGAL)
    assert not remarks(group(A, A, A, C, C, P, P, women=4), LEGAL)
    found = remarks(group(A, A, A, C, P, P, P, women=3), LEGAL)
    assert found == [Remark(About.PART, 1, 2, 3, C)]
    assert not remarks(group(A, A, A, C, C, C, P, P, P, women=3), LEGAL)


@pytest.mark.parametrize(("women", "right"), [(2, False), (3, True), (4, True), (5, False)])
def test_of_seven_three_of_each_sex_are_needed(women: int, right: bool) -> None:
    assert (About.SEX not in about(group(A, A, C, C, P, P, P, women=women))) is right
    assert needed_of_each_sex(7, 30) == 3
    assert needed_of_each_sex(10, 30) == 3


def test_what_is_not_said_is_no_shortage_yet() -> None:
    open_yet = [Someone(part, leads=True) for part in (A, A, C, C, P, P, P)]
    assert About.SEX_UNKNOWN in about(open_yet)
    assert About.SEX not in about(open_yet)
    assert About.SEX_UNKNOWN not in about([*group(A, A, C, C, P, P, women=3), Someone(P)])


def test_who_was_invited_counts_neither_for_seven_nor_for_thirds() -> None:
    six = group(A, A, C, C, P, P, women=3)
    assert About.TOO_FEW in about([*six, Someone(X, woman=True)])
    seven = group(A, A, C, C, P, P, P, women=3)
    assert not about([*seven, Someone(X, woman=True), Someone(X, woman=False)])


@settings(max_examples=40)
@given(GROUPS)
def test_only_fewer_than_seven_stop_anything(found: list[Someone]) -> None:
    core = [one for one in found if one.part in THIRDS]
    stopping = [one for one in remarks(found, LEGAL) if one.stops]
    assert bool(stopping) is (len(core) < 7)
    assert all(one.paragraph.startswith("4.") for one in remarks(found, LEGAL))


@settings(max_examples=40)
@given(GROUPS)
def test_thirds_are_right_just_where_no_part_is_a_whole_person_off(found: list[Someone]) -> None:
    core = [one.part for one in found if one.part in THIRDS]
    counts = [core.count(part) for part in THIRDS]
    even = all(len(core) // 3 <= count <= ceil(len(core) / 3) for count in counts)
    assert (About.PART not in about(found)) is even
    # The rule never asks for what no group of that size can be.
    assert not core or len(core) // 3 * 3 <= len(core) <= ceil(len(core) / 3) * 3


@settings(max_examples=40)
@given(GROUPS, some.permutations(range(30)))
def test_the_order_of_members_means_nothing(found: list[Someone], order: list[int]) -> None:
    mixed = [found[at] for at in order if at < len(found)]
    assert remarks(mixed, LEGAL) == remarks(found, LEGAL)


@settings(max_examples=40)
@given(GROUPS)
def test_a_sex_is_short_only_where_nobody_unsaid_could_help(found: list[Someone]) -> None:
    need = needed_of_each_sex(len(found), 30)
    unknown = sum(one.woman is None for one in found)
    for one in remarks(found, LEGAL):
        if one.about is About.SEX:
            assert one.have + unknown < need <= len(found)


# Revision


def test_the_first_revision_may_come_at_any_time() -> None:
    revision.check_may_be_revised([], date(2026, 1, 27), LEGAL)


@given(some.dates(date(2025, 1, 1), date(2040, 12, 31)), some.integers(0, 800))
def test_between_revisions_lie_twelve_months(last: date, days: int) -> None:
    today = last + timedelta(days=days)
    first = revision.may_be_revised_on([last], LEGAL)
    assert first is not None
    assert first.year == last.year + 1
    if today < first:
        with pytest.raises(Refused, match="obligations:revised") as refused:
            revision.check_may_be_revised([last], today, LEGAL)
        assert refused.value.data["first"] == first
    else:
        revision.check_may_be_revised([last], today, LEGAL)
        # However a year is counted, no calendar year has two.
        assert today.year > last.year


def test_a_blank_that_was_left_open_may_be_filled_what_was_said_may_not() -> None:
    revision.check_number_free({"materials_min": None}, "materials_min", 8)
    revision.check_number_free({"materials_min": 8}, "materials_min", 8)
    with pytest.raises(Refused, match="obligations:approved"):
        revision.check_number_free({"materials_min": 8}, "materials_min", 7)


def test_an_edition_tells_what_it_changes() -> None:
    row = {"targets": {"materials_min": 8}, "days": {}}
    own: dict[str, Any] = {"targets": {}, "days": {}, "ky": "Айыл күнү", "ru": None, "every_year": False}
    before: Said = {"2026": {"plan.1.4": row, "own.event.1": own}}
    after: Said = {
        "2026": {"plan.1.4": {"targets": {"materials_min": 10}, "days": {"1": "2026-02-01"}}},
        "2027": {"plan.1.4": row},
    }
    kinds = [(one.year, one.key, one.kind.value) for one in editions.differences(before, after)]
    # 2027 goes on with what 2026 said for every year: its own event of one year isn't missed there.
    assert kinds == [
        (2026, "plan.1.4", "number"),
        (2026, "plan.1.4", "day"),
        (2026, "own.event.1", "removed"),
    ]
