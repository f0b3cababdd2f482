"""Menus of commands and the bot's page: set where they differ, told where it fails."""

import pytest

from bot.channels.telegram import Page, publish_chat_menu, publish_menus, publish_pages
from bot.channels.telegram.api import DiscreetBot
from bot.channels.telegram.commands import OTHERS
from tests.channels.scripted import ScriptedTelegram, refusal, result

MENU = [("menu", "Меню"), ("stop", "Токтотуу")]
KNOWN = [{"command": command, "description": description} for command, description in MENU]


@pytest.fixture(autouse=True)
def _nothing_known(telegram: ScriptedTelegram) -> None:
    telegram.answers["getMyCommands"] += [result([])] * 3


async def test_menus_are_set_by_language_and_by_chat(
    scripted_bot: DiscreetBot, telegram: ScriptedTelegram
) -> None:
    await publish_menus(scripted_bot, {"ky": MENU, OTHERS: MENU[:1]}, {"77": [("admin", "Башкаруу")]})
    common, others, chat = telegram.called("setMyCommands")
    everyone = {"type": "all_private_chats"}
    assert common == {"commands": KNOWN, "scope": everyone, "language_code": "ky"}
    assert others == {"commands": KNOWN[:1], "scope": everyone}
    assert chat["scope"] == {"type": "chat", "chat_id": 77}


async def test_what_stands_is_left(scripted_bot: DiscreetBot, telegram: ScriptedTelegram) -> None:
    telegram.answers["getMyCommands"] = [result(KNOWN)]
    await publish_menus(scripted_bot, {"ky": MENU}, {})
    assert not telegram.called("setMyCommands")


async def test_an_own_menu_can_be_taken_away(scripted_bot: DiscreetBot, telegram: ScriptedTelegram) -> None:
    telegram.answers["getMyCommands"] = [result(KNOWN)]
    await publish_chat_menu(scripted_bot, "77", [])
    assert telegram.called("deleteMyCommands") == [{"scope": {"type": "chat", "chat_id": 77}}]


async def test_one_failure_does_not_keep_the_rest(
    scripted_bot: DiscreetBot, telegram: ScriptedTelegram
) -> None:
    telegram.answers["setMyCommands"].append(refusal(400, "Bad Request: chat not found"))
    await publish_menus(scripted_bot, {}, {"1": MENU, "2": MENU})
    assert [values["scope"]["chat_id"] for values in telegram.called("setMyCommands")] == [1, 2]


async def test_pages_are_set_where_they_differ(scripted_bot: DiscreetBot, telegram: ScriptedTelegram) -> None:
    telegram.answers["getMyDescription"] += [result({"description": "Эски"}), refusal(502, "Bad Gateway")]
    telegram.answers["getMyShortDescription"].append(result({"short_description": "Жарчы"}))
    await publish_pages(scripted_bot, {"ky": Page("Жаңы", "Жарчы"), OTHERS: Page("Новое", "Жарчы")})
    assert telegram.called("setMyDescription") == [{"description": "Жаңы", "language_code": "ky"}]
    assert not telegram.called("setMyShortDescription")
