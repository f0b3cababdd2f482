"""Questions that several of these forms ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.texts.mandate_refusals import REFUSALS
from bot.areas.appeals.texts.refusals import REFUSALS as COMMON
from bot.core import numbered
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import (
    Ask,
    Choose,
    Collect,
    Condition,
    Heard,
    Option,
    Outcome,
    Rejected,
    always,
    never,
)
from bot.core.errors import Refused
from bot.core.messages import Choice

PAGE = 7


def explain(view: View, refused: Refused) -> Markup:
    return {**COMMON, **REFUSALS}[refused.code](view.t, refused)


def words(
    name: str,
    text: Callable[[View], Markup],
    *,
    longest: int,
    when: Condition = always,
    optional: Condition = never,
    explained: bool = False,
    **more: Any,
) -> Ask:
    """One typed text. `explained`: an answer or a reason, of a few words at least."""
    check = word_rules.check_explained if explained else word_rules.check_words

    def read(_view: View, heard: Heard) -> str:
        return check(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, when=when, optional=optional, **more)


@dataclass(frozen=True, kw_only=True)
class Files(Collect):
    """Not larger than can be sent on."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        try:
            check_size(heard)
        except Refused as refused:
            return Rejected(explain(view, refused))
        return super().accept(view, heard)


def check_size(heard: Heard) -> None:
    size = heard.message.attachment.size if heard.message.attachment else None
    if size and size > word_rules.MOST_FILE_BYTES:
        raise Refused("appeals:file_large", most=word_rules.MOST_FILE_BYTES // (1024 * 1024))


@dataclass(frozen=True, kw_only=True)
class ChooseOrNone(Choose):
    """The last choice, which says that it isn't among the others, stands on every page."""

    page: int = PAGE

    def _on_page(self, view: View, rows: list[tuple[Option, ...]]) -> list[tuple[Option, ...]]:
        return [*super()._on_page(view, rows[:-1]), rows[-1]]


def numbered_rows(
    said: Sequence[Markup | str], payloads: Sequence[str], first: int = 1
) -> list[list[Choice]]:
    """A button for each row of a list that stands whole above them."""
    both = enumerate(zip(said, payloads, strict=True), start=first)
    return [[Choice(numbered.label(number, words), payload)] for number, (words, payload) in both]


def pages(page: int, count: int, payload: Callable[[int], str], labels: tuple[str, str]) -> list[Choice]:
    """The buttons to the pages beside this one; none where all is on one."""
    back, further = labels
    found = [Choice(back, payload(page - 1))] if page > 0 else []
    if (page + 1) * PAGE < count:
        found.append(Choice(further, payload(page + 1)))
    return found


def read_numbers(argument: str, count: int) -> list[int] | None:
    """`1.20` as numbers; None for what no button of ours carries."""
    parts = argument.split(".") if argument else []
    if len(parts) != count or not all(part.isdecimal() and len(part) < 10 for part in parts):
        return None
    return [int(part) for part in parts]
