"""The tick that throws away files that nothing points to: replaced in a form, thrown away with it, sent.

Who points to a file is read off the tables themselves, so that a table that comes later needn't be named:
foreign keys, columns called `file_id`, and every number in whatever is kept as JSON (a form's answers, what
was attached, what waits to be sent). A number that only looks like a file's keeps it: the
other way would lose one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import JSON, Column, Select, Text, cast, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import sealing
from bot.core.audit import AuditEntry
from bot.core.db import Base, Database
from bot.core.files import FileReference, StoredFile
from bot.core.inbox import Inbound
from bot.core.scheduling import Job, Tick

log = structlog.get_logger()

# Longer than any turn lasts in which a file is kept first and pointed to afterwards.
KEPT = timedelta(days=1)
EVERY_SECONDS = 6 * 3600
AT_ONCE = 200
LONGEST_NUMBER = 20
# What a platform sent and what was recorded hold numbers enough, but never a file's.
_HOLD_NONE = (FileReference.__table__, AuditEntry.__table__, Inbound.__table__)
_EMPTY = ("[]", "{}", "null", '""')


class UnreadableError(Exception):
    """Something sealed with another key: whether it holds a file can't be known."""


async def sweep_files(tick: Tick) -> None:
    before = tick.now - KEPT
    try:
        unused = await find_unused(tick.database, before)
    except UnreadableError:
        log.warning("files_not_swept", reason="sealed with another key")
        return
    for at in range(0, len(unused), AT_ONCE):
        await _forget(tick.database, unused[at : at + AT_ONCE], before)
    if unused:
        log.info("files_swept", count=len(unused))


async def find_unused(database: Database, before: datetime) -> Sequence[int]:
    """Of those kept before that moment. Raises `UnreadableError`.

    All tables are seen as they are at one moment: what moves from a form's answers into a table meanwhile
    must be found in one of them.
    """
    on_sqlite = database.engine.dialect.name == "sqlite"
    options = {"reading": True} if on_sqlite else {"isolation_level": "REPEATABLE READ"}
    async with database.engine.connect() as connection:
        await connection.execution_options(**options)
        old = await connection.scalars(select(StoredFile.id).where(StoredFile.created_at < before))
        unused = set(old)
        for column in columns_that_point():
            if unused:
                unused -= set(await connection.scalars(select(column).where(column.is_not(None))))
        for column in columns_of_json():
            if unused:
                await _strike(connection, _filled(column), unused)
    return sorted(unused)


def columns_that_point() -> list[Column[Any]]:
    files = StoredFile.__table__
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if table not in _HOLD_NONE and table is not files
        if column.name == "file_id" or any(key.column.table is files for key in column.foreign_keys)
    ]


def columns_of_json() -> list[Column[Any]]:
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if table not in _HOLD_NONE and isinstance(column.type, JSON)
    ]


def _filled(column: Column[Any]) -> Select[Any]:
    return select(column).where(column.is_not(None), cast(column, Text).not_in(_EMPTY))


async def _strike(connection: AsyncConnection, found: Select[Any], unused: set[int]) -> None:
    """Row by row: what is attached in all those years needn't fit into memory."""
    async with connection.stream(found) as rows:
        async for (value,) in rows:
            unused.difference_update(numbers_in(_opened(value)))


def _opened(value: Any) -> Any:
    """What lies sealed in a row: all of it, or the answers of a form. Raises `UnreadableError`."""
    sealed = value.get("sealed") and value["answers"] if isinstance(value, Mapping) else value
    if not isinstance(sealed, str):
        return value
    opened = sealing.unseal(sealed)
    if opened is None:
        raise UnreadableError
    return opened


def numbers_in(value: Any) -> Iterator[int]:
    """Every number in it, also one written as text."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from numbers_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from numbers_in(one)
    elif isinstance(value, str):
        if value.isascii() and value.isdecimal() and len(value) < LONGEST_NUMBER:
            yield int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


async def _forget(database: Database, numbers: Sequence[int], before: datetime) -> None:
    try:
        async with database.session() as session:
            await session.execute(delete(FileReference).where(FileReference.file_id.in_(numbers)))
            await session.execute(
                delete(StoredFile).where(StoredFile.id.in_(numbers), StoredFile.created_at < before)
            )
    except IntegrityError:
        # Something points to one of them after all: the database keeps them, and the next sweep looks anew.
        log.warning("files_kept_in_use", count=len(numbers))


sweeping_job = Job(name="sweep_files", every_seconds=EVERY_SECONDS, run=sweep_files)
