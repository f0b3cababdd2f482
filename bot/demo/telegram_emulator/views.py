"""Messages and phones as JSON, for a page."""

from typing import Any

from bot.demo.telegram_emulator.chats import Chat, Shown
from bot.demo.telegram_emulator.files import KeptFile
from bot.demo.telegram_emulator.menus import commands_for

_SERVICE = (
    "group_chat_created",
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


def view_message(shown: Shown) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": shown.id,
        "mine": not shown.from_bot,
        "from": shown.api["from"]["first_name"],
        "text": shown.text,
        "html": shown.html,
        "date": shown.api["date"],
        "edited": shown.edited,
        "reply_to": shown.reply_to,
        "buttons": [[_button(button) for button in row] for row in shown.buttons],
        "reactions": [reaction.get("emoji", "") for reaction in shown.reactions],
    }
    if shown.file:
        view["file"] = _file(shown.file)
    for name in ("location", "contact", "media_group_id", *_SERVICE):
        if name in shown.api:
            view[name] = shown.api[name]
    return view


def view_phone(chat: Chat) -> dict[str, Any]:
    person = chat.person or {}
    return {
        "chat": chat.id,
        "name": person.get("first_name", chat.title.get("title", "")),
        "language_code": person.get("language_code", ""),
        "bot": {"username": chat.bot.username, "name": page(chat, "name") or chat.bot.user["first_name"]},
        "description": page(chat, "description"),
        "started": chat.started,
        "blocked": chat.blocked,
        "action": chat.action,
        "keyboard": chat.keyboard,
        "keyboard_buttons": chat.keyboard_buttons,
        "commands": commands_for(chat),
        "menu_button": chat.menu_button or chat.bot.menu_button,
        "messages": [view_message(shown) for shown in chat.messages],
    }


def page(chat: Chat, field: str) -> str:
    """The bot's name or description in the person's language."""
    language = (chat.person or {}).get("language_code", "")
    return chat.bot.pages.get((field, language)) or chat.bot.pages.get((field, ""), "")


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {"text": button["text"], "url": button.get("url"), "data": button.get("callback_data")}


def _file(kept: KeptFile) -> dict[str, Any]:
    width, height = kept.size
    described = {"kind": kept.kind, "id": kept.file_id, "name": kept.name, "mime_type": kept.mime_type}
    return described | {"size": len(kept.content), "width": width, "height": height}
