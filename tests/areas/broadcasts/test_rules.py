"""What may follow what, who may approve, when a message may go: values in, decisions out."""

import copy
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import is_quiet
from bot.areas.people.models import Role
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.areas.residents.models import Topic
from bot.core.errors import Refused

BISHKEK = ZoneInfo("Asia/Bishkek")
LEGAL = LegalValues()
S = BroadcastState
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def message(**given_parts: Any) -> Broadcast:
    parts: dict[str, Any] = {
        "kind": BroadcastKind.ORDINARY,
        "state": S.DRAFT,
        "topic": Topic.NEWS,
        "text_ky": "Кабар",
        "text_ru": None,
        "attachments": [],
        "audience": {},
    }
    return Broadcast(**(parts | given_parts))


# States


@pytest.mark.parametrize(
    ("allowed", "states"),
    [
        (rules.UNSEEN, {S.DRAFT, S.RETURNED}),
        (rules.EDITABLE, {S.DRAFT, S.RETURNED, S.WAITING}),
        (rules.STOPPABLE, {S.WAITING, S.APPROVED, S.SENDING}),
        (rules.DECIDED, {S.APPROVED, S.SENDING, S.SENT}),
    ],
)
def test_each_verb_has_its_states(allowed: frozenset[S], states: set[S]) -> None:
    assert allowed == states
    for state in S:
        if state in states:
            rules.check_state(message(state=state), allowed)
        else:
            with pytest.raises(Refused, match="broadcasts:past"):
                rules.check_state(message(state=state), allowed)


def test_nothing_leaves_the_last_states() -> None:
    for state in (S.SENT, S.STOPPED):
        assert not any(state in allowed for allowed in (rules.UNSEEN, rules.EDITABLE, rules.STOPPABLE))


@given(st.integers(1, 50), st.integers(1, 50))
def test_two_pairs_of_eyes(author: int, approver: int) -> None:
    if author == approver:
        with pytest.raises(Refused, match="broadcasts:own"):
            rules.check_other_person(author, approver)
    else:
        rules.check_other_person(author, approver)


def test_the_head_alone_sends_in_an_emergency() -> None:
    assert [role for role in Role if Permission.SEND_EMERGENCY in PERMISSIONS[role]] == [Role.HEAD]


@pytest.mark.parametrize(
    ("state", "by", "may_approve", "stays"),
    [
        (S.WAITING, 1, True, False),  # its author, though they might approve others'
        (S.WAITING, 2, True, True),
        (S.WAITING, 2, False, False),
        (S.DRAFT, 2, True, False),
    ],
)
def test_a_new_time_leaves_it_waiting_only_from_an_approver(
    state: S, by: int, may_approve: bool, stays: bool
) -> None:
    waiting = message(state=state, author_id=1)
    assert rules.stays_waiting(waiting, by, may_approve=may_approve) is stays


# Texts and files


@given(st.integers(1, 5000), st.sampled_from(["а", "ү", "😀", "<", "&"]))
def test_a_text_is_measured_as_the_platform_does(count: int, letter: str) -> None:
    units = count * (2 if letter == "😀" else 1)
    text = f"<b>{escape(letter * count)}</b>"
    if units <= rules.LONGEST_TEXT:
        rules.check_text(text)
    else:
        with pytest.raises(Refused) as refused:
            rules.check_text(text)
        assert refused.value.data == {"excess": units - rules.LONGEST_TEXT}


@pytest.mark.parametrize("text", ["", "   ", "\n", "<b> </b>"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="broadcasts:empty"):
        rules.check_text(text)


def test_the_russian_text_is_checked_too() -> None:
    with pytest.raises(Refused, match="broadcasts:too_long"):
        rules.check_texts(message(text_ru="б" * 4097))


def test_files_have_a_size_and_a_number() -> None:
    rules.check_files([20 * 1024 * 1024, None, 1, 1, 1])
    with pytest.raises(Refused, match="broadcasts:file_too_big"):
        rules.check_files([20 * 1024 * 1024 + 1])
    with pytest.raises(Refused, match="broadcasts:too_many_files"):
        rules.check_files([1] * 6)


@pytest.mark.parametrize(
    ("letters", "kinds", "apart"),
    [
        (5000, [], False),
        (1024, ["photo"], False),
        (1025, ["photo"], True),
        (10, ["photo", "photo"], False),
        (10, ["photo", "voice"], True),
    ],
)
def test_files_and_text_may_come_apart(letters: int, kinds: list[str], apart: bool) -> None:
    attachments = [[kind, number] for number, kind in enumerate(kinds)]
    assert rules.arrives_apart(("Кабар", "б" * letters), attachments) is apart


@pytest.mark.parametrize(
    "change",
    [
        {"text_ky": "Башка"},
        {"text_ru": "Другое"},
        {"attachments": [["photo", 7]]},
        {"audience": {"villages": [1]}},
        {"topic": Topic.SURVEYS},
    ],
)
def test_a_changed_part_changes_what_was_seen(change: dict[str, Any]) -> None:
    before = message()
    seen, after = rules.revision(before), message(**copy.deepcopy(change))
    rules.check_seen(before, seen)
    with pytest.raises(Refused, match="broadcasts:changed"):
        rules.check_seen(after, seen)
    assert rules.seal(before) != rules.seal(after)


def test_the_seal_is_of_the_content_alone() -> None:
    assert rules.seal(message(state=S.SENT, author_id=3)) == rules.seal(message())


def test_the_headline_is_the_first_line_without_marks() -> None:
    assert rules.headline("\n<b>Суу &amp; жарык</b>\nКалганы") == "Суу & жарык"
    assert len(rules.headline("а" * 500)) == 120
    assert rules.headline("") == ""


# Time


@given(MOMENTS, st.none() | st.timedeltas(timedelta(days=-3), timedelta(days=3)))
def test_it_goes_at_its_time_but_never_in_the_quiet_hours(now: datetime, after: timedelta | None) -> None:
    asked = None if after is None else now + after
    goes = rules.send_moment(message(send_at=asked), now, LEGAL, BISHKEK)
    wanted = max(asked or now, now)
    assert not is_quiet(goes, LEGAL, BISHKEK)
    assert wanted <= goes <= wanted + timedelta(hours=11)
    if not is_quiet(wanted, LEGAL, BISHKEK):
        assert goes == wanted


@given(MOMENTS)
def test_a_chosen_time_is_said_to_move_only_when_it_does(moment: datetime) -> None:
    moved = rules.moved_to(message(send_at=moment), LEGAL, BISHKEK)
    assert (moved is not None) == is_quiet(moment, LEGAL, BISHKEK)


def test_an_emergency_does_not_wait_for_the_morning() -> None:
    night = datetime(2026, 11, 20, 23, 0, tzinfo=BISHKEK)
    assert rules.moved_to(message(send_at=night, kind=BroadcastKind.EMERGENCY), LEGAL, BISHKEK) is None


def test_the_past_is_no_time_to_send() -> None:
    now = datetime(2026, 11, 20, 12, 0, tzinfo=BISHKEK)
    rules.check_moment(now, now)
    with pytest.raises(Refused, match="broadcasts:past_moment"):
        rules.check_moment(now - timedelta(seconds=1), now)
