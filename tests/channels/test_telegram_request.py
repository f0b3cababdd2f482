"""The request layer against servers that misbehave; the token never shows."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from telegram import InputFile
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram import Timeouts, build_bot
from bot.channels.telegram.api import BotApi, DiscreetBot
from bot.channels.telegram.request import AiohttpRequest, AnswerLost, NotSent
from bot.channels.uploads import Upload

SECRET = "AAsecretAA-token_of_the_bot_1234567"
TOKEN = f"123456:{SECRET}"
QUICK = Timeouts(connect=0.5, read=0.2, write=0.5, media=0.5, pool=0.1)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def bot_at(api_url: str, connections: int = 8) -> AsyncIterator[DiscreetBot]:
    bot = build_bot(TOKEN, api_url=api_url, connections=connections, timeouts=QUICK)
    try:
        yield bot
    finally:
        await bot.shutdown()


@asynccontextmanager
async def served(answer: Answer, connections: int = 8) -> AsyncIterator[DiscreetBot]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server, bot_at(str(server.make_url("")), connections) as bot:
        yield bot


async def ok(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"ok": True, "result": {"message_id": 5}})


async def slow(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(0.3)
    return web.json_response({"ok": True, "result": True})


async def hang_up(request: web.Request) -> web.StreamResponse:
    await request.read()
    assert request.transport
    request.transport.abort()
    return web.Response()


def error(status: int, description: str, **parameters: int) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": status, "description": description}
        return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)

    return answer


async def failure_of(bot: DiscreetBot) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await BotApi(bot).call("sendMessage", b"{}")
    return caught.value


def assert_discreet(failure: BaseException) -> None:
    told = "".join(traceback.format_exception(failure)) + str(failure) + repr(failure)
    assert SECRET not in told
    assert failure.__context__ is None or SECRET not in repr(failure.__context__)


async def test_no_connection_is_surely_not_sent() -> None:
    async with bot_at(f"http://127.0.0.1:{unused_port()}") as bot:
        failure = await failure_of(bot)
    assert type(failure) is NotSent
    assert "127.0.0.1" in str(failure)
    assert_discreet(failure)


async def test_a_name_nobody_knows_is_surely_not_sent() -> None:
    async with bot_at("http://jarchy.invalid") as bot:
        failure = await failure_of(bot)
    assert type(failure) is NotSent
    assert_discreet(failure)


async def test_a_senseless_address_is_not_sent_and_not_shown() -> None:
    async with bot_at("http://[half") as bot:
        failure = await failure_of(bot)
    assert type(failure) is NotSent
    assert_discreet(failure)


async def test_a_full_pool_is_surely_not_sent() -> None:
    arrived: list[str] = []

    async def count(request: web.Request) -> web.StreamResponse:
        arrived.append(await request.text())
        await asyncio.sleep(0.15)
        return await ok(request)

    async with served(count, connections=1) as bot:
        api = BotApi(bot)
        quick = bot.request
        assert isinstance(quick, AiohttpRequest)
        quick._plain = Timeouts(connect=0.03, pool=0.03, read=1).limits()
        calls = (api.call("sendMessage", body) for body in (b'"1"', b'"2"'))
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert outcomes[0] == {"message_id": 5}
    assert arrived == ['"1"']
    assert isinstance(outcomes[1], NotSent)
    assert_discreet(outcomes[1])


async def test_a_dying_connection_may_have_delivered() -> None:
    async with served(hang_up) as bot:
        failure = await failure_of(bot)
    assert type(failure) is AnswerLost
    assert_discreet(failure)


async def test_a_late_answer_may_have_delivered() -> None:
    async with served(slow) as bot:
        failure = await failure_of(bot)
    assert type(failure) is TimedOut
    assert_discreet(failure)


async def test_a_longer_wait_can_be_asked_for() -> None:
    async with served(slow) as bot:
        assert await bot.delete_webhook(read_timeout=1.0)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(502, "Bad Gateway"), NetworkError),
        (error(401, "Unauthorized"), InvalidToken),
        (error(429, "Too Many Requests: retry after 9", retry_after=9), RetryAfter),
    ],
)
async def test_refusals_are_ptbs_own(answer: Answer, kind: type[TelegramError]) -> None:
    async with served(answer) as bot:
        failure = await failure_of(bot)
    assert type(failure) is kind
    assert_discreet(failure)


async def test_an_answer_that_is_no_json_shows_nothing_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    async def garbage(_request: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>Асан уулу")

    async with served(garbage) as bot:
        failure = await failure_of(bot)
    assert str(failure) == "Invalid server response"
    assert "Асан" not in caplog.text
    assert "Асан" not in "".join(traceback.format_exception(failure))


async def test_redirects_are_not_followed_with_the_token_in_hand() -> None:
    async def redirect(_request: web.Request) -> web.StreamResponse:
        raise web.HTTPTemporaryRedirect("http://jarchy.invalid/elsewhere")

    async with served(redirect) as bot:
        failure = await failure_of(bot)
    assert isinstance(failure, NetworkError)
    assert "307" in str(failure)


async def test_polling_takes_a_refused_token_for_a_hiccup() -> None:
    """PTB would end its polling for ever, without a word to us."""
    async with served(error(404, "Not Found")) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.get_updates()
    assert not isinstance(caught.value, InvalidToken)


async def test_an_update_ptb_cannot_read_makes_polling_wait() -> None:
    async def strange(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": [{"update_id": 1, "message": {"date": "x"}}]})

    async with served(strange) as bot:
        with pytest.raises(TelegramError, match="could not be read"):
            await bot.get_updates()


async def test_a_refused_token_is_not_told_to_anyone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with served(error(401, "Unauthorized")) as bot:
        with pytest.raises(InvalidToken) as caught:
            await bot.initialize()
        assert SECRET not in repr(bot)
    assert_discreet(caught.value)
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]
    assert not any(SECRET in record.getMessage() for record in ours)


async def test_cyrillic_names_arrive_as_they_are() -> None:
    seen: dict[str, object] = {}

    async def take(request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        seen["raw"] = raw
        return await ok(request)

    async with served(take) as bot:
        upload = Upload('Бюджет "2026"\r\nX: y.pdf', "application/pdf", b"%PDF")
        await BotApi(bot).upload(
            "sendDocument", {"chat_id": "5", "reply_markup": {"a": 1}}, {"document": upload}
        )
    raw = seen["raw"]
    assert isinstance(raw, bytes)
    assert 'filename="Бюджет \\"2026\\"__X: y.pdf"'.encode() in raw
    assert b"%PDF" in raw
    assert b'{"a":1}' in raw


async def test_ptbs_own_uploads_work_too() -> None:
    seen: dict[str, str] = {}

    async def take(request: web.Request) -> web.StreamResponse:
        form = await request.post()
        seen["caption"] = str(form["caption"])
        file = form["document"]
        assert isinstance(file, web.FileField)
        seen["file"] = f"{file.filename}:{file.file.read().decode()}"
        message = {"message_id": 5, "date": 1, "chat": {"id": 5, "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    async with served(take) as bot:
        await bot.send_document(5, InputFile(b"abc", filename="ө.txt"), caption="Ү")
    assert seen == {"caption": "Ү", "file": "ө.txt:abc"}


async def test_after_the_end_nothing_is_sent() -> None:
    async with served(ok) as bot:
        await bot.request.shutdown()
        assert type(await failure_of(bot)) is NotSent
        await bot.request.initialize()
        assert await BotApi(bot).call("sendMessage", b"{}") == {"message_id": 5}
