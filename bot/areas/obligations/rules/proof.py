"""What may prove a duty: its day, its words, its link; pure."""

import re
from datetime import date, timedelta

from bot.areas.obligations.rules.windows import Window
from bot.core.errors import Refused

LONGEST_NOTE = 1000
LONGEST_LINK = 500
MOST_FILES = 5
# A day so long before the window is more often a slip than a deed.
LONG_BEFORE = timedelta(days=31)
_LINK = re.compile(r"(?:https?://)?(?P<rest>[\w.-]+\.\w{2,}(?:[:/?#]\S*)?)", re.IGNORECASE)


def check_day(day: date, window: Window, today: date, *, sure: bool) -> None:
    """Raises `Refused` for a day to come, and for one long before the window until the person is sure."""
    if day > today:
        raise Refused("obligations:proof_ahead", today=today)
    if is_long_before(day, window) and not sure:
        raise Refused("obligations:proof_early", day=day, opens=window.opens_on)


def is_long_before(day: date, window: Window) -> bool:
    return day < window.opens_on - LONG_BEFORE


def read_link(typed: str) -> str:
    """With its `https://`. Raises `Refused`."""
    text = typed.strip()
    match = _LINK.fullmatch(text)
    if match is None or len(text) > LONGEST_LINK:
        raise Refused("obligations:proof_link")
    return text if text.lower().startswith(("http://", "https://")) else f"https://{match['rest']}"


def check_note(typed: str) -> str:
    """Tidied. Raises `Refused`."""
    tidy = "\n".join(" ".join(line.split()) for line in typed.strip().splitlines()).strip()
    if not tidy:
        raise Refused("obligations:proof_empty")
    if len(tidy) > LONGEST_NOTE:
        raise Refused("obligations:proof_long", longest=LONGEST_NOTE)
    return tidy
