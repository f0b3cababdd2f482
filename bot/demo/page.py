"""The demo's page: phones side by side in a browser, and a clock that moves."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.phones import PagePhone
from bot.demo.telegram_emulator import ApiError, NoSuchButton

STATIC = Path(__file__).parent / "static"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
KEEP_ALIVE_SECONDS = 15
HARMLESS = {"application/pdf", "audio/ogg", "application/json"}
LARGEST_UPLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class World:
    """What the page may do with time. `next_due` moves to the next thing due; False when there is none."""

    now: Callable[[], datetime]
    move: Callable[[timedelta], Awaitable[None]]
    next_due: Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class PhoneSpec:
    """A phone and what stands above it, in each language of the page."""

    phone: PagePhone
    role: Mapping[str, str]


class Page:
    """`heard` is what the emulators tell what happens to; each event names its chat.

    `doors` are the bot's own: here one server is for both.
    """

    def __init__(
        self, phones: Mapping[str, PhoneSpec], world: World, doors: Sequence[BaseRoute] = ()
    ) -> None:
        self._phones = phones
        self._world = world
        self._keys = {spec.phone.identity: key for key, spec in phones.items()}
        self._watchers: set[asyncio.Queue[dict[str, Any]]] = set()
        self.app = Starlette(
            routes=[
                Route("/", self._index),
                Route("/phones", self._list),
                Route("/phones/{key}", self._snapshot),
                Route("/phones/{key}/{deed}", self._act, methods=["POST"]),
                Route("/files/{file_id}", self._file),
                Route("/clock", self._clock, methods=["GET", "POST"]),
                Route("/events", self._events),
                *doors,
                Mount("/static", StaticFiles(directory=STATIC)),
            ],
            middleware=[Middleware(LoopbackOnly)],
        )

    def close(self) -> None:
        """Ends the streams, so that the server can stop."""
        for watcher in self._watchers:
            watcher.put_nowait({"event": "end"})

    # Seen

    async def _index(self, _request: Request) -> Response:
        return Response((STATIC / "index.html").read_bytes(), media_type="text/html; charset=utf-8")

    async def _list(self, _request: Request) -> Response:
        return JSONResponse([{"key": key, "role": dict(spec.role)} for key, spec in self._phones.items()])

    async def _snapshot(self, request: Request) -> Response:
        spec = self._phones.get(request.path_params["key"])
        return JSONResponse(spec.phone.snapshot()) if spec else Response(status_code=404)

    async def _file(self, request: Request) -> Response:
        found = (spec.phone.find_file(request.path_params["file_id"]) for spec in self._phones.values())
        kept = next((file for file in found if file), None)
        if kept is None:
            return Response(status_code=404)
        disposition = f"inline; filename*=UTF-8''{quote(kept.name)}"
        headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        return Response(kept.content, media_type=_safe_type(kept.mime_type, kept.kind), headers=headers)

    async def _events(self, request: Request) -> Response:
        return StreamingResponse(self._stream(request), media_type="text/event-stream")

    async def _stream(self, request: Request) -> AsyncIterator[str]:
        watcher: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._watchers.add(watcher)
        try:
            yield "retry: 1000\n\n"
            while not await request.is_disconnected():
                event: dict[str, Any] = {"event": "alive"}
                with suppress(TimeoutError):  # nothing happened: say that we are still here
                    event = await asyncio.wait_for(watcher.get(), KEEP_ALIVE_SECONDS)
                if event["event"] == "end":
                    return
                yield f"data: {json.dumps(event)}\n\n"
        finally:
            self._watchers.discard(watcher)

    def heard(self, event: dict[str, Any]) -> None:
        key = self._keys.get(event["chat"])
        if key:
            self._tell({**event, "phone": key})

    def _tell(self, event: dict[str, Any]) -> None:
        for watcher in self._watchers:
            watcher.put_nowait(event)

    # Done

    async def _act(self, request: Request) -> Response:
        spec = self._phones.get(request.path_params["key"])
        deed = getattr(self, f"_do_{request.path_params['deed']}", None)
        if spec is None or deed is None:
            return Response(status_code=404)
        try:
            answer = await deed(spec.phone, request)
        except (NoSuchButton, ApiError, ValueError, LookupError) as problem:
            return JSONResponse({"error": str(problem)}, 400)
        return JSONResponse(answer or {})

    async def _do_text(self, phone: PagePhone, request: Request) -> None:
        text = str((await request.json())["text"]).strip()
        if text:
            phone.say(text)

    async def _do_link(self, phone: PagePhone, request: Request) -> None:
        phone.open_link(str((await request.json())["link"]).strip())

    async def _do_tap(self, phone: PagePhone, request: Request) -> Mapping[str, Any]:
        body = await request.json()
        tapped = phone.tap(str(body["message"]), int(body["row"]), int(body["column"]))
        return await asyncio.wait_for(tapped, 10)

    async def _do_photo(self, phone: PagePhone, request: Request) -> None:
        phone.send_photo(await _upload(request))

    async def _do_document(self, phone: PagePhone, request: Request) -> None:
        content = await _upload(request)
        if content:
            name = request.query_params.get("name", "document")
            phone.send_document(
                content, name, request.headers.get("content-type", "application/octet-stream")
            )

    async def _do_voice(self, phone: PagePhone, request: Request) -> None:
        phone.send_voice(await _upload(request))

    async def _do_location(self, phone: PagePhone, _request: Request) -> None:
        phone.send_location()

    async def _do_block(self, phone: PagePhone, _request: Request) -> None:
        phone.turn_block()

    # Time

    async def _clock(self, request: Request) -> Response:
        moved = True
        if request.method == "POST":
            by = (await request.json())["by"]
            if by == "next":
                moved = await self._world.next_due()
            else:
                await self._world.move({"hour": timedelta(hours=1), "day": timedelta(days=1)}[by])
            self._tell({"event": "clock"})
        return JSONResponse({"now": self._world.now().isoformat(), "moved": moved})


class LoopbackOnly(BaseHTTPMiddleware):
    """A page of another site in the same browser must neither read nor drive the demo."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        if request.url.hostname not in LOOPBACK:
            return Response("only from this computer", 403)
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc != request.url.netloc:
            return Response("only from the demo's own page", 403)
        response = await call_next(request)
        # The bot's own pages bring theirs, which lets them be styled.
        response.headers.setdefault("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        return response


async def _upload(request: Request) -> bytes:
    """Empty when the sample is meant: then the body is JSON as for every other deed."""
    if request.headers.get("content-type") == "application/json":
        return b""
    content = await request.body()
    if len(content) > LARGEST_UPLOAD:
        raise ValueError("at most 20 MB")
    return content


def _safe_type(mime_type: str, kind: str) -> str:
    """Only what can't run in the page's own name."""
    if kind == "photo":
        return "image/png"
    return mime_type if mime_type in HARMLESS else "application/octet-stream"
