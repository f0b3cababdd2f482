"""Buttons under a message and the standing menu, as Telegram wants them."""

from typing import Any

from bot.core.messages import Choice, Rows


def inline_keyboard(rows: Rows) -> dict[str, Any]:
    """Raises ValueError for a button that does nothing: that is a programming error."""
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
    if not choice.payload:
        raise ValueError("a button's payload of 0 bytes")
    return {"text": choice.label, "callback_data": choice.payload}
