"""Groups and channels that a bot is in, such as a duty group of the office."""

from collections.abc import Callable
from typing import Any

from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.chats import Chat, Member, Shown, User
from bot.demo.telegram_emulator.entities import find_entities
from bot.demo.telegram_emulator.menus import Commands, commands_for
from bot.demo.telegram_emulator.people import Phone
from bot.demo.telegram_emulator.telegram import Telegram

# A supergroup's id is made of its own number behind this mark.
SUPERGROUP_MARK = -1_000_000_000_000
# Telegram's own account that stands for administrators who remain anonymous.
ANONYMOUS: User = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


def open_group(telegram: Telegram, bot: BotAccount, title: str, *, supergroup: bool) -> Chat:
    """A group that the bot is in already, without a word about how it came there."""
    number = next(telegram.group_numbers)
    kind = "supergroup" if supergroup else "group"
    chat = Chat(SUPERGROUP_MARK - number if supergroup else -number, bot, {"type": kind, "title": title})
    return _open(chat, Member(bot.as_sender()))


def open_channel(telegram: Telegram, bot: BotAccount, title: str, by: User, *, posts: bool) -> Chat:
    """A channel into which somebody brings the bot as an administrator, who may post or not."""
    number = SUPERGROUP_MARK - next(telegram.group_numbers)
    ours = bot.as_sender()
    chat = _open(
        Chat(number, bot, {"type": "channel", "title": title}), Member(ours, "administrator", posts=posts)
    )
    telegram.tell_membership(chat, by, Member(ours, "left"), chat.members[bot.id])
    return chat


def _open(chat: Chat, ours: Member) -> Chat:
    chat.started = True
    chat.members[chat.bot.id] = ours
    chat.bot.chats[chat.id] = chat
    return chat


def join(chat: Chat, user: User, status: str = "member") -> None:
    chat.members[int(user["id"])] = Member(user, status)


def introduce(telegram: Telegram, chat: Chat, by: User) -> None:
    """What the bot is told when somebody puts it into the group."""
    bot = chat.bot.as_sender()
    chat.blocked = chat.left = False
    chat.members[chat.bot.id] = Member(bot)
    telegram.tell_membership(chat, by, Member(bot, "left"), Member(bot))
    telegram.person_says(chat, by, {"new_chat_members": [bot]})


def kick(telegram: Telegram, chat: Chat, by: User) -> None:
    bot = chat.bot.as_sender()
    telegram.person_says(chat, by, {"left_chat_member": bot}, heard=False)
    chat.blocked = True
    chat.members.pop(chat.bot.id, None)
    telegram.tell_membership(chat, by, Member(bot), Member(bot, "kicked"))
    telegram.tell("kicked", chat)


def change_rights(telegram: Telegram, chat: Chat, by: User, after: Member) -> None:
    """An administrator makes the bot an administrator, restricts it or takes that back."""
    before = chat.members[chat.bot.id]
    chat.members[chat.bot.id] = after
    telegram.tell_membership(chat, by, before, after)


def say(telegram: Telegram, chat: Chat, user: User, text: str, reply_to: Shown | None) -> Shown:
    """The bot hears it if it reads groups or is spoken to; else only people see it."""
    entities = find_entities(text)
    fields: dict[str, Any] = {"reply_to_message": reply_to.snapshot()} if reply_to else {}
    fields |= {"text": text} | ({"entities": entities} if entities else {})
    if int(user["id"]) not in chat.members:
        join(chat, user)
    return telegram.person_says(chat, user, fields, heard=_hears(chat, text, reply_to))


def say_anonymously(telegram: Telegram, chat: Chat, text: str) -> Shown:
    """An administrator who remains anonymous speaks in the group's own name."""
    entities = find_entities(text)
    fields: dict[str, Any] = {"sender_chat": chat.describe(), "text": text}
    fields |= {"entities": entities} if entities else {}
    return telegram.person_says(chat, ANONYMOUS, fields, heard=_hears(chat, text, None))


def migrate(telegram: Telegram, chat: Chat, *, joined_first: bool = False) -> Chat:
    """The group becomes a supergroup with another id; both chats say so.

    The bot is told that it joined the supergroup, but never that it left the group
    (tdlib/telegram-bot-api#266). Updates of two chats may come in either order.
    """
    moved = open_group(telegram, chat.bot, chat.title["title"], supergroup=True)
    moved.members = dict(chat.members)
    people = [member.user for member in chat.members.values() if not member.user["is_bot"]]
    by = people[0] if people else chat.bot.as_sender()
    ours = moved.members.get(chat.bot.id)
    moved.blocked = chat.blocked

    def tell_joined() -> None:
        if ours:
            telegram.tell_membership(moved, by, Member(chat.bot.as_sender(), "left"), ours)

    def tell_moved() -> None:
        telegram.person_says(chat, by, {"migrate_to_chat_id": moved.id}, heard=ours is not None)
        telegram.person_says(moved, by, {"migrate_from_chat_id": chat.id}, heard=ours is not None)

    told: list[Callable[[], None]] = [tell_joined, tell_moved] if joined_first else [tell_moved, tell_joined]
    for tell in told:
        tell()
    chat.migrated_to = moved.id
    return moved


def _hears(chat: Chat, text: str, reply_to: Shown | None) -> bool:
    """Telegram's privacy mode, on unless the bot's owner turned it off or made it an administrator.

    A command without a bot's name is for the bot that spoke there last (core.telegram.org/bots/features).
    """
    bot = chat.bot
    member = chat.members.get(bot.id)
    if member is None:
        return False
    if bot.user["can_read_all_group_messages"] or member.status == "administrator":
        return True
    if reply_to is not None and reply_to.from_bot:
        return True
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    name = command.partition("@")[2]
    if not name:
        return bool(command) and any(shown.from_bot for shown in chat.messages)
    return name.lower() == bot.username.lower()


class GroupPhone(Phone):
    """A group as one of its members sees it."""

    def __init__(self, telegram: Telegram, chat: Chat, person: User) -> None:
        super().__init__(telegram, chat)
        self._member = person

    @property
    def person(self) -> User:
        return self._member

    @property
    def commands(self) -> Commands:
        language = str(self.person.get("language_code", ""))
        return commands_for(self.chat, int(self.person["id"]), language)

    def send_rich(self, text: str, entities: list[dict[str, Any]], reply_to: Shown | None = None) -> Shown:
        return say(self._telegram, self.chat, self.person, text, reply_to)

    def snapshot(self) -> dict[str, Any]:
        """With the names of those who speak: here they are many."""
        view = super().snapshot()
        for seen, shown in zip(view["messages"], self.chat.messages, strict=True):
            seen["mine"] = shown.api["from"]["id"] == self.person["id"]
        return view | {"commands": self.commands, "group": True}

    def block(self) -> None:
        """In a group: this member throws the bot out."""
        kick(self._telegram, self.chat, self.person)

    def unblock(self) -> None:
        introduce(self._telegram, self.chat, self.person)

    def _say(self, fields: dict[str, Any], file: Any = None) -> Shown:
        """A picture, a voice: of no interest to a bot in privacy mode."""
        heard = _hears(self.chat, str(fields.get("caption", "")), None)
        return self._telegram.person_says(self.chat, self.person, fields, file, heard=heard)
