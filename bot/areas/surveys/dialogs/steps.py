"""Questions that several of the office's forms ask."""

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.areas.surveys.texts.refusals import REFUSALS
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Condition, Heard, always, never
from bot.core.errors import Refused

_MARK = re.compile(r"^\s*(?:[-–—•*·]\s*|\d{1,3}[.)]\s+)")


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def words(
    name: str,
    text: Callable[[View], Markup],
    *,
    longest: int,
    when: Condition = always,
    optional: Condition = never,
    **more: Any,
) -> Ask:
    """One typed text."""

    def read(_view: View, heard: Heard) -> str:
        return check_words(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, when=when, optional=optional, **more)


def number(name: str, text: Callable[[View], Markup], *, most: int, least: int = 0, **more: Any) -> Ask:
    def read(_view: View, heard: Heard) -> int:
        typed = heard.text.replace(" ", "")
        if not typed.isdecimal() or not least <= int(typed) <= most:
            raise Refused("surveys:number")
        return int(typed)

    return Ask(name=name, text=text, read=read, explain=explain, **more)


def check_words(text: str, longest: int) -> str:
    """Without blanks around it. Raises `Refused`."""
    tidy = text.strip()
    if not tidy:
        raise Refused("surveys:words_missing")
    if len(tidy) > longest:
        raise Refused("surveys:words_long", limit=longest)
    return tidy


def unnumbered(line: str) -> str:
    """A line of a list as people type it, without its number or dash."""
    return _MARK.sub("", line).strip()
