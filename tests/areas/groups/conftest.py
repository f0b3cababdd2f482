import pytest

from bot.core.db import Database
from tests.areas.groups.village import Village, open_village


@pytest.fixture
async def village(sqlite: Database) -> Village:
    return await open_village(sqlite)


@pytest.fixture
async def either_village(database: Database) -> Village:
    """Once on SQLite and once on PostgreSQL."""
    return await open_village(database)
