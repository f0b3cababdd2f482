"""Walks a form through the pure engine, so that each of its steps is met and each of its screens drawn."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from bot.areas.surveys.dialogs.asking import ChooseAnswer, ChooseMark
from bot.core.dialogs import engine
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import CHANGING, CUT, State, View
from bot.core.dialogs.steps import BACK, CANCEL, NOTHING, Choose, Confirm, Heard, Say, Step, page_key
from bot.core.messages import OutMessage
from bot.core.routes import Answers, Form, Turn
from tests.every_step import hearing

TOKEN = "abcd"
# A walk that never ends is a mistake of the walker's.
MOST_STATES = 150
MOST_PAGES = 4
# A step that was met so often shows the other language and files nothing new.
OFTEN = 5
# From so many on nothing new is shown of what is chosen.
MOST_CHOSEN = 3
# Questions that are answered by a tap: whatever else is said, the same is replied.
_TAPPED = (ChooseAnswer.accept, ChooseMark.accept, Choose.accept, Confirm.accept, Say.accept, PickDay.accept)
Remarks = Mapping[str, Markup]
"""What is said above a question, by language."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen in one language; `where` tells the form, the step and what was said to it."""

    step: str
    where: str
    message: OutMessage


@dataclass(frozen=True, slots=True)
class Place:
    """A state with what is looked at there, in each language. The walk goes on in the first of them."""

    state: State
    steps: Mapping[str, Sequence[Step]]
    views: Mapping[str, View]

    @property
    def first(self) -> tuple[Sequence[Step], View]:
        language = next(iter(self.views))
        return self.steps[language], self.views[language]

    def draw(self, remarks: Remarks) -> Iterator[Screen]:
        for language, view in self.views.items():
            remark = remarks.get(language)
            message = engine.screen(self.steps[language], self.state, view, remark)
            said = f" after «{remark}»" if remark else ""
            where = f"{self.state.form}/{self.state.step} ({language}){said}"
            yield Screen(self.state.step, where, message)

    def remarks(self, heard: Heard) -> Remarks:
        said = {
            language: engine.advance(self.steps[language], self.state, heard, view).remark
            for language, view in self.views.items()
        }
        return {language: remark for language, remark in said.items() if remark}


@dataclass
class Known:
    """What the walks of one form drew: how often each step, which remarks."""

    visits: Counter[str] = field(default_factory=Counter)
    remarks: set[tuple[str, str]] = field(default_factory=set)


