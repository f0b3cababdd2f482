"""SQLite's thread is asked once for each statement.

SQLAlchemy's adapter asks it four times: for a cursor, to execute, to fetch, to close. Each is a switch
between two threads, which takes longer than most of our statements do. What is streamed goes its own way.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_connection
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.util.concurrency import await_


class _Done(NamedTuple):
    """All that is left of a statement."""

    rows: Iterable[Any] = ()
    description: Any = None
    rowcount: int = -1
    lastrowid: Any = None


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ("_done",)

    def __init__(self, adapt_connection: AsyncAdapt_dbapi_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._rows = deque()
        self._done = _Done()

    @property
    def description(self) -> Any:
        return self._done.description

    @property
    def rowcount(self) -> int:
        return self._done.rowcount

    @property
    def lastrowid(self) -> Any:
        return self._done.lastrowid

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        return self._ask(_execute, operation, () if parameters is None else parameters)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        return self._ask(_execute_many, operation, seq_of_parameters)

    def _ask(self, work: Callable[[sqlite3.Connection, Any, Any], _Done], *what: Any) -> Any:
        connection = self._connection
        try:
            self._done = await_(connection._execute(work, connection._conn, *what))
        except Exception as error:  # noqa: BLE001 - as the adapter does: it is raised again as what the driver means
            self._adapt_connection._handle_exception(error)
        self._rows = deque(self._done.rows)
        return self

    async def _async_soft_close(self) -> None:
        """The real cursor is closed already."""

    def close(self) -> None:
        self._rows.clear()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = _Cursor


def connect(dialect: Dialect, _record: Any, arguments: Any, options: Any) -> _Connection:
    """For SQLAlchemy's event `do_connect`."""
    made: Any = dialect.connect(*arguments, **options)
    return _Connection(made.dbapi, made._connection)


def _execute(connection: sqlite3.Connection, statement: str, values: Any) -> _Done:
    cursor = connection.execute(statement, values)
    rows = cursor.fetchall() if cursor.description else ()
    # Of what returns rows the count is whole only after the last of them.
    done = _Done(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
    cursor.close()
    return done


def _execute_many(connection: sqlite3.Connection, statement: str, values: Any) -> _Done:
    cursor = connection.executemany(statement, values)
    done = _Done((), cursor.description, cursor.rowcount, cursor.lastrowid)
    cursor.close()
    return done
