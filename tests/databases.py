"""Databases for tests: what takes long is made once; every test gets a copy, in some milliseconds."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
import psycopg
from sqlalchemy import URL, Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg, PGDialectAsync_psycopg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import make_url

from bot.areas.municipality import service as municipality
from bot.areas.municipality.file import EXAMPLE, read_file
from bot.core.db import SQLITE_BUSY_SECONDS, Database
from bot.operations.tables import all_tables
from tests.town import NOON


class Place(Protocol):
    """Where databases of one kind are."""

    def name(self) -> URL:
        """Of one that is not there yet."""

    def make(self, url: URL, template: URL | None) -> None: ...

    def drop(self, url: URL) -> None: ...


class Databases:
    """Of one kind. Each block has a database of its own, which is gone after it."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @contextmanager
    def empty(self, template: URL | None = None) -> Iterator[str]:
        url = self._place.name()
        self._place.make(url, template)
        try:
            yield url.render_as_string(hide_password=False)
        finally:
            self._place.drop(url)

    @contextmanager
    def with_tables(self) -> Iterator[str]:
        with self.empty(self._tables) as url:
            yield url

    @contextmanager
    def of_a_town(self) -> Iterator[str]:
        """All tables, and the municipality of the example file."""
        with self.empty(self._town) as url:
            yield url

    @cached_property
    def _tables(self) -> URL:
        return self._template(None, _make_tables)

    @cached_property
    def _town(self) -> URL:
        return self._template(self._tables, _apply_example)

    def _template(self, base: URL | None, fill: Callable[[Database], Awaitable[None]]) -> URL:
        url = self._place.name()
        self._place.make(url, base)
        # In a thread, for whoever asks may be in a loop already.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _filled(url, fill)).result()
        return url


async def _filled(url: URL, fill: Callable[[Database], Awaitable[None]]) -> None:
    database = Database(url)
    await fill(database)
    await database.close()


async def _make_tables(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(all_tables().create_all)


async def _apply_example(database: Database) -> None:
    async with database.session() as session:
        await municipality.apply_file(session, read_file(EXAMPLE), NOON)


class SqliteFolder:
    def __init__(self, folder: Path) -> None:
        self._paths = (folder / f"{number}.db" for number in count())

    def name(self) -> URL:
        return make_url(f"sqlite:///{next(self._paths)}")

    def make(self, url: URL, template: URL | None) -> None:
        if template is not None:
            shutil.copy(str(template.database), str(url.database))

    def drop(self, url: URL) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{url.database}{ending}").unlink(missing_ok=True)


class PostgresServer:
    """Several processes may share it: names are unique to each."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._names = (f"jarchy_{os.getpid()}_{number}" for number in count())

    def name(self) -> URL:
        return self._url.set(database=next(self._names))

    def make(self, url: URL, template: URL | None) -> None:
        self.run(f"CREATE DATABASE {url.database} TEMPLATE {template.database if template else 'template0'}")

    def drop(self, url: URL) -> None:
        self.run(f"DROP DATABASE {url.database} WITH (FORCE)")

    def run(self, statement: str) -> None:
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


# Every test has engines of its own, and each would compile all statements anew: a tenth of the whole time.
# One dialect for all of them, with what it compiled, is what one engine has in a process that lives long.
_compiled: dict[Any, Any] = {}


class _Shared:
    """The only one of its class, however often it is asked for."""

    _only: Any = None

    def __new__(cls, *_: Any, **__: Any) -> Any:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __init__(self, **options: Any) -> None:
        if "dbapi" not in vars(self):
            super().__init__(**options)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)


class _Sqlite(_Shared, SQLiteDialect_aiosqlite):
    supports_statement_cache = True
    in_place = False

    def connect(self, *arguments: Any, **options: Any) -> Any:
        if self.in_place:
            options["async_creator_fn"] = _InPlace.open
        return super().connect(*arguments, **options)


class _InPlace(aiosqlite.Connection):
    """Asks its thread only where it must wait for another's lock: a switch takes longer than most statements.

    The others' turn comes where the thread would have been waited for.
    """

    _asked = 0

    @classmethod
    def open(cls, path: str, **options: Any) -> aiosqlite.Connection:
        return cls(partial(_sqlite_that_never_waits, path, **options), iter_chunk_size=64)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._asked:
            try:
                done = fn(*args, **kwargs)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
            else:
                await asyncio.sleep(0)
                return done
        self._asked += 1
        patiently: Any = partial(self._patiently, fn, *args, **kwargs)
        waited_for: Any = super()._execute(patiently)  # type: ignore[no-untyped-call]  # the library's own gap
        return await waited_for

    def _patiently(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """In the thread, which goes on when whoever waited for it is gone."""
        connection = self._conn
        connection.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")
        try:
            return fn(*args, **kwargs)
        finally:
            with suppress(sqlite3.ProgrammingError):  # that was its end
                connection.execute("PRAGMA busy_timeout = 0")
            self._asked -= 1


def _sqlite_that_never_waits(path: str, **options: Any) -> sqlite3.Connection:
    made: sqlite3.Connection = sqlite3.connect(path, **(options | {"timeout": 0}))
    return made


@contextmanager
def sqlite_in_place() -> Iterator[None]:
    """What is opened in this block saves the switches between threads."""
    _Sqlite.in_place = True
    try:
        yield
    finally:
        _Sqlite.in_place = False


class _Postgres(_Shared, PGDialectAsync_psycopg):
    supports_statement_cache = True


class _PostgresChoice(PGDialect_psycopg):
    supports_statement_cache = True

    @classmethod
    def get_async_dialect_cls(cls, url: URL) -> type[PGDialectAsync_psycopg]:
        return _Postgres


def share_compiled_statements() -> None:
    registry.register("sqlite.aiosqlite", __name__, "_Sqlite")
    registry.register("postgresql.psycopg", __name__, "_PostgresChoice")
