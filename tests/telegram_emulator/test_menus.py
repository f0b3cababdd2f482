"""Who sees which commands, and what people read about a bot."""

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeDefault,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)
from telegram.error import BadRequest

from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator


async def test_the_narrowest_scope_in_ones_language(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    russian = emulator.phone(account, "Иван", language_code="ru")
    chat = BotCommandScopeChat(phone.chat.id)
    private = BotCommandScopeAllPrivateChats()
    steps: list[tuple[str, object, str | None, list[str], list[str]]] = [
        ("default", BotCommandScopeDefault(), None, ["default"], ["default"]),
        ("default_ru", BotCommandScopeDefault(), "ru", ["default"], ["default_ru"]),
        ("private", private, None, ["private"], ["private"]),
        ("private_ky", private, "ky", ["private_ky"], ["private"]),
        ("chat", chat, None, ["chat"], ["private"]),
        ("chat_ky", chat, "ky", ["chat_ky"], ["private"]),
    ]
    for name, scope, language, ours, theirs in steps:
        await bot.set_my_commands([(name, name)], scope=scope, language_code=language)  # type: ignore[arg-type]  # a list of scopes
        assert (phone.commands_shown, russian.commands_shown) == (ours, theirs)
    assert [c.command for c in await bot.get_my_commands(scope=private, language_code="ky")] == ["private_ky"]
    assert await bot.get_my_commands(scope=private, language_code="ru") == ()
    await bot.delete_my_commands(scope=chat, language_code="ky")
    await bot.set_my_commands([], scope=chat)
    assert phone.commands_shown == ["private_ky"]


async def test_groups_have_their_own(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    group = emulator.group(account, "Кезмет", added_by=phone)
    await bot.set_my_commands([("all", "x")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([("boss", "x")], scope=BotCommandScopeChatAdministrators(group.id))
    other = emulator.phone(account, "Бакыт")
    assert emulator.in_group(group, phone).commands_shown == ["boss"]
    assert emulator.in_group(group, other).commands_shown == ["all"]


@pytest.mark.parametrize(
    ("command", "complaint"),
    [(("Меню", "x"), "bot_command_invalid"), (("menu", ""), "bot_command_description_invalid")],
)
async def test_refuses_commands(bot: Bot, command: tuple[str, str], complaint: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.set_my_commands([command])


async def test_refuses_scopes_and_languages(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([("menu", "x")], scope=BotCommandScopeChat(1))
    with pytest.raises(BadRequest, match="Invalid language code"):
        await bot.set_my_commands([("menu", "x")], language_code="kyrgyz")


async def test_pages_and_the_menu_button(bot: Bot, phone: Phone) -> None:
    assert (await bot.get_my_name()).name == "Жарчы"
    await bot.set_my_name("Жарчы: Кара-Суу", language_code="ky")
    await bot.set_my_description("Сүрөттөмө")
    await bot.set_my_short_description("Кыска")
    assert (await bot.get_my_description("ru")).description == "Сүрөттөмө"
    assert (await bot.get_my_short_description()).short_description == "Кыска"
    picture = phone.snapshot()
    assert (picture["bot"]["name"], picture["description"]) == ("Жарчы: Кара-Суу", "Сүрөттөмө")
    with pytest.raises(BadRequest):
        await bot.set_my_description("x" * 513)
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
    await bot.set_chat_menu_button(phone.chat.id, MenuButtonWebApp("x", WebAppInfo("https://e.kg")))
    assert isinstance(await bot.get_chat_menu_button(phone.chat.id), MenuButtonWebApp)
    await bot.set_chat_menu_button(phone.chat.id)
    assert isinstance(await bot.get_chat_menu_button(phone.chat.id), MenuButtonCommands)
