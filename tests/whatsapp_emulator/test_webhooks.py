"""What Meta brings: shapes, signatures, repeats, batches and disorder."""

import asyncio
from typing import Any

import pytest

from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone, tiny_png
from tests.whatsapp_emulator.conftest import NUMBER, Clock, Hook, Send, buttons, rows, text


@pytest.fixture(autouse=True)
def _connected(business: Business, hook: Hook) -> None:
    business.webhook_url = hook.url


async def message(hook: Hook, count: int = 1) -> dict[str, Any]:
    """The newest of so many."""
    values = [value for value in await hook.values(count) if "messages" in value]
    found: dict[str, Any] = values[-1]["messages"][-1]
    return found


async def test_the_handshake(emulator: WhatsAppEmulator, business: Business) -> None:
    assert await emulator.verify_webhook(business)
    assert not await emulator.verify_webhook(business, "another")


async def test_a_text(phone: WhatsAppPhone, hook: Hook, clock: Clock) -> None:
    said = phone.send_text("суу жок / 5 үй")
    await hook.values(1)
    user_id = phone.chat.id
    assert user_id.startswith("KG.")
    assert hook.taken[0] == {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": "1022",
                "changes": [
                    {
                        "field": "messages",
                        "value": {
                            "messaging_product": "whatsapp",
                            "metadata": {"display_phone_number": NUMBER, "phone_number_id": "1065"},
                            "contacts": [
                                {
                                    "profile": {"name": "Айгүл"},
                                    "wa_id": phone.owner.number,
                                    "user_id": user_id,
                                }
                            ],
                            "messages": [
                                {
                                    "from": phone.owner.number,
                                    "from_user_id": user_id,
                                    "id": said.id,
                                    "timestamp": str(int(clock().timestamp())),
                                    "type": "text",
                                    "text": {"body": "суу жок / 5 үй"},
                                }
                            ],
                        },
                    }
                ],
            }
        ],
    }


async def test_a_hidden_number(phone: WhatsAppPhone, hook: Hook) -> None:
    phone.hide_number("aigul")
    phone.send_text("салам")
    [value] = await hook.values(1)
    assert value["contacts"] == [
        {"profile": {"name": "Айгүл", "username": "aigul"}, "user_id": phone.chat.id}
    ]
    assert "from" not in value["messages"][0]


async def test_a_meta_that_gives_no_ids(business: Business, phone: WhatsAppPhone, hook: Hook) -> None:
    business.user_ids = False
    phone.send_text("салам")
    [value] = await hook.values(1)
    assert value["contacts"] == [{"profile": {"name": "Айгүл"}, "wa_id": phone.owner.number}]
    assert phone.chat.id == phone.owner.number


async def test_taps_come_as_replies_to_their_message(send: Send, phone: WhatsAppPhone, hook: Hook) -> None:
    await send("interactive", buttons("Ооба", "Жок"))
    await phone.tap("Жок")
    came = await message(hook, 4)
    assert came["interactive"] == {"type": "button_reply", "button_reply": {"id": "b:1", "title": "Жок"}}
    assert came["context"] == {"from": NUMBER, "id": phone.last.id}
    listed = rows("Миң-Булак")
    listed["action"]["sections"][0]["rows"][0]["description"] = "айыл"
    await send("interactive", listed)
    await phone.tap("айыл")
    came = await message(hook, 8)
    reply = {"id": "r:0", "title": "Миң-Булак", "description": "айыл"}
    assert came["interactive"] == {"type": "list_reply", "list_reply": reply}


async def test_a_templates_button(
    emulator: WhatsAppEmulator, business: Business, send: Send, phone: WhatsAppPhone, hook: Hook
) -> None:
    emulator.add_template(business, "news", "ky_KG", "Айылыңыздын жаңылыгы бар", buttons=["Окуу"])
    payload = [{"type": "payload", "payload": "open:7"}]
    component = {"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": payload}
    await send("template", {"name": "news", "language": {"code": "ky_KG"}, "components": [component]})
    await phone.tap("Окуу")
    came = await message(hook, 4)
    assert came["type"] == "button"
    assert came["button"] == {"payload": "open:7", "text": "Окуу"}
    assert came["context"]["id"] == phone.last.id


