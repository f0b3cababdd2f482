"""Plain, blocking connections for maintenance; the running bot has its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, NullPool, create_engine, event
from sqlalchemy.engine import URL, Connection

from bot.core.db import SQLITE_BUSY_SECONDS, async_url
from bot.operations.failures import OperationFailed

CONNECT_SECONDS = 5


def sync_url(database_url: str) -> URL:
    """The URL with the driver we use without an event loop."""
    url = async_url(database_url)
    return url.set(drivername="sqlite+pysqlite") if url.get_backend_name() == "sqlite" else url


def is_sqlite(database_url: str) -> bool:
    return async_url(database_url).get_backend_name() == "sqlite"


def sqlite_path(database_url: str) -> Path:
    name = async_url(database_url).database
    if not name or name == ":memory:":
        raise OperationFailed("The database is in memory only. Set JARCHY_DATABASE_URL to sqlite:///FILE.")
    return Path(name)


@contextmanager
def open_engine(database_url: str) -> Iterator[Engine]:
    """`reading=True` as execution option spares SQLite's single write lock.

    Foreign keys are not enforced on SQLite here: rebuilding a table would delete what refers to it.
    """
    url = sync_url(database_url)
    sqlite = url.get_backend_name() == "sqlite"
    waiting = {"timeout": SQLITE_BUSY_SECONDS} if sqlite else {"connect_timeout": CONNECT_SECONDS}
    engine = create_engine(url, poolclass=NullPool, connect_args=waiting)
    if sqlite:
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    try:
        yield engine
    finally:
        engine.dispose()


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    # The driver would commit before changes of tables, and half a migration would stay.
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
