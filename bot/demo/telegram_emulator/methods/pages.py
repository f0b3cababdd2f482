"""What people read about a bot before they start it, and the button beside their keyboard."""

from typing import Any

from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.methods.call import Call

_LONGEST = {"name": 64, "description": 512, "short_description": 120}
_BUTTONS = ("default", "commands", "web_app")


def set_name(call: Call) -> bool:
    return _set(call, "name")


def get_name(call: Call) -> dict[str, str]:
    return {"name": _get(call, "name") or call.bot.user["first_name"]}


def set_description(call: Call) -> bool:
    return _set(call, "description")


def get_description(call: Call) -> dict[str, str]:
    return {"description": _get(call, "description")}


def set_short_description(call: Call) -> bool:
    return _set(call, "short_description")


def get_short_description(call: Call) -> dict[str, str]:
    return {"short_description": _get(call, "short_description")}


def set_chat_menu_button(call: Call) -> bool:
    button = call.arguments.structure("menu_button") or {"type": "default"}
    if button.get("type") not in _BUTTONS:
        raise bad_request("can't parse menu button: Unsupported type specified")
    if "chat_id" in call.arguments:
        chat = call.chat()
        chat.menu_button = None if button["type"] == "default" else button
        call.telegram.tell("menu_button", chat)
    else:
        call.bot.menu_button = {"type": "commands"} if button["type"] == "default" else button
    return True


def get_chat_menu_button(call: Call) -> dict[str, Any]:
    if "chat_id" in call.arguments:
        return call.chat().menu_button or call.bot.menu_button
    return call.bot.menu_button


def _set(call: Call, field: str) -> bool:
    text = call.arguments.text(field)
    if len(text) > _LONGEST[field]:
        raise bad_request(f"{field.upper()}_TOO_LONG")
    call.bot.pages[field, call.arguments.text("language_code")] = text
    return True


def _get(call: Call, field: str) -> str:
    pages, language = call.bot.pages, call.arguments.text("language_code")
    return pages.get((field, language)) or pages.get((field, ""), "")
