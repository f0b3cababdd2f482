"""Our server inside our loop: signals stay ours, and stopping is quick whatever goes on."""

import asyncio
import logging
import signal
import time

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.server import WebServer


async def _hello(_request: Request) -> Response:
    return PlainTextResponse("hello")


async def _for_ever(_request: Request) -> Response:
    await asyncio.Event().wait()
    return Response()


def hello_server(port: int = 0) -> WebServer:
    return WebServer(Starlette(routes=[Route("/", _hello), Route("/slow", _for_ever)]), port=port)


async def test_signals_stay_ours() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    server = hello_server()
    await server.start()
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    await server.stop()


async def test_it_says_nothing_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    server = hello_server()
    await server.start()
    async with aiohttp.ClientSession() as client, client.get(server.url) as answer:
        assert "server" not in answer.headers
    await server.stop()
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []


async def test_stopping_waits_neither_for_idle_nor_for_endless_requests() -> None:
    server = hello_server()
    await server.start()
    async with aiohttp.ClientSession() as client:
        async with client.get(server.url) as answer:
            assert await answer.text() == "hello"
        endless = asyncio.create_task(client.get(f"{server.url}/slow"))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await server.stop()
        assert time.monotonic() - began < 2
        await asyncio.gather(endless, return_exceptions=True)


async def test_a_taken_port_is_named() -> None:
    server = hello_server()
    with pytest.raises(OSError, match=f"127.0.0.1:{server.port}"):
        hello_server(server.port)
    await server.stop()
