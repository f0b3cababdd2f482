import pytest

from bot.core.db import Database
from tests.areas.broadcasts.press import Press, open_press


@pytest.fixture
async def press(sqlite: Database) -> Press:
    return await open_press(sqlite)


@pytest.fixture
async def either_press(database: Database) -> Press:
    """Once on SQLite and once on PostgreSQL."""
    return await open_press(database)
