"""The page behind a poster's code, and WhatsApp's door."""

import re
from collections.abc import AsyncIterator, Mapping
from io import BytesIO
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from prometheus_client import CollectorRegistry

from bot.core.links import Links
from bot.web.app import MOST_BATCH_BYTES, SIGNATURE_HEADER, WHATSAPP_PATH, make_web, whatsapp_routes
from bot.web.going import going_routes
from bot.web.server import WebServer

LINKS = Links("jarchy_bot", "996700123456", "https://bot.example.kg")


class Door:
    def __init__(self) -> None:
        self.bodies: list[tuple[bytes, str | None]] = []

    def handshake(self, query: Mapping[str, str]) -> str | None:
        return query.get("hub.challenge") if query.get("hub.verify_token") == "ours" else None

    async def handle(self, body: bytes, signature: str | None) -> int:
        self.bodies.append((body, signature))
        return 200


async def _unused(_body: bytes, _secret: str | None) -> int:
    raise AssertionError("Telegram's door")


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def client(door: Door) -> AsyncIterator[aiohttp.ClientSession]:
    routes = [
        *going_routes(LINKS, ZoneInfo("Asia/Bishkek")),
        *whatsapp_routes(door.handshake, door.handle),
    ]
    server = WebServer(
        make_web(checks={}, registry=CollectorRegistry(), handle_update=_unused, routes=routes)
    )
    await server.start()
    async with aiohttp.ClientSession(server.url) as session:
        yield session
    await server.stop()


@pytest.mark.parametrize(("path", "payload"), [("/go/v_manas", "v_manas"), ("/go", "")])
async def test_it_asks_in_both_languages_and_leads_to_both(
    client: aiohttp.ClientSession, path: str, payload: str
) -> None:
    async with client.get(path) as answer:
        page = await answer.text()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Сизге кайдан жазалы?" in page
    assert "Где Вам удобнее" in page
    links = re.findall(r'href="([^"]+)"', page)
    assert links == [LINKS.whatsapp(payload), LINKS.telegram(payload)]
    assert len(page.encode()) < 3000, "it opens on a weak network"


@pytest.mark.parametrize("typed", ["v_%22%3E%3Cscript%3E", "жол", "a" * 65])
async def test_what_no_link_can_hold_opens_the_start(client: aiohttp.ClientSession, typed: str) -> None:
    async with client.get(f"/go/{typed}") as answer:
        page = await answer.text()
    assert re.findall(r'href="([^"]+)"', page) == [LINKS.whatsapp(), LINKS.telegram()]
    assert "script" not in page


async def test_whatsapps_handshake_and_bodies(client: aiohttp.ClientSession, door: Door) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "ours", "hub.challenge": "1158201444"}
    async with client.get(WHATSAPP_PATH, params=query) as answer:
        assert (answer.status, await answer.text()) == (200, "1158201444")
    async with client.get(WHATSAPP_PATH, params=query | {"hub.verify_token": "theirs"}) as answer:
        assert answer.status == 403
    body = b'{"object": "whatsapp_business_account"}' + b" " * 2_000_000
    async with client.post(
        WHATSAPP_PATH, data=BytesIO(body), headers={SIGNATURE_HEADER: "sha256=0"}
    ) as answer:
        assert answer.status == 200
    assert door.bodies == [(body, "sha256=0")]


async def test_a_body_beyond_what_meta_sends_is_refused(client: aiohttp.ClientSession, door: Door) -> None:
    async with client.post(WHATSAPP_PATH, data=BytesIO(b" " * (MOST_BATCH_BYTES + 1))) as answer:
        assert answer.status == 413
    assert not door.bodies
