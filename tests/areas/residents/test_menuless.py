"""Where no menu stands below the screen, a conversation that ended leads to it."""

from collections.abc import Callable

import pytest
from markupsafe import Markup

from bot.areas.residents.dialogs import Hooks
from bot.areas.residents.dialogs.hooks import MenuEntry
from bot.core import standing_menu
from bot.core.db import Database
from bot.core.i18n import Translator
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


def _label(number: int) -> Callable[[Translator], Markup]:
    return lambda _t: Markup("Бөлүм {}").format(number)


async def test_what_a_lists_rows_did_not_hold_comes_by_its_last_row(sqlite: Database) -> None:
    entries = [MenuEntry(command=f"part{number}", label=_label(number)) for number in range(12)]
    town = await open_town(sqlite, Hooks(menu=entries))
    phone = await town.resident(channel="whatsapp")
    await phone.write("/menu")
    shown, more = standing_menu.first_rows([phone.keyboard])
    assert (shown[0], shown[-1]) == ("Бөлүм 0", "Бөлүм 8")
    assert more
    await phone.tap_payload(more)
    rest, none = standing_menu.first_rows([phone.keyboard])
    assert (rest[0], none) == ("Бөлүм 9", None)
    assert "Жардам" in rest[-1]
    await phone.tap_payload("menu:a0")
    assert standing_menu.first_rows([phone.keyboard])[0] == shown, "a menu that changed is shown whole"
