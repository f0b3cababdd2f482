"""Two persons turn out to be one: all that is one's becomes the other's, in one transaction.

Which columns hold a person's number is read from the tables themselves, so that a later table can't be
forgotten. Where both may have something that exists once, the areas' rules decide before the move; what no
rule decided on stays as the one who stays has it.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, MetaData, UniqueConstraint, and_, delete, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Person
from bot.core.db import Base
from bot.core.errors import Refused

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, slots=True)
class Joining:
    """What the person `goes` has becomes the person `stays`'s; of `goes` nothing is left."""

    stays: int
    goes: int
    now: datetime


Rule = Callable[[AsyncSession, Joining], Awaitable[None]]
"""An area settles what both have and may exist once, and follows what no foreign key names. Raises `Refused`
where the two can't be one person."""


async def join(session: AsyncSession, joining: Joining, rules: Sequence[Rule] = ()) -> dict[str, int]:
    """How many rows moved, by table. Whatever the session had read before must be read anew."""
    await _hold(session, joining)
    for rule in rules:
        await rule(session, joining)
    await session.flush()
    moved: dict[str, int] = {}
    columns = list(person_columns(Base.metadata))
    for column in columns:
        count = await _move(session, column, joining)
        if count:
            moved[column.table.name] = moved.get(column.table.name, 0) + count
    for column in reversed(columns):
        if is_referred_to(column):
            await session.execute(delete(column.table).where(column == joining.goes))
    gone = delete(Person).where(Person.id == joining.goes).execution_options(synchronize_session=False)
    await session.execute(gone)
    session.expire_all()
    return moved


async def _hold(session: AsyncSession, joining: Joining) -> None:
    """Nobody writes anything of either meanwhile. Raises `Refused` when one is gone already."""
    found = await session.scalars(
        select(Person)
        .where(Person.id.in_((joining.stays, joining.goes)))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    persons = {person.id: person for person in found}
    if len(persons) < 2:
        raise Refused("joining:gone")
    stays, goes = persons[joining.stays], persons[joining.goes]
    stays.language = stays.language or goes.language
    stays.created_at = min(stays.created_at, goes.created_at)


# What both have


async def doubles(
    session: AsyncSession, kind: type[Row], joining: Joining, *of: str, whose: str = "person_id"
) -> list[tuple[Row, Row]]:
    """What both have of the same, told by the columns `of`: the one's who stays, the one's who goes."""
    owner = getattr(kind, whose)
    found = await session.scalars(
        select(kind).where(owner.in_((joining.stays, joining.goes))).execution_options(populate_existing=True)
    )
    rows = [(tuple(getattr(row, name) for name in of), row) for row in found]
    kept = {key: row for key, row in rows if getattr(row, whose) == joining.stays}
    return [(kept[key], row) for key, row in rows if getattr(row, whose) == joining.goes and key in kept]


async def keep_one(
    session: AsyncSession,
    kind: type[Row],
    joining: Joining,
    *of: str,
    first: Callable[[Row], Any],
    whose: str = "person_id",
) -> None:
    """Of each two the one that comes `first` in order; of two alike the one's who stays."""
    for mine, theirs in await doubles(session, kind, joining, *of, whose=whose):
        await session.delete(theirs if first(mine) <= first(theirs) else mine)
    await session.flush()


# What the tables say


def person_columns(metadata: MetaData) -> Iterator[Column[Any]]:
    """Every column that holds a person's number, by whatever foreign keys; what is referred to first."""
    persons: set[Column[Any]] = {metadata.tables[Person.__tablename__].c.id}
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.column in persons for key in column.foreign_keys):
                persons.add(column)
                yield column


def is_referred_to(column: Column[Any]) -> bool:
    """Whether it is itself the number by which other tables know the person."""
    tables = column.table.metadata.sorted_tables
    return any(key.column is column for table in tables for key in table.foreign_keys)


def once(column: Column[Any]) -> Iterator[tuple[list[Column[Any]], Any]]:
    """Of what a person may have one: the other columns that say of what, and for which rows that holds."""
    table = column.table
    keys: list[tuple[list[Any], Any]] = [(list(table.primary_key.columns), true())]
    keys += [(list(one.columns), true()) for one in table.constraints if isinstance(one, UniqueConstraint)]
    for index in table.indexes:
        if index.unique:
            where = index.dialect_options["sqlite"]["where"]
            keys.append((list(index.columns), true() if where is None else where))
    for columns, where in keys:
        if any(one is column for one in columns):
            yield [one for one in columns if one is not column], where


# Moving


async def _move(session: AsyncSession, column: Column[Any], joining: Joining) -> int:
    if is_referred_to(column):
        return await _copy(session, column, joining)
    for of, where in once(column):
        await _drop_doubles(session, column, of, where, joining)
    changed: Any = await session.execute(
        update(column.table).where(column == joining.goes).values({column.name: joining.stays})
    )
    return int(changed.rowcount)


async def _copy(session: AsyncSession, column: Column[Any], joining: Joining) -> int:
    """Others know the person by it, so that it can't change: they move to a copy, and then it is dropped."""
    rows = (
        await session.execute(select(column.table).where(column.in_((joining.stays, joining.goes))))
    ).all()
    if len(rows) != 1 or rows[0]._mapping[column.name] == joining.stays:
        return 0
    await session.execute(insert(column.table).values({**rows[0]._mapping, column.name: joining.stays}))
    return 1


async def _drop_doubles(
    session: AsyncSession, column: Column[Any], of: Sequence[Column[Any]], where: Any, joining: Joining
) -> None:
    table = column.table
    kept = await session.execute(select(*of, column).where(column == joining.stays, where))
    taken = {tuple(row)[:-1] for row in kept}
    key = list(table.primary_key.columns)
    theirs = await session.execute(select(*of, *key).where(column == joining.goes, where))
    for row in theirs.all():
        what, number = tuple(row)[: len(of)], tuple(row)[len(of) :]
        # Databases take two unknowns for different.
        if what in taken and None not in what:
            same = and_(*(one == value for one, value in zip(key, number, strict=True)))
            await session.execute(delete(table).where(same))
