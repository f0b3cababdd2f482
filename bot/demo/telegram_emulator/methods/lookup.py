"""What a bot can ask about files, chats and their members."""

from typing import Any

from bot.demo.telegram_emulator.chats import Chat, Member
from bot.demo.telegram_emulator.errors import ApiError, bad_request
from bot.demo.telegram_emulator.files import LARGEST_DOWNLOAD
from bot.demo.telegram_emulator.methods.call import Call

_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
    False,
)
_MOST_REACTIONS = 11
_ADMINISTRATORS = ("creator", "administrator")


def get_file(call: Call) -> dict[str, Any]:
    file_id = call.arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    try:
        kept = call.telegram.files.find(call.bot.token, file_id)
    except ApiError:
        raise bad_request("invalid file_id") from None
    if len(kept.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return kept.ids() | {"file_path": kept.path}


def get_chat(call: Call) -> dict[str, Any]:
    chat = call.chat()
    required = {"accent_color_id": 0, "max_reaction_count": _MOST_REACTIONS}
    return chat.describe() | required | {"accepted_gift_types": _NO_GIFTS}


def get_chat_member(call: Call) -> dict[str, Any]:
    chat = call.chat()
    member = _members(chat).get(call.arguments.number("user_id"))
    if member is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member.describe()


def get_chat_member_count(call: Call) -> int:
    return len(_members(call.chat()))


def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    chat = call.chat()
    if not chat.group:
        raise bad_request("there are no administrators in the private chat")
    members = [member for member in chat.members.values() if member.status in _ADMINISTRATORS]
    return [member.describe() for member in members if not member.user["is_bot"]]


def leave_chat(call: Call) -> bool:
    chat = call.chat()
    if not chat.group:
        raise bad_request("chat member status can't be changed in private chats")
    chat.blocked = chat.left = True
    bot = call.bot.as_sender()
    chat.members.pop(call.bot.id, None)
    call.telegram.tell_membership(chat, bot, Member(bot), Member(bot, "left"))
    call.telegram.tell("left", chat)
    return True


def _members(chat: Chat) -> dict[int, Member]:
    if chat.person is None:
        return chat.members
    bot = chat.bot
    return {chat.id: Member(chat.person), bot.id: Member(bot.as_sender())}
