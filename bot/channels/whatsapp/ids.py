"""What a button or a row carries back when it is tapped.

Mostly the payload itself. A row of the standing menu says its label as if it were typed (`=label`). Meta
refuses the same id twice in one message, so what stands there again is counted (`+2+payload`).
"""

import re

from bot.channels.whatsapp import limits

_COUNTED = re.compile(r"\+\d+\+(.*)", re.DOTALL)
_TYPED = "="


def of_label(label: str) -> str:
    """ValueError for one so long that it can't come back: that is a programming error."""
    if not limits.fits(made := _TYPED + label, limits.ROW_ID):
        raise ValueError(f"a menu's label of {len(label)} letters")
    return made


def of_payload(payload: str, taken: set[str]) -> str:
    """Unlike those `taken`, and noted there. ValueError for a button that does nothing."""
    if not payload:
        raise ValueError("a button's payload of 0 bytes")
    made, count = payload, 1
    while made in taken or (made == payload and made.startswith((_TYPED, "+"))):
        made, count = f"+{count}+{payload}", count + 1
    taken.add(made)
    return made


def read(tapped: str) -> tuple[str | None, str | None]:
    """The payload, or the words that count as typed."""
    if tapped.startswith(_TYPED):
        return None, tapped.removeprefix(_TYPED)
    counted = _COUNTED.fullmatch(tapped)
    return (counted[1] if counted else tapped), None
