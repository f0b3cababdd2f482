"""Without names: counted once each, and nothing in the tables joins a person to an answer."""

import asyncio
import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.areas.residents import queries as residents
from bot.areas.surveys import running
from bot.areas.surveys.models import BoxedPaper, Participation, Response
from bot.areas.surveys.results import Origin
from bot.areas.surveys.rules import box
from bot.areas.surveys.rules.box import ENOUGH, Slip
from bot.core import clock, sealing
from bot.core.dialogs.store import DialogState
from tests.areas.broadcasts.office import SKIP
from tests.areas.surveys.station import Station


async def test_what_is_answered_so_far_is_sealed(station: Station) -> None:
    number = await station.opened(anonymous=True)
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    assert "Үнүңүздөн же сүрөттөн таанып калышы мүмкүн" in await phone.tap("2")
    await phone.write("Кошунам Асан сууну буруп алат")
    (walk,) = await station.all_of(DialogState)
    assert "Асан" not in str(walk.state)
    assert walk.state["answers"].startswith("gAAAA")
    # It goes on all the same.
    assert "Суроо source" in await phone.tap("Жок")


async def test_with_another_key_the_walk_begins_anew(station: Station) -> None:
    number = await station.opened(anonymous=True)
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("5")
    sealing.use("another token")
    await phone.tap("Ооба")
    assert "Суроо mark" in await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("5")
    await phone.tap("Ооба")
    await phone.tap(SKIP)
    assert "Рахмат" in await phone.tap("Жоопторду жөнөтүү")


async def test_answers_wait_in_the_box_until_enough_lie_there(either_station: Station) -> None:
    station = either_station
    number = await station.opened(anonymous=True)
    phones = [await station.resident() for _ in range(ENOUGH)]
    for phone in phones[:-1]:
        await station.answer_small(phone, number, named=False)
    await station.tick()
    assert not await station.all(Response)
    assert len(await station.all(BoxedPaper)) == ENOUGH - 1
    await station.answer_small(phones[-1], number, named=False)
    await station.tick()
    assert len(await station.all(Response)) == ENOUGH
    assert not await station.all(BoxedPaper)


async def test_no_table_joins_a_person_to_an_answer(either_station: Station) -> None:
    """Everything that the database holds of the persons and of the answers is looked through."""
    station = either_station
    number = await station.opened(anonymous=True)
    phones = [await station.resident() for _ in range(7)]
    for place, phone in enumerate(phones):
        wish = f"сөз-{place}"
        await station.answer_small(phone, number, mark=4, wish=wish, named=False)
    await station.close(number)
    assert len(await station.all(Response)) == 7
    for response in await station.all(Response):
        assert (response.person_id, response.name, response.answered_on) == (None, None, None)
    async with station.database.reading() as session:
        for table in station.tables():
            rows = (await session.execute(text(f'SELECT * FROM "{table}"'))).all()  # noqa: S608 - our own names
            told = [row for row in rows if "сөз-" in str(row)]
            # The words stand in one table alone, and nothing in it is of a person.
            assert not told or table == "survey_answers", table
    assert not await station.all_of(DialogState)


async def test_what_waits_in_the_box_is_sealed(either_station: Station) -> None:
    """One has finished and one answer lies there: whoever holds the database would know whose it is."""
    station = either_station
    number = await station.opened(anonymous=True)
    await station.answer_small(await station.resident(), number, mark=1, wish="Кошунам", named=False)
    await station.tick()
    async with station.database.reading() as session:
        for table in station.tables():
            rows = (await session.execute(text(f'SELECT * FROM "{table}"'))).all()  # noqa: S608 - our own names
            assert "Кошунам" not in str(rows), table
    (boxed,) = await station.all(BoxedPaper)
    assert boxed.answers.startswith("gAAAA")


async def test_what_was_sealed_with_another_key_waits(station: Station) -> None:
    number = await station.opened(anonymous=True)
    await station.answer_small(await station.resident(), number, named=False)
    sealing.use("one more token")
    await station.answer_small(await station.resident(), number, named=False)
    await station.close(number)
    assert len(await station.all(Response)) == 1
    assert len(await station.all(BoxedPaper)) == 1


async def _finished_and_answers(station: Station) -> tuple[Counter[int | None], Counter[int | None]]:
    """How many have finished in each village, and how many answers each village has."""
    async with station.database.reading() as session:
        persons = [
            next(
                place.village.id
                for place in await residents.villages_of(session, one.person_id)
                if place.main
            )
            for one in await station.all_of(Participation)
        ]
    return Counter(persons), Counter(one.village_id for one in await station.all(Response))