class Walk:
    """Of one form from one beginning. `turns`: the person's, by language; `known`: by all its walks."""

    def __init__(self, form: Form, turns: Mapping[str, Turn], files: hearing.Files, known: Known) -> None:
        self._form = form
        self._turns = turns
        self._files = files
        self._known = known
        self._seen: set[Any] = set()
        self._loaded: dict[str, tuple[Sequence[Step], View]] = {}
        self._ahead: list[tuple[State, Remarks]] = []
        self.places: list[Place] = []
        self.steps: tuple[str, ...] = ()

    async def screens(self, begun: str, answers: Answers) -> AsyncIterator[Screen]:
        steps, view = (await self._place(State(begun, "", answers, TOKEN))).first
        self.steps = tuple(step.name for step in steps)
        first = engine.first_step(steps, view)
        assert first is not None, f"{begun} asks nothing"
        self._ahead.append((State(begun, first.name, answers, TOKEN), {}))
        while self._ahead:
            state, remarks = self._ahead.pop(0)
            place = await self._place(state)
            if not _is_new(self._seen, _key(state, *place.first)):
                continue
            if self._known.visits[state.step] < OFTEN:
                place = await self._place(state, *self._turns)
            assert len(self.places) < MOST_STATES, f"{begun} never ends"
            for screen in place.draw(remarks):
                yield screen
            for refusal in self._answer(place):
                for screen in place.draw(refusal):
                    yield screen
            self.places.append(place)
            self._known.visits[state.step] += 1

    def jump(self, name: str) -> Iterator[Screen]:
        """To a step that no walk comes to, with the answers of one that came far."""
        for place in reversed(self.places):
            try:
                yield from replace(place, state=place.state.at(name)).draw({})
            except (KeyError, AttributeError, TypeError, ValueError):
                continue  # it looks at an answer that this walk had not come to
            return

    async def _place(self, state: State, *languages: str) -> Place:
        """In these languages, else in the first."""
        found = {one: await self._load(state, one) for one in languages or tuple(self._turns)[:1]}
        steps = {one: loaded[0] for one, loaded in found.items()}
        views = {one: replace(loaded[1], answers=state.answers) for one, loaded in found.items()}
        return Place(state, steps, views)

    async def _load(self, state: State, language: str) -> tuple[Sequence[Step], View]:
        """Once for the same answers: nothing changes what is looked at here."""
        answers = {name: one for name, one in state.answers.items() if "#" not in name}
        told = f"{language} {json.dumps(answers, default=str)}"
        if told not in self._loaded:
            turn = replace(self._turns[language])  # a form may choose another language for its turn
            data = await self._form.load(turn, state.answers) if self._form.load else None
            compiled = self._form.compiled
            steps = await compiled(turn, state.answers) if compiled else self._form.steps
            self._loaded[told] = steps, View(turn.t, state.answers, turn.now, data)
        return self._loaded[told]

    def _answer(self, place: Place) -> Iterator[Remarks]:
        """Goes on with all that is taken as an answer; gives the remarks to what is not."""
        steps, view = place.first
        further: State | None = None
        for heard in self._candidates(place):
            advance = engine.advance(steps, place.state, heard, view)
            after = advance.state
            if advance.cancelled or advance.done:
                continue
            if after.step == place.state.step and after.answers == place.state.answers:
                if _is_new(self._known.remarks, (after.step, str(advance.remark))):
                    yield place.remarks(heard)
            elif _is_new(self._seen, ("ahead", _key(after, steps, replace(view, answers=after.answers)))):
                self._ahead.append((after, place.remarks(heard) if advance.remark else {}))
            elif heard.value is not None:
                further = after
        if further and _is_new(self._seen, (further.step, json.dumps(further.answers, default=str))):
            # What is loaded for other answers may ask other questions: the last choice is looked at anew.
            self._ahead.append((further, {}))

    def _candidates(self, place: Place) -> Iterator[Heard]:
        steps, view = place.first
        for row in engine.screen(steps, place.state, view).choices:
            for choice in row:
                tapped = engine.read_payload(choice.payload)
                if tapped and tapped.value not in (CANCEL, BACK, NOTHING):
                    yield hearing.tapped(tapped.value)
        step = engine.find(steps, place.state.step)
        if type(step).accept in _TAPPED:
            yield hearing.words(hearing.LONG[0])
            return
        for heard in map(hearing.words, hearing.LONG):
            yield heard
            if not engine.advance(steps, place.state, heard, view).remark:
                break  # any words are taken, and shorter ones show nothing more
        else:
            yield from map(hearing.words, hearing.WORDS)
        if self._known.visits[step.name] < OFTEN:
            yield from hearing.more(self._files)


def _is_new(seen: set[Any], key: Any) -> bool:
    new = key not in seen
    seen.add(key)
    return new


def _key(state: State, steps: Sequence[Step], view: View) -> Any:
    """What makes a screen of its own: which questions will follow, and how far this one is answered."""
    known, page = state.answers.get(state.step), state.answers.get(page_key(state.step))
    if page is not None and not known:
        return state.step, "page", min(page, MOST_PAGES) if isinstance(page, int) else "another"
    at = steps.index(engine.find(steps, state.step))
    return (
        state.step,
        view.t.language,
        tuple((step.when(view), step.given(view)) for step in steps[at:]),
        min(len(known), MOST_CHOSEN) if isinstance(known, list) else known is not None,
        state.answers.get(CHANGING),
        state.answers.get(CUT, {}).get("step") == state.step,
    )
