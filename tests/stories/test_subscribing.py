"""A newcomer's first minutes, by talking, on the real stack."""

import asyncio

from tests.town import Town


async def test_a_newcomer_subscribes_in_kyrgyz(town: Town) -> None:
    aigul = town.phone("Айгүл")
    aigul.start()
    await aigul.wait_for("Тилди тандаңыз")
    await aigul.tap("Кыргызча")
    await aigul.wait_for("Макулмун")
    await aigul.tap("Макулмун")
    await aigul.wait_for("Кайсы айылда")
    await aigul.tap("-Булак")
    await aigul.wait_for(lambda phone: "Кайрылуу" in str(phone.keyboard))
    if town.platform == "whatsapp":  # ten rows to a list
        await aigul.tap("Дагы")
    await aigul.wait_for(lambda phone: "Жардам" in str(phone.keyboard))
    # WhatsApp has no menu of commands.
    assert aigul.commands_shown or town.platform == "whatsapp"
    aigul.send_text("/help")
    said = (await aigul.wait_for("Эмне кыла алам")).text
    # Of each button's work, and of the commands that residents' menus show; in WhatsApp they are words.
    if town.platform == "telegram":
        commands = (
            "appeal",
            "myappeals",
            "deputy",
            "receptions",
            "initiatives",
            "hearings",
            "surveys",
            "cancel",
        )
        assert not [command for command in commands if f"/{command} – " not in said]
    else:
        words = ("Кайрылуу", "Депутатым", "Угуулар, жыйындар", "Сурамжылоолор", "Жокко чыгаруу")
        assert not [word for word in words if f"«{word}» – " not in said]


async def test_a_poster_link_preselects_the_village_in_russian(town: Town) -> None:
    sergei = town.phone("Сергей", "ru")
    sergei.open_link(town.link("v_1"))
    await sergei.wait_for("Выберите язык")
    await sergei.tap("Русский")
    await sergei.wait_for("Даю согласие")
    await sergei.tap("Даю согласие")
    offered = await sergei.wait_for("Хотите получать новости этого села?")
    assert "Мин-Булак" in offered.text


async def test_a_restart_in_the_middle_loses_nothing(town: Town) -> None:
    aigul = town.phone("Айгүл")
    aigul.start()
    await aigul.wait_for("Тилди тандаңыз")
    await town.stop()
    tapped = asyncio.create_task(aigul.tap("Кыргызча"))  # while the bot is away
    await town.start_again()
    await tapped
    await aigul.wait_for("Макулмун")
