"""Plain ways of doing the same."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiolimiter import AsyncLimiter
from sqlalchemy import select
from telegram import Bot
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.core import clock
from bot.core.contacts import Contact, Person
from bot.core.db import Database
from bot.outbox.models import Batch, Content, Delivery, Priority

TOKEN = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # nobody's: the server is our own
TEXT = "Саламатсызбы! Эртең саат 10:00дө айыл өкмөтүнүн имаратында угуу өтөт. <b>Келиңиздер</b>."
Send = Callable[[int], Awaitable[Any]]


async def send_all(send: Send, count: int, in_flight: int, seconds: float | None = None) -> dict[str, Any]:
    """`in_flight` loops share the numbers; None of them stops for a failure. At most so many seconds."""
    numbers = iter(range(1, count + 1))
    started = time.perf_counter()

    async def loop() -> None:
        for number in numbers:
            if seconds and time.perf_counter() - started > seconds:
                return
            await send(number)

    await asyncio.gather(*(loop() for _ in range(in_flight)))
    return {"count": count, "rate": count / (time.perf_counter() - started)}


async def ptb(url: str, count: int, in_flight: int) -> dict[str, Any]:
    """python-telegram-bot as it comes."""
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=HTTPXRequest(connection_pool_size=256))
    await bot.request.initialize()
    try:
        return await send_all(lambda n: bot.send_message(n, TEXT, parse_mode="HTML"), count, in_flight)
    finally:
        await bot.request.shutdown()


async def ptb_limited(
    url: str, count: int, in_flight: int, per_second: int, seconds: float
) -> dict[str, Any]:
    """With its own rate limiter."""
    limiter = AIORateLimiter(overall_max_rate=per_second, overall_time_period=1, max_retries=100)
    bot: ExtBot[Any] = ExtBot(
        TOKEN,
        base_url=f"{url}/bot",
        request=HTTPXRequest(connection_pool_size=256, pool_timeout=60),
        rate_limiter=limiter,
    )
    await bot.request.initialize()

    async def send(number: int) -> None:
        await bot.send_message(number, TEXT, parse_mode="HTML")

    try:
        return await _for_so_long(send_all(send, count, in_flight, seconds), seconds)
    finally:
        await bot.request.shutdown()


@asynccontextmanager
async def _aiogram(url: str) -> AsyncIterator[AiogramBot]:
    async with AiogramBot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        yield bot


async def aiogram(url: str, count: int, in_flight: int) -> dict[str, Any]:
    async with _aiogram(url) as bot:
        return await send_all(lambda n: bot.send_message(n, TEXT, parse_mode="HTML"), count, in_flight)


async def aiogram_limited(
    url: str, count: int, in_flight: int, per_second: int, seconds: float
) -> dict[str, Any]:
    """With aiolimiter, waiting as it is told."""
    limiter = AsyncLimiter(per_second, 1)
    async with _aiogram(url) as bot:

        async def send(number: int) -> None:
            async with limiter:
                await _aiogram_patiently(bot, number)

        return await _for_so_long(send_all(send, count, in_flight, seconds), seconds)


async def aiogram_sleeping(
    url: str, count: int, in_flight: int, per_second: int, seconds: float
) -> dict[str, Any]:
    """The loop that its documentation shows: send, sleep, send."""
    async with _aiogram(url) as bot:

        async def send(number: int) -> None:
            await _aiogram_patiently(bot, number)
            await asyncio.sleep(1 / per_second)

        return await _for_so_long(send_all(send, count, 1, seconds), seconds)


async def _aiogram_patiently(bot: AiogramBot, number: int) -> None:
    try:
        await bot.send_message(number, TEXT, parse_mode="HTML")
    except TelegramRetryAfter as refused:
        await asyncio.sleep(refused.retry_after)


async def _for_so_long(work: Awaitable[dict[str, Any]], seconds: float) -> dict[str, Any]:
    """One who waits out a long ban is not waited for."""
    try:
        return await asyncio.wait_for(work, seconds + 1)
    except (TimeoutError, RetryAfter):
        return {}


async def expand_by_orm(database: str) -> dict[str, Any]:
    """A delivery for everyone, added as objects."""
    opened = Database(database)
    started = time.perf_counter()
    now = clock.now()
    async with opened.session() as session:
        batch = Batch(name="broadcast:1", created_at=now)
        content = Content(body={"text": TEXT})
        session.add_all([batch, content])
        await session.flush()
        people = await session.scalars(select(Contact).join(Person).order_by(Contact.id))
        for contact in people:
            session.add(
                Delivery(
                    batch_id=batch.id,
                    contact_id=contact.id,
                    channel=contact.channel,
                    address=contact.address,
                    content_id=content.id,
                    priority=Priority.BULK,
                    language=contact.person.language,
                    segment=contact.id % 10,
                    due_at=now,
                    created_at=now,
                )
            )
    took = time.perf_counter() - started
    await opened.close()
    return {"took": took}
