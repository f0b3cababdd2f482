"""From the first tap to the first news, by talking to the bot."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.areas.municipality.models import Municipality, Village
from bot.areas.residents.dialogs import Hooks, MenuEntry
from bot.areas.residents.models import Consent
from bot.core import clock
from bot.core.contacts import Contact, StopReason, stop
from bot.core.db import Database
from bot.core.routes import Reply, Routes, Turn, say
from tests.areas.residents.chat import Phone, Town, open_town


async def consents(town: Town) -> list[Consent]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(Consent).order_by(Consent.id)))


async def test_a_resident_subscribes_in_kyrgyz(town: Town) -> None:
    phone = town.phone()
    first = await phone.write("/start")
    assert "Тилди тандаңыз" in first
    assert "Выберите язык" in first
    assert phone.buttons[:2] == ["Кыргызча", "Русский"]

    consent = await phone.tap("Кыргызча")
    assert "Миң-Булак айылдык аймагы" in consent
    assert "/mydata" in consent
    assert "чет өлкөдөгү" in consent

    assert "Кайсы айылда жашайсыз" in await phone.tap("Макулмун")
    done = await phone.tap("Ак-Терек")
    assert "25-күнү" in done
    assert "токтот" in done
    assert "🏡 Менин айылым" in phone.keyboard
    assert await town.villages(phone) == ["ak-terek"]
    assert await town.reached() == [phone.address]


async def test_a_resident_subscribes_in_russian(town: Town) -> None:
    phone = town.phone(hint="ru")
    await phone.write("/start")
    assert "Вы согласны?" in await phone.tap("Русский")
    await phone.tap("Даю согласие")
    assert "25-го числа" in await phone.tap("Кара-Суу")
    assert "🏡 Моё село" in phone.keyboard


async def test_each_question_takes_the_place_of_the_one_before(town: Town) -> None:
    phone = await town.resident()
    first = phone.seen[0].id
    assert [seen.replaces for seen in phone.seen[:4]] == [None, first, phone.seen[1].id, phone.seen[2].id]
    assert phone.seen[-1].replaces is None, "only a new message can bring the standing keyboard"


async def test_consent_is_recorded_with_its_version(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start")
    await phone.tap("Русский")
    assert await consents(town) == []
    await phone.tap("Даю согласие")
    (given,) = await consents(town)
    assert (given.version, given.language, given.channel) == (1, "ru", "telegram")
    assert given.person_id == await town.person(phone)


async def test_one_can_read_more_before_agreeing(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start")
    await phone.tap("Кыргызча")
    assert "№ 58" in await phone.tap("Толугураак")
    assert "Макулсузбу?" in await phone.tap("Артка")
    await phone.tap("Толугураак")
    assert "Кайсы айылда" in await phone.tap("Макулмун")


@pytest.mark.parametrize("way", [["Азыр эмес"], ["Толугураак", "Азыр эмес"], ["Жокко чыгаруу"]])
async def test_not_now_keeps_nothing_and_leaves_the_door_open(town: Town, way: list[str]) -> None:
    phone = town.phone()
    await phone.write("/start")
    await phone.tap("Кыргызча")
    for label in way:
        answer = await phone.tap(label)
    assert "/start" in answer
    assert await consents(town) == []
    assert await town.reached() == []
    assert "Макулсузбу?" in await phone.write("/start")


@pytest.mark.parametrize("wanted", ["/menu", "/topics", "/village", "салам", "/nonsense"])
async def test_without_consent_everything_leads_to_the_welcome(town: Town, wanted: str) -> None:
    assert "Тилди тандаңыз" in await town.phone().write(wanted)


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("/stop", "эми билдирүү келбейт"),
        ("токтот", "эми билдирүү келбейт"),
        ("/mydata", "эмне сакталат"),
        ("/help", "/language"),
    ],
)
async def test_some_things_need_no_consent(town: Town, wanted: str, answer: str) -> None:
    said = await town.phone().write(wanted)
    assert answer in said
    assert "Тилди тандаңыз" not in said


async def test_the_language_can_be_chosen_without_consent(town: Town) -> None:
    phone = town.phone()
    await phone.write("/language")
    assert "Язык: <b>Русский</b>" in await phone.tap("Русский")
    assert "Вы согласны?" in await phone.write("/start")


async def test_a_newer_consent_is_asked_for_at_the_next_contact(town: Town) -> None:
    phone = await town.resident()
    async with town.database.session() as session:
        await session.execute(update(Municipality).values(legal={"consent_version": 2}))
    assert await town.reached() == [phone.address], "the older consent still covers what it covered"
    assert "Макулсузбу?" in await phone.write("/topics")
    assert "Рахмат" in await phone.tap("Макулмун")
    assert [c.version for c in await consents(town)] == [1, 2]
    assert "Эмне тууралуу" in await phone.write("/topics")


# --- deep links


@pytest.mark.parametrize("link", ["v_tash-bashat", "v_5"])
async def test_a_posters_link_preselects_its_village(town: Town, link: str) -> None:
    phone = town.phone()
    await phone.write(f"/start {link}")
    await phone.tap("Кыргызча")
    assert "Таш-Башат" in await phone.tap("Макулмун")
    await phone.tap("Ооба")
    assert await town.villages(phone) == ["tash-bashat"]


async def test_another_village_than_the_posters_can_be_chosen(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start v_tash-bashat")
    await phone.tap("Кыргызча")
    await phone.tap("Макулмун")
    await phone.tap("Башка айыл")
    await phone.tap("Кара-Суу")
    assert await town.villages(phone) == ["kara-suu"]


async def test_a_link_survives_a_welcome_that_was_left_halfway(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start v_ak-terek")
    await phone.tap("Кыргызча")
    await phone.write("/menu")
    assert "Ак-Терек" in await phone.tap("Макулмун")


@pytest.mark.parametrize("link", ["v_nowhere", "v_99", "x_1"])
async def test_a_link_to_nothing_asks_for_the_village(town: Town, link: str) -> None:
    phone = town.phone()
    await phone.write(f"/start {link}")
    await phone.tap("Кыргызча")
    assert "Кайсы айылда" in await phone.tap("Макулмун")


async def test_a_subscriber_is_offered_the_posters_village_too(town: Town) -> None:
    phone = await town.resident(village="Миң-Булак")
    assert "Ак-Терек" in await phone.write("/start v_ak-terek")
    await phone.tap("Ооба, кошуңуз")
    assert await town.villages(phone) == ["ming-bulak", "ak-terek"]
    assert "келип турат" in await phone.write("/start v_ak-terek")


async def shows_link(turn: Turn, argument: str) -> Reply:
    return say(turn.t("⬅️ Menu") + f" opened {argument}")


async def test_an_invitation_needs_consent_but_no_village(sqlite: Database) -> None:
    town = await open_town(sqlite, Hooks(), Routes(links={"i": shows_link}))
    phone = town.phone()
    await phone.write("/start i_secret")
    await phone.tap("Русский")
    assert "opened secret" in await phone.tap("Даю согласие")


async def test_another_link_is_followed_after_the_village(sqlite: Database) -> None:
    town = await open_town(sqlite, Hooks(), Routes(links={"b": shows_link}))
    phone = town.phone()
    await phone.write("/start b_12")
    await phone.tap("Русский")
    assert "opened" not in await phone.tap("Даю согласие")
    assert "opened 12" in await phone.tap("Кара-Суу")


async def test_new_subscribers_get_what_other_areas_offer(sqlite: Database) -> None:
    async def bulletin(turn: Turn) -> Reply:
        return say(turn.t("⬅️ Menu") + " the current bulletin")

    town = await open_town(sqlite, Hooks(on_subscribed=[bulletin]))
    phone = town.phone()
    await phone.write("/start")
    await phone.tap("Русский")
    await phone.tap("Даю согласие")
    assert (await phone.tap("Кара-Суу")).endswith("the current bulletin")


async def test_a_welcome_without_a_village_says_how_to_get_one(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start")
    await phone.tap("Кыргызча")
    await phone.tap("Макулмун")
    assert "кабар келбейт" in await phone.tap("Жокко чыгаруу")
    assert "Кайсы айылда" in await phone.tap("Айыл тандоо")
    await phone.tap("Кара-Суу")
    assert await town.villages(phone) == ["kara-suu"]


async def test_a_village_taken_out_meanwhile_is_refused_kindly(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start v_ak-terek")
    await phone.tap("Кыргызча")
    await phone.tap("Макулмун")
    _, yes = phone.button("Ооба")
    async with town.database.session() as session:
        await session.execute(update(Village).where(Village.key == "ak-terek").values(retired=True))
    said = await phone.tap_payload(yes.payload)
    assert "Кайсы айылда" in said
    assert await town.reached() == []


async def test_a_town_without_a_file_says_so(bare_sqlite: Database) -> None:
    phone = Phone(Town(bare_sqlite, Hooks()), "1")
    await phone.write("/start")
    await phone.tap("Русский")
    assert "ещё не готов" in await phone.tap("Даю согласие")


# --- menu, help, what nobody understood


async def test_unknown_words_get_help_and_the_menu(town: Town) -> None:
    phone = await town.resident()
    assert "/help" in await phone.write("эмне кылып жатасыз")
    assert "/help" in await phone.write("/unknown")
    assert phone.seen[-1].message.keyboard


async def test_labels_of_either_language_work(town: Town) -> None:
    phone = await town.resident()
    assert "Эмне тууралуу" in await phone.write("🔔 Темалар")
    assert "Эмне тууралуу" in await phone.write("🔔 Темы")


async def test_help_names_the_office(town: Town) -> None:
    phone = await town.resident(language="Русский")
    said = await phone.write("помощь")
    assert "+996 3922 5 14 20" in said
    assert "09:00 – 18:00" in said


async def test_changing_the_language_changes_the_keyboard(town: Town) -> None:
    phone = await town.resident()
    await phone.write("🌐 Тил")
    await phone.tap("Русский")
    assert "🏡 Моё село" in phone.keyboard
    assert "Вы получаете новости" in await phone.write("/village")


# --- blocking


async def test_who_blocks_is_not_reached_until_they_unblock(town: Town) -> None:
    phone = await town.resident()
    await phone.block()
    assert await town.reached() == []
    await phone.unblock()
    assert await town.reached() == [phone.address]


async def test_unblocking_does_not_undo_a_stop(town: Town) -> None:
    phone = await town.resident()
    await phone.write("/stop")
    await phone.block()
    await phone.unblock()
    assert await town.reached() == []


async def test_who_writes_has_not_blocked(town: Town) -> None:
    phone = await town.resident()
    async with town.database.session() as session:
        contact: Any = await session.scalar(select(Contact).where(Contact.address == phone.address))
        stop(contact, StopReason.GONE, clock.now())
    await phone.write("/menu")
    assert await town.reached() == [phone.address]


async def test_a_menu_entry_is_shown_only_to_whom_it_concerns(sqlite: Database) -> None:
    async def chosen_few(turn: Turn) -> bool:
        return turn.contact.address == "1"

    async def line(turn: Turn) -> Any:
        return turn.t("Menu") + " for staff" if await chosen_few(turn) else None

    entry = MenuEntry(command="admin", label=lambda t: t("Menu") + " 1", shown_to=chosen_few)
    town = await open_town(sqlite, Hooks(menu=[entry], help_lines=[line]))
    staff, resident = Phone(town, "1"), Phone(town, "2")
    for phone in (staff, resident):
        await phone.subscribe()
    assert "Меню 1" in staff.keyboard
    assert "Меню 1" not in resident.keyboard
    assert "for staff" in await staff.write("/help")
    assert "for staff" not in await resident.write("/help")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Рахмат!", "Арзыбайт"),
        ("чоң рахмат сизге", "Арзыбайт"),
        ("Саламатсызбы", "Саламатсызбы"),
        ("салам жол жаман", "түшүнгөн жокмун"),
    ],
)
async def test_courtesy_is_answered_with_courtesy(sqlite: Database, said: str, answer: str) -> None:
    phone = await (await open_town(sqlite)).resident()
    assert answer in await phone.write(said)
