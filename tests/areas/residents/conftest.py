import pytest

from bot.core.db import Database
from tests.areas.residents.chat import Town, open_town


@pytest.fixture
async def town(sqlite: Database) -> Town:
    return await open_town(sqlite)
