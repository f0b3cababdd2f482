"""Which commands a chat's menu shows."""

from bot.demo.telegram_emulator.chats import Chat

Commands = list[dict[str, str]]
_ADMINISTRATORS = ("creator", "administrator")


def scope_name(kind: str, chat_id: object = None, user_id: object = None) -> str:
    return ":".join(str(part) for part in (kind, chat_id, user_id) if part is not None)


def commands_for(chat: Chat, user_id: int | None = None, language_code: str = "") -> Commands:
    """What a person sees: the narrowest scope that has commands, in their language before any.

    The order is Telegram's: core.telegram.org/bots/api#determining-list-of-commands.
    """
    language = (chat.person or {}).get("language_code", language_code)
    for scope in _group_scopes(chat, user_id) if chat.group else _private_scopes(chat):
        for code in (language, "") if language else ("",):
            found = chat.bot.commands.get((scope, code))
            if found:
                return found
    return []


def _private_scopes(chat: Chat) -> list[str]:
    return [scope_name("chat", chat.id), "all_private_chats", "default"]


def _group_scopes(chat: Chat, user_id: int | None) -> list[str]:
    member = chat.members.get(user_id) if user_id else None
    administers = member is not None and member.status in _ADMINISTRATORS
    scopes = [
        (scope_name("chat_member", chat.id, user_id), True),
        (scope_name("chat_administrators", chat.id), administers),
        (scope_name("chat", chat.id), True),
        ("all_chat_administrators", administers),
        ("all_group_chats", True),
        ("default", True),
    ]
    return [scope for scope, counts in scopes if counts]
