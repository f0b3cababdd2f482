"""The web server over a real connection: alive, ready, metrics, Telegram's door."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.web import app as web_app
from bot.web.app import SECRET_HEADER, make_web
from bot.web.guards import MOST_BYTES
from bot.web.metrics import Figures, Metrics
from bot.web.server import WebServer

WEBHOOK_PATH = "/telegram/webhook"


@dataclass
class Inside:
    """What the pages ask; a test makes it ill."""

    ill: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    updates: list[tuple[bytes, str | None]] = field(default_factory=list)
    metrics: Metrics = field(default_factory=lambda: Metrics(channels=["telegram"]))

    def check(self, name: str) -> web_app.Check:
        async def well() -> bool:
            if name in self.hanging:
                await asyncio.Event().wait()
            if name == "database" and name in self.ill:
                raise ConnectionError("postgresql://jarchy:password@db is away")
            return name not in self.ill

        return well

    async def handle(self, body: bytes, secret: str | None) -> int:
        self.updates.append((body, secret))
        return 200 if secret == "right" else 403


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
async def client(inside: Inside) -> AsyncIterator[aiohttp.ClientSession]:
    web = make_web(
        checks={name: inside.check(name) for name in ("database", "migrations", "sender")},
        registry=inside.metrics.registry,
        handle_update=inside.handle,
    )
    server = WebServer(web)
    await server.start()
    async with aiohttp.ClientSession(server.url) as session:
        yield session
    await server.stop()


async def _text(client: aiohttp.ClientSession, path: str) -> str:
    async with client.get(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_alive_whatever_else_is_ill(client: aiohttp.ClientSession, inside: Inside) -> None:
    inside.ill = {"database", "migrations", "sender"}
    assert await _text(client, "/healthz") == "ok"


async def test_ready_when_all_is_well(client: aiohttp.ClientSession) -> None:
    async with client.get("/readyz") as answer:
        assert (answer.status, await answer.json()) == (200, {"not_ready": []})


async def test_not_ready_names_what_is_missing_and_no_secrets(
    client: aiohttp.ClientSession, inside: Inside
) -> None:
    inside.ill = {"database", "sender"}
    async with client.get("/readyz") as answer:
        assert answer.status == 503
        assert await answer.json() == {"not_ready": ["database", "sender"]}
        assert "password" not in await answer.text()


async def test_a_check_that_hangs_is_not_well(
    client: aiohttp.ClientSession, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_app, "CHECK_SECONDS", 0.05)
    inside.hanging = {"migrations"}
    async with client.get("/readyz") as answer:
        assert (await answer.json())["not_ready"] == ["migrations"]


async def test_metrics(client: aiohttp.ClientSession, inside: Inside) -> None:
    inside.metrics.observe("telegram", "sent")
    inside.metrics.observe("telegram", "sent")
    inside.metrics.observe("telegram", "blocked")
    inside.metrics.show(Figures(waiting={"telegram": 3}, unhandled={}, subscribers=12, broken={"whatsapp"}))
    inside.metrics.ticked(datetime(2026, 11, 25, tzinfo=UTC))
    lines = (await _text(client, "/metrics")).splitlines()
    assert 'jarchy_deliveries_total{channel="telegram",outcome="sent"} 2.0' in lines
    assert 'jarchy_deliveries_total{channel="telegram",outcome="blocked"} 1.0' in lines
    assert 'jarchy_outbox_depth{channel="telegram"} 3.0' in lines
    assert 'jarchy_inbox_unhandled{channel="telegram"} 0.0' in lines
    assert "jarchy_subscribers 12.0" in lines
    assert 'jarchy_channel_broken{channel="whatsapp"} 1.0' in lines
    assert 'jarchy_channel_broken{channel="telegram"} 0.0' in lines
    assert "jarchy_last_tick_timestamp_seconds 1.7955648e+09" in lines


async def test_an_emptied_outbox_shows_nought(client: aiohttp.ClientSession, inside: Inside) -> None:
    inside.metrics.show(Figures(waiting={"telegram": 3}, unhandled={"telegram": 1}, subscribers=12))
    inside.metrics.show(Figures(waiting={}, unhandled={}, subscribers=12))
    shown = await _text(client, "/metrics")
    assert 'jarchy_outbox_depth{channel="telegram"} 0.0' in shown
    assert 'jarchy_inbox_unhandled{channel="telegram"} 0.0' in shown


async def test_telegrams_door_hands_on_body_and_secret(client: aiohttp.ClientSession, inside: Inside) -> None:
    async with client.post(WEBHOOK_PATH, data=b"{}", headers={SECRET_HEADER: "right"}) as answer:
        assert answer.status == 200
    async with client.post(WEBHOOK_PATH, data=b"{}") as answer:
        assert answer.status == 403
    async with client.get(WEBHOOK_PATH) as answer:
        assert answer.status == 405
    assert inside.updates == [(b"{}", "right"), (b"{}", None)]


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_too_long_is_not_taken(
    client: aiohttp.ClientSession, inside: Inside, announced: bool
) -> None:
    host, port = client._base_url.host, client._base_url.port  # type: ignore[union-attr]  # set above

    def knock() -> bytes:
        """By hand: a client library would first send everything."""
        with socket.create_connection((host, port), timeout=5) as connection:
            length = f"Content-Length: {MOST_BYTES + 1}" if announced else "Transfer-Encoding: chunked"
            head = f"POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n"
            connection.sendall(head.encode())
            if not announced:
                piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
                for _ in range(MOST_BYTES // 0x10000 + 1):
                    connection.sendall(piece)
            return connection.recv(100)

    assert b" 413 " in await asyncio.to_thread(knock)
    assert inside.updates == []


async def test_every_answer_carries_the_security_headers(client: aiohttp.ClientSession) -> None:
    for path in ("/healthz", "/metrics", "/nowhere"):
        async with client.get(path) as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
            assert "server" not in answer.headers
