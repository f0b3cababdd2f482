"""What people can do, see and wait for."""

import asyncio
import json
from typing import Any

import pytest

from bot.demo.emulation.phones import AnyPhone
from bot.demo.telegram_emulator import TelegramEmulator
from bot.demo.whatsapp_emulator import (
    Blocked,
    Business,
    NoSuchButton,
    WhatsAppEmulator,
    WhatsAppPhone,
    tiny_png,
)
from tests.whatsapp_emulator.conftest import NUMBER, Hook, Send, buttons, rows, text


async def test_people_and_their_chats(emulator: WhatsAppEmulator, business: Business) -> None:
    other = emulator.add_business(token="other", number="996700000001")
    one, two = (emulator.phone(where, "Айгүл", number="996555123456") for where in (business, other))
    assert one.owner is two.owner
    assert one.chat.id != two.chat.id, "an id is good for one business"
    one.send_text("салам")
    assert (len(one.messages), two.messages) == (1, [])
    assert emulator.phone(business, "Айгүл", number="996555123456").messages == one.messages
    assert one.person == {"id": one.chat.id, "first_name": "Айгүл", "language_code": "ky"}


async def test_a_link_puts_its_words_into_the_box(phone: WhatsAppPhone) -> None:
    link = f"https://wa.me/{NUMBER}?text=%D0%A1%D0%B0%D0%BB%D0%B0%D0%BC%20%23v_1"
    assert phone.open_link(link).text == "Салам #v_1"
    assert phone.open_link(f"https://api.whatsapp.com/send?phone={NUMBER}&text=a").text == "a"
    assert phone.start("v_1").text == "Саламатсызбы! #v_1"
    assert phone.start().text == "Саламатсызбы!"
    for other in ("https://wa.me/996555000000?text=a", "https://t.me/jarchy_bot", "https://wa.me/?text=a"):
        with pytest.raises(ValueError, match="not a link"):
            phone.open_link(other)


async def test_marks_are_shown_not_read(send: Send, phone: WhatsAppPhone) -> None:
    await send(
        "text", text("*Жыйын*: _саат 10до_ ~эски~ `1*2*3` <b> snake_case_name https://e.kg/a_b_c?x=1&y")
    )
    assert phone.last.text == "Жыйын: саат 10до эски 1*2*3 <b> snake_case_name https://e.kg/a_b_c?x=1&y"
    assert phone.last.html == (
        "<b>Жыйын</b>: <i>саат 10до</i> <s>эски</s> <code>1*2*3</code> &lt;b&gt; snake_case_name "
        '<a href="https://e.kg/a_b_c?x=1&amp;y">https://e.kg/a_b_c?x=1&amp;y</a>'
    )
    await send("text", text('*_эки белги_* 2 * 3 * 4 **бош** https://e.kg/"><script> \ue0000\ue001'))
    assert phone.last.html == (
        "<b><i>эки белги</i></b> 2 * 3 * 4 **бош** "
        '<a href="https://e.kg/">https://e.kg/</a>&quot;&gt;&lt;script&gt; 0'
    )
    phone.send_text("*өзүмдүкү*")
    assert (phone.messages[-1].text, phone.messages[-1].html) == ("*өзүмдүкү*", "<b>өзүмдүкү</b>")


async def test_a_shortened_title_is_found_by_its_whole_words(
    send: Send, phone: WhatsAppPhone, hook: Hook, business: Business
) -> None:
    business.webhook_url = hook.url
    body = "Кайсы айыл?\n\n1. Миң-Булак айылынын мектеби\n2. Жогорку Талаа"
    await send("interactive", rows("Миң-Булак айылынын мек…", "Жогорку Талаа", body=body))
    assert phone.last.labels == ["Миң-Булак айылынын мектеби", "Жогорку Талаа"]
    await phone.tap("мектеби")
    assert phone.messages[-1].api["interactive"]["list_reply"]["id"] == "r:0"
    assert phone.messages[-1].text == "Миң-Булак айылынын мек…"
    body = "9. Көчө жарыгы жок\n10. Жол бузулган көчөлөр"
    await send("interactive", rows("9. Көчө жарыгы жок", "10. Жол бузулган", body=body))
    await phone.tap("көчөлөр")
    assert phone.messages[-1].api["interactive"]["list_reply"]["id"] == "r:1"


async def test_tapping(send: Send, phone: WhatsAppPhone) -> None:
    waits = asyncio.create_task(phone.tap("Ооба"))
    await send("interactive", buttons("Ооба, макулмун", "Жок"))
    assert await waits == {}
    assert phone.messages[-1].text == "Ооба, макулмун"
    assert phone.messages[-1].reply_to == phone.last.id
    await phone.tap_data(phone.last, "forged:1")
    assert phone.messages[-1].api["interactive"]["button_reply"]["id"] == "forged:1"
    assert phone.press("Жок").text == "Жок"
    assert phone.tap_at(phone.last.id, 1, 0) == {}
    with pytest.raises(NoSuchButton):
        phone.press("Балким")
    assert phone.keyboard is None
    await send("interactive", rows("Меню", "Жардам", label="Тандоо"))
    assert phone.snapshot()["messages"][-1]["list"] == "Тандоо"
    assert str(phone.keyboard) == "[['Меню'], ['Жардам']]"
    first = phone.received[0]
    await phone.tap("Ооба", first)
    assert phone.messages[-1].reply_to == first.id


