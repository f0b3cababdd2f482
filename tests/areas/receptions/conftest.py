"""The waiting room of all tests of receptions."""

import pytest

from bot.core.db import Database
from tests.areas.receptions.waiting_room import WaitingRoom, open_waiting_room


@pytest.fixture
async def room(sqlite: Database) -> WaitingRoom:
    return await open_waiting_room(sqlite)


@pytest.fixture
async def either_room(database: Database) -> WaitingRoom:
    """Once on SQLite and once on PostgreSQL."""
    return await open_waiting_room(database)
