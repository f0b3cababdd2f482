"""The desk all tests of appeals call at."""

import pytest

from bot.core.db import Database
from tests.areas.appeals.desk import Desk, open_desk
from tests.areas.residents.conftest import (  # noqa: F401 - fixtures are found by their names
    _clock_as_it_was,
    database,
    empty_sqlite,
    postgres_url,
    sqlite,
    sqlite_url,
)


@pytest.fixture
async def desk(sqlite: Database) -> Desk:  # noqa: F811 - a fixture asks for another by its name
    return await open_desk(sqlite)


@pytest.fixture
async def either_desk(database: Database) -> Desk:  # noqa: F811 - as above
    """Once on SQLite and once on PostgreSQL."""
    return await open_desk(database)
