"""Whom a message reaches: the one statement against plain Python over the same people, on both databases."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import String, case, cast, insert, literal, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import DistrictPart
from bot.areas.residents import queries
from bot.areas.residents.models import Consent, Resident, ResidentVillage, Topic, TopicOff
from bot.core.contacts import Contact, Person, StopReason
from bot.core.db import Database

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
VILLAGES = range(1, 6)
WORKS, STOPPED, SECOND = (True, False), (True, True), (False, False)
ADDRESSES = [
    (WORKS,),
    (WORKS,),
    (STOPPED,),
    (WORKS, SECOND),
    (STOPPED, SECOND),
    (WORKS, WORKS),
    (STOPPED, WORKS),
]


@dataclass
class Someone:
    """`main` None: no resident at all. `contacts` are (primary, stopped)."""

    language: str = "ky"
    main: int | None = 1
    others: frozenset[int] = frozenset()
    off: frozenset[Topic] = frozenset()
    unsubscribed: bool = False
    consents: tuple[bool, ...] = (True,)
    contacts: tuple[tuple[bool, bool], ...] = ((True, False),)
    ids: list[int] = field(default_factory=list)

    def reached_at(self) -> int | None:
        usable = [i for i, (p, s) in zip(self.ids, self.contacts, strict=True) if p > s]
        agreed = self.main is not None and not self.unsubscribed and any(self.consents)
        return min(usable) if usable and agreed else None

    def segment(self, meant: Iterable[int]) -> int | None:
        followed = ({self.main} | self.others) & set(meant)
        return self.main if self.main in followed else min((v for v in followed if v), default=None)


def someone(dice: random.Random) -> Someone:
    main = dice.choice([*VILLAGES, *VILLAGES, None])
    others = frozenset(v for v in VILLAGES if v != main and dice.random() < 0.2) if main else frozenset()
    return Someone(
        language=dice.choice(["ky", "ru"]),
        main=main,
        others=others,
        off=frozenset(topic for topic in Topic if main and dice.random() < 0.2),
        unsubscribed=dice.random() < 0.1,
        consents=dice.choice([(True,), (True,), (False,), (), (False, True), (True, True)]),
        contacts=dice.choice(
            [
                ((True, False),),
                ((True, True),),
                ((True, False), (False, False)),
                ((True, False), (True, False)),
            ]
        ),
    )


async def settle(database: Database, people: list[Someone]) -> None:
    async with database.session() as session:
        for number, one in enumerate(people):
            person = Person(language=one.language, created_at=NOW)
            session.add(person)
            await session.flush()
            rows: list[Any] = [
                Contact(
                    person_id=person.id,
                    channel="telegram",
                    address=f"{number}-{i}",
                    primary=primary,
                    stopped_at=NOW if stopped else None,
                    stop_reason=StopReason.BLOCKED if stopped else None,
                    last_seen_at=NOW,
                )
                for i, (primary, stopped) in enumerate(one.contacts)
            ]
            session.add_all(rows)
            await session.flush()
            one.ids = [row.id for row in rows]
            session.add_all(_consents(person.id, one))
            if one.main:
                session.add(
                    Resident(
                        person_id=person.id,
                        subscribed_at=NOW,
                        unsubscribed_at=NOW if one.unsubscribed else None,
                    )
                )
                await session.flush()
                session.add_all(_choices(person.id, one))


def _consents(person_id: int, one: Someone) -> list[Consent]:
    return [
        Consent(
            person_id=person_id,
            version=1,
            language="ky",
            channel="telegram",
            given_at=NOW,
            withdrawn_at=None if good else NOW,
        )
        for good in one.consents
    ]


def _choices(person_id: int, one: Someone) -> list[Any]:
    followed = [ResidentVillage(person_id=person_id, village_id=v) for v in sorted(one.others)]
    main = ResidentVillage(person_id=person_id, village_id=one.main, main=True)
    return [main, *followed, *(TopicOff(person_id=person_id, topic=topic) for topic in one.off)]


AUDIENCES: list[dict[str, Any]] = [
    {"topic": None},
    {"topic": Topic.BULLETINS},
    {"topic": Topic.NEWS, "villages": [2]},
    {"topic": None, "villages": [5, 1]},
    {"topic": Topic.SURVEYS, "districts": [1]},
    {"topic": None, "districts": [2]},
    {"topic": None, "districts": [3], "villages": [1]},
    {"topic": Topic.HEARINGS, "languages": ["ru"]},
    {"topic": None, "villages": [3], "districts": [1], "languages": ["ky"]},
    {"topic": None, "villages": [99]},
]


async def test_the_statement_agrees_with_plain_python(database: Database) -> None:
    dice = random.Random(4)  # noqa: S311 - the same people every time, nothing secret
    people = [someone(dice) for _ in range(300)]
    await settle(database, people)
    async with database.reading() as session:
        parts = {(p.district_id, p.village_id) for p in await session.scalars(select(DistrictPart))}
        for audience in AUDIENCES:
            rows = (await session.execute(queries.audience_select(**audience))).all()
            assert len({row.contact_id for row in rows}) == len(rows), audience
            found = {(row.contact_id, row.language, row.segment) for row in rows}
            expected = _expected(people, parts, **audience)
            assert found == expected, audience
            counted = await queries.count_audience(session, queries.audience_select(**audience))
            by_village = Counter((segment, language) for _, language, segment in expected)
            assert {(c.village_id, c.language): c.count for c in counted} == dict(by_village)


def _expected(
    people: list[Someone],
    parts: set[tuple[int, int]],
    *,
    topic: Topic | None,
    villages: tuple[int, ...] = (),
    districts: tuple[int, ...] = (),
    languages: tuple[str, ...] = (),
) -> set[tuple[int, str, int]]:
    meant = {*villages, *(v for d, v in parts if d in districts)}
    meant = meant if villages or districts else set(VILLAGES)
    found = set()
    for one in people:
        contact, segment = one.reached_at(), one.segment(meant)
        if contact is None or segment is None or topic in one.off:
            continue
        if not languages or one.language in languages:
            found.add((contact, one.language, segment))
    return found


@pytest.mark.parametrize(
    "kept_away",
    [
        Someone(unsubscribed=True),
        Someone(consents=()),
        Someone(consents=(False,)),
        Someone(main=None),
        Someone(contacts=((True, True),)),
        Someone(contacts=((False, False),)),
        Someone(off=frozenset({Topic.NEWS})),
    ],
)
async def test_nobody_is_written_to_who_should_not_be(sqlite: Database, kept_away: Someone) -> None:
    await settle(sqlite, [kept_away, Someone()])
    async with sqlite.reading() as session:
        rows = (await session.execute(queries.audience_select(topic=Topic.NEWS))).all()
    assert [row.address for row in rows] == ["1-0"]


async def test_a_village_partly_in_a_district_counts(sqlite: Database) -> None:
    await settle(sqlite, [Someone(main=1), Someone(main=2), Someone(main=3)])
    async with sqlite.reading() as session:
        district = await municipality.find_district(session, "kara-suu")
        assert district is not None
        rows = (await session.execute(queries.audience_select(districts=[district.id], topic=None))).all()
    assert sorted(row.segment for row in rows) == [1, 2]


async def test_subscribers_are_counted_as_of_a_moment(sqlite: Database) -> None:
    await settle(sqlite, [Someone(), Someone(unsubscribed=True), Someone(main=None)])
    async with sqlite.reading() as session:
        assert await queries.subscribers_count(session, NOW - timedelta(days=1)) == 0
        assert await queries.subscribers_count(session, NOW) == 1


async def test_a_hundred_thousand_residents_are_each_found_once(database: Database) -> None:
    count = 100_000
    async with database.session() as session:
        await _settle_many(session, count)
    async with database.reading() as session:
        counted = await queries.count_audience(session, queries.audience_select(topic=Topic.NEWS))
    assert sum(c.count for c in counted) == count


async def _settle_many(session: AsyncSession, count: int) -> None:
    """Made inside the database: by the ORM it would take longer than all other tests together."""
    first = select(literal(1).label("n")).cte(recursive=True)
    numbers = first.union_all(select(first.c.n + 1).where(first.c.n < count))
    n, now = numbers.c.n, literal(NOW, Person.created_at.type)
    rows: dict[Any, dict[str, Any]] = {
        Person: {"id": n, "language": case((n % 3 == 0, "ru"), else_="ky"), "created_at": now},
        Contact: {
            "id": n,
            "person_id": n,
            "channel": literal("telegram"),
            "address": cast(n, String),
            "primary": true(),
            "last_seen_at": now,
        },
        Resident: {"person_id": n, "subscribed_at": now},
        ResidentVillage: {"person_id": n, "village_id": n % 5 + 1, "main": true()},
        Consent: {
            "person_id": n,
            "version": literal(1),
            "language": literal("ky"),
            "channel": literal("telegram"),
            "given_at": now,
        },
    }
    for model, columns in rows.items():
        found = select(*columns.values())
        await session.execute(insert(model).from_select(list(columns), found, include_defaults=False))
