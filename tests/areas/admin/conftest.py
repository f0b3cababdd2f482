import pytest

from bot.core.db import Database
from tests.areas.people.office import OfficeTown, open_office


@pytest.fixture
async def office(sqlite: Database) -> OfficeTown:
    return await open_office(sqlite)


@pytest.fixture
async def either_office(database: Database) -> OfficeTown:
    """Once on SQLite and once on PostgreSQL."""
    return await open_office(database)
