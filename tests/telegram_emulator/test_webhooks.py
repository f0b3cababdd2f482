"""Updates that Telegram brings itself."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from bot.demo.telegram_emulator import Phone
from bot.web.server import WebServer
from tests.telegram_emulator.conftest import begun


class Hook:
    """Takes updates with the `statuses` it is given, then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.came: list[tuple[int, str | None]] = []
        self.taken: list[dict[str, Any]] = []
        self.changed = asyncio.Event()
        self.server = WebServer(Starlette(routes=[Route("/hook", self._take, methods=["POST"])]))
        self.url = f"{self.server.url}/hook"

    async def _take(self, request: Request) -> Response:
        update = await request.json()
        status = self.statuses.pop(0) if self.statuses else 200
        self.came.append((status, request.headers.get("x-telegram-bot-api-secret-token")))
        if status == 200:
            self.taken.append(update)
        self.changed.set()
        return Response(status_code=status)

    async def took(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.taken) < count:
                self.changed.clear()
                await self.changed.wait()
        return [update["message"]["text"] for update in self.taken]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    await hook.server.start()
    yield hook
    await hook.server.stop()


async def test_in_order_with_the_secret(bot: Bot, phone: Phone, hook: Hook) -> None:
    await bot.set_webhook(hook.url, secret_token="se-cret", max_connections=7)
    for number in range(3):
        phone.send_text(str(number))
    assert await hook.took(4) == ["/start", "0", "1", "2"]
    assert set(hook.came) == {(200, "se-cret")}
    assert Update.de_json(hook.taken[0], bot).message
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (hook.url, 0, 7)


async def test_the_same_again_until_it_is_taken(bot: Bot, phone: Phone, hook: Hook) -> None:
    hook.statuses = [500, 404]
    await bot.set_webhook(hook.url, secret_token="x")
    phone.send_text("салам")
    assert await hook.took(2) == ["/start", "салам"]
    assert [status for status, _ in hook.came] == [500, 404, 200, 200]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"
    assert info.last_error_date


async def test_nobody_there(bot: Bot, phone: Phone, hook: Hook) -> None:
    await hook.server.stop()
    await bot.set_webhook(hook.url)
    async with asyncio.timeout(5):
        info = await bot.get_webhook_info()
        while not info.last_error_message:
            info = await bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 1)
    await bot.delete_webhook(drop_pending_updates=True)
    phone.send_text("салам")
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["салам"]


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, phone: Phone, hook: Hook) -> None:
    await bot.get_updates(offset=phone.chat.bot.updates.last + 1)
    poll = await begun(phone.chat.bot, bot.get_updates(timeout=30))
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match=r"(?i)terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match=r"(?i)can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.set_webhook("")
    assert await bot.get_updates() == ()


async def test_repeats_and_disorder(bot: Bot, phone: Phone, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    await hook.took(1)
    updates = phone.chat.bot.updates
    updates.repeat(updates.last)
    await hook.took(2)
    with updates.reversed():
        phone.send_text("бир")
        phone.send_text("эки")
    assert await hook.took(4) == ["/start", "/start", "эки", "бир"]


async def test_bad_addresses_and_secrets(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bad webhook: An HTTPS URL must be provided"):
        await bot.set_webhook("http://e.kg/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("https://e.kg/hook", secret_token="өзүмдүкү")
