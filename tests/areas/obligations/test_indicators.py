"""The indicators are what a person would count by hand."""

import random
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.areas.bulletins.models import Bulletin, BulletinKind, Distribution, DistributionKind
from bot.areas.hearings.models import HeadCount, Meeting, MeetingKind, MeetingState, Participant, Protocol
from bot.areas.obligations import indicators, years
from bot.areas.obligations.indicators import Key, Line, reach
from bot.areas.obligations.indicators.lines import growth
from bot.areas.obligations.indicators.paper import BOARD, GROUP, Put, tally
from bot.areas.obligations.models import Obligation
from bot.areas.obligations.rules.span import Span, last_ended
from bot.areas.residents import my_data
from bot.areas.residents import service as residents
from bot.core import clock
from bot.core.contacts import meet
from bot.core.db import Database
from tests.areas.appeals.desk import Desk, open_desk
from tests.areas.broadcasts.office import at
from tests.areas.obligations.towns import BISHKEK, END, START, DrawnTown, draw


async def test_each_person_is_counted_once_as_by_hand(database: Database) -> None:
    """Two channels, two villages, several messages, some deleted since: whoever it is, once."""
    for seed in range(16):
        async with database.reading() as session:
            town = await draw(session, random.Random(seed), [1, 2, 3])  # noqa: S311 - drawn towns, no secret
            found = await reach.by_messages(session, START, END)
        assert_same(town, found)


def assert_same(town: DrawnTown, found: reach.Reached) -> None:
    villages, channels, forgotten = town.recount()
    assert found.villages == dict(villages)
    assert found.people == villages.total()
    assert found.channels == dict(channels)
    assert found.forgotten == forgotten


async def test_what_was_stopped_last_year_is_no_message_of_this_one(sqlite: Database) -> None:
    desk = await open_desk(sqlite)
    clock.move_to(datetime(2025, 12, 20, 12, tzinfo=BISHKEK))
    number = await desk.approved(await desk.person(desk.officer), await desk.person(desk.head))
    await desk.tick()
    await desk.stop(number, await desk.person(desk.head))
    clock.move_to(at("2026-03-01 12:00"))
    await sent_to_all(desk)
    assert (await informed(desk)).messages == 1


async def test_a_deleted_person_stays_as_a_count(sqlite: Database) -> None:
    """Before their bare address is swept and after."""
    desk = await open_desk(sqlite)
    phone = await desk.resident()
    await desk.resident(village="kara-suu")
    for _ in range(2):
        await sent_to_all(desk)
    before = await informed(desk)
    async with sqlite.session() as session:
        contact = await meet(session, "telegram", phone.address, clock.now())
        await my_data.delete_person(session, contact, clock.now())
        number = contact.id
    leaving = await informed(desk)
    clock.move(timedelta(days=3))
    async with sqlite.session() as session:
        assert await my_data.sweep_departed(session, number, clock.now())
    gone = await informed(desk)
    assert before.people == leaving.people == gone.people == 4
    assert before.villages == gone.villages
    assert (leaving.forgotten, gone.forgotten) == (0, 1)


async def sent_to_all(desk: Desk) -> None:
    await desk.approved(await desk.person(desk.officer), await desk.person(desk.head))
    await desk.tick()
    await desk.deliver()
    await desk.tick()


async def informed(desk: Desk) -> reach.Reached:
    async with desk.database.reading() as session:
        return await reach.by_messages(session, START, END)


# Subscribers


async def test_growth_is_told_against_the_years_beginning(sqlite: Database) -> None:
    desk = await open_desk(sqlite)
    clock.move_to(datetime(2025, 6, 1, 12, tzinfo=BISHKEK))
    phones = [await desk.resident() for _ in range(10)]
    clock.move_to(datetime(2026, 6, 1, 12, tzinfo=BISHKEK))
    async with sqlite.session() as session:
        await residents.stop_subscription(session, await desk.person(phones[0]), clock.now())
        await my_data.delete_person(
            session, await meet(session, "telegram", phones[1].address, clock.now()), clock.now()
        )
    for _ in range(2):
        await desk.resident()
    clock.move_to(at("2026-12-31 12:00"))
    async with sqlite.reading() as session:
        found = (await indicators.figures(session, Span(2026), clock.now(), BISHKEK)).subscribers
    # The officer and the head subscribed in November.
    assert (found.before, found.now) == (10, 12)
    assert growth(found.before, found.now) == 0.2


def test_nothing_grows_from_nothing() -> None:
    assert growth(0, 40) is None
    assert Line(Key.SUBSCRIBERS, 40, growth(0, 40), 10).met is None


# Paper


