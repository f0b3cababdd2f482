"""The hall all tests of hearings meet in."""

import pytest

from bot.core.db import Database
from tests.areas.hearings.hall import Hall, open_hall


@pytest.fixture
async def hall(sqlite: Database) -> Hall:
    return await open_hall(sqlite)


@pytest.fixture
async def either_hall(database: Database) -> Hall:
    """Once on SQLite and once on PostgreSQL."""
    return await open_hall(database)
