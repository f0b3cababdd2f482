"""Names Excel takes for its sheets: short, without signs of its formulas, each once."""

import re
from collections.abc import Iterable, Iterator

from bot.documents.letters import clean

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")
# A sheet Excel keeps for itself.
_TAKEN = frozenset({"history"})


def sheet_names(wanted: Iterable[str]) -> Iterator[str]:
    taken = set(_TAKEN)
    for number, name in enumerate(wanted, start=1):
        chosen = next(one for one in _choices(_allowed(name) or str(number)) if one.casefold() not in taken)
        taken.add(chosen.casefold())
        yield chosen


def _allowed(name: str) -> str:
    return _shortened(_FORBIDDEN.sub(" ", clean(name)).strip(" '"), LONGEST)


def _choices(name: str) -> Iterator[str]:
    """The name, then with numbers until one is free."""
    yield name
    number = 2
    while True:
        ending = f" ({number})"
        yield _shortened(name, LONGEST - len(ending)) + ending
        number += 1


def _shortened(text: str, limit: int) -> str:
    return in_units(text, limit).rstrip(" '")


def in_units(text: str, limit: int) -> str:
    """As much of the text as Excel counts for so many letters: an emoji is two."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
