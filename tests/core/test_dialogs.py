"""The engine walks forms by pure functions: every way forward, back, out, and every old button."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from bot.core.dialogs import engine
from bot.core.dialogs.state import State, View
from bot.core.dialogs.steps import Ask, Choose, Collect, Confirm, Heard, Option, Say, Step
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, InMessage

T = Translator("en", ZoneInfo("Asia/Bishkek"))
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def word(text: str) -> Any:
    return lambda _view: Markup(text)


def read_number(_view: View, heard: Heard) -> int:
    if not heard.text.isdigit():
        raise Refused("test:number")
    return int(heard.text)


VILLAGES = [Option(name, str(i)) for i, name in enumerate(["Арал", "Кара-Суу", "Кызыл-Арал"])]
STEPS: tuple[Step, ...] = (
    Say(name="hello", text=word("Hello")),
    Choose(name="village", text=word("Where?"), options=lambda _v: VILLAGES),
    Ask(
        name="age",
        text=word("Age?"),
        read=read_number,
        explain=lambda _v, _r: Markup("A number, please."),
        when=lambda v: v.answers.get("village") != "1",
    ),
    Choose(
        name="topics",
        text=word("Topics?"),
        several=True,
        optional=lambda _v: True,
        options=lambda _v: [Option("a", "a"), Option("b", "b")],
    ),
    Collect(name="photos", text=word("Photo?"), kinds=frozenset({AttachmentKind.PHOTO}), limit=2),
    Confirm(name="sure", text=word("Sure?"), button=word("Go")),
)


def heard(*, value: str | None = None, text: str | None = None, file: int | None = None) -> Heard:
    message = InMessage(channel="test", address="1", external_id="1", text=text, choice=value)
    attachment = Attachment(AttachmentKind.PHOTO, file) if file else None
    return Heard(value=value, message=message, attachment=attachment)


def view(state: State) -> View:
    return View(T, state.answers, NOW)


def walk(state: State, *events: Heard) -> engine.Advance:
    step = engine.Advance(state)
    for event in events:
        step = engine.advance(STEPS, step.state, event, view(step.state))
    return step


START = State("form", "hello")


def test_a_whole_walk_ends_with_every_answer() -> None:
    end = walk(
        START,
        heard(value="+"),
        heard(value="0"),
        heard(text="70"),
        heard(value="a"),
        heard(value="b"),
        heard(value="a"),
        heard(value="+"),
        heard(file=5),
        heard(file=6),
        heard(value="+"),
    )
    assert end.done
    assert end.state.answers == {
        "hello": True,
        "village": "0",
        "age": 70,
        "topics": ["b"],
        "photos": [["photo", 5], ["photo", 6]],
        "sure": "+",
    }


def test_a_step_that_does_not_apply_is_passed_over_both_ways() -> None:
    step = walk(START, heard(value="+"), heard(value="1"))
    assert step.state.step == "topics"
    assert walk(step.state, heard(value="<")).state.step == "village"


def test_a_refused_answer_keeps_the_step_and_says_why() -> None:
    step = walk(State("form", "age", {"village": "0"}), heard(text="seventy"))
    assert (step.state.step, step.remark) == ("age", "A number, please.")


@pytest.mark.parametrize(("typed", "chosen"), [("арал", "0"), ("2", "1"), ("кызыл", "2"), ("КАРА-СУУ", "1")])
def test_labels_may_be_typed(typed: str, chosen: str) -> None:
    assert walk(State("form", "village"), heard(text=typed)).state.answers["village"] == chosen


@pytest.mark.parametrize("typed", ["суусамыр", "9", "", "ара"])
def test_what_is_not_in_the_list_is_refused(typed: str) -> None:
    assert walk(State("form", "village"), heard(text=typed)).remark


def test_skipping_is_only_for_optional_steps() -> None:
    skipped = walk(State("form", "topics", {"village": "1"}), heard(value="-"))
    assert skipped.state.step == "photos"
    assert skipped.state.answers["topics"] is None
    assert walk(State("form", "village"), heard(value="-")).remark


def test_done_needs_at_least_one() -> None:
    assert walk(State("form", "topics"), heard(value="+")).remark
    assert walk(State("form", "photos"), heard(value="+")).remark


def test_cancel_leaves_from_anywhere() -> None:
    assert walk(State("form", "photos"), heard(value="x")).cancelled


def test_long_lists_have_pages() -> None:
    many = Choose(name="n", text=word("?"), options=lambda _v: [Option(str(i), str(i)) for i in range(20)])
    state = State("form", "n")
    seen: set[str] = set()
    for _ in range(3):
        shown = engine.screen((many,), state, view(state))
        seen |= {choice.label for row in shown.choices[:-2] for choice in row}
        state = engine.advance((many,), state, heard(value=">"), view(state)).state
    assert seen == {str(i) for i in range(20)}


def test_buttons_name_their_walk_and_their_step() -> None:
    state = State("form", "village", token="abcd")
    shown = engine.screen(STEPS, state, view(state))
    tapped = engine.read_payload(shown.choices[0][0].payload)
    assert tapped == engine.Tapped("abcd", "village", "0")
    assert engine.read_payload("broadcast:1") is None


def test_a_state_survives_its_json() -> None:
    state = State("form", "village", {"a": [1]})
    assert State.from_json(state.to_json()) == state


SURE = Confirm(name="sure", text=word("Sure?"), button=word("Go"))
AT_SURE = State("form", "sure")


@pytest.mark.parametrize("typed", ["ооба", "Да.", "макул", "OK"])
def test_a_typed_yes_confirms(typed: str) -> None:
    assert engine.advance((SURE,), AT_SURE, heard(text=typed), view(AT_SURE)).done


@pytest.mark.parametrize("typed", ["жок", "Нет!", "отмена"])
def test_a_typed_no_is_the_way_out(typed: str) -> None:
    assert engine.advance((SURE,), AT_SURE, heard(text=typed), view(AT_SURE)).cancelled


def test_a_step_with_its_own_way_out_gets_no_other() -> None:
    shown = engine.screen((replace(SURE, own_way_out=True),), AT_SURE, view(AT_SURE))
    assert [choice.label for row in shown.choices for choice in row] == ["Go"]


def test_a_file_without_words_is_kept_for_its_own_step() -> None:
    photos = Collect(name="photos", text=word("Photo?"), kinds=frozenset({AttachmentKind.PHOTO}), limit=2)
    steps = (
        Ask(
            name="age", text=word("Age?"), read=read_number, explain=lambda _v, _r: Markup("?"), files=photos
        ),
        photos,
    )
    state = State("form", "age")
    for file in (5, 6):
        step = engine.advance(steps, state, heard(file=file), view(state))
        assert step.remark
        state = step.state
    assert state.step == "age"
    assert state.answers["photos"] == [["photo", 5], ["photo", 6]]
