"""The engine walks forms by pure functions: every way forward, back, out, and every old button."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from bot.core.dialogs import engine, typed
from bot.core.dialogs.state import State, View
from bot.core.dialogs.steps import Ask, Choose, Collect, Confirm, Heard, Option, Say, Step
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, InMessage

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


def heard(
    *, value: str | None = None, text: str | None = None, file: int | None = None, **more: Any
) -> Heard:
    message = InMessage(channel="test", address="1", external_id="1", text=text, choice=value, **more)
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


def test_what_was_given_before_is_passed_over_but_the_way_back_leads_to_it() -> None:
    steps = (STEPS[0], replace(STEPS[1], given=lambda v: "village" in v.answers), *STEPS[2:])
    start = replace(START, answers={"village": "0"})
    asked = engine.advance(steps, start, heard(value="+"), view(start))
    assert asked.state.step == "age"
    back = engine.advance(steps, asked.state, heard(value="<"), view(asked.state))
    assert back.state.step == "village"
    assert engine.advance(steps, back.state, heard(value="2"), view(back.state)).state.step == "age"


def test_a_value_too_long_for_a_button_has_one_that_fits_and_means_it() -> None:
    whole = "Райондук жол башкармалыгы, Чүй облусу"
    steps = (
        Ask(
            name="whose",
            text=word("Whose?"),
            read=lambda _view, heard: heard.text,
            explain=lambda _v, _r: Markup("no"),
            suggestions=lambda _v: [Option("Жол", whole)],
        ),
    )
    state = State("form", "whose")
    [[button], _] = engine.screen(steps, state, view(state)).choices
    tapped = engine.read_payload(button.payload)
    assert tapped is not None
    done = engine.advance(steps, state, heard(value=tapped.value), view(state))
    assert done.done
    assert done.state.answers["whose"] == whole
    forged = engine.advance(steps, state, heard(value="~000000000000"), view(state))
    assert not forged.done


def test_a_button_that_no_platform_would_carry_is_refused_where_it_is_made() -> None:
    assert Choice("label", "я" * 32)
    with pytest.raises(ValueError, match="66 bytes"):
        Choice("label", "я" * 33)


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


# Buttons under earlier questions


def tapped_under(name: str, state: State, value: str) -> engine.Advance:
    return engine.advance(STEPS, state, replace(heard(value=value), under=name), view(state))


@pytest.mark.parametrize("answer", [["a"], None])
def test_skip_under_a_question_that_is_behind_changes_nothing_and_says_so(answer: list[str] | None) -> None:
    state = State("form", "sure", {"hello": True, "village": "1", "topics": answer, "photos": None})
    step = tapped_under("topics", state, "-")
    assert step.state == state
    assert step.remark is not None
    assert "earlier question" in step.remark


def test_skip_under_a_question_come_back_from_still_skips() -> None:
    state = State("form", "village", {"hello": True, "village": "1"})
    step = tapped_under("topics", state, "-")
    assert (step.state.step, step.state.answers["topics"]) == ("photos", None)


def test_another_choice_under_an_earlier_question_is_a_change() -> None:
    state = State("form", "topics", {"hello": True, "village": "0", "age": 70})
    step = tapped_under("village", state, "2")
    assert (step.state.step, step.state.answers["village"], step.state.answers["age"]) == ("age", "2", 70)


def test_the_ways_back_and_out_under_an_earlier_question_lose_nothing() -> None:
    state = State("form", "topics", {"hello": True, "village": "0", "age": 70})
    back = tapped_under("age", state, "<")
    assert (back.state.step, back.state.answers) == ("village", state.answers)
    assert tapped_under("age", state, "x").cancelled


def test_go_under_an_old_last_look_waits_for_what_a_change_has_brought() -> None:
    state = State("form", "age", {"hello": True, "village": "0", "topics": None, "photos": None})
    step = tapped_under("sure", state, "+")
    assert not step.done
    assert (step.state.step, step.state.answers) == ("age", state.answers)
    assert step.remark is not None
    answered = replace(state, answers={**state.answers, "age": 70})
    assert tapped_under("sure", answered, "+").done


def test_a_button_under_a_question_that_no_longer_applies_or_is_gone_leaves_where_one_stands() -> None:
    state = State("form", "topics", {"hello": True, "village": "1"})
    for name in ("age", "renamed"):
        step = tapped_under(name, state, "-")
        assert step.state == state
        assert step.remark is not None


# Typed yes and no


@pytest.mark.parametrize(
    "typed", ["Ооба", "ооба, макул!", "да", "Да, согласна.", "макулмун", "YES", "go", "Жарайт, рахмат"]
)
def test_a_typed_yes_confirms(typed: str) -> None:
    assert walk(State("form", "sure"), heard(text=typed)).done


@pytest.mark.parametrize("typed", ["Жок", "нет", "Нет, спасибо", "макул эмесмин", "не согласен", "no"])
def test_a_typed_no_leaves(typed: str) -> None:
    assert walk(State("form", "sure"), heard(text=typed)).cancelled


@pytest.mark.parametrize("typed", ["балким", "макул, бирок кийин", "1", "да или нет", "👍"])
def test_what_is_neither_yes_nor_no_confirms_nothing(typed: str) -> None:
    step = walk(State("form", "sure"), heard(text=typed))
    assert step.remark
    assert not step.done
    assert not step.cancelled


def test_no_means_the_way_the_step_names() -> None:
    other = Confirm(
        name="here", text=word("Here?"), button=word("✅ Here"), no="there", others=lambda _v: [THERE]
    )
    answered = [
        engine.advance((other,), AT_HERE, heard(text=t), view(AT_HERE)) for t in ("нет", "there!", "here")
    ]
    assert [one.state.answers["here"] for one in answered] == ["there", "there", "+"]


THERE = Option("🏠 There", "there")
AT_HERE = State("form", "here")


def test_a_step_with_its_own_way_out_has_no_cancel() -> None:
    ask = Confirm(name="here", text=word("?"), button=word("Go"), others=lambda _v: [THERE], own_way_out=True)
    shown = engine.screen((ask,), AT_HERE, view(AT_HERE))
    assert [choice.label for row in shown.choices for choice in row] == ["Go", "🏠 There"]


# Files while words are asked


POST: tuple[Step, ...] = (
    Ask(
        name="words",
        text=word("Words?"),
        read=lambda _v, h: h.text,
        explain=lambda _v, _r: Markup("No."),
        files_to="files",
    ),
    Collect(
        name="files",
        text=word("Files?"),
        kinds=frozenset({AttachmentKind.PHOTO}),
        limit=3,
        optional=lambda _v: True,
    ),
    Confirm(name="sure", text=word("Sure?"), button=word("Go")),
)


def post(*events: Heard) -> engine.Advance:
    step = engine.Advance(State("form", "words"))
    for event in events:
        step = engine.advance(POST, step.state, event, view(step.state))
    return step


def test_a_picture_with_words_is_both() -> None:
    step = post(heard(file=5, text="Bridge"))
    assert (step.state.step, step.remark) == ("files", None)
    assert {name: step.state.answers[name] for name in ("words", "files")} == {
        "words": "Bridge",
        "files": [["photo", 5]],
    }


def test_a_picture_alone_is_kept_and_the_words_asked_again() -> None:
    step = post(heard(file=5))
    assert (step.state.step, step.state.answers["files"]) == ("words", [["photo", 5]])
    assert step.remark is not None
    assert "kept" in step.remark


def test_a_kept_picture_is_not_skipped_away() -> None:
    at_files = post(heard(file=5, text="Bridge")).state
    shown = engine.screen(POST, at_files, view(at_files))
    assert "Skip" not in [choice.label for row in shown.choices for choice in row]
    assert post(heard(file=5, text="Bridge"), heard(value="-")).state.answers["files"] == [["photo", 5]]


def test_one_picture_too_many_takes_none_away() -> None:
    step = post(*(heard(file=number, text="Bridge") for number in (1,)), *(heard(file=n) for n in (2, 3, 4)))
    assert step.state.answers["files"] == [["photo", 1], ["photo", 2], ["photo", 3]]
    assert step.remark is not None
    assert "Only 3" in step.remark


def test_words_under_a_further_picture_are_not_lost_in_silence() -> None:
    assert post(heard(text="Bridge"), heard(file=2, text="Its other side")).remark


def test_where_no_files_belong_that_is_said() -> None:
    step = walk(State("form", "age", {"village": "0"}), heard(file=5, text="70"))
    assert step.state.step == "age"
    assert step.remark is not None
    assert "can't be added" in step.remark


def test_an_album_is_answered_once_for_each_new_thing() -> None:
    state, said = State("form", "words"), []
    for number in range(1, 7):
        step = engine.advance(POST, state, heard(file=number, album="a"), view(state))
        state = step.state
        said.append(not step.quiet)
    assert said == [True, False, False, True, False, False], "kept; then that there are too many"
    assert len(state.answers["files"]) == 3
    words_at_last = engine.advance(POST, state, heard(text="Bridge"), view(state))
    assert (words_at_last.state.step, words_at_last.quiet) == ("files", False)


# Texts that come in parts

SECOND = timedelta(seconds=1)


def test_what_follows_a_cut_text_at_once_is_joined_to_it() -> None:
    step = post(
        heard(text="First part", may_be_cut=True, sent_at=NOW),
        heard(text="and the rest.", sent_at=NOW + SECOND),
    )
    assert step.state.answers["words"] == "First part and the rest."
    assert (step.state.step, step.remark) == (
        "files",
        "The long text came in parts. They are joined into one.",
    )


def test_what_comes_later_is_an_answer_of_its_own() -> None:
    steps = (POST[0], replace(POST[0], name="more"), POST[1])
    state = engine.advance(
        steps, State("form", "words"), heard(text="Long", may_be_cut=True, sent_at=NOW), view(START)
    ).state
    step = engine.advance(steps, state, heard(text="Other", sent_at=NOW + 30 * SECOND), view(state))
    assert (step.state.answers["words"], step.state.answers["more"]) == ("Long", "Other")


def test_a_refused_text_is_refused_whole() -> None:
    def read(_view: View, heard: Heard) -> str:
        if len(heard.text) > 10:
            raise Refused("test:long", excess=len(heard.text) - 10)
        return heard.text

    ask = Ask(name="words", text=word("?"), read=read, explain=lambda _v, r: Markup(str(r.data["excess"])))
    steps, state = (ask, POST[2]), State("form", "words")
    for number, text in enumerate(["0123456789", "0123456789", "0123"]):
        step = engine.advance(
            steps, state, heard(text=text, may_be_cut=number < 2, sent_at=NOW + number * SECOND), view(state)
        )
        state = step.state
    assert (state.step, step.remark) == ("words", "16")


def test_at_the_last_question_the_rest_is_waited_for() -> None:
    last = POST[:1]
    step = engine.advance(last, State("form", "words"), heard(text="Long", may_be_cut=True), view(START))
    assert not step.done
    assert step.remark
    shown = engine.screen(last, step.state, view(step.state))
    assert shown.choices[0][0].label == "✔️ Done"
    for event, whole in (
        (heard(value="+"), "Long"),
        (heard(text="done"), "Long"),
        (heard(text="tail"), "Long tail"),
    ):
        end = engine.advance(last, step.state, event, view(step.state))
        assert end.done
        assert end.state.answers["words"] == whole


@pytest.mark.parametrize("written", ["кара суу", "Кара Суу!", "карасуу"])
def test_a_name_is_found_without_its_signs_and_special_letters(written: str) -> None:
    assert typed.listed(VILLAGES, written) == "1"
    assert typed.listed([Option("Миң-Өзөк", "7")], "мин озок") == "7"
    assert typed.listed(VILLAGES, "арал") == "0", "the very name comes before a part of another"


def test_a_number_is_the_time_that_begins_with_it_and_no_place_in_the_list() -> None:
    hours = [Option(label, label) for label in ("09:00", "09:30", "10:00", "14:00")]
    assert typed.listed(hours, "14") == "14:00"
    assert typed.listed(hours, "10:00") == "10:00"
    assert typed.listed(hours, "9") is None, "two begin with it"
    assert typed.listed(hours, "2") is None
    ages = [Option("3–6", "a"), Option("1–2", "b"), Option("7", "c")]
    assert [typed.listed(ages, one) for one in ("1", "3", "7")] == ["b", "a", "c"]
    assert typed.listed(ages, "1", placed=True) == "a", "its place was shown before it"
    assert typed.listed([Option("1. бир", "a"), Option("2. эки", "b")], "2") == "b"


def test_ways_are_typed_too() -> None:
    state = State("form", "topics", {"village": "1"})
    assert walk(state, heard(text="Skip")).state.step == "photos"
    assert walk(state, heard(text="back")).state.step == "village"
    assert walk(state, heard(text="Cancel")).cancelled
    assert walk(state, heard(text="cancel that")).remark is not None
