"""The waiting room of all tests of receptions."""

import pytest

from bot.core.db import Database
from tests.areas.receptions.waiting_room import WaitingRoom, open_waiting_room
from tests.areas.residents.conftest import (  # noqa: F401 - fixtures are found by their names
    _clock_as_it_was,
    database,
    empty_sqlite,
    postgres_url,
    sqlite,
    sqlite_url,
)


@pytest.fixture
async def room(sqlite: Database) -> WaitingRoom:  # noqa: F811 - a fixture asks for another by its name
    return await open_waiting_room(sqlite)


@pytest.fixture
async def either_room(database: Database) -> WaitingRoom:  # noqa: F811 - as above
    """Once on SQLite and once on PostgreSQL."""
    return await open_waiting_room(database)
