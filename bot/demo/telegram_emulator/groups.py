"""Groups that a bot is in, such as a duty group of the office."""

from typing import Any

from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.chats import Chat, Member, Shown, User
from bot.demo.telegram_emulator.entities import find_entities
from bot.demo.telegram_emulator.menus import Commands, commands_for
from bot.demo.telegram_emulator.people import Phone
from bot.demo.telegram_emulator.telegram import Telegram

# A supergroup's id is made of its own number behind this mark.
SUPERGROUP_MARK = -1_000_000_000_000


def open_group(telegram: Telegram, bot: BotAccount, title: str, *, supergroup: bool) -> Chat:
    """A group that the bot is in already, without a word about how it came there."""
    number = next(telegram.group_numbers)
    kind = "supergroup" if supergroup else "group"
    chat = Chat(SUPERGROUP_MARK - number if supergroup else -number, bot, {"type": kind, "title": title})
    chat.started = True
    chat.members[bot.id] = Member(bot.as_sender())
    bot.chats[chat.id] = chat
    return chat


def join(chat: Chat, user: User, status: str = "member") -> None:
    chat.members[int(user["id"])] = Member(user, status)


def introduce(telegram: Telegram, chat: Chat, by: User) -> None:
    """What the bot is told when somebody puts it into the group."""
    bot = chat.bot.as_sender()
    telegram.tell_membership(chat, by, Member(bot, "left"), Member(bot))
    telegram.person_says(chat, by, {"new_chat_members": [bot]})


def kick(telegram: Telegram, chat: Chat, by: User) -> None:
    bot = chat.bot.as_sender()
    chat.blocked = True
    chat.members.pop(chat.bot.id, None)
    telegram.tell_membership(chat, by, Member(bot), Member(bot, "kicked"))


def say(telegram: Telegram, chat: Chat, user: User, text: str, reply_to: Shown | None) -> Shown:
    """The bot hears it if it reads groups or is spoken to; else only people see it."""
    entities = find_entities(text)
    fields: dict[str, Any] = {"reply_to_message": reply_to.snapshot()} if reply_to else {}
    fields |= {"text": text} | ({"entities": entities} if entities else {})
    if int(user["id"]) not in chat.members:
        join(chat, user)
    return telegram.person_says(chat, user, fields, heard=_hears(chat, text, reply_to))


def migrate(telegram: Telegram, chat: Chat) -> Chat:
    """The group becomes a supergroup with another id; both chats say so."""
    moved = open_group(telegram, chat.bot, chat.title["title"], supergroup=True)
    moved.members = dict(chat.members)
    people = [member.user for member in chat.members.values() if not member.user["is_bot"]]
    by = people[0] if people else chat.bot.as_sender()
    telegram.person_says(chat, by, {"migrate_to_chat_id": moved.id})
    telegram.person_says(moved, by, {"migrate_from_chat_id": chat.id})
    chat.migrated_to = moved.id
    return moved


def _hears(chat: Chat, text: str, reply_to: Shown | None) -> bool:
    """Telegram's privacy mode, on unless the bot's owner turned it off or made it an administrator."""
    bot = chat.bot
    member = chat.members.get(bot.id)
    if bot.user["can_read_all_group_messages"] or (member and member.status == "administrator"):
        return True
    if reply_to is not None and reply_to.from_bot:
        return True
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    name = command.partition("@")[2]
    return bool(command) and name in {"", bot.username}


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
