"""Questions that several of these forms ask."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.areas.initiatives import rules
from bot.areas.initiatives.models import TITLE_LENGTH
from bot.areas.initiatives.texts.refusals import REFUSALS
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Collect, Heard, always
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind

Words = Callable[[View], Markup]
FILES = frozenset({AttachmentKind.PHOTO, AttachmentKind.DOCUMENT})


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def words(name: str, text: Words, *, longest: int = TITLE_LENGTH, **more: Any) -> Ask:
    def read(_view: View, heard: Heard) -> str:
        return rules.check_words(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, **more)


def money(name: str, text: Words, **more: Any) -> Ask:
    """Whole сом; may be skipped."""

    def read(_view: View, heard: Heard) -> int:
        return rules.read_money(heard.text)

    return Ask(name=name, text=text, read=read, explain=explain, optional=always, **more)


def count(name: str, text: Words, **more: Any) -> Ask:
    def read(_view: View, heard: Heard) -> int:
        return rules.read_count(heard.text)

    return Ask(name=name, text=text, read=read, explain=explain, **more)


def files(name: str, text: Words, **more: Any) -> Collect:
    return Collect(name=name, text=text, kinds=FILES, limit=rules.MOST_FILES, optional=always, **more)
