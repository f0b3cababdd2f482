"""What the Cloud API takes at most.

Meta counts "characters" and doesn't say which; UTF-16 units are never fewer than letters, so what keeps
to these limits in units keeps to them either way.
"""

from bot.core.richtext import units

TEXT = 4096
BODY = 1024
CAPTION = 1024
BUTTONS = 3
BUTTON_TITLE = 20
ROWS = 10
ROW_TITLE = 24
ROW_DESCRIPTION = 72
ROW_ID = 200
LINK = 2000

MEGABYTE = 1024 * 1024
IMAGE_BYTES = 5 * MEGABYTE
SOUND_BYTES = 16 * MEGABYTE
FILM_BYTES = 16 * MEGABYTE
DOCUMENT_BYTES = 100 * MEGABYTE


def fits(text: str, limit: int) -> bool:
    """Nothing fits nowhere: Meta refuses empty words."""
    return 0 < units(text) <= limit and bool(text.strip())


def shorten(text: str, limit: int) -> str:
    """At most `limit` units, cut at a word where that leaves the most of it, with an ellipsis."""
    if units(text) <= limit:
        return text
    head = text
    while units(head) > limit - 1:
        head = head[:-1]
    at_word = head.rpartition(" ")[0] if text[len(head)] != " " else head
    return (at_word if len(at_word) * 2 > len(head) else head).rstrip(" ,;:.") + "…"
