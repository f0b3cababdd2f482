"""Where no menu stands below the screen, a conversation that ended leads to it."""

import pytest

from bot.core.db import Database
from tests.areas.residents.chat import open_town


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_what_ends_a_conversation_leads_to_the_menu(sqlite: Database, channel: str) -> None:
    town = await open_town(sqlite)
    phone = town.phone(channel=channel)
    await phone.write("/start")
    asked = phone.seen[-1].message
    assert "☰ Меню" not in [choice.label for row in asked.choices for choice in row], "it would lead away"
    await phone.tap("Кыргызча")
    await phone.tap("Макулмун")
    await phone.tap("-Булак")
    await phone.write("/cancel")
    has_menu = [choice.label for row in phone.seen[-1].message.choices for choice in row] == ["☰ Меню"]
    assert has_menu is (channel == "whatsapp")
    if has_menu:
        await phone.tap("☰ Меню")
        assert "Жардам" in " ".join(phone.keyboard)
