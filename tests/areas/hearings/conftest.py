"""The hall all tests of hearings meet in."""

from collections.abc import AsyncIterator

import pytest

from bot.core.db import Database
from bot.operations.tables import all_tables
from tests.areas.hearings.hall import Hall, open_hall


@pytest.fixture
async def hall(database_url: str) -> AsyncIterator[Hall]:
    database = Database(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(all_tables().create_all)
    yield await open_hall(database)
    await database.close()
