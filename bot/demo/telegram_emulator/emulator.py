"""The emulated Telegram, started and stopped."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from types import TracebackType
from typing import Any

from bot.demo.emulation.serving import QuickServer
from bot.demo.telegram_emulator import groups
from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.chats import Chat, Member, Shown
from bot.demo.telegram_emulator.people import Person, Phone
from bot.demo.telegram_emulator.rates import RateLimits
from bot.demo.telegram_emulator.server import BotApi
from bot.demo.telegram_emulator.telegram import Telegram
from bot.demo.telegram_emulator.troubles import Trouble

FIRST_PERSON = 500_000_001


class TelegramEmulator:
    """`now` dates the messages; `limits` turns the real rates on."""

    def __init__(
        self, *, now: Callable[[], datetime] | None = None, limits: RateLimits | None = None, port: int = 0
    ) -> None:
        self.telegram = Telegram(now, limits)
        self.app = BotApi(self.telegram).app
        self._server = QuickServer(self.app, port)
        self._ids = itertools.count(FIRST_PERSON)
        self._people: dict[int, Person] = {}

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
        self.telegram.feed.close()
        await self._server.stop()

    # who there is

    def add_bot(
        self,
        token: str,
        username: str,
        name: str = "Жарчы",
        *,
        paid: bool | None = None,
        reads_groups: bool = False,
    ) -> BotAccount:
        """`paid` is whether its owner has the Stars for allow_paid_broadcast; Telegram refuses it without.

        None takes the flag and does nothing by it. `reads_groups` turns privacy mode off.
        """
        return self.telegram.add_bot(token, username, name, paid=paid, reads_groups=reads_groups)

    def person(
        self,
        user_id: int | None = None,
        first_name: str = "Айгүл",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "ky",
    ) -> Person:
        """Somebody; the same one when the id is known already."""
        identity = user_id or next(self._ids)
        if identity not in self._people:
            given = {"first_name": first_name, "last_name": last_name, "username": username}
            user = {"id": identity, "is_bot": False, **given, "language_code": language_code}
            known = {name: value for name, value in user.items() if value is not None}
            self._people[identity] = Person(self.telegram, known)
        return self._people[identity]

    def phone(
        self,
        bot: BotAccount,
        first_name: str,
        *,
        language_code: str | None = "ky",
        user_id: int | None = None,
        last_name: str | None = None,
        username: str | None = None,
    ) -> Phone:
        """A person's phone, the chat with the bot not begun yet."""
        person = self.person(
            user_id, first_name, last_name=last_name, username=username, language_code=language_code
        )
        return person.chat_with(bot)

    # groups

    def group(
        self,
        bot: BotAccount,
        title: str,
        *,
        supergroup: bool = False,
        members: Iterable[Phone] = (),
        added_by: Phone | None = None,
    ) -> Chat:
        """A group that the bot is in; `added_by` makes it hear how it came there."""
        chat = groups.open_group(self.telegram, bot, title, supergroup=supergroup)
        for phone in members:
            groups.join(chat, phone.person)
        if added_by is not None:
            groups.join(chat, added_by.person, "creator")
            groups.introduce(self.telegram, chat, added_by.person)
        return chat

    def channel(self, bot: BotAccount, title: str, added_by: Phone, *, posts: bool = True) -> Chat:
        """A channel in which the bot is an administrator."""
        return groups.open_channel(self.telegram, bot, title, added_by.person, posts=posts)

    def migrate(self, group: Chat, *, joined_first: bool = False) -> Chat:
        """The group becomes a supergroup with another id."""
        return groups.migrate(self.telegram, group, joined_first=joined_first)

    def add_to_group(self, group: Chat, by: Phone) -> None:
        """Somebody brings the bot back."""
        groups.introduce(self.telegram, group, by.person)

    def restrict(self, group: Chat, by: Phone) -> None:
        """The bot stays, but may not write."""
        groups.change_rights(self.telegram, group, by.person, Member(group.bot.as_sender(), "restricted"))

    def release(self, group: Chat, by: Phone) -> None:
        """It may write again."""
        groups.change_rights(self.telegram, group, by.person, Member(group.bot.as_sender()))

    def say_anonymously(self, group: Chat, text: str) -> Shown:
        return groups.say_anonymously(self.telegram, group, text)

    def kick(self, group: Chat, by: Phone) -> None:
        """The bot is thrown out of the group."""
        groups.kick(self.telegram, group, by.person)

    def say_in_group(self, group: Chat, phone: Phone, text: str, reply_to: Shown | None = None) -> Shown:
        return groups.say(self.telegram, group, phone.person, text, reply_to)

    def in_group(self, group: Chat, phone: Phone) -> Phone:
        """The group on a person's phone: to tap there and wait there."""
        return groups.GroupPhone(self.telegram, group, phone.person)

    # who watches

    def events(self) -> AsyncIterator[dict[str, Any]]:
        """What happens from now on, JSON-able."""
        return self.telegram.feed.events()

    def subscribe(self, listener: Callable[[dict[str, Any]], None]) -> Callable[[], None]:
        """Gives what ends the subscription."""
        return self.telegram.feed.subscribe(listener)

    # trouble on demand

    def throttle_next(
        self, bot: BotAccount, retry_after: int, *, count: int = 1, chat_id: int | None = None
    ) -> None:
        """The next `count` messages, to any chat or to one, are answered 429."""
        bot.troubles.append(Trouble("throttle", count, chat_id=chat_id, retry_after=retry_after))

    def fail_next(
        self, bot: BotAccount, *methods: str, kind: str = "answer", count: int = 1, **more: Any
    ) -> None:
        """`kind` and `more` are a `Trouble`'s: answer, refuse, drop, lose, delay."""
        bot.troubles.append(Trouble(kind, count, tuple(m.lower() for m in methods), **more))

    def repeat_update(self, bot: BotAccount, update_id: int) -> None:
        """Brings an update a second time."""
        bot.updates.repeat(update_id)
