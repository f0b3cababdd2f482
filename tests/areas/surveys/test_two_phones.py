"""Who answered a survey on two phones before they were one has one vote."""

from datetime import timedelta

from bot.areas.residents import joining
from bot.areas.surveys import personal
from bot.areas.surveys.models import Answer, Participation, Response
from bot.core import clock
from tests.areas.residents.chat import Phone
from tests.areas.surveys.station import Station


async def become_one(station: Station, one: Phone, other: Phone) -> None:
    async with station.database.session() as session:
        persons = await station.person(one), await station.person(other)
        await joining.join(session, *persons, now=clock.now(), rules=(personal.join,), holds_role=_nobody)


async def _nobody(_session: object, _person_id: int) -> bool:
    return False


async def test_of_two_votes_the_earlier_counts(either_station: Station) -> None:
    station = either_station
    older, younger = await station.resident(), await station.resident()
    number = await station.opened()
    await station.answer_small(younger, number, mark=2, wish="эртең менен")
    clock.move(timedelta(days=1))
    await station.answer_small(older, number, mark=5, wish="кечинде")
    await become_one(station, older, younger)
    found = await station.results(number)
    assert found.responses == 1
    assert found.tallies["mark"].mean == 2
    assert {one.response_id for one in await station.all_of(Answer)} == {
        one.id for one in await station.all(Response)
    }
    assert [one.person_id for one in await station.all(Response)] == [await station.person(older)]
    assert "жооп бергенсиз" in await younger.tap_payload(f"sv:start.{number}")


async def test_of_a_survey_that_is_over_nothing_changes(station: Station) -> None:
    older, younger = await station.resident(), await station.resident()
    number = await station.opened()
    await station.answer_small(older, number, mark=5)
    await station.answer_small(younger, number, mark=2)
    await station.close(number)
    before = await station.results(number)
    await become_one(station, older, younger)
    assert await station.results(number) == before
    named = {one.person_id: one.name for one in await station.all(Response)}
    assert named == {await station.person(older): "Айгүл", None: None}


async def test_without_names_nobody_answers_a_third_time(station: Station) -> None:
    """Which two answers are one person's nobody can tell, so both are counted."""
    older, younger = await station.resident(), await station.resident()
    number = await station.opened(anonymous=True)
    await station.answer_small(younger, number, named=False)
    await older.tap_payload(f"sv:start.{number}")
    await become_one(station, older, younger)
    assert [one.finished for one in await station.all_of(Participation)] == [True]
    assert "жооп бергенсиз" in await older.tap_payload(f"sv:start.{number}")


async def test_what_is_half_answered_can_still_be_ended_once(station: Station) -> None:
    older, younger = await station.resident(), await station.resident()
    number = await station.opened()
    await older.tap_payload(f"sv:start.{number}")
    await older.tap("5")
    await become_one(station, older, younger)
    await older.tap("Ооба")
    await older.tap("Өткөрүп")
    await older.write("Айгүл")
    await older.tap("Жоопторду жөнөтүү")
    assert (await station.results(number)).responses == 1
