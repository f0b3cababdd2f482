"""Bots, chats and the messages in them, as the emulated Telegram knows them."""

import asyncio
import itertools
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.demo.telegram_emulator.errors import ApiError, bad_request, forbidden, too_many
from bot.demo.telegram_emulator.files import Files, KeptFile
from bot.demo.telegram_emulator.html_text import write_html
from bot.demo.telegram_emulator.rates import RateKeeper, RateLimits
from bot.demo.telegram_emulator.updates import Updates

CALLBACK_SECONDS = 60.0

Listener = Callable[[dict[str, Any]], None]


@dataclass
class Shown:
    """A message in a chat. `api` is what bots get; `file` and `html` are what the phone shows."""

    api: dict[str, Any]
    from_bot: bool
    file: KeptFile | None = None
    edits: int = 0

    @property
    def id(self) -> int:
        return int(self.api["message_id"])

    @property
    def text(self) -> str:
        return str(self.api.get("text", self.api.get("caption", "")))

    @property
    def entities(self) -> list[dict[str, Any]]:
        return list(self.api.get("entities", self.api.get("caption_entities", [])))

    @property
    def html(self) -> str:
        return write_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        return list(self.api.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]


@dataclass
class Chat:
    """A bot's chat with one person, or a group it is in."""

    id: int
    bot: "BotAccount"
    title: dict[str, Any]
    person: dict[str, Any] | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    messages: list[Shown] = field(default_factory=list)
    keyboard: list[list[str]] | None = None
    numbers: Any = field(default_factory=lambda: itertools.count(1))
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def group(self) -> bool:
        return self.person is None

    def describe(self) -> dict[str, Any]:
        return {"id": self.id, **self.title}

    def find(self, message_id: int) -> Shown | None:
        return next((shown for shown in self.messages if shown.id == message_id), None)


@dataclass
class Callback:
    chat: Chat
    asked_at: float
    answer: asyncio.Future[dict[str, Any]]


@dataclass
class Trouble:
    """What the next requests meet, for tests: `kind` is throttle, answer, drop (before) or lose (after)."""

    kind: str
    count: int
    methods: tuple[str, ...]
    chat_id: int | None = None
    retry_after: int = 1
    status: int = 500
    delay: float = 0.0


@dataclass
class BotAccount:
    token: str
    user: dict[str, Any]
    paid: bool = False
    updates: Updates = field(default_factory=Updates)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    pages: dict[tuple[str, str], str] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    troubles: deque[Trouble] = field(default_factory=deque)
    rates: RateKeeper | None = None
    requests: list[str] = field(default_factory=list)


class Telegram:
    """All there is. `now` dates the messages; waiting is always real time."""

    def __init__(self, now: Callable[[], datetime] | None = None, limits: RateLimits | None = None) -> None:
        self.now = now or (lambda: datetime.now(UTC))
        self.files = Files()
        self.bots: dict[str, BotAccount] = {}
        self.listeners: list[Listener] = []
        self._limits = limits

    def add_bot(self, token: str, username: str, name: str, *, paid: bool = False) -> BotAccount:
        user = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": name, "username": username}
        user |= {"can_join_groups": True, "can_read_all_group_messages": False}
        user |= {"supports_inline_queries": False, "can_connect_to_business": False}
        user |= {"has_main_web_app": False}
        account = BotAccount(token, user, paid)
        account.rates = RateKeeper(self._limits) if self._limits else None
        self.bots[token] = account
        return account

    def tell(self, kind: str, chat: Chat, **more: Any) -> None:
        """To the phones that watch, and to whoever waits for the chat."""
        chat.changed.set()
        for listener in self.listeners:
            listener({"event": kind, "chat": chat.id, **more})

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    # what a bot may reach

    def reach(self, bot: BotAccount, chat_id: Any) -> Chat:
        """The chat, or the words in which Telegram says why not."""
        chat = bot.chats.get(int(chat_id)) if _is_number(chat_id) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden(
                "bot was kicked from the group chat" if chat.group else "bot was blocked by the user"
            )
        if not chat.group and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def check_rate(self, bot: BotAccount, chat: Chat, *, paid: bool) -> None:
        for trouble in list(bot.troubles):
            if trouble.kind == "throttle" and trouble.chat_id in {None, chat.id}:
                trouble.count -= 1
                if trouble.count <= 0:
                    bot.troubles.remove(trouble)
                raise too_many(trouble.retry_after)
        if bot.rates:
            bot.rates.check(chat.id, group=chat.group, paid=paid and bot.paid)

    # messages

    def bot_says(self, bot: BotAccount, chat: Chat, fields: dict[str, Any], file: KeptFile | None) -> Shown:
        api = {
            "message_id": next(chat.numbers),
            "from": _as_sender(bot.user),
            "chat": chat.describe(),
            "date": self.timestamp(),
            **fields,
        }
        shown = Shown(api, from_bot=True, file=file)
        chat.messages.append(shown)
        self.tell("message", chat, message=shown.id)
        return shown

    def set_keyboard(self, chat: Chat, markup: dict[str, Any] | None) -> None:
        if markup and "keyboard" in markup:
            chat.keyboard = [[button["text"] for button in row] for row in markup["keyboard"]]
        elif markup and markup.get("remove_keyboard"):
            chat.keyboard = None

    def person_says(self, chat: Chat, sender: dict[str, Any], fields: dict[str, Any]) -> Shown:
        api = {
            "message_id": next(chat.numbers),
            "from": sender,
            "chat": chat.describe(),
            "date": self.timestamp(),
            **fields,
        }
        shown = Shown(api, from_bot=False)
        chat.messages.append(shown)
        self.tell("message", chat, message=shown.id)
        chat.bot.updates.add("message", api)
        return shown

    # taps

    def ask_callback(self, chat: Chat, sender: dict[str, Any], shown: Shown, data: str) -> Callback:
        asked = Callback(chat, time.monotonic(), asyncio.get_running_loop().create_future())
        query_id = str(secrets.randbits(62))
        chat.bot.callbacks[query_id] = asked
        query = {"id": query_id, "from": sender, "message": shown.api, "data": data}
        chat.bot.updates.add("callback_query", query | {"chat_instance": str(chat.id)})
        return asked

    def answer_callback(self, bot: BotAccount, query_id: str, answer: dict[str, Any]) -> None:
        asked = bot.callbacks.pop(query_id, None)
        if asked is None or time.monotonic() - asked.asked_at > CALLBACK_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if not asked.answer.done():
            asked.answer.set_result(answer)
        self.tell("callback", asked.chat, text=answer["text"], alert=answer["show_alert"])


def _as_sender(user: dict[str, Any]) -> dict[str, Any]:
    return {name: user[name] for name in ("id", "is_bot", "first_name", "username") if name in user}


def _is_number(value: Any) -> bool:
    return str(value).lstrip("-").isdigit()
