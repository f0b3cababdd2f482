"""Templates: submitted, judged, listed, sent."""

from typing import Any

import aiohttp
import pytest

from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone
from tests.whatsapp_emulator.conftest import Hook, Send, code, details

BODY = "Кайрылууңузга жооп келди: {{1}}. Толугун окуу үчүн басыңыз."
PATH = "/v23.0/1022/message_templates"


def body(text: str = BODY, *examples: str) -> dict[str, Any]:
    part: dict[str, Any] = {"type": "BODY", "text": text}
    return part | ({"example": {"body_text": [list(examples)]}} if examples else {})


def replies(*labels: str) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": label} for label in labels]}


def request(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    given = list(components) or [body(BODY, "жол оңдолот")]
    return {"name": "case_update", "language": "ky_KG", "category": "UTILITY", "components": given, **more}


async def submit(client: aiohttp.ClientSession, given: dict[str, Any]) -> dict[str, Any]:
    async with client.post(PATH, json=given) as answer:
        return {"http": answer.status, **(await answer.json())}


LINK = {"type": "URL", "text": "Ачуу", "url": "https://e.kg/{{1}}", "example": ["https://e.kg/7"]}
TAKEN = [
    request(),
    request(language="ru", category="MARKETING"),
    request(body("Салам, {{ы}}".replace("{{ы}}", "айылдаш")), replies("ү" * 25, "Жок")),
    request(body(BODY, "x"), {"type": "FOOTER", "text": "ү" * 60}),
    request(body(BODY, "x"), {"type": "HEADER", "format": "TEXT", "text": "Кабар"}),
    request(
        body(BODY, "x"),
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Кабар {{1}}",
            "example": {"header_text": ["№ 7"]},
        },
    ),
    request(body(BODY, "x"), {"type": "BUTTONS", "buttons": [LINK]}),
    request(body("ү" * 1024)),
]


@pytest.mark.parametrize("given", TAKEN)
async def test_taken(client: aiohttp.ClientSession, business: Business, given: dict[str, Any]) -> None:
    answer = await submit(client, given)
    assert (answer["http"], answer["status"]) == (200, "PENDING"), answer
    assert answer["category"] == given["category"]


