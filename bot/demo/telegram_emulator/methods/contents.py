"""What messages are made of, read from the arguments and checked: words, keyboards, replies, files."""

from typing import Any

from bot.demo.telegram_emulator import utf16
from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.arguments import Arguments, Upload
from bot.demo.telegram_emulator.chats import Chat, without_language
from bot.demo.telegram_emulator.entities import check_entities, settle
from bot.demo.telegram_emulator.errors import bad_request, not_emulated
from bot.demo.telegram_emulator.files import KeptFile
from bot.demo.telegram_emulator.html_text import Entity, parse_html
from bot.demo.telegram_emulator.keyboards import Markup, check_markup
from bot.demo.telegram_emulator.methods.call import Call

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_SOURCE = 32 * 1024
_PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
Fields = dict[str, Any]


def text_fields(arguments: Arguments, bot: BotAccount) -> Fields:
    if not arguments.text("text"):
        raise bad_request("message text is empty")
    text, entities = _words(arguments, "text", "entities", bot)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16.length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {}) | _preview(arguments)


def caption_fields(arguments: Arguments, bot: BotAccount) -> Fields:
    text, entities = _words(arguments, "caption", "caption_entities", bot)
    if utf16.length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    fields: Fields = {"caption": text} if text else {}
    if text and entities:
        fields["caption_entities"] = entities
    if text and arguments.flag("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def _words(arguments: Arguments, name: str, entities_name: str, bot: BotAccount) -> tuple[str, list[Entity]]:
    source, mode = arguments.text(name), arguments.text("parse_mode").lower()
    if len(source.encode("utf-8", "surrogatepass")) > LONGEST_SOURCE:
        raise bad_request("text is too long")
    if mode == "html":
        text, entities = parse_html(source)
    elif mode in {"markdown", "markdownv2"}:
        raise not_emulated(f"the parse_mode {arguments.text('parse_mode')}; use HTML")
    elif mode not in {"", "none"}:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = source, check_entities(source, arguments.structure(entities_name) or [])
    return settle(text, [found for e in entities if (found := _with_user(e, bot)) is not None])


def _with_user(entity: Entity, bot: BotAccount) -> Entity | None:
    """A mention by id carries the person, and none without one whom the bot knows."""
    if "user_id" not in entity:
        return entity
    known = bot.chats.get(entity["user_id"])
    if known is None or known.person is None:
        return None
    bare = {name: value for name, value in entity.items() if name != "user_id"}
    return bare | {"user": without_language(known.person)}


def _preview(arguments: Arguments) -> Fields:
    options = arguments.structure("link_preview_options")
    if not isinstance(options, dict):
        return {}
    for name in _PREVIEW_FLAGS:
        if not isinstance(options.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    kept = {name: value for name, value in options.items() if value}
    return {"link_preview_options": kept} if kept else {}


def markup_of(arguments: Arguments) -> Markup | None:
    return check_markup(arguments.structure("reply_markup"))


def inline_field(markup: Markup | None) -> Fields:
    return {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}


def reply_field(arguments: Arguments, chat: Chat) -> Fields:
    """The message that is answered, without the one it answered itself."""
    reply = arguments.structure("reply_parameters")
    if not isinstance(reply, dict):
        return {}
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    if "quote" in reply or str(reply.get("chat_id", chat.id)) != str(chat.id):
        raise not_emulated("quotes and replies to another chat")
    shown = chat.find(int(reply["message_id"]))
    if shown is not None:
        return {"reply_to_message": {n: v for n, v in shown.snapshot().items() if n != "reply_to_message"}}
    if not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {}


def keep_file(call: Call, given: Upload | str, kind: str) -> KeptFile:
    """An upload is kept under a new id; an id must be this bot's and of this kind."""
    files = call.telegram.files
    if isinstance(given, Upload):
        return files.keep(call.bot.token, kind, given.content, given.name, given.mime_type)
    return files.find_as(call.bot.token, given, kind)
