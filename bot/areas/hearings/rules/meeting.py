"""What may be done with a meeting, and what its words may be."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.areas.hearings.models import Meeting, MeetingState
from bot.core.errors import Refused

LONGEST_MATTER = 600
LONGEST_LINE = 300
LONGEST_LIST = 20
# Names at the door come as a whole sheet.
MOST_NAMES = 100
LONGEST_TEXT = 3000
DEFAULT_MINUTES = 120
MOST_FILES = 5
# Further ahead nobody plans, and a typed year is a slip of the thumb.
FURTHEST = timedelta(days=400)

_MINUTES = re.compile(r"[\s(,;–—-]*\b(\d{1,3})\s*(?:мүн|мун|мин|min)\w*\.?\)?\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[•–—*-])\s+")

AHEAD = frozenset({MeetingState.DRAFT, MeetingState.CALLED})
CALLED_OR_HELD = frozenset({MeetingState.CALLED, MeetingState.HELD})


def check_state(meeting: Meeting, allowed: Collection[MeetingState]) -> None:
    """Raises `Refused`: somebody was quicker, or the button is old."""
    if meeting.state not in allowed:
        raise Refused("hearings:past", state=meeting.state)


def check_ahead(starts_at: datetime, now: datetime) -> None:
    """Raises `Refused` for what has begun, and for a year that nobody means."""
    if starts_at <= now:
        raise Refused("hearings:begun")
    if starts_at - now > FURTHEST:
        raise Refused("hearings:far")


def check_words(text: str, longest: int = LONGEST_LINE) -> str:
    """One tidy text. Raises `Refused` for none and for one too long."""
    tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines()).strip()
    if not tidy:
        raise Refused("hearings:empty")
    if len(tidy) > longest:
        raise Refused("hearings:long", longest=longest)
    return tidy


def read_lines(text: str, most: int = LONGEST_LIST) -> list[str]:
    """One thing a line, however it is numbered. Raises `Refused`."""
    found = [_NUMBER.sub("", line).strip() for line in text.splitlines()]
    lines = [check_words(line) for line in found if line]
    if not lines:
        raise Refused("hearings:empty")
    if len(lines) > most:
        raise Refused("hearings:many_lines", most=most)
    return lines


def read_agenda(text: str) -> list[dict[str, object]]:
    """`Бюджет жөнүндө – 20 мүн`: a point a line, its minutes at the end or not at all. Raises `Refused`."""
    return [_agenda_point(line) for line in read_lines(text)]


def _agenda_point(line: str) -> dict[str, object]:
    match = _MINUTES.search(line)
    words = line[: match.start()].rstrip(" ,;–—-(") if match else line
    if not words:
        return {"ky": line, "ru": None, "minutes": None}
    return {"ky": words, "ru": None, "minutes": int(match[1]) if match else None}


def length(agenda: Collection[dict[str, object]]) -> int:
    """Minutes the meeting takes: the agenda's, where it says them for every point."""
    minutes = [point["minutes"] for point in agenda]
    given = [one for one in minutes if isinstance(one, int) and one > 0]
    return max(30, sum(given)) if given and len(given) == len(minutes) else DEFAULT_MINUTES


def read_link(text: str) -> str:
    """An address that opens. Raises `Refused`."""
    typed = text.strip()
    address = typed if "://" in typed else f"https://{typed}"
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or "." not in host or " " in typed or len(typed) > LONGEST_LINE:
        raise Refused("hearings:link")
    return address
