"""The standing menu where it is a list of a few rows: its last row brings those that don't fit.

What comes after which label is told by that label itself, so nothing has to be remembered, and a menu that
changed meanwhile is still read rightly.
"""

from collections.abc import Sequence
from hashlib import sha256

ROWS = 10
# The action that shows the menu.
MENU = "menu:"
Keyboard = Sequence[Sequence[str]]


def first_rows(keyboard: Keyboard) -> tuple[list[str], str | None]:
    """The labels of one list, each once, and the payload that brings those after them, if there are more."""
    labels = list(dict.fromkeys(label for row in keyboard for label in row if label.strip()))
    if len(labels) <= ROWS:
        return labels, None
    shown = labels[: ROWS - 1]
    return shown, MENU + _sign(shown[-1])


def after(keyboard: Keyboard, sign: str) -> tuple[tuple[str, ...], ...]:
    """The rows that follow the label of that sign; none where it isn't there."""
    labels = [label for row in keyboard for label in row]
    signs = [_sign(label) for label in labels]
    return tuple((label,) for label in labels[signs.index(sign) + 1 :]) if sign in signs else ()


def _sign(label: str) -> str:
    """With a letter before it: figures alone would be taken for a forged number (`core.payloads`)."""
    return "a" + sha256(label.encode()).hexdigest()[:12]
