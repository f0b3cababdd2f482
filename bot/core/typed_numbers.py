"""The numbers of choices: what a person may type instead of tapping, where `Channel.numbered`."""

import re
from collections.abc import Mapping, Sequence

from bot.core.messages import Choice, Rows

# «2», «2.», «2)» and the sign on a key.
_ALONE = re.compile(r"\s*([0-9]{1,3})\ufe0f?\u20e3?[.)]?\s*")
_OWN = re.compile(r"\s*([1-9]\d{0,2})[.)]\s+\S")


def numbered_choices(choices: Rows) -> Mapping[int, str]:
    """The payload behind each number; links have none, for opening a page can't be typed."""
    return {number: choice.payload for number, choice in numbered(answers(choices))}


def read_number(text: str | None) -> int | None:
    """The number that was typed and nothing besides."""
    match = _ALONE.fullmatch(text or "")
    return int(match[1]) if match else None


def answers(choices: Rows) -> list[Choice]:
    """The choices that answer, in their order."""
    return [choice for row in choices for choice in row if not choice.url]


def numbered(choices: Sequence[Choice]) -> list[tuple[int, Choice]]:
    """A label that begins with its own number keeps it; the others are counted on from the one before."""
    own = _own_numbers(choices)
    taken = {number for number in own if number is not None}
    found: list[tuple[int, Choice]] = []
    last = 0
    for choice, number in zip(choices, own, strict=True):
        last = number if number is not None else _next_free(last, taken)
        taken.add(last)
        found.append((last, choice))
    return found


def with_number(number: int, label: str) -> str:
    """The label as a list shows it."""
    return label if _own_number(label) == number else f"{number}. {label}".rstrip()


def _own_numbers(choices: Sequence[Choice]) -> list[int | None]:
    """A number that two labels begin with belongs to the first."""
    seen: set[int | None] = set()
    found: list[int | None] = []
    for choice in choices:
        number = _own_number(choice.label)
        found.append(None if number in seen else number)
        seen.add(number)
    return found


def _own_number(label: str) -> int | None:
    match = _OWN.match(label)
    return int(match[1]) if match else None


def _next_free(last: int, taken: set[int]) -> int:
    number = last + 1
    while number in taken:
        number += 1
    return number
