"""The menus of commands, for each scope and language."""

import re
from typing import Any

from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.menus import Commands, scope_name
from bot.demo.telegram_emulator.methods.call import Call

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_WIDE = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_OF_ONE_CHAT = ("chat", "chat_administrators", "chat_member")


def set_my_commands(call: Call) -> bool:
    """None at all is the same as deleting them."""
    commands = call.arguments.structure("commands") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_check(command) for command in commands]
    _keep(call, checked)
    return True


def get_my_commands(call: Call) -> Commands:
    return call.bot.commands.get(_key(call), [])


def delete_my_commands(call: Call) -> bool:
    _keep(call, [])
    return True


def _keep(call: Call, commands: Commands) -> None:
    key = _key(call)
    call.bot.commands.pop(key, None)
    if commands:
        call.bot.commands[key] = commands
    for chat in call.bot.chats.values():
        call.telegram.tell("commands", chat)


def _check(command: Any) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: Expected an Object")
    # A leading slash is allowed and taken off.
    name = str(command.get("command", "")).removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(command.get("description", "")).strip()
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _key(call: Call) -> tuple[str, str]:
    language = call.arguments.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return _scope(call), language


def _scope(call: Call) -> str:
    scope = call.arguments.structure("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in _WIDE:
        return str(kind)
    if kind not in _OF_ONE_CHAT:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = call.telegram.known_chat(call.bot, str(scope.get("chat_id", "")))
    if not chat.group and not chat.started:
        raise bad_request("chat not found")
    return scope_name(kind, chat.id, scope.get("user_id"))
