"""Questions that several of these forms ask."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.areas.receptions import rules
from bot.areas.receptions.texts.refusals import REFUSALS
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard
from bot.core.errors import Refused


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def words(name: str, text: Callable[[View], Markup], *, longest: int, **more: Any) -> Ask:
    """One typed text."""

    def read(_view: View, heard: Heard) -> str:
        return rules.check_words(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, **more)
