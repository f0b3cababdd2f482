import pytest

import bot.areas.admin.models  # noqa: F401 - the tables of this folder, beside those the shared fixtures name
from bot.core.db import Database
from tests.areas.people.office import OfficeTown, open_office
from tests.areas.residents.conftest import (  # noqa: F401 - fixtures are found by their names
    _clock_as_it_was,
    database,
    empty_sqlite,
    postgres_url,
    sqlite,
    sqlite_url,
)


@pytest.fixture
async def office(sqlite: Database) -> OfficeTown:  # noqa: F811 - a fixture asks for another by its name
    return await open_office(sqlite)


@pytest.fixture
async def either_office(database: Database) -> OfficeTown:  # noqa: F811 - as above
    """Once on SQLite and once on PostgreSQL."""
    return await open_office(database)
