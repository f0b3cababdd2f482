"""Messages and phones as JSON, for a page: the same shape as the emulated Telegram's."""

from typing import Any

from bot.demo.whatsapp_emulator.chats import Button, Chat, Shown
from bot.demo.whatsapp_emulator.files import KeptFile


def view_message(chat: Chat, shown: Shown) -> dict[str, Any]:
    """`tick` is of the person's own messages: sent, delivered, read."""
    view: dict[str, Any] = {
        "id": shown.id,
        "mine": not shown.from_bot,
        "from": chat.business.name if shown.from_bot else chat.owner.name,
        "text": shown.text,
        "html": shown.html,
        "footer": shown.footer,
        "date": int(shown.date.timestamp()),
        "edited": False,
        "reply_to": shown.reply_to,
        "buttons": [[_button(button) for button in row] for row in shown.buttons],
        "list": shown.list_label,
        "template": shown.template,
        "reactions": [reaction["emoji"] for reaction in shown.reactions],
    }
    if not shown.from_bot:
        view["tick"] = shown.state
    if shown.file:
        view["file"] = _file(shown.file)
    if shown.location:
        place = shown.location
        numbers = {name: float(place[name]) for name in ("latitude", "longitude")}
        view["location"] = {**place, **numbers}
    if shown.contacts:
        view["contacts"] = shown.contacts
    return view


def view_phone(chat: Chat) -> dict[str, Any]:
    person, business = chat.owner, chat.business
    return {
        "platform": "whatsapp",
        "chat": chat.id,
        "name": person.name,
        "language_code": person.language_code,
        "number": None if person.number_hidden else person.number,
        "bot": {"username": business.number, "name": business.name},
        "description": business.display_number,
        "started": chat.started,
        "blocked": chat.blocked,
        "online": person.online,
        "group": False,
        "action": chat.action,
        "keyboard": None,
        "keyboard_buttons": None,
        "commands": [],
        "menu_button": None,
        "messages": [view_message(chat, shown) for shown in chat.messages],
    }


def _button(button: Button) -> dict[str, Any]:
    """A row of a list has its description; a shortened title its whole words."""
    view = {"text": button["text"], "url": button.get("url"), "data": button.get("callback_data")}
    return view | {"description": button.get("description"), "words": button["words"], "kind": button["kind"]}


def _file(kept: KeptFile) -> dict[str, Any]:
    width, height = kept.size
    described = {"kind": kept.kind, "id": kept.file_id, "name": kept.name, "mime_type": kept.mime_type}
    return described | {"size": len(kept.content), "width": width, "height": height}
