"""The order in which Telegram lists entities: outer before inner."""

from typing import Any

# As TDLib ranks kinds that cover the same words.
_RANKS = {
    "expandable_blockquote": 0,
    "blockquote": 0,
    "pre": 10,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_USUAL_RANK = 50


def in_order(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entities, key=_place)


def _place(entity: dict[str, Any]) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _RANKS.get(entity["type"], _USUAL_RANK)
