"""A Cloud API server that answers what a test tells it to; for what the faithful emulator never does."""

import itertools
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.whatsapp.api import Account

TOKEN = "EAAGsecretEAAG-token-of-the-business"
PHONE_ID = "106540352242922"
ACCOUNT_ID = "102290129340398"
HANG_UP = "hang up"


def refusal(status: int, code: int, details: str = "", **more: Any) -> tuple[int, dict[str, Any]]:
    error = {
        "message": f"(#{code}) refused",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": details},
        "fbtrace_id": "A",
    }
    return status, {"error": error | more}


class ScriptedCloud:
    """`answers[path]` are given first, each once; `calls` are the paths with what was sent.

    A path is `messages`, `media`, a file's id, or `get` and `post` of templates.
    """

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[tuple[str, Any]] = []
        self.answers: defaultdict[str, list[Any]] = defaultdict(list)
        self.files: dict[str, bytes] = {}
        self.templates: list[dict[str, Any]] = []
        self.headers: list[str | None] = []
        self._numbers = itertools.count(1)

    @property
    def account(self) -> Account:
        return Account(TOKEN, PHONE_ID, ACCOUNT_ID, self.url)

    def called(self, path: str) -> list[Any]:
        return [values for name, values in self.calls if name == path]

    async def messages(self, request: web.Request) -> web.StreamResponse:
        sent = orjson.loads(await request.read())
        number = next(self._numbers)
        usual = {"messaging_product": "whatsapp", "messages": [{"id": f"wamid.{number}"}]}
        return await self._answer(request, "messages", sent, usual)

    async def media(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        file = form["file"]
        assert isinstance(file, web.FileField)
        assert form["messaging_product"] == "whatsapp"
        assert form["type"] == file.content_type
        sent = (file.filename, file.content_type, file.file.read())
        return await self._answer(request, "media", sent, {"id": str(700 + next(self._numbers))})

    async def template_list(self, request: web.Request) -> web.StreamResponse:
        return await self._answer(request, "get", dict(request.query), {"data": self.templates})

    async def template_new(self, request: web.Request) -> web.StreamResponse:
        sent = orjson.loads(await request.read())
        return await self._answer(request, "post", sent, {"id": "1", "status": "PENDING"})

    async def about_file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        content = self.files.get(name)
        if content is None and not self.answers[name]:
            status, gone = refusal(400, 100, "Object does not exist")
            return web.json_response(gone, status=status)
        about = {"id": name, "url": f"{self.url}/bytes/{name}", "file_size": len(content or b"")}
        return await self._answer(request, name, None, about)

    async def file_bytes(self, request: web.Request) -> web.StreamResponse:
        self.headers.append(request.headers.get("Authorization"))
        content = self.files.get(request.match_info["name"])
        return web.Response(body=content) if content is not None else web.Response(status=404)

    async def _answer(self, request: web.Request, path: str, sent: Any, usual: Any) -> web.StreamResponse:
        self.headers.append(request.headers.get("Authorization"))
        self.calls.append((path, sent))
        scripted = self.answers[path].pop(0) if self.answers[path] else None
        if scripted == HANG_UP:
            assert request.transport
            request.transport.abort()
            return web.Response()
        if isinstance(scripted, web.Response):
            return scripted
        status, body = scripted or (200, usual)
        return web.json_response(body, status=status)


@asynccontextmanager
async def scripted_cloud() -> AsyncIterator[ScriptedCloud]:
    cloud = ScriptedCloud()
    app = web.Application()
    app.router.add_post(f"/v23.0/{PHONE_ID}/messages", cloud.messages)
    app.router.add_post(f"/v23.0/{PHONE_ID}/media", cloud.media)
    app.router.add_get(f"/v23.0/{ACCOUNT_ID}/message_templates", cloud.template_list)
    app.router.add_post(f"/v23.0/{ACCOUNT_ID}/message_templates", cloud.template_new)
    app.router.add_get("/v23.0/bytes/{name}", cloud.file_bytes)
    app.router.add_get("/v23.0/{name}", cloud.about_file)
    async with TestServer(app) as server:
        cloud.url = str(server.make_url("/v23.0"))
        yield cloud
