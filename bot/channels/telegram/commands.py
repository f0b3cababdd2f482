"""The menus of commands and the words on the bot's page, by language.

Everything is compared with what Telegram has, so a restart changes nothing; a failure is told and left,
for the bot works without. People whose chat has a menu of its own don't see the common one.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from telegram import BotCommand, BotCommandScope, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.failures import failure_of

log = structlog.get_logger()

Commands = Sequence[tuple[str, str]]
"""(command without its slash, what it does)"""

OTHERS = ""
"""The language of those for whom there is nothing in their own."""


@dataclass(frozen=True, slots=True)
class Page:
    """`description` stands in a chat that is still empty (512 letters), `short` on the profile (120)."""

    description: str
    short: str


async def publish_menus(
    bot: ExtBot[Any], everyone: Mapping[str, Commands], chats: Mapping[str, Commands]
) -> None:
    """`everyone` by language code or `OTHERS`, for all private chats; `chats` by address, for staff."""
    for language, commands in everyone.items():
        await _publish(bot, BotCommandScopeAllPrivateChats(), language, commands)
    for address, commands in chats.items():
        await publish_chat_menu(bot, address, commands)


async def publish_chat_menu(bot: ExtBot[Any], address: str, commands: Commands) -> None:
    """The menu of one chat, in that person's language; no commands give back the common one."""
    await _publish(bot, BotCommandScopeChat(int(address)), OTHERS, commands)


async def give_chat_menu(bot: ExtBot[Any], address: str, commands: Commands) -> None:
    """As `publish_chat_menu`, but a failure is raised as its `SendFailure`, for whoever keeps account."""
    try:
        await _set_commands(bot, BotCommandScopeChat(int(address)), OTHERS, commands)
    except TelegramError as error:
        raise failure_of(error) from None


async def publish_pages(bot: ExtBot[Any], pages: Mapping[str, Page]) -> None:
    """`pages` by language code or `OTHERS`."""
    for language, page in pages.items():
        await _tell_failure("page", partial(_publish_page, bot, language, page))


async def _publish(bot: ExtBot[Any], scope: BotCommandScope, language: str, commands: Commands) -> None:
    await _tell_failure("commands", partial(_set_commands, bot, scope, language, commands))


async def _set_commands(bot: ExtBot[Any], scope: BotCommandScope, language: str, commands: Commands) -> None:
    code = language or None
    known = await bot.get_my_commands(scope=scope, language_code=code)
    if [(one.command, one.description) for one in known] == [tuple(pair) for pair in commands]:
        return
    if commands:
        menu = [BotCommand(name, description) for name, description in commands]
        await bot.set_my_commands(menu, scope=scope, language_code=code)
    else:
        await bot.delete_my_commands(scope=scope, language_code=code)


async def _publish_page(bot: ExtBot[Any], language: str, page: Page) -> None:
    code = language or None
    if (await bot.get_my_description(language_code=code)).description != page.description:
        await bot.set_my_description(page.description, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != page.short:
        await bot.set_my_short_description(page.short, language_code=code)


async def _tell_failure(what: str, publish: Callable[[], Awaitable[None]]) -> None:
    try:
        await publish()
    except TelegramError as error:
        log.warning("telegram_not_told", what=what, reason=failure_of(error).reason)
