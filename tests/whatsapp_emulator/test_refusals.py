"""What Meta refuses, each with its own number, and what it takes at its limits."""

from typing import Any

import aiohttp
import pytest

from bot.demo.whatsapp_emulator import Business, WhatsAppPhone
from tests.whatsapp_emulator.conftest import NUMBER, Send, buttons, code, details, rows, text


def changed(part: dict[str, Any], **by: Any) -> dict[str, Any]:
    return {**part, **by}


def button(**reply: Any) -> dict[str, Any]:
    return {
        "type": "button",
        "body": {"text": "x"},
        "action": {"buttons": [{"type": "reply", "reply": reply}]},
    }


def row(**fields: Any) -> dict[str, Any]:
    sections = [{"rows": [{"id": "r", "title": "бир", **fields}]}]
    return {"type": "list", "body": {"text": "x"}, "action": {"button": "Тандоо", "sections": sections}}


def sections(*given: dict[str, Any]) -> dict[str, Any]:
    return {"type": "list", "body": {"text": "x"}, "action": {"button": "Тандоо", "sections": list(given)}}


def link(display_text: str = "Ачуу", url: str = "https://e.kg") -> dict[str, Any]:
    parameters = {"display_text": display_text, "url": url}
    return {"type": "cta_url", "body": {"text": "x"}, "action": {"name": "cta_url", "parameters": parameters}}


def header(words: str) -> dict[str, Any]:
    return {"header": {"type": "text", "text": words}}


ONE = {"id": "a", "title": "бир"}
TWICE = {"type": "reply", "reply": {"id": "a", "title": "бир"}}
DOUBLE_ID = {"buttons": [TWICE, {"type": "reply", "reply": {"id": "a", "title": "эки"}}]}
DOUBLE_TITLE = {"buttons": [TWICE, {"type": "reply", "reply": {"id": "b", "title": "бир"}}]}
TEN = [{"id": str(n), "title": str(n)} for n in range(10)]

TAKEN = [
    ("text", text("ү" * 4096)),
    ("text", text() | {"preview_url": True}),
    ("interactive", buttons("ү" * 20, "б", "в", body="ү" * 1024)),
    ("interactive", button(id="i" * 256, title="бир")),
    ("interactive", buttons("бир") | header("ү" * 60) | {"footer": {"text": "ү" * 60}}),
    ("interactive", rows(*(f"{n}" * 12 for n in range(10, 20)), label="ү" * 20)),
    ("interactive", row(id="i" * 200, description="ү" * 72)),
    ("interactive", sections({"title": "ү" * 24, "rows": [ONE]}, {"title": "б", "rows": TEN[:9]})),
    ("interactive", link("ү" * 20)),
    ("location", {"latitude": "42.8", "longitude": 74.5, "name": "Мектеп", "address": "Көчө"}),
    ("contacts", [{"name": {"formatted_name": "Бакыт"}, "phones": [{"phone": "+996"}]}]),
    (
        "interactive",
        {"type": "location_request_message", "body": {"text": "x"}, "action": {"name": "send_location"}},
    ),
]


@pytest.mark.parametrize(("kind", "part"), TAKEN)
async def test_at_the_limits(send: Send, phone: WhatsAppPhone, kind: str, part: Any) -> None:
    answer = await send(kind, part)
    assert answer["http"] == 200, answer
    assert answer["contacts"] == [
        {"input": phone.owner.number, "wa_id": phone.owner.number, "user_id": phone.chat.id}
    ]
    assert phone.last.id == answer["messages"][0]["id"]
    assert phone.last.id.startswith("wamid.")


