"""One message a day, with the button that starts the doing; looked up anew before it speaks."""

from datetime import date, datetime, timedelta

import pytest

from bot.areas.municipality.models import WorkingDayCorrection
from bot.areas.obligations import own_events, queries
from bot.areas.obligations.catalogue import Months, Recurrence, Rule
from bot.areas.obligations.clockwork import digest
from bot.areas.obligations.jobs import jobs
from bot.areas.obligations.models import Obligation, ObligationPeriod, ResponsiblePerson
from bot.areas.obligations.own_events import Draft
from bot.areas.obligations.texts import digest as digest_texts
from bot.core import clock
from bot.core.db import Database
from bot.core.messages import OutMessage
from tests.areas.appeals.office_day import revoke
from tests.areas.broadcasts.office import at
from tests.areas.obligations.year import Year, lines_of, open_office
from tests.areas.residents.chat import BISHKEK, Phone

NEW_YEAR = date(2026, 1, 1)
FIRST = "2026-01-08"
"""The year's first working day."""


@pytest.fixture
async def year(sqlite: Database) -> Year:
    return await open_office(sqlite, NEW_YEAR)


async def tick(year: Year, moment: str) -> None:
    clock.move_to(at(moment))
    for job in jobs:
        await job.run(year.desk.moment())


async def letters(year: Year, who: str) -> list[OutMessage]:
    return list(await year.desk.letters(year.phones[who]))


async def obligation(year: Year, key: str) -> tuple[Obligation, list[ObligationPeriod]]:
    async with year.database.reading() as session:
        found = next(one for one in await queries.of_year(session, 2026) if one.key == key)
        return found, (await queries.periods_of(session, [found.id]))[found.id]


def keys_of(message: OutMessage) -> set[str]:
    return {key for _, key in lines_of(str(message.text))}


async def test_it_comes_in_office_hours_once_a_day_on_either_database(database: Database) -> None:
    year = await open_office(database, NEW_YEAR)
    for moment in ("2026-01-05 11:00", f"{FIRST} 08:30"):
        await tick(year, moment)
        assert not await letters(year, "officer"), moment
    for hour in ("09:00", "09:01", "15:00"):
        await tick(year, f"{FIRST} {hour}")
        assert len(await letters(year, "officer")) == 1, hour
    await tick(year, "2026-01-09 09:00")
    assert len(await letters(year, "officer")) == 1, "nothing new is due"


async def test_it_says_by_when_and_that_the_notice_must_go_before(year: Year) -> None:
    await tick(year, f"{FIRST} 09:00")
    (message,) = await letters(year, "finance")
    assert "Бюджет аткаруу: угуу" in message.text
    assert "мөөнөтү 28-февраль" in message.text
    assert "эң кеч 13-февраль" in message.text


async def test_each_line_has_the_button_that_starts_the_doing(year: Year) -> None:
    await tick(year, f"{FIRST} 09:00")
    (head,) = await letters(year, "head")
    payloads = [choice.payload for row in head.choices for choice in row]
    assert "mtnew:kind.budget_hearing" in payloads
    assert "mtnew:kind.head_report" in payloads
    assert payloads[-1] == "ob:list.2026"
    assert len(head.choices) <= 10
    assert max(len(payload.encode()) for payload in payloads) <= 64


async def test_what_is_not_theirs_to_begin_they_are_shown(year: Year) -> None:
    """A deputy named as responsible for a budget hearing may not call it."""
    found, _ = await obligation_after_opening(year, "cal.1")
    await name(year, found, year.phones["deputy"], "Эркин Садыков")
    await tick(year, f"{FIRST} 09:00")
    (message,) = await letters(year, "deputy")
    assert [choice.payload for row in message.choices for choice in row] == [
        f"ob:card.{found.id}",
        "ob:list.2026",
    ]
    assert not await letters(year, "finance"), "who is named by name owes it alone"


async def obligation_after_opening(year: Year, key: str) -> tuple[Obligation, list[ObligationPeriod]]:
    await tick(year, "2026-01-02 10:00")
    return await obligation(year, key)


async def name(year: Year, found: Obligation, phone: Phone | None, called: str) -> None:
    person = await year.desk.person(phone) if phone else None
    async with year.database.session() as session:
        session.add(ResponsiblePerson(obligation_id=found.id, person_id=person, name=called))


async def test_who_is_named_without_a_phone_is_reminded_of_through_the_office(year: Year) -> None:
    found, _ = await obligation_after_opening(year, "cal.1")
    await name(year, found, None, "Болот Эсенов")
    await tick(year, f"{FIRST} 09:00")
    assert keys_of((await letters(year, "finance"))[0]) == {"cal.1"}


async def test_what_a_colleague_who_left_owed_comes_to_the_head(year: Year) -> None:
    found, _ = await obligation_after_opening(year, "plan.3.1")
    await name(year, found, year.phones["officer"], "Асан Токтогулов")
    await revoke(year.desk, year.phones["officer"])
    await tick(year, f"{FIRST} 09:00")
    assert "plan.3.1" in keys_of((await letters(year, "head"))[0])
    assert not await letters(year, "officer")


async def test_what_was_done_in_the_meantime_is_not_spoken_of(year: Year) -> None:
    await tick(year, "2026-01-02 10:00")
    await year.do("plan.1.3", 1, date(2026, 1, 5))
    await tick(year, f"{FIRST} 09:00")
    assert "plan.1.3" not in keys_of((await letters(year, "officer"))[0])


