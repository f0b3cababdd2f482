"""Walks one person through a form: loads what the steps show, keeps the state, ends it by one action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from bot.core import files
from bot.core.dialogs import engine, store, words
from bot.core.dialogs.state import State, View
from bot.core.dialogs.steps import BACK, Heard, Step
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Attachment, Choice
from bot.core.routes import Answers, Begin, Form, Reply, Turn, say

RESUME = "resume"
DROP = "drop"

Word = Callable[[Translator, Refused], Markup]


class Walker:
    """`word` gives the sentence of a refusal."""

    def __init__(self, forms: Sequence[Form], word: Word) -> None:
        self._forms: Mapping[str, Form] = {form.name: form for form in forms}
        self._word = word

    def knows(self, state: State) -> bool:
        """False when an update of the program took the form away, or what was sealed can't be opened."""
        return self._form(state.form) is not None and not state.lost

    def _form(self, name: str) -> Form | None:
        return self._forms.get(name.partition(":")[0])

    async def begin(self, turn: Turn, begin: Begin) -> Reply:
        form = self._forms[begin.form.partition(":")[0]]
        view = await _load_view(form, turn, begin.answers)
        first = engine.first_step(await _steps(form, turn, begin.answers), view)
        if first is None:
            return await form.finish(turn, begin.answers)
        sealed = form.sealed is not None and form.sealed(begin.answers)
        return await self.show(turn, State(begin.form, first.name, begin.answers, sealed=sealed))

    async def begun(self, turn: Turn, state: State) -> bool:
        """Whether anything was answered in it; what it began with doesn't count."""
        form = self._form(state.form)
        if form is None or state.lost:
            return False
        steps = await _steps(form, turn, state.answers)
        return any(state.answers.get(step.name) is not None for step in steps)

    async def show(self, turn: Turn, state: State, remark: Markup | None = None) -> Reply:
        """Ask the state's question and remember that it was asked."""
        form = self._known(state)
        view = await _load_view(form, turn, state.answers)
        await store.save_state(turn.session, turn.contact.id, state, turn.now)
        return Reply((engine.screen(await _steps(form, turn, state.answers), state, view, remark),))

    def _known(self, state: State) -> Form:
        return self._forms[state.form.partition(":")[0]]

    async def go_on(self, turn: Turn, state: State) -> Reply:
        """Where a walk was left: its question, or its end when only that is missing."""
        if state.ended:
            return await self._finish(turn, self._known(state), replace(state, ended=False))
        return await self.show(turn, state)

    async def hear(self, turn: Turn, state: State, value: str | None, under: str | None = None) -> Reply:
        """Take a tapped value, or with None what was typed or sent, as the answer to the state's question.

        `under`: the question that the tapped button stands under.
        """
        form = self._known(state)
        step = await _advance(form, turn, state, value, under)
        if step.cancelled:
            return await self.leave(turn, step.state)
        await store.save_state(turn.session, turn.contact.id, step.state, turn.now)
        if step.quiet:
            return Reply()
        if not step.done:
            return await self.show(turn, step.state, step.remark)
        return await self._finish(turn, form, step.state)

    async def takes_numbers(self, turn: Turn, state: State) -> bool:
        """Whether a number that is typed alone is an answer to the state's question by itself."""
        steps = await _steps(self._known(state), turn, state.answers)
        return engine.find(steps, state.step).takes_numbers

    async def hold(self, turn: Turn, state: State, value: str | None, under: str | None = None) -> None:
        """Take the answer, but go no further: something else comes first."""
        step = await _advance(self._known(state), turn, state, value, under)
        if not step.cancelled:
            held = replace(step.state, ended=step.done)
            await store.save_state(turn.session, turn.contact.id, held, turn.now)

    async def leave(self, turn: Turn, state: State) -> Reply:
        form = self._form(state.form)
        if form and form.keeps and await self.begun(turn, state):
            await store.pause(turn.session, turn.contact.id)
            go_on = Choice(str(words.go_on_with_form(turn.t)), f"{RESUME}:{state.token}")
            drop = Choice(str(words.throw_away(turn.t)), f"{DROP}:{state.token}")
            return say(words.kept(turn.t), [go_on], [drop])
        return await self.drop(turn, state)

    async def drop(self, turn: Turn, state: State) -> Reply:
        """End it with nothing done."""
        await store.drop_state(turn.session, turn.contact.id, state)
        form = self._form(state.form)
        if form and form.on_cancel:
            return await form.on_cancel(turn, state.answers)
        return say(words.cancelled(turn.t))

    async def _finish(self, turn: Turn, form: Form, state: State) -> Reply:
        try:
            async with turn.session.begin_nested():
                reply = await form.finish(turn, state.answers)
                await store.drop_state(turn.session, turn.contact.id, state)
                return reply
        except Refused as refused:
            # Nothing entered is lost: the same question again, under the reason.
            await turn.session.refresh(turn.contact)
            return await self.show(turn, state, self._word(turn.t, refused))


async def _advance(
    form: Form, turn: Turn, state: State, value: str | None, under: str | None
) -> engine.Advance:
    """A file that the form did not take is not kept: it would belong to nothing."""
    file = await _kept_file(turn)
    heard = Heard(value=value, message=turn.message, attachment=file, under=under)
    step = await _answer(form, turn, state, heard)
    if file and _mentions(step.state.answers, file.file_id) <= _mentions(state.answers, file.file_id):
        await files.drop(turn.session, file.file_id)
    return step


async def _answer(form: Form, turn: Turn, state: State, heard: Heard) -> engine.Advance:
    view = await _load_view(form, turn, state.answers)
    steps = await _steps(form, turn, state.answers)
    step = engine.find(steps, state.step)
    if step.name != state.step:
        # The form itself changed and has no such question any more: it begins anew, whatever was tapped.
        heard = replace(heard, under=None)
    earlier = heard.under is not None and heard.under != step.name
    if heard.value == BACK or earlier or step.when(view):
        return engine.advance(steps, replace(state, step=step.name), heard, view)
    # The question no longer applies to what has changed since: ask the first that does.
    first = engine.first_step(steps, view) or step
    return engine.Advance(state.at(first.name), remark=words.past(turn.t))


async def _steps(form: Form, turn: Turn, answers: Answers) -> tuple[Step, ...]:
    return await form.compiled(turn, answers) if form.compiled else form.steps


async def _load_view(form: Form, turn: Turn, answers: Answers) -> View:
    data: Any = await form.load(turn, answers) if form.load else None
    return View(turn.t, answers, turn.now, data)


def _mentions(answers: Any, file_id: int) -> int:
    """How often the number stands in them; steps keep files in more than one shape."""
    if isinstance(answers, Mapping):
        return sum(_mentions(one, file_id) for one in answers.values())
    if isinstance(answers, list | tuple):
        return sum(_mentions(one, file_id) for one in answers)
    return int(answers == file_id and not isinstance(answers, bool))


async def _kept_file(turn: Turn) -> Attachment | None:
    incoming = turn.message.attachment
    if incoming is None:
        return None
    return await files.keep_incoming(turn.session, turn.message.channel, incoming, turn.now)
