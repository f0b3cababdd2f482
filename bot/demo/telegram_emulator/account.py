"""The methods about the bot itself: updates, webhook, command menus, files."""

from typing import Any

from bot.demo.telegram_emulator.arguments import Arguments
from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.files import LARGEST_DOWNLOAD
from bot.demo.telegram_emulator.state import BotAccount, Chat, Telegram

LONGEST_POLL = 50


class Account:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def get_me(self, bot: BotAccount, _arguments: Arguments) -> dict[str, Any]:
        return bot.user

    async def get_updates(self, bot: BotAccount, arguments: Arguments) -> list[Any]:
        limit = min(max(arguments.number("limit", 100), 1), 100)
        seconds = min(arguments.number("timeout"), LONGEST_POLL)
        allowed = arguments.structure("allowed_updates")
        return await bot.updates.poll(arguments.number("offset"), limit, seconds, allowed)

    def set_webhook(self, bot: BotAccount, arguments: Arguments) -> bool:
        url = arguments.text("url")
        if arguments.flag("drop_pending_updates"):
            bot.updates.delete_webhook(drop_pending=True)
        if not url:
            bot.updates.delete_webhook(drop_pending=False)
            return True
        # The real one takes https alone; on loopback there is nobody to listen in.
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = arguments.text("secret_token") or None
        bot.updates.set_webhook(url, secret, arguments.structure("allowed_updates"))
        return True

    def delete_webhook(self, bot: BotAccount, arguments: Arguments) -> bool:
        bot.updates.delete_webhook(drop_pending=arguments.flag("drop_pending_updates"))
        return True

    def get_webhook_info(self, bot: BotAccount, _arguments: Arguments) -> dict[str, Any]:
        return bot.updates.webhook_info()

    def log_out(self, _bot: BotAccount, _arguments: Arguments) -> bool:
        return True

    def answer_callback_query(self, bot: BotAccount, arguments: Arguments) -> bool:
        text = arguments.text("text")
        if len(text) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        answer = {"text": text, "show_alert": arguments.flag("show_alert")}
        self._telegram.answer_callback(bot, arguments.text("callback_query_id"), answer)
        return True

    def get_file(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        kept = self._telegram.files.find(bot.token, arguments.text("file_id"))
        if len(kept.content) > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        described = {"file_id": kept.file_id, "file_unique_id": kept.unique_id}
        return described | {"file_size": len(kept.content), "file_path": kept.path}

    def get_chat(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        chat = self._telegram.reach(bot, arguments.text("chat_id"))
        limits = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
        return chat.describe() | limits

    def get_chat_member(self, bot: BotAccount, arguments: Arguments) -> dict[str, Any]:
        chat = self._telegram.reach(bot, arguments.text("chat_id"))
        if chat.person is None or chat.person["id"] != arguments.number("user_id"):
            raise bad_request("PARTICIPANT_ID_INVALID")
        return {"status": "member", "user": chat.person}

    # command menus

    def set_my_commands(self, bot: BotAccount, arguments: Arguments) -> bool:
        commands = arguments.structure("commands") or []
        for command in commands:
            if not _is_command(command.get("command", "")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        bot.commands[self._key(bot, arguments)] = commands
        self._tell_all(bot)
        return True

    def get_my_commands(self, bot: BotAccount, arguments: Arguments) -> list[dict[str, str]]:
        return bot.commands.get(self._key(bot, arguments), [])

    def delete_my_commands(self, bot: BotAccount, arguments: Arguments) -> bool:
        bot.commands.pop(self._key(bot, arguments), None)
        self._tell_all(bot)
        return True

    def _key(self, bot: BotAccount, arguments: Arguments) -> tuple[str, str]:
        scope = arguments.structure("scope") or {"type": "default"}
        if scope["type"] == "chat":
            self._telegram.reach(bot, scope.get("chat_id"))
        name = scope["type"] + (f":{scope['chat_id']}" if "chat_id" in scope else "")
        return name, arguments.text("language_code")

    def _tell_all(self, bot: BotAccount) -> None:
        for chat in bot.chats.values():
            self._telegram.tell("commands", chat)

    # pages about the bot

    def set_page(self, bot: BotAccount, arguments: Arguments, field: str) -> bool:
        bot.pages[field, arguments.text("language_code")] = arguments.text(field)
        return True

    def get_page(self, bot: BotAccount, arguments: Arguments, field: str) -> dict[str, str]:
        code = arguments.text("language_code")
        return {field: bot.pages.get((field, code), bot.pages.get((field, ""), ""))}


def commands_for(chat: Chat) -> list[dict[str, str]]:
    """What the command menu of this chat shows: the narrowest scope, the person's language first."""
    language = (chat.person or {}).get("language_code", "")
    broad = "all_group_chats" if chat.group else "all_private_chats"
    for scope in (f"chat:{chat.id}", broad, "default"):
        for code in (language, ""):
            found = chat.bot.commands.get((scope, code))
            if found:
                return found
    return []


def _is_command(name: str) -> bool:
    return 1 <= len(name) <= 32 and name.isascii() and name.replace("_", "a").isalnum() and name.islower()


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
