"""The station all tests of surveys meet in."""

import pytest

from bot.core.db import Database
from tests.areas.residents.conftest import (  # noqa: F401 - fixtures are found by their names
    _clock_as_it_was,
    database,
    empty_sqlite,
    postgres_url,
    sqlite,
    sqlite_url,
)
from tests.areas.surveys.station import Station, open_station


@pytest.fixture
async def station(sqlite: Database) -> Station:  # noqa: F811 - a fixture asks for another by its name
    return await open_station(sqlite)


@pytest.fixture
async def either_station(database: Database) -> Station:  # noqa: F811 - as above
    """Once on SQLite and once on PostgreSQL."""
    return await open_station(database)
