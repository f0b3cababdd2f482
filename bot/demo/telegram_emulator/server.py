"""The Bot API over HTTP, on loopback."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.telegram_emulator.account import Account
from bot.demo.telegram_emulator.arguments import Arguments, read_arguments
from bot.demo.telegram_emulator.editing import Editing
from bot.demo.telegram_emulator.errors import ApiError
from bot.demo.telegram_emulator.sending import Sending
from bot.demo.telegram_emulator.state import BotAccount, Telegram, Trouble

Method = Callable[[BotAccount, Arguments], Any]


class BotApi:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._methods = _methods(telegram)
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download, methods=["GET"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        bot = self._telegram.bots.get(request.path_params["token"])
        if bot is None:
            return _refusal(ApiError(401, "Unauthorized"))
        name = request.path_params["method"].lower()
        method = self._methods.get(name)
        if method is None:
            return _refusal(ApiError(404, f"Not Found: method not found (or not emulated): {name}"))
        arguments = await read_arguments(request)
        bot.requests.append(name)
        return await self._answer(bot, name, method, arguments)

    async def _answer(self, bot: BotAccount, name: str, method: Method, arguments: Arguments) -> Response:
        trouble = _meet_trouble(bot, name)
        if trouble and trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble and trouble.kind == "drop":
            return Dropped()
        if trouble and trouble.kind == "answer":
            return Response("<html><h1>Bad Gateway</h1></html>", trouble.status, media_type="text/html")
        try:
            result = method(bot, arguments)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            return _refusal(error)
        if trouble and trouble.kind == "lose":
            return Dropped()
        return JSONResponse({"ok": True, "result": result})

    async def _download(self, request: Request) -> Response:
        token = request.path_params["token"]
        kept = self._telegram.files.by_path(token, request.path_params["path"])
        if token not in self._telegram.bots or kept is None:
            return _refusal(ApiError(404, "Not Found"))
        return Response(kept.content, media_type="application/octet-stream")


class Dropped(Response):
    """The connection ends without an answer."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        # Promising more bytes than come makes the server cut the connection.
        head = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]}
        await send(head)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _meet_trouble(bot: BotAccount, name: str) -> Trouble | None:
    for trouble in list(bot.troubles):
        wanted = not trouble.methods or name in trouble.methods
        if trouble.kind != "throttle" and wanted and name != "getupdates":
            trouble.count -= 1
            if trouble.count <= 0:
                bot.troubles.remove(trouble)
            return trouble
    return None


def _refusal(error: ApiError) -> JSONResponse:
    return JSONResponse(error.answer(), error.code)


def _methods(telegram: Telegram) -> dict[str, Method]:
    sending, editing, account = Sending(telegram), Editing(telegram), Account(telegram)
    methods: dict[str, Method] = {}
    for part in (sending, editing, account):
        for name, method in inspect.getmembers(part, inspect.ismethod):
            if not name.startswith("_") and name not in {"set_page", "get_page"}:
                methods[name.replace("_", "")] = method
    for api, field in (
        ("name", "name"),
        ("description", "description"),
        ("shortdescription", "short_description"),
    ):
        methods[f"setmy{api}"] = _page(account.set_page, field)
        methods[f"getmy{api}"] = _page(account.get_page, field)
    methods["close"] = account.log_out
    return methods


def _page(method: Callable[[BotAccount, Arguments, str], Any], field: str) -> Method:
    return lambda bot, arguments: method(bot, arguments, field)
