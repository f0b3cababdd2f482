"""Walks a form: pure functions from a state and what was heard to the next state and screen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from markupsafe import Markup

from bot.core.dialogs import pieces, typed, words
from bot.core.dialogs.state import CHANGING, CUT, State, View
from bot.core.dialogs.steps import (
    BACK,
    CANCEL,
    SKIP,
    TURN_PAGE,
    Accepted,
    Ask,
    Heard,
    Option,
    Rejected,
    Step,
    page_key,
)
from bot.core.messages import PAYLOAD_BYTES, Choice, OutMessage

_PAYLOAD = re.compile(r"@(?P<token>[\w-]+)/(?P<step>\w+)/(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of a form, read from its payload."""

    token: str
    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Advance:
    """`done`: the last step was answered. `cancelled`: the person left. `remark`: why it was refused, or
    what else there is to say. `quiet`: it was said already.
    """

    state: State
    done: bool = False
    cancelled: bool = False
    remark: Markup | None = None
    quiet: bool = False


def read_payload(payload: str) -> Tapped | None:
    """None when the payload isn't a form's button."""
    match = _PAYLOAD.fullmatch(payload)
    return Tapped(**match.groupdict()) if match else None


def first_step(steps: Sequence[Step], view: View) -> Step | None:
    return next((step for step in steps if step.when(view) and not step.given(view)), None)


def advance(steps: Sequence[Step], state: State, heard: Heard, view: View) -> Advance:
    """`heard.value` is the tapped value, already checked to belong to this walk."""
    if heard.under is None or heard.under == state.step:
        return _advance(steps, state, heard, view)
    step = next((one for one in steps if one.name == heard.under), None)
    if step is None or _is_past(step, state, heard, view):
        return Advance(state, remark=words.past(view.t))
    further = _advance(steps, state.at(step.name), heard, view)
    missing = _unanswered(steps, step, view) if further.done else None
    return Advance(state.at(missing.name), remark=words.one_more(view.t)) if missing else further


def _is_past(step: Step, state: State, heard: Heard, view: View) -> bool:
    """Choosing anew under an earlier question is a change that the person wants, but skipping it would
    throw away unseen what was answered since.
    """
    if heard.value in {BACK, CANCEL}:
        return False
    return not step.when(view) or (heard.value == SKIP and step.name in state.answers)


def _unanswered(steps: Sequence[Step], last: Step, view: View) -> Step | None:
    """A question that a change has brought, which an old button for the end passes over."""
    before = (one for one in steps[: steps.index(last)] if one.when(view) and not one.given(view))
    return next((one for one in before if one.name not in view.answers and not one.optional(view)), None)


def _advance(steps: Sequence[Step], state: State, heard: Heard, view: View) -> Advance:
    step = find(steps, state.step)
    heard = replace(heard, value=_meant(step, view, heard.value))
    tapped = step.tapped(view, heard)
    if tapped is None and heard.attachment is None:
        tapped = typed.labelled(_ways(steps, step, view), heard.text)
    heard = replace(heard, value=tapped)
    whole, heard, joined = pieces.rejoined(state, heard, view.now)
    taken = _taken(steps, whole, heard, replace(view, answers=whole.answers))
    if joined and taken.remark is None:
        taken = replace(taken, remark=words.parts_joined(view.t))
    after, quiet = pieces.note_album(whole, taken.state, heard.message, taken.remark)
    return replace(taken, state=after, quiet=quiet and not taken.done)


def _taken(steps: Sequence[Step], state: State, heard: Heard, view: View) -> Advance:
    step = find(steps, state.step)
    if heard.value == CANCEL:
        return Advance(state, cancelled=True)
    if heard.value == BACK:
        return Advance(state.at((_neighbour(steps, step, view, -1) or step).name))
    if heard.value == SKIP and step.optional(view):
        return _forward(steps, step, state.answered(step.name, step.skipped(view)), view)
    if heard.attachment and isinstance(step, Ask) and not step.takes(heard.attachment):
        return _with_file(steps, step, state, heard, view)
    return _answered(steps, step, state, heard, view)


def _answered(steps: Sequence[Step], step: Step, state: State, heard: Heard, view: View) -> Advance:
    outcome = step.accept(view, heard)
    noted = pieces.note_cut(state, step, heard, view.now)
    if isinstance(outcome, Rejected):
        return Advance(noted, remark=outcome.text)
    return _accepted(steps, step, noted, heard, outcome, view)


def _with_file(steps: Sequence[Step], step: Ask, state: State, heard: Heard, view: View) -> Advance:
    """A file goes where the form keeps files; the words under it, if any, are the answer."""
    if step.files_to is None:
        return Advance(state, remark=words.no_file_here(view.t))
    place = find(steps, step.files_to)
    bare = replace(heard, message=replace(heard.message, text=None, rich=None))
    outcome = place.accept(view, bare)
    if isinstance(outcome, Rejected):
        return Advance(state, remark=outcome.text)
    state = state.answered(place.name, outcome.value)
    if not heard.text:
        known = pieces.in_album(state, heard.message)
        return Advance(state, remark=None if known else _kept(heard, outcome, view))
    return _answered(
        steps, step, state, replace(heard, attachment=None), replace(view, answers=state.answers)
    )


