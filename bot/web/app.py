"""The small web server's pages: alive, ready, metrics, and the doors that the platforms knock at."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.web.guards import BodyRefused, SecurityHeaders, read_body

log = structlog.get_logger()

WEBHOOK_PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
WHATSAPP_PATH = "/webhooks/whatsapp"
SIGNATURE_HEADER = "X-Hub-Signature-256"
# Meta brings many messages at once, in up to 3 MB.
MOST_BATCH_BYTES = 4 << 20
CHECK_SECONDS = 2.0

Check = Callable[[], Awaitable[bool]]
"""Is this part ready? May raise, which means no."""
HandleUpdate = Callable[[bytes, str | None], Awaitable[int]]
"""Takes an update's body and the secret that came with it; gives the HTTP status to answer."""


HandleHandshake = Callable[[Mapping[str, str]], str | None]
"""Takes the query of Meta's handshake; gives the challenge to answer, None when it isn't Meta."""


def make_web(
    *,
    checks: Mapping[str, Check],
    registry: CollectorRegistry,
    handle_update: HandleUpdate,
    routes: Sequence[BaseRoute] = (),
) -> ASGIApp:
    """`checks` say by name what must be well before the process is of use; `routes` are more pages."""

    async def readyz(_request: Request) -> Response:
        missing = await _not_ready(checks)
        return JSONResponse({"not_ready": missing}, status_code=503 if missing else 200)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def webhook(request: Request) -> Response:
        try:
            body = await read_body(request)
        except BodyRefused as refused:
            return Response(status_code=refused.status, headers={"Connection": "close"})
        return Response(status_code=await handle_update(body, request.headers.get(SECRET_HEADER)))

    own = [
        Route("/healthz", _healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
        Route(WEBHOOK_PATH, webhook, methods=["POST"]),
    ]
    return SecurityHeaders(Starlette(routes=[*own, *routes]))


def whatsapp_routes(handshake: HandleHandshake, handle_body: HandleUpdate) -> list[BaseRoute]:
    """`handle_body` takes the raw body and the signature over it."""

    async def get(request: Request) -> Response:
        challenge = handshake(request.query_params)
        return Response(status_code=403) if challenge is None else PlainTextResponse(challenge)

    async def post(request: Request) -> Response:
        try:
            body = await read_body(request, MOST_BATCH_BYTES)
        except BodyRefused as refused:
            return Response(status_code=refused.status, headers={"Connection": "close"})
        return Response(status_code=await handle_body(body, request.headers.get(SIGNATURE_HEADER)))

    return [
        Route(WHATSAPP_PATH, get, methods=["GET"]),
        Route(WHATSAPP_PATH, post, methods=["POST"]),
    ]


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _not_ready(checks: Mapping[str, Check]) -> list[str]:
    well = await asyncio.gather(*(_is_well(name, check) for name, check in checks.items()))
    return [name for name, is_well in zip(checks, well, strict=True) if not is_well]


async def _is_well(name: str, check: Check) -> bool:
    try:
        return await asyncio.wait_for(check(), CHECK_SECONDS)
    except Exception:
        # Whatever it was: not ready, and its name stands in the answer.
        log.exception("not_ready", what=name)
        return False
