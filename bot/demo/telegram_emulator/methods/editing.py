"""The methods by which a bot changes or removes what it said."""

from typing import Any

from bot.demo.telegram_emulator.chats import Chat, Shown
from bot.demo.telegram_emulator.errors import ApiError, bad_request, not_emulated
from bot.demo.telegram_emulator.keyboards import only_inline
from bot.demo.telegram_emulator.methods.albums import read_media
from bot.demo.telegram_emulator.methods.call import Call
from bot.demo.telegram_emulator.methods.contents import (
    Fields,
    caption_fields,
    inline_field,
    markup_of,
    text_fields,
)

CAPTIONED = ("photo", "document", "voice", "audio", "video")
REPLACEABLE = ("photo", "document", "audio", "video", "text")
MOST_DELETED = 100
# core.telegram.org/bots/api#deletemessage
DELETABLE_SECONDS = 48 * 3600
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def edit_message_text(call: Call) -> dict[str, Any]:
    fields = text_fields(call.arguments, call.bot)
    chat, shown = _editable(call)
    if "text" not in shown.api:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, shown, fields, _TEXT)


def edit_message_caption(call: Call) -> dict[str, Any]:
    fields = caption_fields(call.arguments, call.bot)
    chat, shown = _editable(call)
    if not any(kind in shown.api for kind in CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return _change(call, chat, shown, fields, _CAPTION)


def edit_message_media(call: Call) -> dict[str, Any]:
    chat, shown = _editable(call)
    fields, kept = read_media(call, call.arguments.structure("media"))
    if not any(kind in shown.api for kind in REPLACEABLE):
        raise bad_request("there is no media in the message to edit")
    gone = (*CAPTIONED, *_TEXT, *_CAPTION, "has_media_spoiler")
    result = _change(call, chat, shown, fields, gone)
    shown.file = kept
    return result


def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    chat, shown = _editable(call)
    return _change(call, chat, shown, {}, ())


def delete_message(call: Call) -> bool:
    chat = call.chat()
    shown = chat.find(call.arguments.number("message_id"))
    if shown is None:
        raise bad_request("message to delete not found")
    _check_deletable(call, chat, shown)
    call.telegram.delete(chat, shown)
    return True


def delete_messages(call: Call) -> bool:
    """Those it does not find are passed over."""
    chat = call.chat()
    numbers = call.arguments.structure("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    found = [shown for number in numbers if (shown := chat.find(int(number))) is not None]
    for shown in found:
        _check_deletable(call, chat, shown)
    for shown in found:
        call.telegram.delete(chat, shown)
    return True


def _check_deletable(call: Call, chat: Chat, shown: Shown) -> None:
    if chat.group and not shown.from_bot:
        raise bad_request("message can't be deleted")
    if call.telegram.timestamp() - shown.api["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def _editable(call: Call) -> tuple[Chat, Shown]:
    if call.arguments.text("inline_message_id"):
        raise not_emulated("messages sent by inline mode")
    chat = call.chat()
    shown = chat.find(call.arguments.number("message_id"))
    if shown is None:
        raise bad_request("message to edit not found")
    if not shown.from_bot or shown.had_other_keyboard or "forward_origin" in shown.api:
        raise bad_request("message can't be edited")
    return chat, shown


def _change(call: Call, chat: Chat, shown: Shown, fields: Fields, gone: tuple[str, ...]) -> dict[str, Any]:
    """No keyboard given means none any more."""
    markup = inline_field(only_inline(markup_of(call.arguments)))
    call.telegram.check_rate(chat)
    before = {name: value for name, value in shown.api.items() if name != "edit_date"}
    kept = {name: value for name, value in before.items() if name not in (*gone, "reply_markup")}
    after = kept | fields | markup
    if after == before:
        raise _not_modified()
    shown.change(after | {"edit_date": call.telegram.timestamp()})
    call.telegram.tell("edited", chat, shown)
    return shown.snapshot()


def _not_modified() -> ApiError:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
