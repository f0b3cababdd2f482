"""Where no menu stands below the screen, a conversation that ended leads to it."""

from collections.abc import Callable

import pytest
from markupsafe import Markup

from bot.areas.residents.dialogs import Hooks, Menu, make_routes
from bot.areas.residents.dialogs.hooks import MenuEntry
from bot.core import standing_menu
from bot.core.db import Database
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import OutMessage
from bot.core.spoken import Spoken
from tests.areas.residents.chat import BISHKEK, open_town


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


async def test_a_row_of_the_menu_is_understood_without_its_sign_or_our_letters(sqlite: Database) -> None:
    town = await open_town(sqlite)
    phone = await town.resident(channel="whatsapp")
    assert "Эмне тууралуу жазып туралы" in await phone.write("темалар")
    assert "Сиз тууралуу эмне сакталат" in await phone.write("Маалыматым!")
    assert "айыл" in await phone.write("менин айылым")


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_command_is_said_as_a_word_where_it_cannot_be_tapped(sqlite: Database, channel: str) -> None:
    town = await open_town(sqlite)
    phone = town.phone(channel=channel)
    await phone.write("/start")
    consent = await phone.tap("Кыргызча")
    help_ = await phone.write("/help")
    if channel == "telegram":
        assert "/mydata" in consent
        assert "/village – " in help_
    else:
        assert "«Маалыматым»" in consent
        assert "/mydata" not in consent


async def test_help_names_what_can_be_typed(sqlite: Database) -> None:
    town = await open_town(sqlite)
    for language, village, names in (
        ("Кыргызча", "-Булак", ["«Менин айылым»", "«токтот»", "«Меню»"]),
        ("Русский", "-Булак", ["«Моё село»", "«стоп»", "«Меню»"]),
    ):
        phone = await town.resident(language, village, channel="whatsapp")
        told = await phone.write("жардам")
        assert all(name in told for name in names), told
        assert "/" not in told.replace("</", "").split("☎️")[0], "nothing is left that can't be tapped"


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_what_is_shown_with_choices_leads_to_the_menu_too(sqlite: Database, channel: str) -> None:
    town = await open_town(sqlite)
    phone = await town.resident(channel=channel)
    await phone.write("/stop")
    assert ("☰ Меню" in phone.buttons) is (channel == "whatsapp"), phone.buttons
    await phone.write("/language")
    assert len(phone.buttons) == len(set(phone.buttons))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Посмотрите, пожалуйста, /village.", "Посмотрите, пожалуйста, «Моё село»."),
        ("Код (/link), <b>/stop</b>", "Код («объединить»), <b>«стоп»</b>"),
        ("https://a.kg/menu, a/menu, /menu/x, /menu.html, /groups", None),
    ],
)
def test_where_a_command_is_a_command(text: str, told: str | None) -> None:
    spoken = Spoken([make_routes(Hooks(), Menu(Hooks()))], BISHKEK)
    said = spoken.retold(OutMessage(text=Markup(text)), "ru")
    assert str(said.text) == (told or text)


async def test_a_code_is_answered_alone_though_something_else_is_unfinished(sqlite: Database) -> None:
    town = await open_town(sqlite, links=Links("jarchy_bot", "996700123456"))
    phone = await town.resident(channel="whatsapp")
    await phone.write("Саламатсызбы! #link_000000")
    await phone.write("меню")
    before = len(phone.seen)
    await phone.write("111111")
    assert "туура эмес" in phone.seen[before].message.text, "what they did is answered first"


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_the_few_commands_that_an_answer_names_are_buttons_there(
    sqlite: Database, channel: str
) -> None:
    town = await open_town(sqlite)
    phone = await town.resident(channel=channel)
    assert "Маалыматым" in await phone.write("/stop") or channel == "telegram"
    if channel == "telegram":
        assert phone.buttons == ["🔔 Кайра кабар алуу"]
        return
    assert phone.buttons == ["🔔 Кайра кабар алуу", "🗂 Маалыматым", "☰ Меню"]
    assert "Сиз тууралуу эмне сакталат" in await phone.tap("🗂 Маалыматым")
    await phone.write("/help")
    assert "🗂 Маалыматым" not in phone.buttons, "so many are a list to be read"