REFUSED: list[tuple[str, Any, int, str]] = [
    # over the limits
    ("text", text("ү" * 4097), 100, "text['body'] must be at most 4096"),
    ("interactive", buttons("бир", body="ү" * 1025), 100, "must be at most 1024"),
    ("interactive", rows("бир", body="ү" * 1025), 100, "must be at most 1024"),
    ("interactive", buttons("бир") | header("ү" * 61), 100, "at most 60"),
    ("interactive", buttons("бир") | {"footer": {"text": "ү" * 61}}, 100, "at most 60"),
    ("interactive", buttons("ү" * 21), 131009, "Button title length invalid. Min length: 1, Max length: 20"),
    ("interactive", button(id="i" * 257, title="бир"), 131009, "Button id length invalid"),
    ("interactive", buttons("1", "2", "3", "4"), 131009, "Invalid buttons count"),
    ("interactive", rows(*map(str, range(11))), 131009, "Total row count exceed max allowed count: 10"),
    ("interactive", rows("ү" * 25), 131009, "Row title length invalid"),
    ("interactive", row(description="ү" * 73), 131009, "Row description length invalid"),
    ("interactive", row(id="i" * 201), 131009, "Row id length invalid"),
    ("interactive", rows("бир", label="ү" * 21), 131009, "List button label length invalid"),
    ("interactive", rows("бир", title="ү" * 25), 131009, "Section title length invalid"),
    ("interactive", link("ү" * 21), 131009, "Button display text length invalid"),
    ("image", {"id": "1", "caption": "ү" * 1025}, 100, "image['caption'] must be at most 1024"),
    ("document", {"id": "1", "caption": "ү" * 1025}, 100, "document['caption'] must be at most 1024"),
    # empty or missing
    ("text", text(""), 131008, "text['body']"),
    ("text", text(" \n"), 131008, "text['body']"),
    ("text", {}, 131008, "text['body']"),
    ("text", None, 131008, "'text'"),
    ("interactive", buttons(), 131009, "Invalid buttons count"),
    ("interactive", buttons(""), 131009, "Button title length invalid"),
    ("interactive", buttons("бир", body=""), 131008, "body"),
    ("interactive", changed(buttons("бир"), body=None), 131008, "body"),
    ("interactive", button(title="бир"), 131008, "Button id"),
    ("interactive", rows(), 131009, "at least one row"),
    ("interactive", sections(), 131009, "Invalid sections count"),
    ("interactive", rows("бир", label=""), 131009, "List button label"),
    ("image", {}, 131008, "image['id'] or image['link']"),
    ("image", {"id": "1", "link": "https://e.kg/a.png"}, 131008, "image['id'] or image['link']"),
    ("location", {"latitude": 42.8}, 131008, "location['longitude']"),
    ("reaction", {"emoji": "👍"}, 131008, "reaction['message_id']"),
    ("contacts", [], 131008, "contacts"),
    # twice
    ("interactive", changed(buttons(), action=DOUBLE_ID), 131009, "Duplicate button id"),
    ("interactive", changed(buttons(), action=DOUBLE_TITLE), 131009, "Duplicate button title"),
    ("interactive", sections({"rows": [ONE, changed(ONE, title="эки")]}), 131009, "Duplicate row id"),
    # of the wrong kind
    ("interactive", sections({"rows": [ONE]}, {"rows": [ONE]}), 131009, "Section title is required"),
    ("interactive", rows("бир") | {"header": {"type": "image", "image": {"id": "1"}}}, 131009, "Header type"),
    ("interactive", {"type": "poll", "body": {"text": "x"}}, 131009, "poll"),
    ("interactive", link(url="e.kg"), 100, "not a valid URI"),
    ("image", {"link": "ftp://e.kg/a.png"}, 100, "not a valid URI"),
    ("audio", {"id": "1", "caption": "үн"}, 100, 'Unexpected key "caption" on param "audio"'),
    ("text", text() | {"parse_mode": "HTML"}, 100, 'Unexpected key "parse_mode"'),
    ("text", {"body": 5}, 100, "must be a string"),
    ("text", "салам", 100, "must be a JSON object"),
    ("location", {"latitude": 95, "longitude": 1}, 131009, "latitude"),
    ("location", {"latitude": "а", "longitude": 1}, 100, "must be a number"),
    ("poll", {}, 100, "Param type must be one of"),
]


@pytest.mark.parametrize(("kind", "part", "number", "words"), REFUSED)
async def test_refused(
    send: Send, phone: WhatsAppPhone, business: Business, kind: str, part: Any, number: int, words: str
) -> None:
    answer = await send(kind, part)
    assert code(answer) == (400, number)
    assert words in details(answer)
    error = answer["error"]
    assert error["type"] == "OAuthException"
    assert error["fbtrace_id"]
    assert error["message"].startswith(f"(#{number}) ")
    assert not phone.received
    assert words in business.refusals[-1]