async def test_nobody_is_found_by_being_the_last_of_a_village(either_station: Station) -> None:
    """Five of one village are out already; the one answer without a village would be the other village's."""
    station = either_station
    number = await station.opened(anonymous=True)
    for place in range(ENOUGH):
        await station.answer_small(await station.resident(), number, wish=f"суу-{place}", named=False)
    await station.tick()
    assert len(await station.all(Response)) == ENOUGH
    await station.answer_small(await station.resident(village="kara-suu"), number, wish="жол", named=False)
    await station.close(number)
    persons, answers = await _finished_and_answers(station)
    assert sorted(persons.values()) == [1, ENOUGH]
    assert answers == {None: ENOUGH + 1}, "of whom less is known there are never few"
    results = await station.results(number)
    assert results.tallies["wish"].answered == ENOUGH + 1
    assert not any(
        group.tallies for by in results.breakdowns if by.dimension == "village" for group in by.groups
    )


async def test_nobody_is_found_by_having_come_through_the_hall(either_station: Station) -> None:
    station = either_station
    number = await station.opened(anonymous=True)
    for _ in range(ENOUGH):
        await station.answer_small(await station.resident(), number, named=False)
    guest = await station.resident(village="kara-suu")
    await guest.write(f"/start s_{number}_m")
    await guest.tap("Баштоо")
    await guest.tap("1")
    await guest.tap(SKIP)
    await guest.tap("Ооба")
    await guest.tap(SKIP)
    await guest.tap("Жоопторду жөнөтүү")
    await station.close(number)
    kinds = Counter((one.origin, one.village_id) for one in await station.all(Response))
    assert min(kinds.values()) >= ENOUGH, kinds


async def test_who_answered_is_kept_and_not_what(station: Station) -> None:
    number = await station.opened(anonymous=True)
    phone = await station.resident()
    await station.answer_small(phone, number, named=False)
    (taken,) = await station.all_of(Participation)
    assert taken.person_id == await station.person(phone)
    columns = set(Participation.__table__.columns.keys())
    assert columns == {"survey_id", "person_id", "finished"}, "a time would tell whose answer it is"
    assert "жооп бергенсиз" in await phone.tap_payload(f"sv:start.{number}")


async def test_what_is_sent_while_the_box_is_emptied_is_not_left_in_it(either_station: Station) -> None:
    station = either_station
    number = await station.opened(anonymous=True)
    phone = await station.resident()
    await phone.tap_payload(f"sv:start.{number}")
    await phone.tap("5")
    await phone.tap("Ооба")
    await phone.tap(SKIP)
    async with station.database.session() as session:
        await running.close(session, number, await station.person(station.officer), clock.now())
        sent = asyncio.create_task(phone.tap("Жоопторду жөнөтүү"))
        await asyncio.sleep(0.5)
    assert "Рахмат" not in await sent
    assert not await station.all(BoxedPaper)


SLIPS = st.lists(
    st.builds(
        Slip,
        key=st.integers(),
        origin=st.sampled_from([Origin.TELEGRAM, Origin.WHATSAPP]),
        village=st.sampled_from([1, 2, 3, 4]),
        language=st.sampled_from(["ky", "ru"]),
    ),
    max_size=60,
    unique_by=lambda slip: slip.key,
)


@given(SLIPS, st.integers(0, 100))
def test_at_the_end_nobody_is_one_of_few(slips: list[Slip[int]], seed: int) -> None:
    taken = box.last(slips, random.Random(seed))  # noqa: S311 - nothing here is secret
    assert sorted(slip.key for slip in taken) == sorted(slip.key for slip in slips), "none is lost or doubled"
    for known in (
        lambda slip: slip.origin,
        lambda slip: (slip.origin, slip.village),
        lambda slip: (slip.origin, slip.village, slip.language),
    ):
        for kind, count in Counter(map(known, taken)).items():
            few = count < ENOUGH
            assert not few or len(slips) < ENOUGH, (kind, count)


@given(SLIPS, st.integers(0, 100))
def test_nothing_is_said_of_a_paper_that_is_not_so(slips: list[Slip[int]], seed: int) -> None:
    before = {slip.key: slip for slip in slips}
    for slip in box.last(slips, random.Random(seed)):  # noqa: S311 - nothing here is secret
        for name in box.KNOWN:
            assert getattr(slip, name) in (None, getattr(before[slip.key], name))


@given(SLIPS)
def test_before_the_end_only_whole_groups_are_taken(slips: list[Slip[int]]) -> None:
    kinds = Counter((slip.origin, slip.village, slip.language) for slip in box.ready(slips))
    assert all(count >= ENOUGH for count in kinds.values())
