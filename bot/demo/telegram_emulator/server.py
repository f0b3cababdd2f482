"""The Bot API over HTTP, on loopback."""

import asyncio
import inspect
import re
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.emulation.answers import Dropped, gateway_page
from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.arguments import read_arguments
from bot.demo.telegram_emulator.errors import ApiError, not_emulated
from bot.demo.telegram_emulator.methods import METHODS, Method
from bot.demo.telegram_emulator.methods.call import Call, Told
from bot.demo.telegram_emulator.methods.names import NOT_EMULATED
from bot.demo.telegram_emulator.telegram import Telegram
from bot.demo.telegram_emulator.troubles import Trouble

_TOKEN = re.compile(r"\d+:[\w-]+")


class BotApi:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download, methods=["GET"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        try:
            bot = self._bot(request)
            name = request.path_params["method"].lower()
            method = _method(name, request.path_params["method"])
            arguments = await read_arguments(request)
        except ApiError as error:
            return _refusal(error)
        if name != "getupdates":
            bot.requests.append(name)
        bot.stirred.set()
        return await _answer(name, method, Call(self._telegram, bot, arguments))

    def _bot(self, request: Request) -> BotAccount:
        token = request.path_params["token"]
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token not in self._telegram.bots:
            raise ApiError(401, "Unauthorized")
        return self._telegram.bots[token]

    async def _download(self, request: Request) -> Response:
        try:
            bot = self._bot(request)
        except ApiError as error:
            return _refusal(error)
        kept = self._telegram.files.by_path(bot.token, request.path_params["path"])
        if kept is None:
            return _refusal(ApiError(404, "Not Found"))
        return Response(kept.content, media_type="application/octet-stream")


def _method(name: str, written: str) -> Method:
    if name in METHODS:
        return METHODS[name]
    if name in NOT_EMULATED:
        raise not_emulated(f"the method {written}")
    raise ApiError(404, "Not Found: method not found")


async def _answer(name: str, method: Method, call: Call) -> Response:
    trouble = call.bot.troubles.meet(name)
    if trouble is not None:
        await asyncio.sleep(trouble.delay)
        instead = _instead(trouble)
        if instead is not None:
            return instead
    try:
        result = method(call)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        call.bot.refusals.append(f"{name}: {error.description}")
        return _refusal(error)
    if trouble is not None and trouble.kind == "lose":
        return Dropped()
    return _success(result)


def _instead(trouble: Trouble) -> Response | None:
    """What the trouble answers; None when the method is still to be done."""
    if trouble.kind == "drop":
        return Dropped()
    if trouble.kind == "answer":
        return gateway_page(trouble.status)
    if trouble.kind == "refuse":
        return _refusal(ApiError(trouble.status, trouble.words))
    return None


def _success(result: Any) -> JSONResponse:
    if isinstance(result, Told):
        return JSONResponse({"ok": True, "result": result.result, "description": result.description})
    return JSONResponse({"ok": True, "result": result})


def _refusal(error: ApiError) -> JSONResponse:
    return JSONResponse(error.answer(), error.code)
