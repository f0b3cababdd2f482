"""Questions that several of these forms ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.texts.refusals import REFUSALS
from bot.areas.municipality import queries as municipality
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import (
    Accepted,
    Ask,
    Condition,
    Heard,
    Option,
    Outcome,
    Rejected,
    Step,
    always,
    never,
)
from bot.core.errors import Refused
from bot.core.routes import Answers, Turn


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def words(
    name: str,
    text: Callable[[View], Markup],
    *,
    longest: int = meeting_rules.LONGEST_LINE,
    when: Condition = always,
    optional: Condition = never,
    **more: Any,
) -> Ask:
    """One typed text."""

    def read(_view: View, heard: Heard) -> str:
        return meeting_rules.check_words(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, when=when, optional=optional, **more)


def lines(
    name: str,
    text: Callable[[View], Markup],
    *,
    most: int = meeting_rules.LONGEST_LIST,
    when: Condition = always,
    optional: Condition = never,
) -> Ask:
    """A typed list, one thing a line."""

    def read(_view: View, heard: Heard) -> list[str]:
        return meeting_rules.read_lines(heard.text, most)

    return Ask(name=name, text=text, read=read, explain=explain, when=when, optional=optional)


def number(
    name: str,
    text: Callable[[View], Markup],
    *,
    when: Condition = always,
    optional: Condition = never,
    **more: Any,
) -> Ask:
    def read(_view: View, heard: Heard) -> int:
        typed = heard.text.replace(" ", "")
        if not typed.isdecimal() or int(typed) > 100_000:
            raise Refused("hearings:number")
        return int(typed)

    return Ask(name=name, text=text, read=read, explain=explain, when=when, optional=optional, **more)


@dataclass(frozen=True, kw_only=True)
class Tell(Step):
    """Typed words, or a voice message or a file with or without words: `{"text", "files"}`.

    Who can't type well says it.
    """

    longest: int = meeting_rules.LONGEST_TEXT

    def accept(self, view: View, heard: Heard) -> Outcome:
        files = [[heard.attachment.kind.value, heard.attachment.file_id]] if heard.attachment else []
        if files and not heard.text:
            return Accepted({"text": None, "files": files})
        try:
            return Accepted({"text": meeting_rules.check_words(heard.text, self.longest), "files": files})
        except Refused as refused:
            return Rejected(explain(view, refused))


async def load_villages(turn: Turn, _answers: Answers) -> list[Option]:
    language = turn.t.language
    return [Option(v.name(language), str(v.id)) for v in await municipality.list_villages(turn.session)]
