"""Forwarding a message and copying it."""

from typing import Any

from bot.demo.telegram_emulator.chats import Chat, Shown, without_language
from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.methods.call import Call
from bot.demo.telegram_emulator.methods.contents import Fields, caption_fields, markup_of
from bot.demo.telegram_emulator.methods.sending import put

_TEXT = ("text", "entities", "link_preview_options")
_MEDIA = ("photo", "document", "voice", "audio", "video", "location", "contact", "has_media_spoiler")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def copy_message(call: Call) -> dict[str, int]:
    """With a new caption if one is given, and only with the keyboard that is given."""
    _, shown = _source(call, "copy")
    captioned = "caption" in call.arguments
    fields = _only(shown, (*_TEXT, *_MEDIA) if captioned else (*_TEXT, *_MEDIA, *_CAPTION))
    if captioned and "text" not in fields:
        fields |= caption_fields(call.arguments, call.bot)
    sent = put(call, fields, shown.file, markup_of(call.arguments))
    return {"message_id": sent["message_id"]}


def forward_message(call: Call) -> dict[str, Any]:
    _, shown = _source(call, "forward")
    origin = shown.api.get("forward_origin") or {
        "type": "user",
        "date": shown.api["date"],
        "sender_user": without_language(shown.api["from"]),
    }
    fields = _only(shown, (*_TEXT, *_MEDIA, *_CAPTION))
    return put(call, fields | {"forward_origin": origin}, shown.file, None)


def _source(call: Call, verb: str) -> tuple[Chat, Shown]:
    chat = call.telegram.known_chat(call.bot, call.arguments.text("from_chat_id"))
    shown = chat.find(call.arguments.number("message_id"))
    if shown is None:
        raise bad_request(f"message to {verb} not found")
    if shown.api.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return chat, shown


def _only(shown: Shown, names: tuple[str, ...]) -> Fields:
    return {name: value for name, value in shown.snapshot().items() if name in names}
