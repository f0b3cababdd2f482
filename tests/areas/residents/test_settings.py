"""Topics, villages, stopping and coming back, by talking to the bot."""

import pytest
from sqlalchemy import select

from bot.areas.residents.dialogs import STOP_WORDS, Hooks
from bot.areas.residents.models import Topic
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact
from bot.core.db import Database
from bot.core.routes import Turn
from tests.areas.residents.chat import Town, open_town


async def tags(town: Town) -> list[str]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(AuditEntry.tag).order_by(AuditEntry.id)))


# --- topics


async def test_a_topic_is_turned_off_and_on_in_place(town: Town) -> None:
    phone = await town.resident()
    await phone.write("/topics")
    shown, off = phone.button("Сурамжылоолор")
    await phone.tap("Сурамжылоолор")
    assert phone.seen[-1].replaces == shown.id
    assert "🔕 Сурамжылоолор" in phone.buttons
    assert await town.reached(Topic.SURVEYS) == []
    assert await town.reached(Topic.NEWS) == [phone.address]
    assert await town.reached(None) == [phone.address]

    await phone.tap_payload(off.payload)
    assert "🔕 Сурамжылоолор" in phone.buttons, "an old button says what it always said"
    await phone.tap("Сурамжылоолор")
    assert await town.reached(Topic.SURVEYS) == [phone.address]


async def test_topics_without_a_village_lead_to_one(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start")
    await phone.tap("Русский")
    await phone.tap("Даю согласие")
    assert "/start" in await phone.write("/topics")


async def test_a_button_of_a_topic_that_is_no_more_only_shows_the_topics(town: Town) -> None:
    phone = await town.resident()
    assert "Эмне тууралуу" in await phone.tap_payload("topic:weather:off")


# --- villages


async def test_several_villages_are_added_made_main_and_removed(town: Town) -> None:
    phone = await town.resident(village="Миң-Булак")
    await phone.write("/village")
    assert "Айылды алып салуу" not in "".join(phone.buttons)
    await phone.tap("Айыл кошуу")
    assert "Миң-Булак" not in phone.buttons
    await phone.tap("Ак-Терек")
    assert await town.villages(phone) == ["ming-bulak", "ak-terek"]

    await phone.tap("Жашаган айылым")
    await phone.tap("Ак-Терек")
    assert await town.villages(phone) == ["ak-terek", "ming-bulak"]

    await phone.tap("Айылды алып салуу")
    await phone.tap("Ак-Терек")
    assert await town.villages(phone) == ["ming-bulak"]
    assert "resident:village:removed" in await tags(town)


async def test_who_moved_lives_in_the_new_village_only(town: Town) -> None:
    phone = await town.resident(village="Миң-Булак")
    await phone.write("/village")
    await phone.tap("көчтүм")
    await phone.tap("Таш-Башат")
    assert await town.villages(phone) == ["tash-bashat"]


async def test_moving_keeps_the_parents_village(town: Town) -> None:
    phone = await town.resident(village="Миң-Булак")
    await phone.tap_payload("village:plus:2")
    await phone.tap_payload("village:to:3")
    assert await town.villages(phone) == ["ak-terek", "kara-suu"]


async def test_the_last_village_stays(town: Town) -> None:
    phone = await town.resident(village="Миң-Булак")
    assert "/stop" in await phone.tap_payload("village:minus:1")
    assert await town.villages(phone) == ["ming-bulak"]


@pytest.mark.parametrize("payload", ["village:plus:1", "village:minus:4", "village:main:1", "village:to:1"])
async def test_an_old_village_button_changes_nothing_twice(town: Town, payload: str) -> None:
    phone = await town.resident(village="Миң-Булак")
    before = await tags(town)
    await phone.tap_payload(payload)
    assert await town.villages(phone) == ["ming-bulak"]
    assert await tags(town) == before


async def test_all_villages_followed(town: Town) -> None:
    phone = await town.resident()
    for number in range(2, 6):
        await phone.tap_payload(f"village:plus:{number}")
    await phone.write("/village")
    assert "бардык айылдардын" in await phone.tap("Айыл кошуу")
    assert "Кабарлары келип турган" in await phone.tap("Артка")


async def test_a_village_that_is_no_more_is_refused(town: Town) -> None:
    phone = await town.resident()
    assert "тизмеден чыгып калган" in await phone.tap_payload("village:plus:77")


# --- stopping


@pytest.mark.parametrize("word", ["/stop", *STOP_WORDS, "СТОП!", "Токтот."])
async def test_stopping_needs_one_word_and_start_undoes_it(town: Town, word: str) -> None:
    phone = await town.resident()
    assert "эми билдирүү келбейт" in await phone.write(word)
    assert await town.reached() == []
    assert "Кайра келгениңизге" in await phone.write("/start")
    assert await town.reached() == [phone.address]
    assert await town.villages(phone) == ["ming-bulak"], "nothing had to be chosen again"


async def test_stop_works_in_the_middle_of_a_form(town: Town) -> None:
    phone = await town.resident()
    await phone.tap_payload("data:delete")
    assert "эми билдирүү келбейт" in await phone.write("стоп")
    assert await town.reached() == []


@pytest.mark.parametrize("words", ["/menu", "салам", "/help"])
async def test_who_stopped_is_told_so_and_comes_back_by_one_tap(town: Town, words: str) -> None:
    phone = await town.resident()
    await phone.write("токтот")
    assert "токтоткон" in await phone.write(words)
    await phone.tap("Кайра кабар алуу")
    assert await town.reached() == [phone.address]
    assert "токтоткон" not in await phone.write("/menu")


@pytest.mark.parametrize("command", ["/language", "/topics", "/village", "/mydata"])
async def test_every_screen_has_a_way_back(town: Town, command: str) -> None:
    phone = await town.resident()
    await phone.write(command)
    assert "тандаңыз" in await phone.tap("⬅️ Меню")


async def test_stopping_twice_is_one_stop(town: Town) -> None:
    phone = await town.resident()
    await phone.write("/stop")
    await phone.write("/stop")
    assert (await tags(town)).count("resident:subscription:stopped") == 1


async def test_a_posters_link_brings_a_stopped_resident_back(town: Town) -> None:
    phone = await town.resident(village="Миң-Булак")
    await phone.write("/stop")
    await phone.write("/start v_ming-bulak")
    assert await town.reached() == [phone.address]


async def test_staff_who_stop_still_get_the_messages_of_their_work(sqlite: Database) -> None:
    async def is_staff(_turn: Turn) -> bool:
        return True

    town = await open_town(sqlite, Hooks(is_staff=is_staff))
    phone = await town.resident()
    assert "Ишке керектүү" in await phone.write("/stop")
    assert await town.reached() == []
    async with town.database.reading() as session:
        stopped = await session.scalar(select(Contact.stopped_at).where(Contact.address == phone.address))
    assert stopped is None
