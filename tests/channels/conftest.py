"""Scripted platforms, and connections that know no others."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import build_bot
from bot.channels.telegram.api import DiscreetBot
from bot.channels.timeouts import Timeouts
from bot.channels.whatsapp.api import GraphApi
from bot.core.db import Database
from tests.channels.cloud import ScriptedCloud, scripted_cloud
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


@pytest.fixture
async def cloud() -> AsyncIterator[ScriptedCloud]:
    async with scripted_cloud() as server:
        yield server


@pytest.fixture
async def graph(cloud: ScriptedCloud) -> AsyncIterator[GraphApi]:
    made = GraphApi(cloud.account, timeouts=Timeouts(connect=1, read=1, pool=1))
    yield made
    await made.close()
