"""What buttons and links carry, and anybody can forge."""

import re

# More than any table's key: no button and no link of ours carries such a number, and no database takes it.
_FORGED = re.compile(r"\b\d{10,}\b")


def is_forged(payload: str) -> bool:
    return _FORGED.search(payload) is not None


def read_id(text: str) -> int | None:
    """A row's number; None for what can't be one."""
    return int(text) if text.isascii() and text.isdecimal() and not is_forged(text) else None
