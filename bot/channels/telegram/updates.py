"""Telegram's updates as core's messages; None for what concerns nobody.

In groups the bot hears only the commands that are meant for groups, taps on its own buttons, and what
becomes of it there; everything else is dropped before it is kept. Edited messages are not asked for: an
answer was taken when it was given, and the dialog may be steps ahead by now.
"""

from collections.abc import Collection

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    Update,
    User,
)

from bot.channels.telegram.contents import attachment_of, place_of, spoken_text
from bot.core import richtext
from bot.core.messages import Happening, InMessage, PlaceKind, PlaceSeen

NAME = "telegram"
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
# Apps cut a long text at 4096, or at the end of a paragraph, a sentence or a word before that.
MAY_BE_CUT_UNITS = 3000
HINTED_LANGUAGES = ("ky", "ru")


def read_update(update: Update, username: str, group_commands: Collection[str] = ()) -> InMessage | None:
    """`username` is the bot's own, by which a command in a group names it."""
    identity = str(update.update_id)
    if update.message:
        if update.message.chat.type == Chat.PRIVATE:
            return _read_message(identity, update.message)
        return _read_in_group(identity, update.message, username, group_commands)
    if update.callback_query:
        return _read_tap(identity, update.callback_query)
    if update.my_chat_member:
        return _read_happening(identity, update.my_chat_member)
    return None


def is_in_group(query: CallbackQuery) -> bool:
    return query.message is not None and query.message.chat.type != Chat.PRIVATE


def _read_message(identity: str, message: Message) -> InMessage | None:
    if not message.text and not message.effective_attachment:
        return None  # a service message: somebody pinned, paid, changed a timer
    text, rich = spoken_text(message)
    return InMessage(
        channel=NAME,
        address=str(message.chat.id),
        external_id=identity,
        text=text,
        rich=rich,
        attachment=attachment_of(message),
        album=message.media_group_id,
        may_be_cut=richtext.units(message.text or "") >= MAY_BE_CUT_UNITS,
        sent_at=message.date,
        location=place_of(message),
        language_hint=_language_hint(message.from_user),
    )


def _read_in_group(
    identity: str, message: Message, username: str, commands: Collection[str]
) -> InMessage | None:
    """A command, without anything else of the message, or that the group has another address now."""
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        return InMessage(
            channel=NAME,
            address="",
            external_id=identity,
            happening=Happening.MOVED,
            place=_seen(message.chat, old),
            moved_to=str(new),
        )
    if not _is_for_us(message.text or "", username, commands):
        return None
    # Who writes in the group's own name isn't told.
    sender = message.from_user if message.sender_chat is None else None
    return InMessage(
        channel=NAME,
        address=str(sender.id) if sender else "",
        external_id=identity,
        text=message.text,
        sent_at=message.date,
        language_hint=_language_hint(sender),
        place=_seen(message.chat),
    )


def _is_for_us(text: str, username: str, commands: Collection[str]) -> bool:
    head = text.partition(" ")[0].partition("\n")[0].lower()
    name, _, whose = head.removeprefix("/").partition("@")
    return head.startswith("/") and name in commands and whose in {"", username.lower()}


def _seen(chat: Chat, address: int | None = None) -> PlaceSeen:
    kind = PlaceKind.CHANNEL if chat.type == Chat.CHANNEL else PlaceKind.GROUP
    return PlaceSeen(kind, str(address or chat.id), chat.title or "")


def _read_tap(identity: str, query: CallbackQuery) -> InMessage | None:
    if query.message is None or query.data is None:
        return None  # from a game or an inline result, which we don't make
    in_group = is_in_group(query)
    return InMessage(
        channel=NAME,
        address=str(query.from_user.id if in_group else query.message.chat.id),
        external_id=identity,
        choice=query.data,
        tapped=_redrawable(query.message),
        language_hint=_language_hint(query.from_user),
        place=_seen(query.message.chat) if in_group else None,
    )


def _redrawable(message: MaybeInaccessibleMessage) -> str | None:
    return str(message.message_id) if message.is_accessible else None


def _read_happening(identity: str, change: ChatMemberUpdated) -> InMessage | None:
    if change.chat.type != Chat.PRIVATE:
        return InMessage(
            channel=NAME,
            address=str(change.from_user.id),
            external_id=identity,
            happening=_became(change.new_chat_member),
            language_hint=_language_hint(change.from_user),
            place=_seen(change.chat),
        )
    blocked = change.new_chat_member.status == ChatMember.BANNED
    return InMessage(
        channel=NAME,
        address=str(change.chat.id),
        external_id=identity,
        happening=Happening.BLOCKED if blocked else Happening.UNBLOCKED,
        language_hint=_language_hint(change.from_user),
    )


def _became(member: ChatMember) -> Happening:
    """What the bot is in the group or channel from now on."""
    if isinstance(member, ChatMemberRestricted):
        if not member.is_member:
            return Happening.REMOVED
        return Happening.JOINED if member.can_send_messages else Happening.SILENCED
    if isinstance(member, ChatMemberAdministrator):
        # Said of channels only; in a group an administrator may write.
        return Happening.SILENCED if member.can_post_messages is False else Happening.JOINED
    return Happening.REMOVED if member.status in {ChatMember.BANNED, ChatMember.LEFT} else Happening.JOINED


def _language_hint(user: User | None) -> str | None:
    code = (user.language_code or "" if user else "").partition("-")[0].lower()
    return code if code in HINTED_LANGUAGES else None
