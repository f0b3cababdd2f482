"""An emulator of its own for each test here, a bot on it and a person who began to talk with it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator

TOKEN = "4242:AA-token_of_the_bot"
Api = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else PTB warns of them, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as emulator:
        yield emulator


@pytest.fixture
def account(emulator: TelegramEmulator) -> BotAccount:
    return emulator.add_bot(TOKEN, "jarchy_bot")


@pytest.fixture
def phone(emulator: TelegramEmulator, account: BotAccount) -> Phone:
    phone = emulator.phone(account, "Айгүл")
    phone.start()
    return phone


@pytest.fixture
async def bot(emulator: TelegramEmulator, account: BotAccount) -> AsyncIterator[Bot]:
    """PTB's own, with its own HTTP."""
    async with ptb_bot(emulator, account) as bot:
        yield bot


def ptb_bot(emulator: TelegramEmulator, account: BotAccount) -> Bot:
    # Loading the system's certificates, which nobody needs here, would take longer than a test.
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    base = emulator.base_url
    return Bot(
        account.token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )


@pytest.fixture
async def api(emulator: TelegramEmulator, account: BotAccount) -> AsyncIterator[Api]:
    """A bare call: the answer as it came, whatever it says."""
    async with aiohttp.ClientSession(emulator.base_url) as client:

        async def call(method: str, **arguments: Any) -> dict[str, Any]:
            async with client.post(f"/bot{account.token}/{method}", json=arguments) as answer:
                body: dict[str, Any] = await answer.json()
                assert answer.status == body.get("error_code", 200)
                return body

        yield call


async def begun(account: BotAccount, polling: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """The poll as a task, once it reached Telegram."""
    account.stirred.clear()
    task = asyncio.create_task(polling)
    await account.stirred.wait()
    return task
