"""Checks keyboards as Telegram does."""

from collections.abc import Callable
from typing import Any

from bot.demo.telegram_emulator.errors import ApiError, bad_request
from bot.demo.telegram_emulator.links import WrongLink, checked_https, checked_link

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64
LONGEST_COPY = 256
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_REQUESTS = (
    "request_contact",
    "request_location",
    "request_poll",
    "request_users",
    "request_chat",
    "request_managed_bot",
    "web_app",
)
_FLAGS = {
    "keyboard": ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective"),
    "remove_keyboard": ("remove_keyboard", "selective"),
    "force_reply": ("force_reply", "selective"),
}
Markup = dict[str, Any]


def check_markup(markup: Any) -> Markup | None:
    """The markup as it is kept; None for none."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard", "InlineKeyboardMarkup", _inline_button)
        return {"inline_keyboard": rows} if rows else None
    for kind, flags in _FLAGS.items():
        if kind in markup:
            _check_flags(markup, flags)
            return _other_markup(markup, kind)
    return None


def only_inline(markup: Markup | None) -> Markup | None:
    """For edits, which can't touch the other keyboards."""
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _other_markup(markup: Markup, kind: str) -> Markup | None:
    if kind == "keyboard":
        rows = _rows(markup, "keyboard", "ReplyKeyboardMarkup", _text_button)
        return markup | {"keyboard": rows} if rows else None
    return markup if markup[kind] else None


def _check_flags(markup: Markup, names: tuple[str, ...]) -> None:
    for name in names:
        if not isinstance(markup.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')


def _rows(
    markup: Markup, field: str, owner: str, check: Callable[[Any], dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the {owner} must be an Array of Arrays')
    # Telegram silently leaves out what stands past the eighth in a row; a fake had better say it.
    if any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("there are too many buttons in a row of the keyboard")
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    checked = [[check(button) for button in row] for row in rows]
    return [row for row in checked if row]


def _inline_button(button: Any) -> dict[str, Any]:
    """One button, its link in the form Telegram keeps."""
    if not isinstance(button, dict):
        raise _unread("inline keyboard button", "InlineKeyboardButton must be an Object")
    _check_label(button, "inline keyboard button")
    actions = [name for name in _ACTIONS if _given(button.get(name))]
    if not actions:
        raise _unread("inline keyboard button", "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1 or actions[0] in {"pay", "callback_game"}:
        raise bad_request("BUTTON_TYPE_INVALID")
    return _check_action(button, actions[0])


def _given(value: Any) -> bool:
    # An empty `switch_inline_query` means something; empty data or address means none.
    return value is not None and value is not False and value != ""


def _check_action(button: dict[str, Any], action: str) -> dict[str, Any]:
    if action == "callback_data":
        _check_data(button["callback_data"])
    if action == "url":
        return button | {"url": _checked(button["url"], checked_link, "inline keyboard button URL")}
    if action == "web_app":
        _checked(button["web_app"].get("url", ""), checked_https, "inline keyboard button Web App URL")
    if action == "copy_text" and not 1 <= len(button["copy_text"].get("text", "")) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return button


def _check_data(data: Any) -> None:
    if not isinstance(data, str):
        raise _unread("inline keyboard button", 'Field "callback_data" must be of type String')
    if len(data.encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _text_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _unread("keyboard button", "KeyboardButton must be an Object")
    _check_label(button, "keyboard button")
    if sum(_given(button.get(name)) for name in _REQUESTS) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "web_app" in button:
        _checked(button["web_app"].get("url", ""), checked_https, "keyboard button Web App URL")
    return button


def _check_label(button: dict[str, Any], what: str) -> None:
    if "text" not in button:
        raise _unread(what, 'Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _unread(what, 'Field "text" must be of type String')
    # Telegram's words for this are not known; it leaves such a button out or answers in several ways.
    if not button["text"].strip():
        raise _unread(what, "Button text must be non-empty")


def _checked(link: Any, check: Callable[[str], str], what: str) -> str:
    try:
        return check(str(link))
    except WrongLink as problem:
        raise bad_request(f"{what} '{link}' is invalid: {problem}") from None


def _unread(what: str, words: str) -> ApiError:
    return bad_request(f"can't parse {what}: {words}")
