"""The reading room of all tests of the library."""

import pytest

from bot.core.db import Database
from tests.areas.library.reading_room import ReadingRoom, open_reading_room


@pytest.fixture
async def room(sqlite: Database) -> ReadingRoom:
    return await open_reading_room(sqlite)


@pytest.fixture
async def either_room(database: Database) -> ReadingRoom:
    """Once on SQLite and once on PostgreSQL."""
    return await open_reading_room(database)
