"""A scripted Telegram, and a bot that knows no other."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import Timeouts, build_bot
from bot.channels.telegram.api import DiscreetBot
from bot.core.db import Database
from tests.channels.scripted import TOKEN, ScriptedTelegram, scripted_telegram


@pytest.fixture
def database(bare_sqlite: Database) -> Database:
    return bare_sqlite


@pytest.fixture
async def telegram() -> AsyncIterator[ScriptedTelegram]:
    async with scripted_telegram() as server:
        yield server


@pytest.fixture
async def scripted_bot(telegram: ScriptedTelegram) -> AsyncIterator[DiscreetBot]:
    made = build_bot(TOKEN, api_url=telegram.url, timeouts=Timeouts(connect=1, read=1, pool=1))
    yield made
    await made.shutdown()
