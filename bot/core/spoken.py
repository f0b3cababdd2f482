"""Commands as words: `/mydata` is a link to tap on one platform and a riddle on another.

Where a platform has no commands to tap, what we say names the row of the menu that does the same, and people
write it as they write everything else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.core.dialogs import words
from bot.core.i18n import LANGUAGES, Translator
from bot.core.messages import OutMessage
from bot.core.routes import Routes

# Neither an address of a page nor the end of a mark.
_COMMAND = re.compile(r"(?<![\w/:.<\"=&?%-])/([a-z]+)\b(?!/|\.\w)")
_SIGN = re.compile(r"^\W+\s")


class Spoken:
    """Composed once, from the labels of the standing menu and the areas' own words."""

    def __init__(self, routes: Sequence[Routes], timezone: ZoneInfo) -> None:
        self._words = {language: _words(routes, Translator(language, timezone)) for language in LANGUAGES}

    def retold(self, message: OutMessage, language: str) -> OutMessage:
        text = str(message.text)
        known: Mapping[str, str] = self._words.get(language, {})

        def word(found: re.Match[str]) -> str:
            said = known.get(found[1])
            return str(Markup("«{}»").format(said)) if said else found[0]

        told = _COMMAND.sub(word, text)
        return message if told == text else replace(message, text=Markup(told))  # noqa: S704 - was marked up


def _words(routes: Sequence[Routes], t: Translator) -> dict[str, str]:
    """By command, without the sign that stands before a label."""
    found = {"menu": _bare(str(words.menu(t))), "cancel": _bare(str(words.cancel(t)))}
    for route in routes:
        if route.labels:
            found.update({command: _bare(label) for label, command in route.labels(t).items()})
        spoken = {command: said.get(t.language) for command, said in route.spoken.items()}
        found.update({command: said for command, said in spoken.items() if said})
    return found


def _bare(label: str) -> str:
    return _SIGN.sub("", label)
