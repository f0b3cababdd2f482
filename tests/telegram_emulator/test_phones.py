"""What people can do, see and wait for."""

import asyncio
import json
import time
from typing import Any

import pytest
from telegram import Bot, ReplyKeyboardMarkup

from bot.demo.telegram_emulator import Blocked, BotAccount, NoSuchButton, Phone, TelegramEmulator, tiny_png


async def test_people_and_their_chats(emulator: TelegramEmulator, account: BotAccount) -> None:
    other = emulator.add_bot("7:other", "other_bot")
    person = emulator.person(77, "Айгүл", last_name="Асанова", username="aigul", language_code="ru")
    assert emulator.person(77) is person
    phone = person.chat_with(account)
    phone.start("v_1")
    assert person.chat_with(account).messages == phone.messages
    assert person.chat_with(other).messages == []
    sent = account.updates.seen[-1]["message"]
    assert sent["from"] == person.user
    assert sent["chat"] == {
        "id": 77,
        "type": "private",
        "first_name": "Айгүл",
        "last_name": "Асанова",
        "username": "aigul",
    }


async def test_the_standing_keyboard(bot: Bot, phone: Phone) -> None:
    with pytest.raises(NoSuchButton):
        phone.press("Меню")
    keyboard = ReplyKeyboardMarkup([["🏡 Меню", "Жардам"]])
    await bot.send_message(phone.chat.id, "x", reply_markup=keyboard)
    assert phone.press("Меню").text == "🏡 Меню"
    with pytest.raises(NoSuchButton, match="Жок"):
        phone.press("Жок")


async def test_everything_a_person_sends(account: BotAccount, phone: Phone) -> None:
    said = phone.send_text("суу жок")
    phone.send_text("ооба", reply_to=said)
    phone.send_album([tiny_png(), tiny_png(3, 3)], "Эки сүрөт")
    phone.send_voice(b"OggS", duration=9)
    phone.send_video(b"ftyp", "Тасма #суу")
    phone.send_location(42.5, 72.25)
    phone.send_contact("+996555123456")
    phone.send_contact("+996555000000", "Бакыт")
    phone.edit_text(said, "суу бар /menu")
    messages = [update.get("message") or update["edited_message"] for update in account.updates.seen[1:]]
    assert messages[1]["reply_to_message"]["message_id"] == said.id
    assert messages[2]["media_group_id"] == messages[3]["media_group_id"]
    assert messages[4]["voice"]["duration"] == 9
    assert messages[5]["caption_entities"][0]["type"] == "hashtag"
    assert [message["contact"].get("user_id") for message in messages[7:9]] == [phone.chat.id, None]
    assert messages[9]["text"] == "суу бар /menu"
    assert messages[0]["text"] == "суу жок", "an update shows what was when it happened"
    with pytest.raises(ValueError, match="their own"):
        phone.edit_text(phone.chat.messages[0].__class__({"message_id": 1}, from_bot=True), "x")


async def test_blocking(account: BotAccount, phone: Phone) -> None:
    phone.block()
    with pytest.raises(Blocked):
        phone.send_text("x")
    phone.start("again")
    changes = [update["my_chat_member"] for update in account.updates.seen if "my_chat_member" in update]
    statuses = [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member")]
    assert account.updates.seen[-1]["message"]["text"] == "/start again"


async def test_waiting(bot: Bot, phone: Phone) -> None:
    waits = [
        asyncio.create_task(phone.wait_for("салам")),
        asyncio.create_task(phone.wait_for(2)),
        asyncio.create_task(phone.wait_for(lambda seen: len(seen.received) == 2)),
    ]
    await bot.send_message(phone.chat.id, "салам")
    await bot.send_message(phone.chat.id, "кош")
    assert [shown.text for shown in await asyncio.gather(*waits)] == ["салам", "кош", "кош"]
    with pytest.raises(AssertionError, match="'жок' did not come; the last were"):
        await phone.wait_for("жок", seconds=0.01)


async def test_waiting_until_it_is_quiet(bot: Bot, phone: Phone) -> None:
    async def work() -> None:
        for number in range(5):
            await bot.send_message(phone.chat.id, str(number))

    task = asyncio.create_task(work())
    await phone.wait_quiet(quiet=0.1)
    assert (len(phone.received), task.done()) == (5, True)


async def test_a_page_sees_it_all(bot: Bot, emulator: TelegramEmulator, phone: Phone) -> None:
    events: list[dict[str, Any]] = []
    end = emulator.subscribe(events.append)
    sent = await bot.send_photo(phone.chat.id, tiny_png(3, 2), caption="<b>Жол</b>", parse_mode="HTML")
    await sent.edit_caption("Жаңы")
    await sent.delete()
    phone.block()
    end()
    phone.unblock()
    assert [event["event"] for event in events] == ["message", "edited", "deleted", "blocked"]
    assert events[0]["message"]["html"] == "<b>Жол</b>"
    assert (events[0]["message"]["file"]["width"], events[2]["message_id"]) == (3, sent.message_id)
    json.dumps([events, phone.snapshot()])


async def test_events_as_a_stream() -> None:
    async with TelegramEmulator() as emulator:
        phone = emulator.phone(emulator.add_bot("1:token", "jarchy_bot"), "Айгүл")

        async def watch() -> list[str]:
            return [event["event"] async for event in emulator.events()]

        watching = asyncio.create_task(watch())
        await asyncio.sleep(0)
        phone.start()
    assert await watching == ["message"]


async def test_quick_to_start_and_stop() -> None:
    begun = time.monotonic()
    for _ in range(5):
        async with TelegramEmulator():
            pass
    assert (time.monotonic() - begun) / 5 < 1
