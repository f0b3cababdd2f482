"""Rows of every table for a person, made from what the tables themselves say; and all areas' rules."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    Table,
    Time,
    UniqueConstraint,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import personal as appeals
from bot.areas.broadcasts import joining as broadcasts
from bot.areas.hearings import personal as hearings
from bot.areas.initiatives import personal as initiatives
from bot.areas.library import personal as library
from bot.areas.obligations import personal as obligations
from bot.areas.people import joining as people
from bot.areas.receptions import personal as receptions
from bot.areas.residents import joining as residents
from bot.areas.surveys import personal as surveys
from bot.core.db import UtcDateTime
from bot.core.joining import person_columns
from bot.operations.tables import all_tables

RULES = (
    residents.one_subscription,
    people.join,
    broadcasts.join,
    hearings.join,
    appeals.join,
    surveys.join,
    receptions.join,
    initiatives.join,
    library.join,
    obligations.join,
)
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
# JSON columns that hold a list; all others hold an object.
_LISTS = {"attachments", "files", "rapporteurs", "agenda", "materials", "recommendations", "scan", "changes"}
COLUMNS = tuple(person_columns(all_tables()))


class Lives:
    """Makes rows; what a row refers to is made with it once, and shared, unless a number is given."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._numbers = count(1000)
        self._shared: dict[str, Any] = {}

    async def person(self) -> int:
        persons = all_tables().tables["persons"]
        made: int = await self._add(persons, {"created_at": NOW + timedelta(seconds=next(self._numbers))})
        return made

    async def row(self, column: Column[Any], person_id: int, **known: Any) -> None:
        """One row in which this column names the person; who else it could name is nobody."""
        parent = next(iter(column.foreign_keys)).column.table
        if parent.name != "persons":
            await self._ensure(parent, person_id)
        await self._add(column.table, {column.name: person_id, **known}, whose=column)

    async def _ensure(self, table: Table, person_id: int) -> None:
        """A row that others know the person by: a subscription, a name among the staff."""
        key = table.c.person_id
        if await self._session.scalar(select(key).where(key == person_id)) is None:
            await self._add(table, {"person_id": person_id})

    async def _add(self, table: Table, known: dict[str, Any], whose: Column[Any] | None = None) -> Any:
        values, keys = dict(known), list(_keys(table))
        of = {one for key in keys if whose is not None and whose in key for one in key}
        apart = {one for key in keys if whose not in key and not any(map(_varies, key)) for one in key}
        for column in table.columns:
            if column.name not in values:
                value = await self._value(column, same=column in of, fresh=column in apart)
                if value is not _BY_ITSELF:
                    values[column.name] = value
        result: Any = await self._session.execute(insert(table).values(values))
        return result.inserted_primary_key[0]

    async def _value(self, column: Column[Any], *, same: bool, fresh: bool) -> Any:
        """`same`: the like of the other person's; `fresh`: nobody's else."""
        if column.foreign_keys:
            return await self._referred_to(column, needed=same, fresh=fresh)
        if column is column.table.autoincrement_column:
            return _BY_ITSELF
        if column.nullable:
            return None
        for kind, make in self._makers():
            if isinstance(column.type, kind):
                return 7 if same and kind is Integer else make(column)
        if (getattr(column.type, "length", None) or 99) < len("same"):
            return "ky"
        return "same" if same else f"{next(self._numbers)}"

    async def _referred_to(self, column: Column[Any], *, needed: bool, fresh: bool) -> Any:
        """Nobody and nothing where that may be; else the shared row of that table."""
        if column.nullable and not needed:
            return None
        target = next(iter(column.foreign_keys)).column
        if fresh:
            return await self._add(target.table, {})
        if target.table.name not in self._shared:
            self._shared[target.table.name] = await self._add(target.table, {})
        return self._shared[target.table.name]

    def _makers(self) -> Iterable[tuple[Any, Callable[[Column[Any]], Any]]]:
        return (
            (Enum, lambda column: column.type.enums[0]),
            (JSON, lambda column: [] if column.name in _LISTS else {}),
            ((UtcDateTime, DateTime), lambda _column: NOW + timedelta(seconds=next(self._numbers))),
            (Date, lambda _column: date(2026, 1, 1) + timedelta(days=next(self._numbers))),
            (Time, lambda _column: time(9, 0)),
            (Boolean, lambda _column: False),
            (Float, lambda _column: 0.0),
            (Integer, lambda _column: next(self._numbers)),
        )


def _keys(table: Table) -> Iterator[set[Column[Any]]]:
    """What there is one row of."""
    yield set(table.primary_key.columns)
    yield from (set(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint))
    yield from (set(one.columns) for one in table.indexes if one.unique)


def _varies(column: Column[Any]) -> bool:
    """Whether what is made for it is never the same, or nothing."""
    return column.nullable or not (column.foreign_keys or isinstance(column.type, (Enum, Boolean)))


_BY_ITSELF = object()