def _kept(heard: Heard, outcome: Accepted, view: View) -> Markup:
    """Of an album each picture comes by itself, and only the first is answered."""
    if heard.message.album:
        return words.album_kept(view.t)
    return words.file_kept(view.t, len(outcome.value))


def _accepted(
    steps: Sequence[Step], step: Step, state: State, heard: Heard, outcome: Accepted, view: View
) -> Advance:
    if heard.value == TURN_PAGE:
        page = int(state.answers.get(page_key(step.name), 0)) + 1
        return Advance(state.answered(page_key(step.name), page))
    if outcome.change:
        state = state.answered(outcome.key, outcome.value) if outcome.key else state
        return Advance(state.answered(CHANGING, step.name).at(outcome.change), remark=outcome.remark)
    state = state.answered(outcome.key or step.name, outcome.value)
    if outcome.stay:
        return Advance(state, remark=outcome.remark)
    further = _forward(steps, step, state, view)
    if further.done and CUT in state.answers:
        # Nothing would be left to join the rest to.
        return Advance(state, remark=words.is_that_all(view.t))
    return replace(further, remark=outcome.remark)


def _forward(steps: Sequence[Step], step: Step, state: State, view: View) -> Advance:
    view = replace(view, answers=state.answers)
    following = _neighbour(steps, step, view, 1)
    if following and state.answers.get(CHANGING):
        following = _unasked(steps, step, view) or following
        if following.name == state.answers[CHANGING]:
            state = state.without(CHANGING)
    return Advance(state.at(following.name)) if following else Advance(state, done=True)


def _unasked(steps: Sequence[Step], changed: Step, view: View) -> Step | None:
    """After a change: what it brought with it, else the step from which the change was asked for."""
    home = view.answers[CHANGING]
    others = [one for one in steps[steps.index(changed) + 1 :] if one.when(view)]
    return next((one for one in others if one.name not in view.answers or one.name == home), None)


def screen(steps: Sequence[Step], state: State, view: View, remark: Markup | None = None) -> OutMessage:
    """The message that asks the state's question."""
    step = find(steps, state.step)
    shown = step.show(view)
    ways = _ways(steps, step, view)
    # Skipping has a row of its own: three labels beside each other are cut on a narrow phone.
    skip = [one for one in ways if one.value == SKIP]
    others = [one for one in ways if one.value != SKIP]
    rows = [*shown.options, *(tuple(row) for row in (skip, others) if row)]
    text = Markup("{}\n\n{}").format(remark, shown.text) if remark else shown.text
    return OutMessage(
        text=text,
        choices=tuple(tuple(_choice(state, step, option) for option in row) for row in rows),
        attachments=shown.attachments,
        counted=not step.takes_numbers,
    )


def _ways(steps: Sequence[Step], step: Step, view: View) -> list[Option]:
    """On, back and out; who has no buttons types what stands on them."""
    ways = []
    if step.may_skip(view):
        ways.append(Option(str(words.skip(view.t)), SKIP))
    if _neighbour(steps, step, view, -1):
        ways.append(Option(str(words.back(view.t)), BACK))
    if not step.own_way_out:
        ways.append(Option(str(words.cancel(view.t)), CANCEL))
    return ways


def find(steps: Sequence[Step], name: str) -> Step:
    """The step of that name; a form that changed since the state was kept starts again at its first."""
    return next((step for step in steps if step.name == name), steps[0])


def _neighbour(steps: Sequence[Step], step: Step, view: View, direction: int) -> Step | None:
    """The next step, or the one before, among those that apply to the answers so far."""
    position = steps.index(step)
    if direction < 0:
        return next((other for other in reversed(steps[:position]) if other.when(view)), None)
    return first_step(steps[position + 1 :], view)


def _choice(state: State, step: Step, option: Option) -> Choice:
    payload = f"@{state.token}/{step.name}/{option.value}"
    if len(payload.encode()) > PAYLOAD_BYTES:
        payload = f"@{state.token}/{step.name}/{_stand_in(option.value)}"
    return Choice(option.label, payload)


def _stand_in(value: str) -> str:
    """For a value that is too long for a button: names that people typed are offered again."""
    return "~" + sha256(value.encode()).hexdigest()[:12]


def _meant(step: Step, view: View, value: str | None) -> str | None:
    """The option that a stand-in means, while it is still offered."""
    if value is None or not value.startswith("~"):
        return value
    offered = (option.value for row in step.show(view).options for option in row)
    return next((one for one in offered if _stand_in(one) == value), value)