REFUSED = [
    (request(name="Case update"), "lowercase"),
    (request(language="ky"), "language must be one of"),
    (request(category="NEWS"), "category must be one of"),
    (request(body()), "missing expected field(s) (example)"),
    (request(body(BODY, "x", "y")), "missing expected field(s) (example)"),
    (request(body("{{1}} деген жооп келди айылдан", "x")), "at the start or end"),
    (request(body("Айылдан жооп келди: {{1}}", "x")), "at the start or end"),
    (request(body("Жооп келди {{2}} айылдан бүгүн.", "x")), "must be numbered"),
    (request(body("Жооп {{1}} жана {{2}} бар.", "x", "y")), "too many variables for its length"),
    (request(body("ү" * 1025)), "exceeds the 1024 character limit"),
    (request(body("Салам\n\n\nайылдаш")), "line breaks"),
    (request(body("")), "(text)"),
    (request(replies("Окуу")), "exactly one BODY"),
    (request(body(BODY, "x"), replies("ү" * 26)), "at most 25"),
    (request(body(BODY, "x"), replies("Окуу", "Окуу")), "same text"),
    (request(body(BODY, "x"), {"type": "FOOTER", "text": "ү" * 61}), "exceeds the 60 character limit"),
    (request(body(BODY, "x"), {"type": "FOOTER", "text": "Эл {{1}}"}), "can't hold variables"),
    (request(body(BODY, "x"), {"type": "HEADER", "format": "TEXT", "text": "*Кабар*"}), "No line breaks"),
    (request(body(BODY, "x"), {"type": "HEADER", "format": "IMAGE"}), "(example)"),
    (request(body(BODY, "x"), {"type": "BUTTONS", "buttons": [LINK | {"example": None}]}), "(example)"),
    ({"name": "a", "language": "ru", "category": "UTILITY"}, "components"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
async def test_refused(
    client: aiohttp.ClientSession, business: Business, given: dict[str, Any], words: str
) -> None:
    answer = await submit(client, given)
    assert answer["http"] == 400
    assert words in str(answer["error"]), answer
    assert business.templates.all() == []


async def test_listed_found_and_taken_away(client: aiohttp.ClientSession, business: Business) -> None:
    async def names(query: str = "") -> list[tuple[str, str]]:
        async with client.get(f"{PATH}?{query}") as answer:
            return [(one["name"], one["language"]) for one in (await answer.json())["data"]]

    for name in ("case_update", "news"):
        for language in ("ky_KG", "ru"):
            await submit(client, request(name=name, language=language))
    again = await submit(client, request(name="news", language="ru"))
    assert (again["http"], again["error"]["error_subcode"]) == (400, 2388024)
    assert await names("name=news") == [("news", "ky_KG"), ("news", "ru")]
    assert len(await names("status=APPROVED")) == 0
    assert await names("limit=1&after=2") == [("news", "ky_KG")]
    async with client.get(f"{PATH}?fields=name,status&limit=1") as answer:
        listed = await answer.json()
    assert listed["data"][0].keys() == {"name", "status", "id"}
    assert listed["paging"]["cursors"]["after"] == "1"
    async with client.get(f"{PATH}?summary=total_count&limit=1") as answer:
        assert (await answer.json())["summary"] == {"total_count": 4}
    async with client.get(listed["paging"]["next"]) as answer:
        assert (await answer.json())["paging"]["cursors"]["before"] == "1"
    async with client.delete(f"{PATH}?name=news") as answer:
        assert await answer.json() == {"success": True}
    assert await names() == [("case_update", "ky_KG"), ("case_update", "ru")]
    for query, status in (("name=news", 400), ("", 400)):
        async with client.delete(f"{PATH}?{query}") as answer:
            assert answer.status == status


@pytest.fixture
def approved(emulator: WhatsAppEmulator, business: Business) -> None:
    emulator.add_template(business, "case_update", "ky_KG", BODY, buttons=["Окуу"], examples=["x"])


def asked(*values: str, language: str = "ky_KG", **more: Any) -> dict[str, Any]:
    parameters = [{"type": "text", "text": value} for value in values]
    components = [{"type": "body", "parameters": parameters}] if values else []
    return {"name": "case_update", "language": {"code": language}, "components": components, **more}


async def test_sent(send: Send, phone: WhatsAppPhone, approved: None) -> None:
    answer = await send("template", asked("жол оңдолот"))
    assert answer["messages"][0]["message_status"] == "accepted"
    assert phone.last.text == "Кайрылууңузга жооп келди: жол оңдолот. Толугун окуу үчүн басыңыз."
    assert (phone.last.labels, phone.last.template) == (["Окуу"], "case_update")


NOT_SENT = [
    (asked("x", language="ru"), 404, 132001, "does not exist in ru"),
    (asked("x", name="other"), 404, 132001, "other"),
    (asked(), 400, 132000, "body: number of localizable_params (0) does not match the expected"),
    (asked("x", "y"), 400, 132000, "params (2)"),
    (asked("жол\nоңдолот"), 400, 132018, "new-line/tab characters or more than 4 consecutive spaces"),
    (asked("жол\tоңдолот"), 400, 132018, "new-line"),
    (asked("жол     оңдолот"), 400, 132018, "4 consecutive spaces"),
    (asked(""), 400, 131008, "body: text"),
    (asked("ү" * 1024), 400, 132005, "exceed 1024"),
    (
        asked(components=[{"type": "body", "parameters": [{"type": "image", "image": {}}]}]),
        400,
        132012,
        "TEXT",
    ),
    (asked(components=[{"type": "footer", "parameters": []}]), 400, 100, "HEADER, BODY, BUTTON"),
    ({"name": "case_update"}, 400, 131008, "language"),
    ({"language": {"code": "ru"}}, 400, 131008, "name"),
]


@pytest.mark.parametrize(("part", "status", "number", "words"), NOT_SENT)
async def test_not_sent(
    send: Send, phone: WhatsAppPhone, approved: None, part: Any, status: int, number: int, words: str
) -> None:
    answer = await send("template", part)
    assert code(answer) == (status, number)
    assert words in details(answer)
    assert not phone.received


async def test_four_spaces_are_taken(send: Send, approved: None) -> None:
    assert (await send("template", asked("жол    оңдолот")))["http"] == 200


STATES = [("PENDING", 132001), ("REJECTED", 132001), ("PAUSED", 132015), ("DISABLED", 132016)]


@pytest.mark.parametrize(("state", "number"), STATES)
async def test_only_approved_ones(
    emulator: WhatsAppEmulator,
    send: Send,
    business: Business,
    approved: None,
    hook: Hook,
    state: str,
    number: int,
) -> None:
    business.webhook_url = hook.url
    emulator.decide_template(business, "case_update", "ky_KG", state, "INVALID_FORMAT")
    assert (await send("template", asked("x")))["error"]["code"] == number
    [value] = await hook.values(1)
    assert hook.taken[0]["entry"][0]["changes"][0]["field"] == "message_template_status_update"
    assert (value["event"], value["message_template_language"]) == (state, "ky_KG")
    emulator.decide_template(business, "case_update", "ky_KG", "APPROVED")
    assert (await send("template", asked("x")))["http"] == 200


async def test_a_header_and_a_links_ending(
    client: aiohttp.ClientSession, send: Send, phone: WhatsAppPhone, business: Business
) -> None:
    business.templates.decided = "APPROVED"
    titled = {"type": "HEADER", "format": "TEXT", "text": "№ {{1}}", "example": {"header_text": ["7"]}}
    await submit(client, request(titled, body(BODY, "x"), {"type": "BUTTONS", "buttons": [LINK]}))
    filled = [
        {"type": "header", "parameters": [{"type": "text", "text": "12"}]},
        {"type": "body", "parameters": [{"type": "text", "text": "даяр"}]},
    ]
    ending = {"type": "button", "sub_type": "url", "index": 0, "parameters": [{"type": "text", "text": "a"}]}
    assert code(await send("template", asked(components=filled))) == (400, 132000)
    await send("template", asked(components=[*filled, ending]))
    assert phone.last.text.startswith("№ 12\nКайрылууңузга жооп келди: даяр.")
    assert (await phone.tap("Ачуу")).url == "https://e.kg/a"
