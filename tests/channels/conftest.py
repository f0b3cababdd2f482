"""A database in a file, a scripted Telegram, and a bot that knows no other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot.core.files
import bot.core.inbox  # noqa: F401 - its table belongs to the metadata
from bot.channels.telegram import Timeouts, build_bot
from bot.channels.telegram.api import DiscreetBot
from bot.core.db import Base, Database
from tests.channels.scripted import TOKEN, ScriptedTelegram, scripted_telegram


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/jarchy.sqlite")
    async with made.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield made
    await made.close()


@pytest.fixture
async def telegram() -> AsyncIterator[ScriptedTelegram]:
    async with scripted_telegram() as server:
        yield server


@pytest.fixture
async def scripted_bot(telegram: ScriptedTelegram) -> AsyncIterator[DiscreetBot]:
    made = build_bot(TOKEN, api_url=telegram.url, timeouts=Timeouts(connect=1, read=1, pool=1))
    yield made
    await made.shutdown()
