"""One request to the Bot API."""

from dataclasses import dataclass

from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.arguments import Arguments
from bot.demo.telegram_emulator.chats import Chat
from bot.demo.telegram_emulator.telegram import Telegram


@dataclass(frozen=True)
class Call:
    telegram: Telegram
    bot: BotAccount
    arguments: Arguments

    def chat(self) -> Chat:
        """The chat that the bot means to write to."""
        return self.telegram.reach(self.bot, self.arguments.text("chat_id"))


@dataclass(frozen=True)
class Told:
    """A result with words beside it, as Telegram adds to a few."""

    result: bool
    description: str
