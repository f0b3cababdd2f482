"""The methods by which a bot changes or removes what it said."""

from typing import Any

from bot.demo.telegram_emulator.arguments import Arguments
from bot.demo.telegram_emulator.errors import ApiError, bad_request
from bot.demo.telegram_emulator.files import describe
from bot.demo.telegram_emulator.markup import check_markup
from bot.demo.telegram_emulator.sending import caption_fields, inline_markup, keep_file, text_fields
from bot.demo.telegram_emulator.state import BotAccount, Chat, Shown, Telegram

_MEDIA = ("photo", "document", "voice", "audio", "video")


class Editing:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def edit_message_text(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        chat, shown = self._find(bot, arguments, "edit")
        fields = text_fields(arguments)
        if "text" not in shown.api:
            raise bad_request("there is no text in the message to edit")
        return self._change(chat, shown, arguments, fields, ("text", "entities"))

    def edit_message_caption(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        chat, shown = self._find(bot, arguments, "edit")
        fields = caption_fields(arguments)
        if not any(kind in shown.api for kind in _MEDIA):
            raise bad_request("there is no caption in the message to edit")
        return self._change(chat, shown, arguments, fields, ("caption", "caption_entities"))

    def edit_message_media(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        chat, shown = self._find(bot, arguments, "edit")
        media = arguments.structure("media")
        kept = keep_file(self._telegram, bot, arguments.attached(media["media"]), media["type"])
        fields = caption_fields(Arguments(media, {})) | describe(kept)
        shown.file = kept
        gone = (*_MEDIA, "text", "entities", "caption", "caption_entities")
        return self._change(chat, shown, arguments, fields, gone)

    def edit_message_reply_markup(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        chat, shown = self._find(bot, arguments, "edit")
        return self._change(chat, shown, arguments, {}, ())

    def delete_message(self, bot: BotAccount, arguments: Arguments) -> bool:
        chat, shown = self._find(bot, arguments, "delete")
        chat.messages.remove(shown)
        self._telegram.tell("deleted", chat, message=shown.id)
        return True

    def _find(self, bot: BotAccount, arguments: Arguments, verb: str) -> tuple[Chat, Shown]:
        chat = self._telegram.reach(bot, arguments.text("chat_id"))
        self._check_throttle(bot, chat)
        shown = chat.find(arguments.number("message_id"))
        if shown is None:
            raise bad_request(f"message to {verb} not found")
        if not shown.from_bot and verb == "edit":
            raise bad_request("message can't be edited")
        return chat, shown

    def _check_throttle(self, bot: BotAccount, chat: Chat) -> None:
        self._telegram.check_rate(bot, chat, paid=False)

    def _change(
        self, chat: Chat, shown: Shown, arguments: Arguments, fields: dict[str, Any], gone: tuple[str, ...]
    ) -> dict[str, Any]:
        before = {name: value for name, value in shown.api.items() if name != "edit_date"}
        markup = inline_markup(check_markup(arguments.structure("reply_markup")))
        after = {name: value for name, value in before.items() if name not in (*gone, "reply_markup")}
        after |= fields | markup
        if after == before:
            raise _not_modified()
        shown.api.clear()
        shown.api.update(after | {"edit_date": self._telegram.timestamp()})
        shown.edits += 1
        self._telegram.tell("edited", chat, message=shown.id)
        return shown.api


def _not_modified() -> ApiError:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
