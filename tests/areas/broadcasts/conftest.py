import pytest

from bot.core.db import Database
from tests.areas.broadcasts.press import Press, open_press
from tests.areas.residents.conftest import (  # noqa: F401 - fixtures are found by their names
    _clock_as_it_was,
    database,
    empty_sqlite,
    postgres_url,
    sqlite,
    sqlite_url,
)


@pytest.fixture
async def press(sqlite: Database) -> Press:  # noqa: F811 - a fixture asks for another by its name
    return await open_press(sqlite)


@pytest.fixture
async def either_press(database: Database) -> Press:  # noqa: F811 - as above
    """Once on SQLite and once on PostgreSQL."""
    return await open_press(database)
