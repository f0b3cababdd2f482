"""A Bot API server that answers what a test tells it to; for what the faithful emulator never does."""

import asyncio
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = "123456:AAsecretAA-token_of_the_bot_1234567"
ME = {"id": 123456, "is_bot": True, "first_name": "Жарчы", "username": "jarchy_bot"}
HANG_UP = "hang up"

PERSON = {"id": 77, "is_bot": False, "first_name": "Айсулуу", "language_code": "ky"}
CHAT = {"id": 77, "type": "private", "first_name": "Айсулуу"}


def refusal(status: int, description: str, **parameters: int) -> tuple[int, dict[str, Any]]:
    more = {"parameters": parameters} if parameters else {}
    return status, {"ok": False, "error_code": status, "description": description, **more}


def result(found: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": found}


def words(update_id: int, text: str, chat: int = 77) -> dict[str, Any]:
    message = {"message_id": update_id, "date": 1_700_000_000, "from": PERSON, "chat": CHAT | {"id": chat}}
    return {"update_id": update_id, "message": message | {"text": text}}


def tap(update_id: int, data: str) -> dict[str, Any]:
    under = {"message_id": 4, "date": 1_700_000_000, "chat": CHAT, "text": "?"}
    query = {"id": f"q{update_id}", "from": PERSON, "chat_instance": "c", "data": data, "message": under}
    return {"update_id": update_id, "callback_query": query}


class ScriptedTelegram:
    """`answers[method]` are given first, each once; `calls` are the methods with their values."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: defaultdict[str, list[Any]] = defaultdict(list)
        self.files: dict[str, bytes] = {}
        self._updates: list[dict[str, Any]] = []
        self._more = asyncio.Event()
        self._numbers = itertools.count(1000)

    def offer(self, *updates: dict[str, Any]) -> None:
        self._updates.extend(updates)
        self._more.set()

    @property
    def waiting(self) -> list[int]:
        """The updates that the bot hasn't confirmed."""
        return [update["update_id"] for update in self._updates]

    def called(self, method: str) -> list[dict[str, Any]]:
        return [values for name, values in self.calls if name == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        values = await _values(request)
        self.calls.append((method, values))
        scripted = self.answers[method].pop(0) if self.answers[method] else None
        if scripted == HANG_UP:
            assert request.transport
            request.transport.abort()
            return web.Response()
        status, body = scripted or result(await self._result(method, values))
        return web.json_response(body, status=status)

    async def download(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["path"])
        if content is None:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=content)

    async def _result(self, method: str, values: dict[str, Any]) -> Any:
        if method == "getMe":
            return ME
        if method == "getFile":
            return {
                "file_id": values["file_id"],
                "file_unique_id": "u",
                "file_path": f"docs/{values['file_id']}",
            }
        if method == "getUpdates":
            return await self._due(values)
        if method.startswith(("set", "delete", "answer")):
            return True
        if method == "sendMediaGroup":
            return [self._message(item["type"], values) for item in values["media"]]
        return self._message(method.removeprefix("send").lower(), values)

    def _message(self, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        file = {"file_id": f"{kind}-{number}", "file_unique_id": f"u{number}"}
        content = {kind: [file] if kind == "photo" else file}
        return {"message_id": number, "date": 1, "chat": CHAT | {"id": values["chat_id"]}, **content}

    async def _due(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        self._updates = [one for one in self._updates if one["update_id"] >= (values.get("offset") or 0)]
        if not self._updates and values.get("timeout"):
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), values["timeout"])
            except TimeoutError:
                return []
        return self._updates[:100]


async def _values(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        read: dict[str, Any] = orjson.loads(await request.read())
        return read
    values: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            values[name] = (value.filename, value.content_type, value.file.read())
        else:
            values[name] = orjson.loads(value) if str(value)[:1] in "[{" else value
    return values


@asynccontextmanager
async def scripted_telegram() -> AsyncIterator[ScriptedTelegram]:
    telegram = ScriptedTelegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", telegram.answer)
    app.router.add_get("/file/bot{token}/{path:.*}", telegram.download)
    async with TestServer(app) as server:
        telegram.url = str(server.make_url(""))
        yield telegram
