"""Two persons become one: nothing of the one who goes is left behind, and only what was double is lost.

The tables themselves say which columns there are; a later table is walked by these tests without being named.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import joining
from bot.core.contacts import Person
from bot.core.db import Database
from bot.core.joining import Joining, is_referred_to, once
from tests.areas.residents.whole_lives import COLUMNS, NOW, RULES, Lives


def names() -> list[str]:
    return [f"{column.table.name}.{column.name}" for column in COLUMNS]


async def left(session: AsyncSession, person_id: int) -> dict[str, int]:
    """In how many rows of which column this person's number stands."""
    found: dict[str, int] = {}
    for column in COLUMNS:
        counted = await session.scalar(
            select(func.count()).select_from(column.table).where(column == person_id)
        )
        if counted:
            found[f"{column.table.name}.{column.name}"] = counted
    return found


def test_every_way_to_a_person_is_known() -> None:
    """By a foreign key or through another table's; what is looked for is really there."""
    found = names()
    assert {"contacts.person_id", "role_grants.person_id", "resident_villages.person_id"} <= set(found)
    assert len(found) == len(set(found)) > 80


async def test_of_two_who_have_everything_nothing_is_left_behind(database: Database) -> None:
    async with database.session() as session:
        lives = Lives(session)
        stays, goes = await lives.person(), await lives.person()
        for column in COLUMNS:
            for person_id in (stays, goes):
                if not is_referred_to(column) or not (await left(session, person_id)).get(
                    f"{column.table.name}.{column.name}"
                ):
                    await lives.row(column, person_id)
        assert set(await left(session, goes)) == set(names())

        await joining.join(session, Joining(stays, goes, NOW), RULES)
        assert await left(session, goes) == {}
        assert set(await left(session, stays)) == set(names())
        assert await session.get(Person, goes) is None
        if database.is_sqlite:
            assert (await session.execute(text("PRAGMA foreign_key_check"))).all() == []


@pytest.mark.parametrize("which", ["stays", "goes"])
async def test_of_one_who_has_everything_nothing_is_lost(sqlite: Database, which: str) -> None:
    async with sqlite.session() as session:
        lives = Lives(session)
        persons = {"stays": await lives.person(), "goes": await lives.person()}
        for column in COLUMNS:
            if not is_referred_to(column) or not (await left(session, persons[which])).get(
                f"{column.table.name}.{column.name}"
            ):
                await lives.row(column, persons[which])
        before = await left(session, persons[which])
        await joining.join(session, Joining(**persons, now=NOW), RULES)
        assert await left(session, persons["stays"]) == before


# Who has a row: nobody, the one, the other, both of the same thing.
HAS = st.sampled_from([(), ("stays",), ("goes",), ("stays", "goes")])


async def test_joining_loses_only_what_is_double(sqlite: Database) -> None:
    """Whatever each of them has."""
    columns = [column for column in COLUMNS if not is_referred_to(column)]

    async def check(owners: list[tuple[str, ...]]) -> None:
        async with sqlite.session() as session:
            lives = Lives(session)
            persons = {"stays": await lives.person(), "goes": await lives.person()}
            expected: dict[str, int] = {}
            for column, owned in zip(columns, owners, strict=True):
                for owner in owned:
                    await lives.row(column, persons[owner])
                name = f"{column.table.name}.{column.name}"
                if owned:
                    expected[name] = 1 if _is_had_once(column) else len(owned)
            await joining.join(session, Joining(**persons, now=NOW), RULES)
            found = await left(session, persons["stays"])
            referred = {f"{c.table.name}.{c.name}" for c in COLUMNS if is_referred_to(c)}
            assert {name: n for name, n in found.items() if name not in referred} == expected
            await session.rollback()

    examples: list[list[tuple[str, ...]]] = []

    @settings(max_examples=2, database=None)
    @given(st.lists(HAS, min_size=len(columns), max_size=len(columns)))
    def draw(owners: list[tuple[str, ...]]) -> None:
        examples.append(owners)

    draw()
    for owners in examples:
        await check(owners)


def _is_had_once(column: Column[Any]) -> bool:
    """A role that both held stays in the record of roles; who answers for one thing twice is named once."""
    name = f"{column.table.name}.{column.name}"
    if name in ("role_grants.person_id", "obligation_responsibles.person_id"):
        return name.startswith("obligation")
    return any(True for _ in once(column))