async def test_after_an_outage_each_is_told_once_and_the_latest_only(year: Year) -> None:
    await tick(year, "2026-02-10 10:00")
    (message,) = await letters(year, "finance")
    assert lines_of(str(message.text)) == [("soon", "cal.1")]
    await tick(year, "2026-02-11 10:00")
    assert len(await letters(year, "finance")) == 1


async def test_a_day_that_staff_made_free_is_free(year: Year) -> None:
    async with year.database.session() as session:
        session.add(
            WorkingDayCorrection(day=date.fromisoformat(FIRST), works=False, reason=None, set_at=clock.now())
        )
    await tick(year, f"{FIRST} 10:00")
    assert not await letters(year, "officer")
    await tick(year, "2026-01-09 10:00")
    assert len(await letters(year, "officer")) == 1


async def test_the_head_hears_who_answers_for_what_is_overdue(year: Year) -> None:
    await tick(year, "2026-01-02 10:00")
    await tick(year, "2026-04-01 10:00")
    (message,) = await letters(year, "head")
    overdue = {key for kind, key in lines_of(str(message.text)) if kind == "overdue"}
    assert {"cal.1", "cal.2", "plan.1.3"} <= overdue
    assert "Асан Токтогулов" in message.text


async def test_a_waived_duty_is_quiet(year: Year) -> None:
    found, _ = await obligation_after_opening(year, "cal.1")
    async with year.database.session() as session:
        (await session.get_one(Obligation, found.id)).waived_at = clock.now()
    await tick(year, f"{FIRST} 09:00")
    assert not await letters(year, "finance")


async def test_a_chosen_day_is_reminded_of_in_time_for_its_notice(year: Year) -> None:
    _, periods = await obligation_after_opening(year, "cal.1")
    async with year.database.session() as session:
        (await session.get_one(ObligationPeriod, periods[0].id)).planned_on = date(2026, 2, 20)
    await tick(year, f"{FIRST} 09:00")
    (message,) = await letters(year, "finance")
    assert "20-февраль күнүнө пландалган" in message.text
    assert "5-февраль" in message.text


async def test_where_only_the_chosen_day_is_gone_the_rest_of_the_time_is_told(year: Year) -> None:
    """«No lawful notice is possible» was said of a whole month in which it still was."""
    _, periods = await obligation_after_opening(year, "cal.1")
    async with year.database.session() as session:
        (await session.get_one(ObligationPeriod, periods[0].id)).planned_on = date(2026, 2, 6)
    await tick(year, "2026-01-23 10:00")
    said = str((await letters(year, "finance"))[-1].text)
    assert "тандалган 6-февраль күнүнө" in said
    assert "28-февраль чейин башка күн" in said
    assert "эң кеч 13-февраль" in said
    await tick(year, "2026-02-16 10:00")
    assert "мөөнөтү 28-февраль; ага чейин" in str((await letters(year, "finance"))[-1].text)


async def test_what_the_office_named_at_length_fits_a_phone(year: Year) -> None:
    await tick(year, "2026-01-02 10:00")
    by = await year.desk.person(year.desk.officer)
    winter = Recurrence(rule=Rule.WINDOWS, windows=(Months(first_month=1, last_month=1),), ky="", ru="")
    async with year.database.session() as session:
        for number in range(own_events.MOST):
            draft = Draft(None, f"{number} {'Ынтымактуулуктарыбыздын' * 12}", None, winter, every_year=False)
            event = await own_events.add(session, by, 2026, draft, clock.now())
            for place in range(8):
                named = ResponsiblePerson(obligation_id=event.id, name=f"{place} {'Абдыкадыров' * 10}")
                session.add(named)
    await tick(year, "2026-02-02 10:00")
    message = (await letters(year, "head"))[-1]
    labels = [choice.label for row in message.choices for choice in row]
    assert len(str(message.text)) < 4096
    assert max(len(one) for one in labels) <= digest_texts.LONGEST_LABEL


async def next_due(year: Year, moment: str) -> datetime | None:
    async with year.database.reading() as session:
        return await digest.next_due(session, at(moment), BISHKEK)


async def test_the_clock_knows_the_next_day_on_which_somebody_is_reminded(year: Year) -> None:
    await tick(year, "2026-01-02 10:00")
    assert await next_due(year, "2026-01-02 10:00") == at(f"{FIRST} 09:00")
    after = await next_due(year, f"{FIRST} 09:00")
    assert after is not None
    assert timedelta() < after - at(f"{FIRST} 09:00") < timedelta(days=20)


async def test_long_lists_stay_one_message_with_ten_rows(year: Year) -> None:
    await tick(year, "2026-01-02 10:00")
    await tick(year, "2026-07-01 10:00")
    (message,) = await letters(year, "head")
    assert len(message.choices) <= 10
    assert len(str(message.text)) < 4096
    assert "дагы" in message.text


async def test_what_last_year_missed_is_found_in_last_year_s_list(year: Year) -> None:
    for moment in ("2026-12-30 10:00", "2027-01-04 10:00", "2027-01-08 10:00"):
        await tick(year, moment)
    assert (await letters(year, "finance"))[-1].choices[-1][0].payload == "ob:list.2027"
    await tick(year, "2027-01-15 10:00")
    message = (await letters(year, "officer"))[-1]
    assert {sign for sign, _ in lines_of(str(message.text))} == {"overdue"}
    assert message.choices[-1][0].payload == "ob:list.2026"
