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
    await aigul.wait_for(lambda phone: phone.keyboard is not None)
    assert "Жардам" in str(aigul.keyboard)
    assert aigul.commands_shown
    aigul.send_text("/help")
    said = (await aigul.wait_for("/cancel")).text
    # Of each button's work, and of the commands that residents' menus show.
    for command in ("appeal", "myappeals", "deputy", "receptions", "initiatives", "hearings", "surveys"):
        assert f"/{command} – " in said


async def test_a_poster_link_preselects_the_village_in_russian(town: Town) -> None:
    sergei = town.phone("Сергей", "ru")
    sergei.open_link(town.app.links.deep("v_1"))
    await sergei.wait_for("Выберите язык")
    await sergei.tap("Русский")
    await sergei.wait_for("Даю согласие")
    await sergei.tap("Даю согласие")
    await sergei.wait_for(lambda phone: phone.keyboard is not None or "сел" in phone.last.text.lower())


async def test_a_restart_in_the_middle_loses_nothing(town: Town) -> None:
    aigul = town.phone("Айгүл")
    aigul.start()
    await aigul.wait_for("Тилди тандаңыз")
    await town.stop()
    tapped = asyncio.create_task(aigul.tap("Кыргызча"))  # while the bot is away
    await town.start_again()
    await tapped
    await aigul.wait_for("Макулмун")
