"""The register of all tests of initiatives."""

import pytest

from bot.core.db import Database
from tests.areas.initiatives.registry import Registry, open_registry


@pytest.fixture
async def registry(sqlite: Database) -> Registry:
    return await open_registry(sqlite)


@pytest.fixture
async def either_registry(database: Database) -> Registry:
    """Once on SQLite and once on PostgreSQL."""
    return await open_registry(database)
