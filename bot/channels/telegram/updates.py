"""Telegram's updates as core's messages; None for what concerns nobody.

In groups the bot hears only commands that name it and taps on its own buttons. Edited messages are not
asked for: an answer was taken when it was given, and the dialog may be steps ahead by now.
"""

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    Update,
    User,
)

from bot.channels.telegram.contents import attachment_of, place_of, spoken_text
from bot.core import richtext
from bot.core.messages import Happening, InMessage

NAME = "telegram"
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
# Apps cut a long text at 4096, or at the end of a paragraph, a sentence or a word before that.
MAY_BE_CUT_UNITS = 3000
HINTED_LANGUAGES = ("ky", "ru")


def read_update(update: Update, username: str) -> InMessage | None:
    """`username` is the bot's own, by which a command in a group names it."""
    identity = str(update.update_id)
    if update.message:
        return _read_message(identity, update.message, username)
    if update.callback_query:
        return _read_tap(identity, update.callback_query)
    if update.my_chat_member:
        return _read_happening(identity, update.my_chat_member)
    return None


def _read_message(identity: str, message: Message, username: str) -> InMessage | None:
    if message.chat.type != Chat.PRIVATE and not _names_us(message, username):
        return None
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


def _names_us(message: Message, username: str) -> bool:
    head = (message.text or "").partition(" ")[0].partition("\n")[0]
    return head.startswith("/") and head.lower().endswith(f"@{username.lower()}")


def _read_tap(identity: str, query: CallbackQuery) -> InMessage | None:
    if query.message is None or query.data is None:
        return None  # from a game or an inline result, which we don't make
    return InMessage(
        channel=NAME,
        address=str(query.message.chat.id),
        external_id=identity,
        choice=query.data,
        tapped=_redrawable(query.message),
        language_hint=_language_hint(query.from_user),
    )


def _redrawable(message: MaybeInaccessibleMessage) -> str | None:
    return str(message.message_id) if message.is_accessible else None


def _read_happening(identity: str, change: ChatMemberUpdated) -> InMessage | None:
    if change.chat.type != Chat.PRIVATE:
        return None
    blocked = change.new_chat_member.status == ChatMember.BANNED
    return InMessage(
        channel=NAME,
        address=str(change.chat.id),
        external_id=identity,
        happening=Happening.BLOCKED if blocked else Happening.UNBLOCKED,
        language_hint=_language_hint(change.from_user),
    )


def _language_hint(user: User | None) -> str | None:
    code = (user.language_code or "" if user else "").partition("-")[0].lower()
    return code if code in HINTED_LANGUAGES else None
