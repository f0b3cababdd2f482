"""The methods by which a bot says something."""

from typing import Any

from bot.demo.telegram_emulator.arguments import Arguments, Upload
from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.files import KeptFile, describe
from bot.demo.telegram_emulator.html_text import parse_html, trim, utf16
from bot.demo.telegram_emulator.markup import check_markup
from bot.demo.telegram_emulator.state import BotAccount, Chat, Telegram

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def read_text(arguments: Arguments, name: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and its entities as Telegram reads them."""
    mode = arguments.text("parse_mode")
    source = arguments.text(name)
    if mode.lower() == "html":
        return parse_html(source)
    if mode:
        raise bad_request(f"unsupported parse_mode: the emulator reads HTML, not {mode}")
    entities = arguments.structure("entities" if name == "text" else "caption_entities")
    return trim(source, entities or [])


def text_fields(arguments: Arguments) -> dict[str, Any]:
    text, entities = read_text(arguments, "text")
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_fields(arguments: Arguments) -> dict[str, Any]:
    text, entities = read_text(arguments, "caption")
    if utf16(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def inline_markup(markup: dict[str, Any] | None) -> dict[str, Any]:
    return {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}


def keep_file(telegram: Telegram, bot: BotAccount, given: Upload | str, kind: str) -> KeptFile:
    if isinstance(given, Upload):
        return telegram.files.keep(bot.token, kind, given.content, given.name, given.mime_type)
    return telegram.files.find_as(bot.token, given, kind)


class Sending:
    """Each method takes the bot and the arguments and gives the result."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def send_message(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        return self._say(bot, arguments, text_fields(arguments), None)

    def send_photo(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        return self._send_file(bot, arguments, "photo")

    def send_document(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        return self._send_file(bot, arguments, "document")

    def send_voice(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        return self._send_file(bot, arguments, "voice")

    def send_audio(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        return self._send_file(bot, arguments, "audio")

    def send_video(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        return self._send_file(bot, arguments, "video")

    def send_location(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        latitude, longitude = float(arguments.text("latitude")), float(arguments.text("longitude"))
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise bad_request("wrong location specified")
        return self._say(bot, arguments, {"location": {"latitude": latitude, "longitude": longitude}}, None)

    def send_media_group(self, bot: BotAccount, arguments: Arguments) -> list[dict[str, Any]]:
        media = arguments.structure("media")
        if not isinstance(media, list) or not 2 <= len(media) <= 10:
            raise bad_request("group send failed: wrong number of messages in an album")
        chat = self._open(bot, arguments)
        group = str(self._telegram.timestamp()) + str(len(chat.messages))
        return [self._album_item(bot, chat, arguments, item, group) for item in media]

    def _album_item(
        self, bot: BotAccount, chat: Chat, arguments: Arguments, item: dict[str, Any], group: str
    ) -> dict[str, Any]:
        kept = keep_file(self._telegram, bot, arguments.attached(item["media"]), item["type"])
        fields = caption_fields(Arguments(item, {})) | describe(kept) | {"media_group_id": group}
        return self._telegram.bot_says(bot, chat, fields, kept).api

    def send_chat_action(self, bot: BotAccount, arguments: Arguments) -> bool:
        self._telegram.reach(bot, arguments.text("chat_id"))
        return True

    def _send_file(self, bot: BotAccount, arguments: Arguments, kind: str) -> dict[str, Any]:
        fields = caption_fields(arguments)
        chat = self._open(bot, arguments)
        kept = keep_file(self._telegram, bot, arguments.file(kind), kind)
        return self._put(bot, chat, arguments, fields | describe(kept), kept)

    def _say(
        self, bot: BotAccount, arguments: Arguments, fields: dict[str, Any], kept: KeptFile | None
    ) -> dict[str, Any]:
        return self._put(bot, self._open(bot, arguments), arguments, fields, kept)

    def _open(self, bot: BotAccount, arguments: Arguments) -> Chat:
        chat = self._telegram.reach(bot, arguments.text("chat_id"))
        self._telegram.check_rate(bot, chat, paid=arguments.flag("allow_paid_broadcast"))
        return chat

    def _put(
        self, bot: BotAccount, chat: Chat, arguments: Arguments, fields: dict[str, Any], kept: KeptFile | None
    ) -> dict[str, Any]:
        markup = check_markup(arguments.structure("reply_markup"))
        reply = arguments.structure("reply_parameters")
        if reply and not reply.get("allow_sending_without_reply") and not chat.find(reply["message_id"]):
            raise bad_request("message to be replied not found")
        shown = self._telegram.bot_says(bot, chat, fields | inline_markup(markup), kept)
        self._telegram.set_keyboard(chat, markup)
        return shown.api
