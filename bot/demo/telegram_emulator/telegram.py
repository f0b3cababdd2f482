"""The emulated Telegram itself: bots, people's chats, and what happens between them."""

import asyncio
import itertools
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.demo.emulation.feed import Feed
from bot.demo.telegram_emulator.accounts import BotAccount, Callback
from bot.demo.telegram_emulator.chats import Chat, Member, Shown, User
from bot.demo.telegram_emulator.errors import ApiError, bad_request, forbidden
from bot.demo.telegram_emulator.files import Files, KeptFile
from bot.demo.telegram_emulator.rates import RateKeeper, RateLimits
from bot.demo.telegram_emulator.updates import Updates
from bot.demo.telegram_emulator.views import view_message

# How long a tap may wait for its answer; Telegram does not publish it.
CALLBACK_SECONDS = 60.0
FIRST_GROUP = 4_000_000_001


class Telegram:
    """`now` dates the messages; waiting is always real time."""

    def __init__(self, now: Callable[[], datetime] | None = None, limits: RateLimits | None = None) -> None:
        self.now = now or (lambda: datetime.now(UTC))
        self.callback_seconds = CALLBACK_SECONDS
        self.files = Files()
        self.feed = Feed()
        self.listeners = self.feed.listeners
        self.bots: dict[str, BotAccount] = {}
        self.group_numbers = itertools.count(FIRST_GROUP)
        self._limits = limits

    def add_bot(
        self, token: str, username: str, name: str, *, paid: bool | None, reads_groups: bool
    ) -> BotAccount:
        user: User = {"id": int(token.split(":")[0]), "is_bot": True}
        user |= {"first_name": name, "username": username}
        user |= {"can_join_groups": True, "can_read_all_group_messages": reads_groups}
        user |= dict.fromkeys(_CANNOT, False)
        account = BotAccount(token, user, paid, Updates(self.timestamp))
        account.rates = RateKeeper(self._limits) if self._limits else None
        self.bots[token] = account
        return account

    def tell(self, kind: str, chat: Chat, shown: Shown | None = None, **more: Any) -> None:
        """To the page that watches, and to whoever waits for the chat."""
        chat.changed.set()
        chat.bot.stirred.set()
        if self.feed.watched:
            event = {"event": kind, "chat": chat.id, "bot": chat.bot.username, **more}
            message = {"message_id": shown.id, "message": view_message(shown)} if shown else {}
            self.feed.publish(event | message)

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    # what a bot may reach

    def known_chat(self, bot: BotAccount, chat_id: str) -> Chat:
        """The chat, whether or not the bot may write there."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = bot.chats.get(int(chat_id)) if _is_number(chat_id) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, words, migrate_to_chat_id=chat.migrated_to)
        return chat

    def reach(self, bot: BotAccount, chat_id: str) -> Chat:
        """The chat to write to, or the words in which Telegram says why not."""
        chat = self.known_chat(bot, chat_id)
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.left:
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        if chat.blocked and chat.group:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.group and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def check_rights(self, chat: Chat) -> None:
        """To say something there. Raises Telegram's refusal."""
        member = chat.members.get(chat.bot.id)
        if member is None or not chat.group:
            return
        if chat.kind == "channel" and not (member.status == "administrator" and member.posts):
            raise bad_request("need administrator rights in the channel chat")
        if member.status == "restricted" or (chat.silent and member.status != "administrator"):
            raise bad_request("not enough rights to send text messages to the chat")

    def check_rate(self, chat: Chat, *, paid: bool = False) -> None:
        """Counts one request that Telegram would count. Raises 429."""
        bot = chat.bot
        bot.troubles.check_throttle(chat.id)
        if paid and bot.paid is False:
            raise bad_request("FLOODSKIP_NOT_ALLOWED")
        if bot.rates:
            bot.rates.check(chat.id, group=chat.group, paid=paid and bool(bot.paid))

    # messages

    def bot_says(self, chat: Chat, fields: dict[str, Any], file: KeptFile | None) -> Shown:
        shown = self._add(chat, chat.bot.as_sender(), fields, from_bot=True)
        shown.file = file
        chat.action = None
        return shown

    def person_says(
        self,
        chat: Chat,
        sender: User,
        fields: dict[str, Any],
        file: KeptFile | None = None,
        *,
        heard: bool = True,
    ) -> Shown:
        """`heard` is whether the bot is told."""
        shown = self._add(chat, sender, fields, from_bot=False)
        shown.file = file
        self.tell("message", chat, shown)
        if heard:
            chat.bot.updates.add("message", shown.snapshot())
        return shown

    def _add(self, chat: Chat, sender: User, fields: dict[str, Any], *, from_bot: bool) -> Shown:
        numbers = chat.numbers if chat.kind == "supergroup" else chat.bot.numbers
        head = {"message_id": next(numbers), "from": sender, "chat": chat.describe()}
        shown = Shown(head | {"date": self.timestamp()} | fields, from_bot=from_bot)
        chat.messages.append(shown)
        return shown

    def person_edits(self, chat: Chat, shown: Shown, fields: dict[str, Any]) -> None:
        gone = ("text", "entities", "caption", "caption_entities")
        kept = {name: value for name, value in shown.api.items() if name not in gone}
        shown.change(kept | fields | {"edit_date": self.timestamp()})
        self.tell("edited", chat, shown)
        chat.bot.updates.add("edited_message", shown.snapshot())

    def tell_membership(self, chat: Chat, by: User, before: Member, after: Member) -> None:
        """The bot hears that it was blocked, unblocked, added or thrown out."""
        change = {"chat": chat.describe(), "from": by, "date": self.timestamp()}
        change |= {"old_chat_member": before.describe(), "new_chat_member": after.describe()}
        chat.bot.updates.add("my_chat_member", change)

    def delete(self, chat: Chat, shown: Shown) -> None:
        chat.messages.remove(shown)
        shown.deleted = True
        self.tell("deleted", chat, message_id=shown.id)

    # taps

    def ask_callback(self, chat: Chat, sender: User, shown: Shown, data: str) -> Callback:
        asked = Callback(chat, asyncio.get_running_loop().create_future())
        query_id = str(secrets.randbits(62))
        chat.bot.callbacks[query_id] = asked
        message = shown.snapshot()
        if shown.deleted:
            message = {"chat": chat.describe(), "message_id": shown.id, "date": 0}
        query = {"id": query_id, "from": sender, "message": message, "data": data}
        chat.bot.updates.add("callback_query", query | {"chat_instance": str(chat.id)})
        return asked

    def answer_callback(self, bot: BotAccount, query_id: str, answer: dict[str, Any]) -> None:
        asked = bot.callbacks.pop(query_id, None)
        if asked is None or time.monotonic() - asked.asked_at > self.callback_seconds:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if not asked.answer.done():
            asked.answer.set_result(answer)
        self.tell("callback_answered", asked.chat, **answer)


_CANNOT = (
    "supports_inline_queries",
    "can_connect_to_business",
    "has_main_web_app",
    "has_topics_enabled",
    "allows_users_to_create_topics",
    "can_manage_bots",
)


def _is_number(value: str) -> bool:
    return value.removeprefix("-").isdecimal()
