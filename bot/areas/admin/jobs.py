"""The tick that gives colleagues' chats their command menus, and takes them away with the last role.

It compares what each chat should have with what it was given, so nothing that changed roles, language
or the program itself needs to remember to call it, and a crash in between is made good.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot.areas.admin import queries
from bot.areas.admin.dialogs import staff_commands
from bot.areas.admin.entries import Commands, Office
from bot.areas.admin.models import ChatMenu
from bot.areas.admin.rules import fingerprint
from bot.areas.people.rules import permissions_of
from bot.core.channel import Blocked, Permanent, SendFailure
from bot.core.i18n import Translator
from bot.core.scheduling import Job, Tick

log = structlog.get_logger()

Chat = tuple[str, str]
"""Channel and address."""
SetCommands = Callable[[str, Commands], Awaitable[None]]
"""Gives the chat at an address its menu; no commands: everybody's menu again. Raises `SendFailure`."""
CommonCommands = Callable[[Translator], Commands]
"""Everybody's commands: a chat's own menu stands in the place of the common one."""


def menus_job(office: Office, common: CommonCommands, setters: Mapping[str, SetCommands]) -> Job:
    """`setters` by channel; chats on channels without one have no menu, and no row that tells of it: the
    table's addresses are as long as Telegram's.
    """
    return Job(
        name="chat_menus",
        every_seconds=10,
        run=partial(give_menus, office=office, common=common, setters=setters),
    )


async def give_menus(
    tick: Tick, *, office: Office, common: CommonCommands, setters: Mapping[str, SetCommands]
) -> None:
    """A chat that can't be told now is tried again at the next tick."""
    async with tick.database.reading() as session:
        chats = await queries.staff_chats(session)
        given = await queries.given_menus(session)
    wanted = {(chat.channel, chat.address): _commands(office, common, chat, tick.timezone) for chat in chats}
    for chat in sorted(wanted.keys() | given.keys()):
        commands = wanted.get(chat, ())
        if chat[0] in setters and given.get(chat) != (fingerprint(commands) if commands else None):
            await _give(tick, setters[chat[0]], chat, commands)


def _commands(office: Office, common: CommonCommands, chat: queries.StaffChat, zone: ZoneInfo) -> Commands:
    t = Translator(chat.language, zone)
    return [*staff_commands(office, t, permissions_of(chat.roles)), *common(t)]


async def _give(tick: Tick, give: SetCommands, chat: Chat, commands: Commands) -> None:
    try:
        await give(chat[1], commands)
    except (Blocked, Permanent) as failure:
        # There is no such chat any more: noted as done, or it would be tried for ever.
        log.warning("menu_not_given", channel=chat[0], reason=failure.reason)
    except SendFailure as failure:
        log.warning("menu_put_off", channel=chat[0], reason=failure.reason)
        return
    await _note(tick, chat, commands)


async def _note(tick: Tick, chat: Chat, commands: Commands) -> None:
    channel, address = chat
    async with tick.database.session() as session:
        if commands:
            mark = fingerprint(commands)
            await session.merge(
                ChatMenu(channel=channel, address=address, fingerprint=mark, given_at=tick.now)
            )
        elif known := await session.get(ChatMenu, chat):
            await session.delete(known)
