"""The numbers of choices: what a person may type instead of tapping, where `Channel.numbered`."""

import re
from collections.abc import Mapping, Sequence

from bot.core.dialogs import engine
from bot.core.dialogs.steps import NOTHING
from bot.core.messages import Choice, Rows

# «2», «2.», «2)» and the sign on a key.
_ALONE = re.compile(r"\s*([0-9]{1,3})\ufe0f?\u20e3?[.)]?\s*")
_OWN = re.compile(r"\s*([1-9]\d{0,2})[.)]\s+\S")
# «15» and, marked, «•15» or «✅ 15»; but not «-1».
_BARE = re.compile(r"[^\w+−–-]*([1-9][0-9]{0,2})\s*")
# «09:00», «✅ 09:00», «25-ноябрь, 10:00», «0»: a number typed for these is words to the question.
_BEGINS = re.compile(r"\s*[+−–-]?[0-9]|\W*[0-9]{1,2}[:.][0-9]{2}\b|\W*[0-9]+\s*$")

# The figure of «4-декабрь, 10:00», «9» of «09:00»; but not of «-1».
_FIGURE = re.compile(r"[^\w+−–-]*0?([1-9][0-9]{0,2})(?![0-9])")

# No platform takes a row without words.
NO_LABEL = "·"
Numbered = tuple[int | None, Choice]


def numbered_choices(choices: Rows, *, counted: bool = True) -> Mapping[int, str]:
    """The payload behind each number; links have none, for opening a page can't be typed."""
    pairs = numbered(answers(choices), counted=counted)
    return {number: choice.payload for number, choice in pairs if number is not None}


def read_number(text: str | None) -> int | None:
    """The number that was typed and nothing besides."""
    match = _ALONE.fullmatch(text or "")
    return int(match[1]) if match else None


def does_nothing(choice: Choice) -> bool:
    """A button that is there for the eye alone: a calendar's month, its weekdays, its empty places."""
    tapped = engine.read_payload(choice.payload)
    return tapped is not None and tapped.value == NOTHING


def answers(choices: Rows) -> list[Choice]:
    """The choices that answer, in their order."""
    return [choice for row in choices for choice in row if not choice.url and not does_nothing(choice)]


def numbered(choices: Sequence[Choice], *, counted: bool = True) -> list[Numbered]:
    """A label that begins with its own number keeps it; the others are counted on from the one before.

    Where days, times or other figures stand to be chosen, none is counted: «14» must not mean the hour to
    the person and the fourteenth row to us. A figure that only one label begins with is what is typed for
    it. `counted`: see `OutMessage`.
    """
    own = _own_numbers(choices)
    counts = counted and not any(_is_figure(choice.label) for choice in choices)
    if not counts:
        own = _with_figures(choices, own)
    taken = {number for number in own if number is not None}
    found: list[Numbered] = []
    last = 0
    for choice, number in zip(choices, own, strict=True):
        if number is None and counts and not _OWN.match(choice.label):
            number = _next_free(last, taken)
        last = number or last
        taken.add(last)
        found.append((number, choice))
    return found


def with_number(number: int | None, label: str) -> str:
    """The label as a list shows it."""
    if number is None:
        return label or NO_LABEL
    if _is_figure(label) and _figure(label) == number:
        return label
    return label if _own_number(label) == number else f"{number}. {label}".rstrip()


def bare_number(label: str) -> int | None:
    """The number that a label is, a mark before it or not."""
    match = _BARE.fullmatch(label)
    return int(match[1]) if match else None


def _own_numbers(choices: Sequence[Choice]) -> list[int | None]:
    """A number that two labels begin with belongs to the first."""
    seen: set[int | None] = set()
    found: list[int | None] = []
    for choice in choices:
        number = _own_number(choice.label)
        found.append(None if number in seen else number)
        seen.add(number)
    return found


def _with_figures(choices: Sequence[Choice], own: Sequence[int | None]) -> list[int | None]:
    figures = [_figure(choice.label) for choice in choices]
    return [
        figure if number is None and figures.count(figure) == 1 and figure not in own else number
        for figure, number in zip(figures, own, strict=True)
    ]


def _figure(label: str) -> int | None:
    match = _FIGURE.match(label)
    return int(match[1]) if match else None


def _own_number(label: str) -> int | None:
    match = _OWN.match(label) or _BARE.fullmatch(label)
    return int(match[1]) if match else None


def _is_figure(label: str) -> bool:
    return _OWN.match(label) is None and _BEGINS.match(label) is not None


def _next_free(last: int, taken: set[int]) -> int:
    number = last + 1
    while number in taken:
        number += 1
    return number
