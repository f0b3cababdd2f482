"""Questions that several of the office's forms ask, and the way back out of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.texts import office as texts
from bot.areas.appeals.texts.refusals import REFUSALS
from bot.core.dialogs import place
from bot.core.dialogs import words as core_words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import (
    Accepted,
    Ask,
    Collect,
    Condition,
    Heard,
    Option,
    Outcome,
    Rejected,
    Step,
    never,
)
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Reply, Turn, say

ANY_FILE = frozenset(AttachmentKind)


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def words(
    name: str,
    text: Callable[[View], Markup],
    *,
    longest: int = word_rules.LONGEST_TEXT,
    when: Condition = lambda _view: True,
    optional: Condition = never,
    explained: bool = False,
    **more: Any,
) -> Ask:
    """One typed text. `explained`: an answer or a reason, of a few words at least."""
    check = word_rules.check_explained if explained else word_rules.check_words

    def read(_view: View, heard: Heard) -> str:
        return check(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, when=when, optional=optional, **more)


def files(
    name: str, text: Callable[[View], Markup], *, optional: Condition, when: Condition = lambda _view: True
) -> Collect:
    return Collect(
        name=name, text=text, kinds=ANY_FILE, limit=word_rules.MOST_FILES, optional=optional, when=when
    )


@dataclass(frozen=True, kw_only=True)
class Tell(Step):
    """Typed words, or a voice message or a file with or without words: `{"text", "files"}`."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        sent = [[heard.attachment.kind.value, heard.attachment.file_id]] if heard.attachment else []
        if sent and not heard.text:
            return Accepted({"text": None, "files": sent})
        try:
            return Accepted({"text": word_rules.check_words(heard.text), "files": sent})
        except Refused as refused:
            return Rejected(explain(view, refused))


@dataclass(frozen=True, kw_only=True)
class Where(Step):
    """A place in words, or a point on the map sent or pasted: `{"words"}` or `{"point"}`."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        there = heard.message.location
        point = (there.latitude, there.longitude) if there else place.read_point(heard.text)
        if point:
            return Accepted({"point": list(point)})
        if heard.attachment:
            return Rejected(core_words.send_a_place(view.t))
        try:
            return Accepted({"words": word_rules.check_words(heard.text, word_rules.LONGEST_LINE)})
        except Refused as refused:
            return Rejected(explain(view, refused))


def has(view: View, name: str, kind: AttachmentKind) -> bool:
    """Whether a file of that kind was sent for that step."""
    return any(one[0] == kind.value for one in view.answers.get(name) or [])


def options(names: dict[str, str]) -> list[Option]:
    return [Option(label[:60], value) for value, label in names.items()]


async def to_card(turn: Turn, answers: Answers) -> Reply:
    """Out of a form. A button, because a card may be refused and leaving must not."""
    return say(core_words.cancelled(turn.t), back(turn, int(answers["id"])))


async def to_list(turn: Turn, _answers: Answers) -> Reply:
    return say(core_words.cancelled(turn.t), [Choice(str(texts.to_list(turn.t)), "cases:")])


def back(turn: Turn, appeal_id: int) -> list[Choice]:
    return [Choice(str(texts.open_button(turn.t)), f"ap:card.{appeal_id}")]