async def test_everything_else_a_person_sends(phone: WhatsAppPhone, hook: Hook) -> None:
    said = phone.send_text("бир")
    phone.send_text("эки", reply_to=said)
    phone.send_photo(tiny_png(), "Көпүрө")
    phone.send_document(b"%PDF", "арыз.pdf", "application/pdf")
    phone.send_voice(b"OggS")
    phone.send_location(42.5, 72.25, name="Мектеп")
    phone.send_contact("+996555123456", "Бакыт")
    phone.send_sticker(b"RIFF")
    phone.react(said, "👍")
    phone.send_unsupported()
    came = [value["messages"][0] for value in await hook.values(10)]
    assert came[1]["context"] == {"from": phone.owner.number, "id": said.id}
    assert came[2]["image"].keys() == {"id", "mime_type", "sha256", "caption"}
    assert came[3]["document"]["filename"] == "арыз.pdf"
    assert (came[4]["audio"]["voice"], came[4]["audio"]["mime_type"]) == (True, "audio/ogg; codecs=opus")
    assert came[5]["location"] == {"latitude": 42.5, "longitude": 72.25, "name": "Мектеп"}
    assert came[6]["contacts"][0]["phones"][0]["wa_id"] == "996555123456"
    assert came[7]["sticker"]["mime_type"] == "image/webp"
    assert came[8]["reaction"] == {"message_id": said.id, "emoji": "👍"}
    assert (came[9]["type"], came[9]["errors"][0]["code"]) == ("unsupported", 131051)


async def test_a_new_number_is_told_by_the_system(phone: WhatsAppPhone, hook: Hook) -> None:
    before, old_id = phone.owner.number, phone.chat.id
    phone.change_number("996777111222")
    [value] = await hook.values(1)
    assert "contacts" not in value
    assert value["messages"][0]["from"] == before
    assert value["messages"][0]["system"] == {
        "type": "user_changed_number",
        "body": f"User Айгүл changed from {before} to 996777111222",
        "wa_id": "996777111222",
        "user_id": phone.chat.id,
        "previous_user_id": old_id,
    }
    phone.hide_number("aigul")
    phone.change_number("996777111223")
    came = await message(hook, 2)
    assert came["system"]["type"] == "user_changed_user_id"
    assert "from" not in came
    assert "wa_id" not in came["system"]


async def test_statuses(send: Send, phone: WhatsAppPhone, hook: Hook, clock: Clock) -> None:
    answer = await send("text", text(), biz_opaque_callback_data="d:1")
    sent, delivered, read = await hook.statuses_of(3)
    value = (await hook.values(3))[0]
    assert value["contacts"] == [{"wa_id": phone.owner.number, "user_id": phone.chat.id}]
    assert sent == {
        "id": answer["messages"][0]["id"],
        "status": "sent",
        "timestamp": str(int(clock().timestamp())),
        "recipient_id": phone.owner.number,
        "recipient_user_id": phone.chat.id,
        "biz_opaque_callback_data": "d:1",
        "pricing": {
            "billable": False,
            "pricing_model": "PMP",
            "type": "free_customer_service",
            "category": "service",
        },
        "conversation": {
            "id": f"{phone.chat.id}-service",
            "origin": {"type": "service"},
            "expiration_timestamp": str(int(clock().timestamp()) + 86400),
        },
    }
    assert [delivered["status"], read["status"]] == ["delivered", "read"]
    assert "pricing" in delivered
    assert "pricing" not in read


async def test_read_receipts_and_reading(send: Send, phone: WhatsAppPhone, hook: Hook) -> None:
    phone.owner.read_receipts = False
    await send("text", text())
    phone.owner.read_receipts, phone.owner.reads = True, False
    await send("text", text())
    assert [status["status"] for status in await hook.statuses_of(4)] == ["sent", "delivered"] * 2
    phone.read()
    assert [status["status"] for status in (await hook.statuses_of(6))[4:]] == ["read", "read"]


async def test_a_chat_on_the_screen_skips_delivered(
    business: Business, send: Send, phone: WhatsAppPhone, hook: Hook
) -> None:
    business.skips_delivered = True
    await send("text", text())
    sent, read = await hook.statuses_of(2)
    assert (sent["status"], read["status"], "pricing" in read) == ("sent", "read", True)


async def test_a_phone_that_is_off(send: Send, phone: WhatsAppPhone, hook: Hook) -> None:
    phone.switch_off()
    await send("text", text())
    assert [status["status"] for status in await hook.statuses_of(1)] == ["sent"]
    assert not phone.received
    phone.switch_on()
    assert [status["status"] for status in await hook.statuses_of(3)] == ["sent", "delivered", "read"]
    assert phone.last.text == "салам"


async def test_held_statuses_come_in_any_order(
    business: Business, send: Send, phone: WhatsAppPhone, hook: Hook
) -> None:
    business.webhook.hold()
    await send("text", text())
    phone.send_text("ооба")
    await hook.values(1)
    business.webhook.release(newest_first=True)
    assert [status["status"] for status in await hook.statuses_of(3)] == ["read", "delivered", "sent"]
    business.webhook.hold("read", "delivered")
    await send("text", text())
    assert len(await hook.statuses_of(4)) == 4
    business.webhook.release(batched=True)
    await hook.statuses_of(6)
    assert len(hook.taken[-1]["entry"][0]["changes"][0]["value"]["statuses"]) == 2


