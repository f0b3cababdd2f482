"""One person on two phones: joined by a code, one from then on; and who only guesses gets nowhere."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.areas.residents.dialogs import Hooks
from bot.areas.residents.models import LinkCode, Topic
from bot.areas.residents.service import AuditTag
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact, Person
from bot.core.db import Database
from tests.areas.residents.chat import Phone, Town
from tests.areas.residents.test_my_data import exported, places_of, tick
from tests.areas.residents.two_phones import join, take_code, town_of_both

TELEGRAM, WHATSAPP = "telegram", "whatsapp"


@pytest.fixture
async def town(sqlite: Database) -> Town:
    return await town_of_both(sqlite)


async def persons(town: Town) -> int:
    async with town.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Person)) or 0


async def primaries(town: Town) -> list[str]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(Contact.channel).where(Contact.primary)))


def url_of(phone: Phone) -> str:
    """The link under the last message."""
    found = [choice.url for row in phone.seen[-1].message.choices for choice in row if choice.url]
    return str(found[0])


# --- joining


async def test_a_newcomer_of_whatsapp_becomes_one_with_their_telegram(database: Database) -> None:
    town = await town_of_both(database)
    old = await town.resident(village="Ак-Терек")
    code = await take_code(old)
    assert f"link_{code}" in url_of(old)
    assert "wa.me/" in url_of(old)

    new = town.phone(channel=WHATSAPP)
    asked = await new.write(f"/start link_{code}")
    assert "Telegram" in asked
    assert "Ак-Терек" not in asked  # a guesser learns nothing
    said = await new.tap("Ооба, бириктирүү")
    assert "бир кишисиз" in said
    assert "Макулмун" not in said  # no second welcome
    assert "⚙️ Жөндөөлөр" in new.keyboard
    assert await persons(town) == 1
    assert await town.villages(new) == await town.villages(old) == ["ak-terek"]
    assert await town.reached() == [new.address]
    assert await primaries(town) == [WHATSAPP]

    await old.receive()
    assert "WhatsApp" in str(old.seen[-1].message.text)
    async with town.database.reading() as session:
        entries = (await session.scalars(select(AuditEntry).where(AuditEntry.tag == AuditTag.JOINED))).all()
    assert len(entries) == 1
    assert entries[0].person_id == await town.person(new)


async def test_the_code_of_a_whatsapp_phone_joins_a_newcomer_of_telegram(town: Town) -> None:
    old = await town.resident(channel=WHATSAPP)
    code = await take_code(old)
    assert "t.me/jarchy_bot?start=link_" in url_of(old)
    new = town.phone()
    await new.write("/start")
    await new.tap("Кыргызча")
    await new.tap("Кодум бар")
    await new.write(f"{code[:3]} {code[3:]}")
    assert "бир кишисиз" in await new.tap("Ооба, бириктирүү")
    assert "Кыргызча" in await new.write("/mydata")
    assert await town.reached() == [new.address]


async def test_what_a_newcomer_came_for_is_shown_once_they_are_one(town: Town) -> None:
    old = await town.resident(village="Ак-Терек")
    code = await take_code(old)
    new = town.phone(channel=WHATSAPP)
    await new.write("/start v_ming-bulak")
    await new.tap("Кыргызча")
    await new.tap("Кодум бар")
    await new.write(code)
    said = await new.tap("Ооба, бириктирүү")
    assert "Миң-Булак" in said


async def test_a_newcomer_who_gives_the_code_is_not_welcomed_twice_either(town: Town) -> None:
    new, old = town.phone(channel=WHATSAPP), await town.resident(village="Ак-Терек")
    await new.write("/start")
    await new.tap("Кыргызча")
    await join(new, old)
    await new.receive()
    said = await new.write("меню")
    assert "Макулмун" not in said
    assert not any("Улантуу" in label for label in new.buttons)
    assert await town.villages(new) == ["ak-terek"]


async def test_two_subscribers_are_one_with_the_villages_of_both(town: Town) -> None:
    first = await town.resident(village="Ак-Терек")
    second = await town.resident(village="-Булак", channel=WHATSAPP)
    await second.tap_payload("topic:surveys:off")
    assert len(await town.reached()) == 2
    await join(second, first)
    assert await town.villages(first) == ["ak-terek", "ming-bulak"]
    assert await town.reached() == [first.address]
    assert await town.reached(topic=Topic.SURVEYS) == []


async def test_the_code_alone_is_understood(town: Town) -> None:
    old = await town.resident()
    code = await take_code(old)
    new = town.phone(channel=WHATSAPP)
    assert "Бул Сизсизби" in await new.write(code)


async def test_two_newcomers_who_are_one_are_welcomed_once(town: Town) -> None:
    old = town.phone()
    await old.write("/start")
    code = await take_code(old)
    new = town.phone(channel=WHATSAPP)
    await new.write(f"/link {code}")
    await new.tap("Ооба, бириктирүү")
    await new.tap("Кыргызча")
    await new.tap("Макулмун")
    await new.tap("Ак-Терек")
    assert await town.villages(old) == ["ak-terek"]


async def test_what_was_begun_on_each_phone_goes_on(town: Town) -> None:
    old = await town.resident()
    await old.write("/mydata")
    await old.tap("Баарын өчүрүү")
    await join(old, await town.resident(channel=WHATSAPP))
    assert "өчүрүлдү" in await old.tap("Ооба, өчүрүңүз")


async def test_the_older_person_stays_but_one_with_a_role_before_them(sqlite: Database) -> None:
    working: list[int] = []

    async def holds_role(_session: object, person_id: int) -> bool:
        return person_id in working

    town = await town_of_both(sqlite, Hooks(holds_role=holds_role))
    older, younger = await town.resident(), await town.resident(channel=WHATSAPP)
    working.append(await town.person(younger))
    await join(older, younger)
    assert await town.person(older) == working[0]


async def test_messages_stopped_on_one_phone_come_again_where_they_are_read(town: Town) -> None:
    stopped, reading = await town.resident(), await town.resident(channel=WHATSAPP)
    await stopped.write("стоп")
    await join(stopped, reading)
    assert await town.reached() == [reading.address]


async def test_who_stopped_and_joins_a_new_phone_stays_stopped_on_both(town: Town) -> None:
    stopped = await town.resident()
    code = await take_code(stopped)
    await stopped.write("стоп")
    new = town.phone(channel=WHATSAPP)
    await new.write(f"/link {code}")
    assert "токтоткон" in await new.tap("Ооба, бириктирүү")
    assert await town.reached() == []


# --- codes that open nothing


async def test_a_code_is_good_once_and_a_quarter_of_an_hour(town: Town) -> None:
    old = await town.resident()
    code = await take_code(old)
    clock.move(timedelta(minutes=15))
    stranger = town.phone(channel=WHATSAPP)
    assert "эскирген" in await stranger.write(f"/link {code}")

    code = await take_code(old)
    await stranger.write(f"/link {code}")
    await stranger.tap("Жок")
    assert await persons(town) == 2
    other = town.phone(channel=WHATSAPP)
    assert "эскирген" in await other.write(f"/link {code}")


async def test_a_newer_code_takes_the_place_of_the_older(town: Town) -> None:
    old = await town.resident()
    first = await take_code(old)
    await take_code(old)
    assert "эскирген" in await town.phone(channel=WHATSAPP).write(f"/link {first}")


async def test_after_five_wrong_codes_one_waits_and_deleting_oneself_helps_nothing(town: Town) -> None:
    old = await town.resident()
    code = await take_code(old)
    wrong = "000000" if code != "000000" else "111111"
    guesser = town.phone(channel=WHATSAPP)
    for left in (4, 3, 2, 1):
        assert f"{left} жолу" in await guesser.write(f"/link {wrong}")
    assert "көп жазылды" in await guesser.write(f"/link {wrong}")
    assert "көп жазылды" in await guesser.write(f"/link {code}")
    await guesser.write("/mydata")
    await guesser.tap("Баарын өчүрүү")
    await guesser.tap("Ооба, өчүрүңүз")
    clock.move(timedelta(minutes=11))
    await tick(town)
    assert "көп жазылды" in await guesser.write(f"/link {code}")

    clock.move(timedelta(hours=1))
    assert "Бул Сизсизби" in await guesser.write(f"/link {await take_code(old)}")


async def test_only_the_phone_that_typed_the_code_can_join_by_it(town: Town) -> None:
    old = await town.resident()
    typist, thief = town.phone(channel=WHATSAPP), town.phone(channel=WHATSAPP)
    await typist.write(f"/link {await take_code(old)}")
    payload = typist.button("Ооба, бириктирүү")[1].payload
    await thief.write("/start")
    await thief.tap_payload(payload)
    assert await persons(town) == 3


async def test_a_code_too_old_to_confirm_says_so(town: Town) -> None:
    old = await town.resident()
    new = town.phone(channel=WHATSAPP)
    await new.write(f"/link {await take_code(old)}")
    clock.move(timedelta(minutes=16))
    assert "жарабайт" in await new.tap("Ооба, бириктирүү")
    assert await persons(town) == 2


async def test_ones_own_code_is_explained(town: Town) -> None:
    old = await town.resident()
    code = await take_code(old)
    assert "экөө туташып турат" in await old.write(f"/link {code}")


async def test_what_is_no_code_is_asked_again(town: Town) -> None:
    phone = await town.resident()
    await phone.write("/link")
    await phone.tap("Кодум бар")
    assert "алты сан" in await phone.write("бир эки үч")


async def test_codes_lie_nowhere_in_the_clear_and_are_swept(town: Town) -> None:
    code = await take_code(await town.resident())
    assert all("deliveries" in name or name == "inbox" for name, _ in await places_of(town.database, code))
    clock.move(timedelta(hours=1))
    await tick(town)
    async with town.database.reading() as session:
        assert (await session.scalars(select(LinkCode))).all() == []


# --- afterwards


async def test_where_messages_come_is_asked_and_can_be_changed(town: Town) -> None:
    old, new = await town.resident(), town.phone(channel=WHATSAPP)
    said = await join(old, new)
    assert "кайда келсин" in said
    assert "Telegram" in await new.tap("💬 Telegram")
    assert await town.reached() == [old.address]
    await old.write("/settings")
    await old.tap("Telegram+WhatsApp")
    await old.tap("💬 WhatsApp")
    assert await town.reached() == [new.address]
    assert await primaries(town) == [WHATSAPP]


async def test_nobody_sends_to_an_address_that_is_not_theirs(town: Town) -> None:
    mine, other = await town.resident(), await town.resident()
    async with town.database.reading() as session:
        theirs = await session.scalar(select(Contact.id).where(Contact.address == other.address))
    await mine.tap_payload(f"link:to:{theirs}")
    assert len(await town.reached()) == 2


async def test_my_data_show_both_and_delete_both(town: Town) -> None:
    old, new = await town.resident(), town.phone(channel=WHATSAPP)
    await join(old, new)
    said = await new.write("/mydata")
    assert "Telegram" in said
    assert "WhatsApp" in said
    data = await exported(town, new)
    assert {one["channel"]: one["messages_come_here"] for one in data["addresses"]} == {
        TELEGRAM: False,
        WHATSAPP: True,
    }
    await new.write("/mydata")
    asked = await new.tap("Баарын өчүрүү")
    assert "Telegram" in asked
    assert "WhatsApp" in asked
    gone = await new.tap("Ооба, өчүрүңүз")
    assert "Telegram" in gone
    await old.receive()
    clock.move(timedelta(minutes=11))
    await tick(town)
    assert await persons(town) == 0
    assert await places_of(town.database, old.address, new.address) == []


async def test_stop_on_one_stops_both_and_says_so(town: Town) -> None:
    old, new = await town.resident(), town.phone(channel=WHATSAPP)
    await join(old, new)
    said = await old.write("стоп")
    assert "WhatsApp" in said
    async with town.database.reading() as session:
        assert all(one.stopped_at for one in await session.scalars(select(Contact)))


async def test_who_did_not_join_parts_again_and_keeps_what_is_theirs(town: Town) -> None:
    victim, thief = await town.resident(village="Ак-Терек"), town.phone(channel=WHATSAPP)
    await join(victim, thief)
    await victim.receive()
    code = victim.button("Бул мен эмес")[1].payload
    await thief.tap_payload(code)  # the thief can't cut the victim off
    assert await persons(town) == 1
    assert "WhatsApp" in await victim.tap("Бул мен эмес")
    assert await persons(town) == 2
    assert await town.villages(victim) == ["ak-terek"]
    assert await town.villages(thief) == []
    assert await town.reached() == [victim.address]
    assert "Ак-Терек" not in await thief.write("/mydata")


async def test_with_one_platform_nothing_of_it_is_offered(sqlite: Database) -> None:
    town = Town(sqlite, Hooks())
    phone = await town.resident()
    assert "⚙️ Жөндөөлөр" not in phone.keyboard
    newcomer = town.phone()
    await newcomer.write("/start")
    await newcomer.tap("Кыргызча")
    assert not any("Кодум" in label for label in newcomer.buttons)


# --- at the same moment


async def test_two_phones_that_join_each_other_at_once_are_joined_once(database: Database) -> None:
    town = await town_of_both(database)
    first, second = await town.resident(village="Ак-Терек"), await town.resident(channel=WHATSAPP)
    codes = [await take_code(phone) for phone in (first, second)]
    await first.write(f"/link {codes[1]}")
    await second.write(f"/link {codes[0]}")
    for _ in range(2):
        said = await asyncio.gather(*(phone.tap("Ооба, бириктирүү") for phone in (first, second)))
    assert not any("ката кетти" in one for one in said)
    assert await persons(town) == 1
    assert len(await primaries(town)) == 1
    assert await town.villages(first) == ["ak-terek", "ming-bulak"]
