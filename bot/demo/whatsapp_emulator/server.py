"""Meta's Graph API over HTTP, on loopback."""

import asyncio
import hashlib
import hmac
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.emulation.answers import Dropped, gateway_page
from bot.demo.whatsapp_emulator import account_calls, media_calls, template_calls
from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.call import Call
from bot.demo.whatsapp_emulator.errors import ApiError, NotEmulated, no_such_object
from bot.demo.whatsapp_emulator.meta import Meta
from bot.demo.whatsapp_emulator.sending import mark_read, take_message
from bot.demo.whatsapp_emulator.troubles import Trouble

_VERSION = re.compile(r"v\d+\.\d+")
# How long the answer waits for the statuses that are to overtake it.
OVERTAKING_SECONDS = 2.0
Deed = Callable[[Call], Awaitable[Any]]


class GraphApi:
    def __init__(self, meta: Meta) -> None:
        self._meta = meta
        both = ["GET", "POST", "DELETE"]
        self.app = Starlette(
            routes=[
                Route("/whatsapp_business/attachments/", self._download, methods=["GET"]),
                Route("/{version}/{node}", self._node, methods=both),
                Route("/{version}/{node}/{edge}", self._edge, methods=both),
            ]
        )

    async def _node(self, request: Request) -> Response:
        return await self._answer(request, self._node_deed)

    async def _edge(self, request: Request) -> Response:
        return await self._answer(request, _edge_deed)

    async def _download(self, request: Request) -> Response:
        try:
            business = self._business(request)
        except ApiError:
            return Response(status_code=401)
        trouble = business.troubles.meet("download")
        business.requests.append("download")
        business.stirred.set()
        instead = await _instead(trouble) if trouble else None
        return instead or media_calls.download(self._meta, business, dict(request.query_params))

    async def _answer(self, request: Request, choose: "Callable[[Call], tuple[str, Deed]]") -> Response:
        business: Business | None = None
        try:
            business = self._business(request)
            call = await _read_call(self._meta, business, request)
            _check_proof(call)
            name, deed = choose(call)
            business.requests.append(name)
            business.stirred.set()
            return await _done(name, deed, call)
        except ApiError as error:
            if business:
                business.refusals.append(str(error))
            return JSONResponse(error.answer(), error.status)
        except NotEmulated as what:
            words = f"the emulator does not know {what}"
            if business:
                business.refusals.append(words)
            return JSONResponse({"error": {"message": words, "type": "NotEmulated", "code": 1}}, 501)

    def _business(self, request: Request) -> Business:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        token = token if scheme.lower() == "bearer" else request.query_params.get("access_token", "")
        if not token:
            raise ApiError(104)
        business = self._meta.businesses.get(token)
        if business is None:
            raise ApiError(190)
        if not business.token_valid:
            words = "Error validating access token: Session has expired."
            raise ApiError(190, message=words, subcode=463)
        return business

    def _node_deed(self, call: Call) -> tuple[str, Deed]:
        if call.node == call.business.phone_id and call.method == "GET":
            return "phone", account_calls.phone_info
        if call.node == call.business.account_id and call.method == "GET":
            return "account", account_calls.account_info
        if call.method == "POST" and any(t.id == call.node for t in call.business.templates.all()):
            raise NotEmulated("editing templates")
        if call.method == "POST":
            raise no_such_object(call.node, "post")
        return ("media_info", media_calls.info) if call.method == "GET" else ("media", media_calls.remove)


def _check_proof(call: Call) -> None:
    """A call may prove that it knows the app's secret; a wrong proof is refused though none is demanded."""
    given = call.query.get("appsecret_proof")
    business = call.business
    right = hmac.new(business.app_secret.encode(), business.token.encode(), hashlib.sha256).hexdigest()
    if given is not None and not hmac.compare_digest(given, right):
        raise ApiError(100, message="Invalid appsecret_proof provided in the API argument")


def _edge_deed(call: Call) -> tuple[str, Deed]:
    key = (call.method, call.edge)
    if key in _OF_PHONE and call.node == call.business.phone_id:
        if call.edge == "messages" and "status" in call.fields:
            return "read", _mark_read
        return _OF_PHONE[key]
    if key in _OF_ACCOUNT and call.node == call.business.account_id:
        return _OF_ACCOUNT[key]
    if call.edge in account_calls.NOT_EMULATED:
        raise NotEmulated(f"the edge {call.edge}")
    if call.edge not in {edge for _, edge in (*_OF_PHONE, *_OF_ACCOUNT)}:
        raise ApiError(2500, message=f"Unknown path components: /{call.edge}")
    raise no_such_object(call.node, call.method.lower())


async def _done(name: str, deed: Deed, call: Call) -> Response:
    trouble = call.business.troubles.meet(name, _addresses(call))
    if trouble is not None:
        instead = await _instead(trouble)
        if instead is not None:
            return instead
        call.trouble = trouble
    answer = JSONResponse(await deed(call))
    if name == "messages" and call.business.statuses_first:
        with suppress(TimeoutError):  # a bot that waits for its answer first must get it
            await asyncio.wait_for(call.business.webhook.drained(), OVERTAKING_SECONDS)
    return Dropped() if trouble is not None and trouble.kind == "lose" else answer


def _addresses(call: Call) -> set[str]:
    """All that the person written to is known by."""
    given = str(call.fields.get("to") or call.fields.get("recipient") or "").lstrip("+")
    chat = call.business.chat_of(given)
    return {given, chat.owner.number, chat.id} if chat else {given}


async def _instead(trouble: Trouble) -> Response | None:
    """What the trouble answers; None when the call is still to be done. Raises `ApiError`."""
    await asyncio.sleep(trouble.delay)
    if trouble.kind == "drop":
        return Dropped()
    if trouble.kind == "answer":
        return gateway_page(trouble.status or 502)
    if trouble.kind == "refuse":
        raise ApiError(trouble.code, trouble.details, status=trouble.status)
    return None


async def _read_call(meta: Meta, business: Business, request: Request) -> Call:
    if not _VERSION.fullmatch(request.path_params["version"]):
        raise ApiError(2500, message=f"Unknown path components: /{request.path_params['version']}")
    fields: dict[str, Any] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        try:
            fields = json.loads(await request.body() or b"{}")
        except ValueError:
            raise ApiError(100, message="Invalid JSON in the request body") from None
        if not isinstance(fields, dict):
            raise ApiError(100, message="The request body must be a JSON object")
    elif kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        fields = await media_calls.read_form(request)
    path = request.path_params
    query = dict(request.query_params)
    base = str(request.base_url).rstrip("/")
    return Call(meta, business, request.method, path["node"], path.get("edge", ""), fields, query, base)


async def _send(call: Call) -> Any:
    return await take_message(call.meta, call.business, call.fields, call.trouble)


async def _mark_read(call: Call) -> Any:
    return mark_read(call.meta, call.business, call.fields)


_OF_PHONE: dict[tuple[str, str], tuple[str, Deed]] = {
    ("POST", "messages"): ("messages", _send),
    ("POST", "media"): ("media", media_calls.upload),
}
_OF_ACCOUNT: dict[tuple[str, str], tuple[str, Deed]] = {
    ("GET", "message_templates"): ("templates", template_calls.list_them),
    ("POST", "message_templates"): ("templates", template_calls.submit),
    ("DELETE", "message_templates"): ("templates", template_calls.remove),
    ("GET", "phone_numbers"): ("phone", account_calls.phone_numbers),
    **{(method, "subscribed_apps"): ("apps", account_calls.apps) for method in ("GET", "POST", "DELETE")},
}