async def test_statuses_that_overtake_the_answer(
    business: Business, send: Send, phone: WhatsAppPhone, hook: Hook
) -> None:
    business.statuses_first = True
    await send("text", text())
    assert len(hook.taken) == 3


@pytest.mark.parametrize(
    ("shape", "entries", "changes"), [("merged", 1, 2), ("changes", 1, 4), ("entries", 4, 4)]
)
async def test_batches(
    business: Business, send: Send, phone: WhatsAppPhone, hook: Hook, shape: Any, entries: int, changes: int
) -> None:
    phone.owner.read_receipts = False
    with business.webhook.batched(shape):
        phone.send_text("бир")
        await send("text", text())
        phone.send_text("эки")
    values = await hook.values(changes)
    assert (len(hook.taken), len(hook.taken[0]["entry"])) == (1, entries)
    said = [m["text"]["body"] for value in values for m in value.get("messages", [])]
    told = [s["status"] for value in values for s in value.get("statuses", [])]
    assert (said, told) == (["бир", "эки"], ["sent", "delivered"])
    assert all(len(value["contacts"]) == 1 for value in values)


async def test_the_newest_first_and_twice(business: Business, phone: WhatsAppPhone, hook: Hook) -> None:
    with business.webhook.reversed():
        phone.send_text("бир")
        phone.send_text("эки")
    await hook.values(2)
    business.webhook.repeat()
    said = [value["messages"][0]["text"]["body"] for value in await hook.values(3)]
    assert said == ["эки", "бир", "бир"]
    assert hook.taken[1] == hook.taken[2]


async def test_again_until_it_is_taken_while_others_go_on(phone: WhatsAppPhone, hook: Hook) -> None:
    hook.statuses = [500, 200, 404]
    said = phone.send_text("бир")
    phone.send_text("эки")
    assert said.state == "sent"
    values = await hook.values(2)
    assert [value["messages"][0]["text"]["body"] for value in values] == ["эки", "бир"]
    assert [status for status, _ in hook.came] == [500, 200, 404, 200]
    await phone.wait_quiet()
    assert said.state == "delivered"


async def test_lost_answers_and_wrong_signatures(
    business: Business, phone: WhatsAppPhone, hook: Hook
) -> None:
    business.webhook.lose()
    phone.send_text("бир")
    await hook.values(2)
    assert hook.taken[0] == hook.taken[1]
    business.webhook.spoil()
    phone.send_text("эки")
    await hook.values(3)
    assert [status for status, _ in hook.came] == [200, 200, 401, 200]
    assert await business.webhook.post(b"{}", None) == 401
    assert await business.webhook.post(b"{}", business.webhook.sign(b"{} ")) == 401
    assert await business.webhook.post(b"{}", business.webhook.sign(b"{}")) == 200


async def test_the_signature_is_over_escaped_letters(phone: WhatsAppPhone, hook: Hook) -> None:
    phone.send_text("суу/жок")
    await hook.values(1)
    assert rb'"body":"\u0441\u0443\u0443\/\u0436\u043e\u043a"' in hook.raw[0]


async def test_what_happens_before_there_is_an_address_waits(
    business: Business, phone: WhatsAppPhone, hook: Hook
) -> None:
    business.webhook_url = None
    phone.send_text("бир")
    business.webhook_url = hook.url
    assert len(await hook.values(1)) == 1


async def test_what_happens_comes_later(business: Business, phone: WhatsAppPhone, hook: Hook) -> None:
    business.webhook.delay = 0.05
    phone.send_text("бир")
    business.webhook.delay = 0.0
    phone.send_text("эки")
    said = [value["messages"][0]["text"]["body"] for value in await hook.values(2)]
    assert said == ["эки", "бир"]


async def test_nobody_at_the_address(business: Business, phone: WhatsAppPhone, hook: Hook) -> None:
    business.webhook_url = "http://127.0.0.1:1/hook"
    said = phone.send_text("бир")
    async with asyncio.timeout(5):
        while not business.webhook.posted:
            business.webhook.changed.clear()
            await business.webhook.changed.wait()
    assert (business.webhook.posted[0].status, said.state) == (None, "sent")
    business.webhook_url = hook.url
    await hook.values(1)


async def test_a_trouble_of_the_whole_number(
    emulator: WhatsAppEmulator, business: Business, hook: Hook
) -> None:
    emulator.tell_errors(business, 130429)
    [value] = await hook.values(1)
    assert value["errors"][0]["title"] == "Rate limit hit"
