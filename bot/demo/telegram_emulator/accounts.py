"""Bots as Telegram keeps them: their updates, menus, pages and the troubles they are to meet."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.demo.telegram_emulator.chats import Chat, User
from bot.demo.telegram_emulator.rates import RateKeeper
from bot.demo.telegram_emulator.troubles import Troubles
from bot.demo.telegram_emulator.updates import Updates

_SENDER_FIELDS = ("id", "is_bot", "first_name", "username")


@dataclass
class Callback:
    """A tap that waits for the bot's answer."""

    chat: Chat
    answer: asyncio.Future[dict[str, Any]]
    asked_at: float = field(default_factory=time.monotonic)


@dataclass
class BotAccount:
    """`requests` are the methods it called but getUpdates, in lower case; `refusals` the words it got."""

    token: str
    user: User
    # What allow_paid_broadcast does: True a thousand a second, False a refusal, None nothing.
    paid: bool | None = None
    updates: Updates = field(default_factory=Updates)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    pages: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_button: dict[str, Any] = field(default_factory=lambda: {"type": "commands"})
    chats: dict[int, Chat] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    troubles: Troubles = field(default_factory=Troubles)
    rates: RateKeeper | None = None
    requests: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    # Set at every request and every change in a chat: by it a phone learns that the bot fell quiet.
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def username(self) -> str:
        return str(self.user["username"])

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def as_sender(self) -> User:
        return {name: self.user[name] for name in _SENDER_FIELDS}
