"""What a phone shows, as HTML for the demo's page."""

from itertools import pairwise
from typing import Any

from bot.demo.telegram_emulator import utf16
from bot.demo.telegram_emulator.order import in_order

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def write_html(text: str, entities: list[dict[str, Any]]) -> str:
    """Well nested even where entities overlap."""
    marked = [entity for entity in in_order(entities) if _tags(entity)[0]]
    units = utf16.units(text)
    places = {0, len(units) // 2} | {place for entity in marked for place in _span(entity)}
    written: list[str] = []
    open_tags: list[dict[str, Any]] = []
    for begin, end in pairwise(sorted(places)):
        active = [e for e in marked if _span(e)[0] <= begin and _span(e)[1] >= end]
        written += _step(open_tags, active)
        written.append(escape(units[begin * 2 : end * 2].decode("utf-16-le", "replace")))
        open_tags = active
    return "".join(written + _step(open_tags, []))


def _step(open_tags: list[dict[str, Any]], active: list[dict[str, Any]]) -> list[str]:
    """Closes what ends here, opens what begins; what goes on stays as it is where it can."""
    same = 0
    while same < min(len(open_tags), len(active)) and open_tags[same] is active[same]:
        same += 1
    closed = [_tags(entity)[1] for entity in reversed(open_tags[same:])]
    return closed + [_tags(entity)[0] for entity in active[same:]]


def _span(entity: dict[str, Any]) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _tags(entity: dict[str, Any]) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    tag = _TAGS.get(entity["type"])
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
