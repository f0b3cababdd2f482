"""The office of all tests of obligations that talk to the bot."""

import pytest

from bot.core.db import Database
from tests.areas.obligations.planner import Planner, open_planner


@pytest.fixture
async def planner(sqlite: Database) -> Planner:
    return await open_planner(sqlite)


@pytest.fixture
async def either_planner(database: Database) -> Planner:
    """Once on SQLite and once on PostgreSQL."""
    return await open_planner(database)
