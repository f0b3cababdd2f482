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
from bot.core.messages import Choice, OutMessage
from bot.core.routes import Routes

# Neither an address of a page nor the end of a mark.
_COMMAND = re.compile(r"(?<![\w/:.<\"=&?%-])/([a-z]+)\b(?!/|\.\w)")
_SIGN = re.compile(r"^\W+\s")
# The action of a button that stands for a command.
SAYS = "says"
# More are a list to be read, as the help is.
MOST_BUTTONS = 3
# There is a button to the one wherever there is room, and nothing to cancel where nothing is asked.
_NO_BUTTON = frozenset({"menu", "cancel"})


class Spoken:
    """Composed once, from the labels of the standing menu and the areas' own words."""

    def __init__(self, routes: Sequence[Routes], timezone: ZoneInfo) -> None:
        self._labels = {language: _labels(routes, Translator(language, timezone)) for language in LANGUAGES}

    def retold(self, message: OutMessage, language: str) -> OutMessage:
        text = str(message.text)
        known: Mapping[str, str] = self._labels.get(language, {})

        def word(found: re.Match[str]) -> str:
            said = known.get(found[1])
            return str(Markup("«{}»").format(_SIGN.sub("", said))) if said else found[0]

        told = _COMMAND.sub(word, text)
        return message if told == text else replace(message, text=Markup(told))  # noqa: S704 - was marked up

    def buttons(self, message: OutMessage, language: str) -> list[Choice]:
        """For the few commands that its text names and no choice of it stands for."""
        labels = self._labels.get(language, {})
        named = [one for one in dict.fromkeys(_COMMAND.findall(str(message.text))) if one in labels]
        there = {choice.payload.partition(":")[0] for row in message.choices for choice in row} | _NO_BUTTON
        if len(named) > MOST_BUTTONS:
            return []
        return [Choice(labels[one], f"{SAYS}:{one}") for one in named if one not in there]


def _labels(routes: Sequence[Routes], t: Translator) -> dict[str, str]:
    """By command: the row of the menu, or the word that people write instead."""
    found = {"menu": str(words.menu(t)), "cancel": str(words.cancel(t))}
    for route in routes:
        if route.labels:
            found.update({command: label for label, command in route.labels(t).items()})
        spoken = {command: said.get(t.language) for command, said in route.spoken.items()}
        found.update({command: said for command, said in spoken.items() if said})
    return found
