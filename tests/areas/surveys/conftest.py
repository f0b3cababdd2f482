"""The station all tests of surveys meet in."""

import pytest

from bot.core.db import Database
from tests.areas.surveys.station import Station, open_station


@pytest.fixture
async def station(sqlite: Database) -> Station:
    return await open_station(sqlite)


@pytest.fixture
async def either_station(database: Database) -> Station:
    """Once on SQLite and once on PostgreSQL."""
    return await open_station(database)
