"""The hall all tests of hearings meet in."""

import pytest

from bot.core.db import Database
from tests.areas.hearings.hall import Hall, open_hall
from tests.areas.residents.conftest import (  # noqa: F401 - fixtures are found by their names
    _clock_as_it_was,
    database,
    empty_sqlite,
    postgres_url,
    sqlite,
    sqlite_url,
)


@pytest.fixture
async def hall(sqlite: Database) -> Hall:  # noqa: F811 - a fixture asks for another by its name
    return await open_hall(sqlite)


@pytest.fixture
async def either_hall(database: Database) -> Hall:  # noqa: F811 - as above
    """Once on SQLite and once on PostgreSQL."""
    return await open_hall(database)
