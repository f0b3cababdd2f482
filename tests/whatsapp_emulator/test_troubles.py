"""What goes wrong between a bot and Meta, and how fast a bot may be."""

import time

import aiohttp
import pytest

from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone
from bot.demo.whatsapp_emulator.errors import ApiError
from bot.demo.whatsapp_emulator.rates import RateKeeper, RateLimits
from tests.whatsapp_emulator.conftest import Hook, Send, code, text

CODES = [
    (130429, 400),
    (131056, 400),
    (80007, 400),
    (131048, 400),
    (190, 401),
    (368, 403),
    (131031, 403),
    (131000, 500),
    (131016, 500),
]


@pytest.mark.parametrize(("number", "status"), CODES)
async def test_refusals(
    emulator: WhatsAppEmulator, business: Business, send: Send, phone: WhatsAppPhone, number: int, status: int
) -> None:
    emulator.fail_next(business, "messages", code=number)
    assert code(await send("text", text())) == (status, number)
    assert (await send("text", text()))["http"] == 200
    emulator.fail_next(business, code=number, status=503)
    assert code(await send("text", text())) == (503, number)
    assert len(phone.received) == 1


@pytest.mark.parametrize(("kind", "arrives"), [("drop", 0), ("lose", 1)])
async def test_connections_that_break(
    emulator: WhatsAppEmulator, business: Business, send: Send, phone: WhatsAppPhone, kind: str, arrives: int
) -> None:
    emulator.fail_next(business, "messages", kind=kind)
    with pytest.raises((aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError)):
        await send("text", text())
    assert len(phone.received) == arrives


async def test_a_page_instead_and_a_delay(
    emulator: WhatsAppEmulator, business: Business, client: aiohttp.ClientSession
) -> None:
    emulator.fail_next(business, kind="answer", status=502)
    async with client.get("/v23.0/1065") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    emulator.fail_next(business, "phone", kind="delay", delay=0.05)
    begun = time.monotonic()
    async with client.get("/v23.0/1065") as answer:
        assert answer.status == 200
    assert time.monotonic() - begun >= 0.05


async def test_accepted_and_then_failed(
    emulator: WhatsAppEmulator, business: Business, send: Send, phone: WhatsAppPhone, hook: Hook
) -> None:
    business.webhook_url = hook.url
    emulator.fail_next(business, "messages", kind="fail", code=131049)
    assert (await send("text", text()))["http"] == 200
    [status] = await hook.statuses_of(1)
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131049)
    assert not phone.received


async def test_only_one_person_is_meant(
    emulator: WhatsAppEmulator, business: Business, send: Send, phone: WhatsAppPhone
) -> None:
    other = emulator.phone(business, "Бакыт")
    other.open_window()
    emulator.throttle_next(business, 131056, to=phone.owner.number)
    assert (await send("text", text(), to=other.owner.number))["http"] == 200
    assert code(await send("text", text())) == (400, 131056)
    emulator.throttle_next(business, 131056, to=phone.chat.id)
    assert code(await send("text", text())) == (400, 131056)


async def test_a_file_that_can_not_be_had(
    emulator: WhatsAppEmulator, business: Business, client: aiohttp.ClientSession, phone: WhatsAppPhone
) -> None:
    media_id = phone.send_voice(b"OggS").api["audio"]["id"]
    async with client.get(f"/v23.0/{media_id}") as answer:
        url = (await answer.json())["url"]
    emulator.fail_next(business, "download", kind="answer", status=503)
    async with client.get(url) as answer:
        assert answer.status == 503
    async with client.get(url) as answer:
        assert answer.status == 200


def test_a_burst_has_to_be_waited_for() -> None:
    at = 0.0
    keeper = RateKeeper(RateLimits(per_second=1000), lambda: at)
    for _ in range(45):
        keeper.check("a")
    keeper.check("b")
    with pytest.raises(ApiError, match="131056"):
        keeper.check("a")
    at = 5.9
    with pytest.raises(ApiError, match="131056"):
        keeper.check("a")
    at = 6.0
    keeper.check("a")
    with pytest.raises(ApiError, match="131056"):
        keeper.check("a")
    at = 1000.0
    for _ in range(45):
        keeper.check("a")


def test_so_many_a_second_over_all() -> None:
    at = 0.0
    keeper = RateKeeper(RateLimits(), lambda: at)
    for number in range(80):
        keeper.check(str(number))
    with pytest.raises(ApiError, match="130429"):
        keeper.check("x")
    at = 1.0
    keeper.check("x")


async def test_the_real_rates_on_demand() -> None:
    async with (
        WhatsAppEmulator(limits=RateLimits(pair_burst=2)) as emulator,
        aiohttp.ClientSession(emulator.api_url + "/", headers={"Authorization": "Bearer t"}) as client,
    ):
        business = emulator.add_business(token="t")
        phone = emulator.phone(business, "Айгүл")
        phone.open_window()
        message = {"messaging_product": "whatsapp", "to": phone.owner.number, "text": text()}
        seen = []
        for _ in range(3):
            async with client.post(f"{business.phone_id}/messages", json=message) as answer:
                seen.append((answer.status, (await answer.json()).get("error", {}).get("code")))
        assert seen == [(200, None), (200, None), (400, 131056)]
