"""Databases of both kinds with nothing in them."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.core.db import Database
from tests.databases import Databases


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    with databases.with_tables() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()
