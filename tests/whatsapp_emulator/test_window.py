"""The day's window, what is told of a message that never arrives, and what costs money."""

import pytest

from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone
from tests.whatsapp_emulator.conftest import Answer, Clock, Hook, Send, code, text

NEWS = {"name": "news", "language": {"code": "ru"}}


@pytest.fixture(autouse=True)
def _connected(emulator: WhatsAppEmulator, business: Business, hook: Hook) -> None:
    business.webhook_url = hook.url
    emulator.add_template(business, "news", "ru", "Есть новость для Вас")
    emulator.add_template(business, "fair", "ru", "Приходите на ярмарку", category="MARKETING")


async def failed(hook: Hook, answer: Answer) -> Answer:
    """The status of a message that was accepted first."""
    assert answer["http"] == 200
    [status] = await hook.statuses_of(1)
    assert (status["status"], status["id"]) == ("failed", answer["messages"][0]["id"])
    return status


async def test_within_a_day_words_are_free_to_choose(send: Send, phone: WhatsAppPhone, clock: Clock) -> None:
    clock.move(hours=23, minutes=59)
    await send("text", text())
    assert len(phone.received) == 1


async def test_after_a_day_they_are_accepted_and_fail(
    send: Send, phone: WhatsAppPhone, clock: Clock, hook: Hook
) -> None:
    clock.move(hours=24)
    status = await failed(hook, await send("text", text()))
    [error] = status["errors"]
    assert (error["code"], error["title"]) == (131047, "Re-engagement message")
    assert "more than 24 hours" in error["error_data"]["details"]
    assert "pricing" not in status
    assert not phone.received


async def test_who_never_wrote_has_no_window(
    emulator: WhatsAppEmulator, business: Business, send: Send, hook: Hook
) -> None:
    stranger = emulator.phone(business, "Бакыт")
    status = await failed(hook, await send("text", text(), to=stranger.owner.number))
    assert status["errors"][0]["code"] == 131047
    await send("template", NEWS, to=stranger.owner.number)
    assert stranger.last.text == "Есть новость для Вас"


async def test_refused_at_once_where_asked_for(
    send: Send, business: Business, clock: Clock, phone: WhatsAppPhone
) -> None:
    business.refuses_outside_window = True
    clock.move(hours=25)
    assert code(await send("text", text())) == (400, 131047)
    assert (await send("template", NEWS))["messages"][0]["message_status"] == "accepted"
    phone.send_text("ооба")
    assert (await send("text", text()))["http"] == 200


async def test_nobody_with_that_number(send: Send, hook: Hook) -> None:
    status = await failed(hook, await send("text", text(), to="996222333444"))
    assert (status["errors"][0]["code"], status["recipient_id"]) == (131026, "996222333444")
    assert "recipient_user_id" not in status


async def test_nobody_with_that_id(send: Send, hook: Hook) -> None:
    status = await failed(hook, await send("text", text(), to=None, recipient="KG.1"))
    assert (status["errors"][0]["code"], status["recipient_user_id"]) == (131026, "KG.1")


async def test_who_left_whatsapp(send: Send, phone: WhatsAppPhone, hook: Hook) -> None:
    phone.deactivate()
    assert (await failed(hook, await send("text", text())))["errors"][0]["code"] == 131026


async def test_what_is_billed(
    send: Send, business: Business, clock: Clock, phone: WhatsAppPhone, hook: Hook
) -> None:
    phone.owner.reads = False
    fair = NEWS | {"name": "fair"}
    await send("text", text())
    await send("template", NEWS)
    await send("template", fair)
    assert (business.free, business.billed) == ({"service": 1, "utility": 1}, {"marketing": 1})
    clock.move(hours=25)
    for part in (NEWS, NEWS, fair):
        await send("template", part)
    await send("text", text())  # fails: costs nothing
    phone.block()
    await send("template", NEWS)  # so does this
    assert (business.free, business.billed) == ({"service": 1, "utility": 1}, {"marketing": 2, "utility": 2})
    told = [s["pricing"] for s in await hook.statuses_of(14) if s["status"] == "delivered"]
    assert [(price["billable"], price["category"], price["type"]) for price in told] == [
        (False, "service", "free_customer_service"),
        (False, "utility", "free_customer_service"),
        (True, "marketing", "regular"),
        (True, "utility", "regular"),
        (True, "utility", "regular"),
        (True, "marketing", "regular"),
    ]


async def test_a_phone_that_is_off_costs_nothing_yet(
    send: Send, business: Business, clock: Clock, phone: WhatsAppPhone
) -> None:
    clock.move(hours=25)
    phone.switch_off()
    await send("template", NEWS)
    assert not business.billed
    phone.switch_on()
    assert business.billed == {"utility": 1}