async def test_a_link_button(send: Send, phone: WhatsAppPhone) -> None:
    def link(url: str) -> dict[str, Any]:
        action = {"name": "cta_url", "parameters": {"display_text": "Ачуу", "url": url}}
        return {"type": "cta_url", "body": {"text": "Карта"}, "action": action}

    await send("interactive", link("https://e.kg/map"))
    assert (await phone.tap("Ачуу")).url == "https://e.kg/map"
    await send("interactive", link(f"https://wa.me/{NUMBER}?text=menu"))
    await phone.tap("Ачуу")
    assert phone.messages[-1].text == "menu"


async def test_blocking(send: Send, phone: WhatsAppPhone, hook: Hook, business: Business) -> None:
    business.webhook_url = hook.url
    phone.block()
    with pytest.raises(Blocked):
        phone.send_text("x")
    assert (await send("text", text()))["http"] == 200
    [status] = await hook.statuses_of(1)
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131026)
    assert not phone.received
    phone.start()
    assert not phone.chat.blocked


async def test_ticks_of_what_a_person_said(
    client: Any, send: Send, phone: WhatsAppPhone, hook: Hook, business: Business
) -> None:
    said = phone.send_text("салам")
    assert phone.snapshot()["messages"][0]["tick"] == "sent"
    business.webhook_url = hook.url
    await phone.wait_quiet()
    assert phone.snapshot()["messages"][0]["tick"] == "delivered"
    seen = {"messaging_product": "whatsapp", "status": "read", "message_id": said.id}
    async with client.post(
        f"/v23.0/{business.phone_id}/messages", json=seen | {"typing_indicator": {"type": "text"}}
    ) as answer:
        assert (answer.status, await answer.json()) == (200, {"success": True})
    view = phone.snapshot()
    assert (view["messages"][0]["tick"], view["action"]) == ("read", "typing")
    await send("text", text())
    assert phone.snapshot()["action"] is None


async def test_a_page_sees_it_all(
    send: Send, emulator: WhatsAppEmulator, phone: WhatsAppPhone, business: Business
) -> None:
    events: list[dict[str, Any]] = []
    end = emulator.subscribe(events.append)
    phone.send_photo(tiny_png(3, 2), "Жол")
    await send("interactive", rows("Миң-Булак", body="Кайсы *айыл*?"))
    await send("location", {"latitude": 42.8, "longitude": 74.5, "name": "Мектеп"})
    phone.block()
    end()
    phone.unblock()
    assert [event["event"] for event in events] == [
        "message",
        "message",
        "status",
        "message",
        "status",
        "blocked",
    ]
    view = phone.snapshot()
    json.dumps([events, view])
    assert view["platform"] == "whatsapp"
    mine, listed, place = view["messages"]
    assert (mine["mine"], mine["file"]["width"], mine["file"]["kind"]) == (True, 3, "photo")
    assert (listed["html"], listed["list"]) == ("Кайсы <b>айыл</b>?", "Тандоо")
    assert listed["buttons"][0][0] == {
        "text": "Миң-Булак",
        "words": "Миң-Булак",
        "description": None,
        "data": "r:0",
        "url": None,
        "kind": "row",
    }
    assert place["location"]["name"] == "Мектеп"


async def test_waiting(send: Send, phone: WhatsAppPhone) -> None:
    waits = [
        asyncio.create_task(phone.wait_for("салам")),
        asyncio.create_task(phone.wait_for(2)),
        asyncio.create_task(phone.wait_for(lambda seen: len(seen.received) == 2)),
    ]
    await send("text", text("салам"))
    await send("text", text("кош"))
    assert [shown.text for shown in await asyncio.gather(*waits)] == ["салам", "кош", "кош"]
    with pytest.raises(AssertionError, match="'жок' did not come; the last were"):
        await phone.wait_for("жок", seconds=0.01)
    with pytest.raises(NoSuchButton, match="'жок' is not among"):
        phone.press("жок")


async def test_events_as_a_stream() -> None:
    async with WhatsAppEmulator() as emulator:
        phone = emulator.phone(emulator.add_business(token="t"), "Айгүл")

        async def watch() -> list[str]:
            return [event["event"] async for event in emulator.events()]

        watching = asyncio.create_task(watch())
        await asyncio.sleep(0)
        phone.start()
    assert await watching == ["message"]


async def test_one_story_is_told_on_both_platforms(phone: WhatsAppPhone) -> None:
    """The types hold them to the same verbs; the page gets the same shape of both."""
    async with TelegramEmulator() as telegram:
        other = telegram.phone(telegram.add_bot("1:token", "jarchy_bot"), "Айгүл")
        phones: list[AnyPhone] = [phone, other]
        for each in phones:
            each.start("v_1")
            each.send_photo(tiny_png(), "Жол")
            each.send_location(42.5, 72.25)
        views = [each.snapshot() for each in phones]
    assert views[1].keys() <= views[0].keys()
    for ours, theirs in zip(views[0]["messages"], views[1]["messages"], strict=True):
        assert theirs.keys() <= ours.keys()
    assert views[0]["messages"][1]["file"].keys() == views[1]["messages"][1]["file"].keys()
