"""An emulator of its own for each test here, a business on it, its webhook, and a person who wrote to it."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.demo.emulation.serving import QuickServer
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone, tiny_png

TOKEN, SECRET, VERIFY = "EAAtoken", "app-secret", "verify-me"
NUMBER = "996700000000"
Answer = dict[str, Any]
Send = Callable[..., Coroutine[Any, Any, Answer]]


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


class Hook:
    """The business's side: answers with the `statuses` it is given, then with 200, and checks signatures."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.came: list[tuple[int, dict[str, Any]]] = []
        self.taken: list[dict[str, Any]] = []
        self.raw: list[bytes] = []
        self.changed = asyncio.Event()
        routes = [
            Route("/hook", self._take, methods=["POST"]),
            Route("/hook", self._greet, methods=["GET"]),
            Route("/picture.png", self._picture, methods=["GET"]),
        ]
        self.server = QuickServer(Starlette(routes=routes))
        self.url = f"{self.server.url}/hook"

    async def _greet(self, request: Request) -> Response:
        asked = request.query_params
        right = (asked["hub.mode"], asked["hub.verify_token"]) == ("subscribe", VERIFY)
        return PlainTextResponse(asked["hub.challenge"]) if right else Response(status_code=403)

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        made = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        signed = hmac.compare_digest(made, request.headers.get("x-hub-signature-256", ""))
        status = self.statuses.pop(0) if self.statuses else 200
        status = status if signed else 401
        payload = await request.json()
        self.came.append((status, payload))
        self.raw.append(body)
        if status == 200:
            self.taken.append(payload)
        self.changed.set()
        return Response(status_code=status)

    async def _picture(self, _request: Request) -> Response:
        return Response(tiny_png(), media_type="image/png")

    async def values(self, count: int) -> list[dict[str, Any]]:
        """What came, once it is so much."""
        async with asyncio.timeout(5):
            while len(self._values()) < count:
                self.changed.clear()
                await self.changed.wait()
        return self._values()

    def _values(self) -> list[dict[str, Any]]:
        entries = [entry for payload in self.taken for entry in payload["entry"]]
        return [change["value"] for entry in entries for change in entry["changes"]]

    async def statuses_of(self, count: int) -> list[dict[str, Any]]:
        """The statuses among it."""
        async with asyncio.timeout(5):
            while len(self._statuses()) < count:
                self.changed.clear()
                await self.changed.wait()
        return self._statuses()

    def _statuses(self) -> list[dict[str, Any]]:
        return [status for value in self._values() for status in value.get("statuses", [])]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def emulator(clock: Clock) -> AsyncIterator[WhatsAppEmulator]:
    async with WhatsAppEmulator(now=clock) as emulator:
        yield emulator


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    await hook.server.start()
    yield hook
    await hook.server.stop()


@pytest.fixture
def business(emulator: WhatsAppEmulator) -> Business:
    return emulator.add_business(
        token=TOKEN, phone_id="1065", app_secret=SECRET, number=NUMBER, account_id="1022", verify_token=VERIFY
    )


@pytest.fixture
def phone(emulator: WhatsAppEmulator, business: Business) -> WhatsAppPhone:
    """Within the window, without a webhook about it."""
    phone = emulator.phone(business, "Айгүл")
    phone.open_window()
    return phone


@pytest.fixture
async def client(emulator: WhatsAppEmulator) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession(emulator.base_url, headers=headers) as client:
        yield client


@pytest.fixture
def send(client: aiohttp.ClientSession, business: Business, phone: WhatsAppPhone) -> Send:
    """A message to the phone; the answer as it came, with its HTTP status beside it."""

    async def call(kind: str = "text", part: Any = None, **more: Any) -> Answer:
        head = {"messaging_product": "whatsapp", "to": phone.owner.number, "type": kind}
        body = {**head, **({kind: part} if part is not None else {}), **more}
        async with client.post(f"/v23.0/{business.phone_id}/messages", json=body) as answer:
            return {"http": answer.status, **(await answer.json())}

    return call


def text(words: str = "салам") -> dict[str, str]:
    return {"body": words}


def code(answer: Answer) -> tuple[int, int]:
    return answer["http"], answer["error"]["code"]


def details(answer: Answer) -> str:
    error = answer["error"]
    return str(error.get("error_data", {}).get("details", error["message"]))


def buttons(*titles: str, body: str = "Кайсынысы?") -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": f"b:{n}", "title": t}} for n, t in enumerate(titles)]
    return {"type": "button", "body": {"text": body}, "action": {"buttons": replies}}


def rows(*titles: str, body: str = "Тандаңыз", label: str = "Тандоо", **section: Any) -> dict[str, Any]:
    listed = [{"id": f"r:{n}", "title": t} for n, t in enumerate(titles)]
    action = {"button": label, "sections": [{"rows": listed, **section}]}
    return {"type": "list", "body": {"text": body}, "action": action}
