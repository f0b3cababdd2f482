"""The emulated Telegram, started and stopped."""

import itertools
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any

from bot.demo.telegram_emulator.people import Phone
from bot.demo.telegram_emulator.rates import RateLimits
from bot.demo.telegram_emulator.server import BotApi
from bot.demo.telegram_emulator.state import BotAccount, Chat, Shown, Telegram, Trouble
from bot.web.server import WebServer

FIRST_PERSON = 500_000_001


class TelegramEmulator:
    """`now` dates the messages; `limits` turns the real rates on."""

    def __init__(
        self, *, now: Callable[[], datetime] | None = None, limits: RateLimits | None = None, port: int = 0
    ) -> None:
        self.telegram = Telegram(now, limits)
        self.app = BotApi(self.telegram).app
        self._server = WebServer(self.app, port=port)
        self._ids = itertools.count(FIRST_PERSON)

    @property
    def base_url(self) -> str:
        """What a bot takes for `https://api.telegram.org`."""
        return self._server.url

    async def __aenter__(self) -> "TelegramEmulator":
        await self._server.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bot in self.telegram.bots.values():
            await bot.updates.close()
        await self._server.stop()

    def add_bot(self, token: str, username: str, name: str = "Жарчы", *, paid: bool = False) -> BotAccount:
        return self.telegram.add_bot(token, username, name, paid=paid)

    def phone(
        self, bot: BotAccount, first_name: str, *, language_code: str = "ky", user_id: int | None = None
    ) -> Phone:
        """A new person's phone, the chat with the bot not begun yet."""
        identity = user_id or next(self._ids)
        person = {"id": identity, "is_bot": False, "first_name": first_name, "language_code": language_code}
        chat = Chat(identity, bot, {"type": "private", "first_name": first_name}, person=person)
        bot.chats[identity] = chat
        return Phone(self.telegram, chat)

    def group(self, bot: BotAccount, title: str) -> Chat:
        """A group that the bot is in."""
        chat = Chat(-next(self._ids), bot, {"type": "group", "title": title}, started=True)
        bot.chats[chat.id] = chat
        return chat

    def migrate(self, group: Chat) -> Chat:
        """The group becomes a supergroup with another id."""
        moved = Chat(
            -1_000_000_000_000 + group.id, group.bot, group.title | {"type": "supergroup"}, started=True
        )
        group.bot.chats[moved.id] = moved
        group.migrated_to = moved.id
        return moved

    def say_in_group(self, group: Chat, phone: Phone, text: str) -> Shown:
        return self.telegram.person_says(group, phone.person, {"text": text})

    # trouble on demand

    def throttle_next(
        self, bot: BotAccount, retry_after: int, *, count: int = 1, chat_id: int | None = None
    ) -> None:
        bot.troubles.append(Trouble("throttle", count, (), chat_id, retry_after))

    def fail_next(
        self, bot: BotAccount, *methods: str, kind: str = "answer", count: int = 1, **more: Any
    ) -> None:
        """`kind`: `answer` (a 500 page), `drop` (no answer, nothing done), `lose` (done, the answer lost)."""
        bot.troubles.append(Trouble(kind, count, tuple(m.lower() for m in methods), **more))
