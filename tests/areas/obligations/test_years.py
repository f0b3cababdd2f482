"""A year opens by itself, with all that the documents ask and what was set the year before."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.areas.municipality.models import Municipality
from bot.areas.obligations import filling, naming, own_events, queries, years
from bot.areas.obligations.board import board
from bot.areas.obligations.catalogue import Months, Recurrence, Rule, measures
from bot.areas.obligations.models import Proof, ResponsiblePerson
from bot.areas.obligations.own_events import Draft
from bot.areas.obligations.rules.state import State
from bot.core.db import Database
from tests.areas.appeals.desk import open_desk
from tests.areas.broadcasts.office import at
from tests.areas.obligations.planner import Planner

BISHKEK = ZoneInfo("Asia/Bishkek")


async def began(database: Database, day: date) -> None:
    await open_desk(database)
    async with database.session() as session:
        office = await session.get_one(Municipality, 1)
        office.created_at = datetime(day.year, day.month, day.day, 9, tzinfo=BISHKEK)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=BISHKEK)


async def test_a_year_opens_once_with_every_row(database: Database) -> None:
    await began(database, date(2026, 1, 1))
    async with database.session() as session:
        assert await years.open_year(session, 2026, noon(date(2026, 1, 1)), BISHKEK)
        assert not await years.open_year(session, 2026, noon(date(2026, 1, 2)), BISHKEK)
        rows = await board(session, 2026, date(2026, 1, 1), BISHKEK)
    assert [row.obligation.key for row in rows] == list(measures())
    assert {len(row.standings) for row in rows if row.obligation.key == "plan.1.1"} == {12}


async def test_who_begins_in_autumn_owes_nothing_for_the_spring(database: Database) -> None:
    await began(database, date(2026, 9, 10))
    async with database.session() as session:
        await years.open_year(session, 2026, noon(date(2026, 9, 10)), BISHKEK)
        rows = await board(session, 2026, date(2026, 9, 10), BISHKEK)
    states = {one.judgement.state for row in rows for one in row.standings}
    assert State.MISSED not in states
    by_key = {row.obligation.key: row for row in rows}
    assert not by_key["cal.1"].standings
    assert [one.period.number for one in by_key["plan.1.3"].standings] == [3, 4]


async def test_what_was_set_goes_on_into_the_next_year(database: Database) -> None:
    await began(database, date(2026, 1, 1))
    async with database.session() as session:
        await years.open_year(session, 2026, noon(date(2026, 1, 1)), BISHKEK)
        posters = next(one for one in await queries.of_year(session, 2026) if one.key == "plan.1.4")
        posters.targets = {"materials_min": 8}
        session.add(ResponsiblePerson(obligation_id=posters.id, person_id=None, name="Нурлан Осмонов"))
        await session.flush()
        await years.open_year(session, 2027, noon(date(2026, 12, 1)), BISHKEK)
        again = next(one for one in await queries.of_year(session, 2027) if one.key == "plan.1.4")
        named = (await queries.responsibles_of(session, [again.id]))[again.id]
    assert again.targets == {"materials_min": 8}
    assert [one.name for one in named] == ["Нурлан Осмонов"]


async def test_a_tick_with_its_proof_is_a_fact(database: Database) -> None:
    await began(database, date(2026, 1, 1))
    async with database.session() as session:
        await years.open_year(session, 2026, noon(date(2026, 1, 1)), BISHKEK)
        report = next(one for one in await queries.of_year(session, 2026) if one.key == "reg.4.4")
        period = (await queries.periods_of(session, [report.id]))[report.id][0]
        session.add(
            Proof(
                period_id=period.id,
                done_on=date(2026, 6, 12),
                note="Сессияда угулду",
                files=[],
                recorded_at=noon(date(2026, 6, 12)),
            )
        )
        await session.flush()
        rows = {row.obligation.key: row for row in await board(session, 2026, date(2026, 7, 2), BISHKEK)}
    assert [one.judgement.state for one in rows["reg.4.4"].standings] == [State.DONE, State.OPEN]


async def test_what_is_set_in_december_goes_on_into_the_year_that_is_open_already(planner: Planner) -> None:
    """Who begins in December sets the year up once, not twice."""
    then, by = at("2026-12-03 10:00"), await planner.person(planner.officer)
    spring = (Months(first_month=5, last_month=6),)
    forum = Recurrence(rule=Rule.WINDOWS, windows=spring, ky="Май-июнь", ru="Май-июнь")
    async with planner.database.session() as session:
        await years.open_year(session, 2027, at("2026-12-01 10:00"), BISHKEK)
        rows = {one.key: one for one in await queries.of_year(session, 2026)}
        posters, issues = rows["plan.1.4"].id, rows["plan.1.5"].id
        ahead = {one.key: one.id for one in await queries.of_year(session, 2027)}
        await filling.set_number(session, by, ahead["plan.2.2"], "initiatives_min", 9, then)
        await filling.set_number(session, by, rows["plan.2.2"].id, "initiatives_min", 3, then)
        await filling.set_number(session, by, posters, "materials_min", 8, then)
        await naming.name_person(session, by, ahead["plan.1.5"], "Айнура Сулайманова", None, then)
        for row in (posters, issues):
            await naming.name_person(session, by, row, "Нурлан Осмонов", None, then)
        await naming.set_people(session, by, posters, [("Асел Ниязова", None), ("Эрмек Уулу", None)], then)
        for slug, yearly in (("youth_forum", True), (None, True), (None, False)):
            draft = Draft(slug, "Форум", None, forum, every_year=yearly)
            await own_events.add(session, by, 2026, draft, then)
        found = {one.key: one for one in await queries.of_year(session, 2027)}
        named = await queries.responsibles_of(session, [one.id for one in found.values()])
    assert found["plan.1.4"].targets == {"materials_min": 8}
    assert [one.name for one in named[found["plan.1.4"].id]] == ["Асел Ниязова", "Эрмек Уулу"]
    assert [key for key, one in found.items() if one.own] == ["own.youth_forum", "own.event.1"]
    assert found["plan.2.2"].targets == {"initiatives_min": 9}, "what was set for the year itself stays"
    assert [one.name for one in named[found["plan.1.5"].id]] == ["Айнура Сулайманова"]
