"""The desk all tests of appeals call at."""

import pytest

from bot.core.db import Database
from tests.areas.appeals.desk import Desk, open_desk


@pytest.fixture
async def desk(sqlite: Database) -> Desk:
    return await open_desk(sqlite)


@pytest.fixture
async def either_desk(database: Database) -> Desk:
    """Once on SQLite and once on PostgreSQL."""
    return await open_desk(database)
