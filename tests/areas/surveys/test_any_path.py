"""Any way through any questionnaire ends with exactly one complete answer."""

import random
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.areas.surveys import answering
from bot.areas.surveys.dialogs import asking
from bot.areas.surveys.dialogs.asking import Ground, Review
from bot.areas.surveys.models import Answer, BoxedPaper, Participation, Response
from bot.areas.surveys.questionnaire import checks, flow
from bot.areas.surveys.questionnaire.content import Questionnaire
from bot.core.dialogs import engine
from bot.core.dialogs.state import CHANGING, State, View
from bot.core.dialogs.steps import BACK, CANCEL, Heard
from bot.core.i18n import Translator
from bot.core.messages import InMessage
from tests.areas.residents.chat import BISHKEK, Phone
from tests.areas.surveys.forms import questionnaires
from tests.areas.surveys.station import SMALL, Station

NOW = datetime(2026, 11, 20, 12, tzinfo=BISHKEK)
TODAY = date(2026, 11, 20)
TYPED = ["3", "7", "жок", "ооба", "Суу", "25.12.2026", "1 2", "-1", "99", "кечээ"]
LONGEST_WALK = 600


def walk(content: Questionnaire, lots: random.Random, wander: int) -> tuple[State, int]:
    """Taps and types at random, at first also back and changing; then forward to the end."""
    steps = (
        *asking.compile_steps(content),
        Review(name="review", text=lambda _view: Markup(""), content=content),
    )
    t = Translator("ky", BISHKEK)
    ground = Ground(content, None)
    view = View(t, {}, NOW, ground)
    first = engine.first_step(steps, view)
    assert first is not None
    state = State("survey:1", first.name, {})
    for count in range(LONGEST_WALK):
        view = View(t, state.answers, NOW, ground)
        message = engine.screen(steps, state, view)
        values = [
            tapped.value
            for row in message.choices
            for one in row
            if (tapped := engine.read_payload(one.payload))
        ]
        wandering = count < wander
        useful = [v for v in values if v != CANCEL and (wandering or v not in {BACK, "u", "c0"})]
        value = lots.choice(useful) if useful and lots.random() < 0.8 else None
        said = InMessage(channel="telegram", address="1", external_id=str(count), text=lots.choice(TYPED))
        if value == "+" and state.step == "review" and wandering:
            continue
        state_before = state
        taken = engine.advance(steps, state, Heard(value=value, message=said), view)
        state = taken.state
        if taken.done:
            if state_before.step == "review":
                return state, count
            raise AssertionError("it ended before the last look")
    raise AssertionError(f"it never ended: {state}")


@given(questionnaires(), st.integers(0, 10_000), st.integers(0, 30))
def test_any_walk_ends_with_a_complete_answer(content: Questionnaire, seed: int, wander: int) -> None:
    assert not checks.find_problems(content)
    state, _ = walk(content, random.Random(seed), wander)  # noqa: S311 - nothing here is secret
    assert CHANGING not in state.answers
    settled = answering.check_complete(content, asking.given(content, state.answers), TODAY)
    assert not flow.unanswered(content, settled, TODAY)
    asked = {one.name for one in flow.path(content, settled, TODAY)}
    assert settled.keys() <= asked


@given(
    questionnaires(),
    st.dictionaries(st.sampled_from([f"n{i}" for i in range(8)]), st.sampled_from(["o0", 3, ["o1"]])),
)
def test_what_does_not_apply_never_counts(content: Questionnaire, given_answers: dict[str, Any]) -> None:
    settled = flow.settle(content, given_answers, TODAY)
    for question in content.questions:
        if question.name in settled:
            before = {
                name: settled[name]
                for name in settled
                if content.position(name) < content.position(question.name)
            }
            assert flow.applies(question, before, TODAY)
    assert flow.settle(content, settled, TODAY) == settled


async def press(phone: Phone, lots: random.Random) -> None:
    """Any button of any message that was ever seen, old ones among them, or a word."""
    seen = lots.choice(phone.seen[-4:] if lots.random() < 0.8 else phone.seen)
    choices = [one for row in seen.message.choices for one in row if one.payload]
    if choices and lots.random() < 0.85:
        await phone.tap_payload(lots.choice(choices).payload, seen.id)
    else:
        await phone.write(lots.choice([*TYPED, "/menu", "/surveys", "/cancel"]))


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_pressed_each_person_is_counted_once(station: Station, seed: int) -> None:
    lots = random.Random(seed)  # noqa: S311 - nothing here is secret
    number = await station.opened(SMALL, anonymous=bool(seed % 2))
    phones = [await station.resident() for _ in range(2)]
    for phone in phones:
        await phone.tap_payload(f"sv:start.{number}")
        for _ in range(40):
            await press(phone, lots)
        for _ in range(60):
            if "жооп бергенсиз" in await phone.tap_payload(f"sv:start.{number}"):
                break
            for label in ("Жоопторду жөнөтүү", "Туура", "5", "Ооба", "WELL", "Өткөрүп"):
                if any(label in button for button in phone.buttons):
                    await phone.tap(label)
                    break
            else:
                await phone.write("Асан")
    done = [one for one in await station.all_of(Participation) if one.finished]
    assert len(done) == 2
    await station.close(number)
    responses = await station.all(Response)
    assert len(responses) == 2
    assert not await station.all(BoxedPaper)
    for response in responses:
        names = {one.question for one in await station.all_of(Answer) if one.response_id == response.id}
        assert {"mark", "water"} <= names