async def test_whom(send: Send, phone: WhatsAppPhone) -> None:
    by_id = await send("text", text(), to=None, recipient=phone.chat.id)
    assert by_id["contacts"] == [{"input": phone.chat.id, "user_id": phone.chat.id}]
    both = await send("text", text(), to=f"+{phone.owner.number}", recipient="KG.1")
    assert both["contacts"][0]["wa_id"] == phone.owner.number
    assert len(phone.received) == 2
    assert code(await send("text", text(), to=None)) == (400, 100)
    assert code(await send("text", text(), to="Айгүл")) == (400, 100)
    assert code(await send("text", text(), to=NUMBER)) == (400, 131021)
    assert code(await send("text", text(), to=None, recipient="13491208655302741918")) == (400, 131009)
    assert code(await send("text", text(), messaging_product="telegram")) == (400, 100)


async def test_replies_and_reactions(send: Send, phone: WhatsAppPhone) -> None:
    said = phone.send_text("салам")
    await send("text", text(), context={"message_id": said.id})
    assert phone.last.reply_to == said.id
    await send("reaction", {"message_id": said.id, "emoji": "👍"})
    assert (said.reactions, len(phone.received)) == ([{"emoji": "👍"}], 1)
    await send("reaction", {"message_id": said.id, "emoji": ""})
    assert said.reactions == []


async def test_who_asks(client: aiohttp.ClientSession, business: Business) -> None:
    async def asked(path: str, **headers: str) -> tuple[int, int]:
        async with client.get(path, headers=headers) as answer:
            return answer.status, (await answer.json()).get("error", {}).get("code", 0)

    path = f"/v23.0/{business.phone_id}"
    assert await asked(path) == (200, 0)
    assert await asked(path, Authorization="Bearer other") == (401, 190)
    assert await asked(path, Authorization="") == (401, 104)
    assert await asked("/v23.0/777") == (400, 100)
    assert await asked("/graph/777") == (400, 2500)
    assert await asked(f"{path}/nonsense") == (400, 2500)
    assert await asked(f"/v23.0/{business.account_id}/messages") == (400, 100)
    business.token_valid = False
    assert await asked(path) == (401, 190)


async def test_the_phone_and_its_account(client: aiohttp.ClientSession, business: Business) -> None:
    async def got(path: str) -> Any:
        async with client.get(path) as answer:
            return await answer.json()

    known = await got(f"/v23.0/{business.phone_id}")
    assert known["display_phone_number"] == "+996 700 000 000"
    assert (known["verified_name"], known["quality_rating"], known["id"]) == ("Жарчы", "GREEN", "1065")
    business.quality = "RED"
    assert await got(f"/v23.0/{business.phone_id}?fields=quality_rating") == {
        "quality_rating": "RED",
        "id": "1065",
    }
    assert await got(f"/v23.0/{business.phone_id}?fields=certificate") == {"id": "1065"}
    assert (await got(f"/v23.0/{business.phone_id}?fields=pin"))["error"]["code"] == 100
    assert (await got(f"/v23.0/{business.account_id}/phone_numbers"))["data"][0]["id"] == "1065"
    assert (await got(f"/v23.0/{business.account_id}"))["id"] == business.account_id


async def test_an_app_that_is_not_subscribed_hears_nothing(
    client: aiohttp.ClientSession, business: Business, phone: WhatsAppPhone
) -> None:
    path = f"/v23.0/{business.account_id}/subscribed_apps"
    async with client.delete(path) as answer:
        assert await answer.json() == {"success": True}
    phone.send_text("салам")
    assert business.webhook.seen == []
    async with client.get(path) as answer:
        assert await answer.json() == {"data": []}
    async with client.post(path):
        phone.send_text("салам")
    async with client.get(path) as answer:
        assert len((await answer.json())["data"]) == 1
    assert len(business.webhook.seen) == 1


@pytest.mark.parametrize("message_id", ["wamid.none", None])
async def test_only_what_came_is_marked_read(
    send: Send, phone: WhatsAppPhone, message_id: str | None
) -> None:
    await send("text", text())
    for asked in (message_id, phone.last.id):
        answer = await send(status="read", message_id=asked)
        assert code(answer) == (400, 100)


async def test_what_is_not_emulated_fails_loudly(client: aiohttp.ClientSession, send: Send) -> None:
    flow = {"type": "flow", "body": {"text": "x"}, "action": {}}
    assert (await send("interactive", flow))["http"] == 501
    assert (await send("text", text(), recipient_type="group"))["http"] == 501
    async with client.post("/v23.0/1065/register", json={"pin": "123456"}) as answer:
        assert answer.status == 501
