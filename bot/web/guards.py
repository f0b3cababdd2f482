"""What every answer and every request body must keep to."""

import asyncio
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A page that needs more sets its own; what is set already stays.
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
# An update is some kilobytes; the longest text with all its marks stays far below.
MOST_BYTES = 1 << 20
MOST_SECONDS = 10.0


class BodyRefused(Exception):  # noqa: N818 - an answer to the sender
    """`status` is the HTTP status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class SecurityHeaders:
    """Sets `HEADERS` on every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)


async def read_body(request: Request, most_bytes: int = MOST_BYTES) -> bytes:
    """Raises `BodyRefused` for one too long or too slow; the rest is not read then."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > most_bytes:
        raise BodyRefused(413)
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await _collect(request, most_bytes)
    except TimeoutError:
        raise BodyRefused(408) from None
    except ClientDisconnect:
        raise BodyRefused(400) from None


async def _collect(request: Request, most_bytes: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            raise BodyRefused(413)
    return bytes(body)
