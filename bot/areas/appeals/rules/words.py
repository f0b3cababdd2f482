"""What may be typed, and how much of it."""

from bot.core.errors import Refused

LONGEST_TEXT = 3000
LONGEST_LINE = 300
MOST_FILES = 6
MOST_FILE_BYTES = 20 * 1024 * 1024


def check_words(text: str | None, longest: int = LONGEST_TEXT) -> str:
    """Tidied. Raises `Refused("appeals:empty")` and `Refused("appeals:long")`."""
    tidy = (text or "").strip()
    if not tidy:
        raise Refused("appeals:empty")
    if len(tidy) > longest:
        raise Refused("appeals:long", longest=longest)
    return tidy