def test_a_place_counts_once_however_often_something_was_put_there() -> None:
    found = tally(
        [
            Put(BOARD, ("bulletin", 1), 1, "Мектеп", 200),
            Put(BOARD, ("bulletin", 1), 1, " мектеп ", 250),
            Put(BOARD, ("meeting", 1), 2, "Мектеп", None),
            Put(GROUP, ("bulletin", 1), None, "Миң-Булак", 400),
            Put(GROUP, ("bulletin", 2), None, "Миң-Булак", 420),
        ]
    )
    assert (found.places[BOARD], found.people[BOARD]) == (2, 250)
    assert (found.places[GROUP], found.people[GROUP]) == (1, 420)
    assert (found.materials, found.copies) == (2, 3)
    assert found.villages == {1: 2, 2: 1}


# All of them


@given(some.integers(0, 5_000), some.integers(1, 5_000), some.integers(1, 100))
def test_a_goal_in_percent_is_reached_just_when_enough_people_were(
    people: int, population: int, goal: int
) -> None:
    line = Line(Key.INFORMED, people, people / population, goal)
    assert line.met is (people * 100 >= goal * population)


def test_the_last_quarter_that_ended() -> None:
    assert last_ended(date(2026, 2, 3)) == Span(2025, 4)
    assert last_ended(date(2026, 4, 1)) == Span(2026, 1)
    assert (Span(2026, 4).first, Span(2026, 4).last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (Span(2026).first, Span(2026).last) == (date(2026, 1, 1), date(2026, 12, 31))


async def test_every_indicator_of_a_busy_quarter(database: Database) -> None:
    desk = await open_desk(database)
    await busy(desk)
    async with database.reading() as session:
        quarter = await indicators.figures(session, Span(2026, 4), clock.now(), BISHKEK)
        before = await indicators.figures(session, Span(2026, 3), clock.now(), BISHKEK)
    lines = {line.key: line for line in indicators.lines(quarter)}
    assert quarter.people == 6800
    assert lines[Key.INFORMED].value == 2
    assert lines[Key.GROUPS].value == 310
    assert lines[Key.PAPER].value == 120
    # One by name, forty by head, and of a meeting where nobody was counted the protocol's number.
    assert (quarter.meetings.by_name, quarter.meetings.by_head, quarter.meetings.by_protocol) == (1, 40, 25)
    assert lines[Key.ATTENDED].target == 2
    assert lines[Key.ATTENDED].met is False
    assert (lines[Key.MEETINGS].value, quarter.meetings.protocols) == (2, 2)
    assert (lines[Key.MATERIALS].value, lines[Key.MATERIALS].met) == (1, True)
    assert lines[Key.SUBSCRIBERS].target == 10
    assert lines[Key.QUESTIONNAIRES].target is None
    assert before.informed.people == 0
    assert all(line.value == 0 for line in indicators.lines(before) if line.key is not Key.SUBSCRIBERS)


async def busy(desk: Desk) -> None:
    await sent_to_all(desk)
    now = clock.now()
    async with desk.database.session() as session:
        await years.open_year(session, 2026, now, BISHKEK)
        session.add(
            Bulletin(
                kind=BulletinKind.MONTHLY,
                period_start=date(2026, 10, 1),
                period_end=date(2026, 10, 31),
                publish_at=now,
                broadcast_id=1,
                opened_at=now,
                published_at=now,
            )
        )
        await session.flush()
        session.add_all(
            Distribution(
                bulletin_id=1, kind=kind, village_id=1, place=place, people_reached=people, recorded_at=now
            )
            for kind, place, people in (
                (DistributionKind.BOARD, "Мектеп", 120),
                (DistributionKind.GROUP, "Миң-Булак тобу", 310),
            )
        )
        for number in (1, 2):
            session.add(meeting(number, now))
            await session.flush()
            session.add(
                Protocol(
                    meeting_id=number,
                    year=2026,
                    number=number,
                    attended=25,
                    recommendations=[],
                    scan=[],
                    registered_at=now,
                )
            )
        session.add(Participant(meeting_id=1, name="Айгүл", village_id=1, registered_at=now))
        session.add(HeadCount(meeting_id=1, village_id=2, women=22, men=18, counted_at=now))
    await aim(desk, "plan.1.2", attended=2)
    await aim(desk, "plan.1.4", materials_min=1)


async def aim(desk: Desk, key: str, **targets: int) -> None:
    async with desk.database.session() as session:
        for obligation in await desk.all(Obligation, Obligation.key == key):
            (await session.get_one(Obligation, obligation.id)).targets = targets


def meeting(number: int, now: datetime) -> Meeting:
    return Meeting(
        id=number,
        kind=MeetingKind.VILLAGE_ASSEMBLY,
        state=MeetingState.HELD,
        matter_ky="Суу",
        place="Клуб",
        starts_at=now - timedelta(days=number),
        minutes=60,
        audience={},
        organiser_ky="Айыл өкмөтү",
        rapporteurs=[],
        agenda=[],
        materials=[],
        door_key=f"door{number}",
        created_at=now,
    )
