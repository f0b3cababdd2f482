"""Buttons under a message and the standing menu, as Telegram wants them."""

from typing import Any

from bot.core.messages import Choice, Rows

PAYLOAD_BYTES = 64


def inline_keyboard(rows: Rows) -> dict[str, Any]:
    """Raises ValueError for a payload Telegram can't carry: that is a programming error."""
    return {"inline_keyboard": [[_button(choice) for choice in row] for row in rows if row]}


def reply_keyboard(rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """The standing menu; no rows take it away."""
    if not rows:
        return {"remove_keyboard": True}
    keyboard = [[{"text": label} for label in row] for row in rows if row]
    return {"keyboard": keyboard, "resize_keyboard": True, "is_persistent": True}


def _button(choice: Choice) -> dict[str, str]:
    if choice.url:
        return {"text": choice.label, "url": choice.url}
    size = len(choice.payload.encode())
    if not 1 <= size <= PAYLOAD_BYTES:
        raise ValueError(f"a button's payload of {size} bytes: 1 to {PAYLOAD_BYTES} are allowed")
    return {"text": choice.label, "callback_data": choice.payload}
