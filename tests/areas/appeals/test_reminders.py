"""The clock reminds the office: on working days, in its hours, once a day, of what is still so."""

from datetime import date, datetime, timedelta

from bot.areas.appeals.clockwork import handling
from bot.areas.appeals.models import AppealStep
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.messages import OutMessage
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, disputes, in_hand, revoke
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import BISHKEK, Phone

DIGEST = "көңүл буруңуз"


async def digests(desk: Desk, phone: Phone) -> list[OutMessage]:
    return [one for one in await desk.letters(phone) if DIGEST in one.text]


async def walk(desk: Desk, start: date, end: date, hour: str = "10:00") -> dict[date, dict[str, str]]:
    """Day by day; who of `officer` and `head` was reminded, with the words."""
    found: dict[date, dict[str, str]] = {}
    seen = {"officer": len(await digests(desk, desk.officer)), "head": len(await digests(desk, desk.head))}
    while start <= end:
        clock.move_to(at(f"{start} {hour}"))
        for job in desk.jobs:
            await job.run(desk.moment())
        for name, phone in (("officer", desk.officer), ("head", desk.head)):
            told = await digests(desk, phone)
            if len(told) > seen[name]:
                assert len(told) == seen[name] + 1, "one message a day"
                found.setdefault(start, {})[name] = str(told[-1].text)
            seen[name] = len(told)
        start += timedelta(days=1)
    return found


async def test_reminders_walk_over_the_new_year(desk: Desk) -> None:
    clock.move_to(at("2026-12-22 11:00"))
    appeal = await in_hand(desk, await desk.resident())
    assert (appeal.target_on, appeal.due_on) == (date(2027, 1, 12), date(2027, 1, 18))
    told = await walk(desk, date(2026, 12, 22), date(2027, 1, 21))
    # 14 working days, of which half are over on 31 December; 1-7 January nobody works.
    assert sorted(told) == [
        date(2026, 12, 31),
        date(2027, 1, 13),
        date(2027, 1, 15),
        date(2027, 1, 19),
        date(2027, 1, 20),
        date(2027, 1, 21),
    ]
    assert "максаттуу күн өттү" in told[date(2027, 1, 13)]["officer"]
    assert [day for day in told if "head" in told[day]] == [date(2027, 1, n) for n in (19, 20, 21)]
    assert "мөөнөтү өттү" in told[date(2027, 1, 19)]["head"]
    escalated = await desk.all(AuditEntry, AuditEntry.tag == "appeal:case:escalated")
    assert len(escalated) == 1


async def test_many_come_in_one_message_and_once_a_day(either_desk: Desk) -> None:
    desk = either_desk
    for number in range(10):
        phone = await desk.resident()
        await in_hand(desk, phone, f"Маселе {number}")
    await desk.go_to(at("2026-12-07 10:00"))
    (digest,) = await digests(desk, desk.officer)
    assert "10 кайрылууга" in digest.text
    assert len(digest.choices) <= 10
    await desk.tick(hours=2)
    await arrives(desk, await desk.resident(), "Дагы бири")
    await desk.tick(hours=2)
    assert len(await digests(desk, desk.officer)) == 1


async def test_what_is_answered_in_the_meantime_is_not_reminded_of(desk: Desk) -> None:
    first = await in_hand(desk, await desk.resident(), "Биринчи маселе")
    await in_hand(desk, await desk.resident(), "Экинчи маселе")
    await closes(desk, first)
    await desk.go_to(at("2026-12-07 10:00"))
    (digest,) = await digests(desk, desk.officer)
    assert "Экинчи" in digest.text
    assert "Биринчи" not in digest.text


async def test_before_the_office_opens_and_after_it_closes_nobody_is_reminded(desk: Desk) -> None:
    await in_hand(desk, await desk.resident())
    for moment in ("2026-12-07 08:30", "2026-12-07 19:30", "2026-12-06 11:00"):
        await desk.go_to(at(moment))
        assert not await digests(desk, desk.officer), moment
    await desk.go_to(at("2026-12-08 09:05"))
    assert await digests(desk, desk.officer)


async def test_what_nobody_took_is_told_to_all_on_duty(desk: Desk) -> None:
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    await arrives(desk, await desk.resident())
    gone = await in_hand(desk, await desk.resident(), "Кеткен кызматкердики")
    await revoke(desk, desk.officer)
    await desk.go_to(at("2026-12-07 10:00"))
    (digest,) = await digests(desk, second)
    assert "алган жок" in digest.text
    assert gone.number in digest.text, "who left can't answer it any more"
    assert not await digests(desk, desk.officer)


async def test_what_is_disputed_waits_for_the_head(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    told = await walk(desk, date(2026, 11, 21), date(2026, 11, 25))
    assert {day: list(names) for day, names in told.items()} == {date(2026, 11, 25): ["head"]}
    assert "чечимиңиз керек" in told[date(2026, 11, 25)]["head"]
    assert appeal.number in told[date(2026, 11, 25)]["head"]


async def test_after_an_outage_only_what_holds_today_is_told(desk: Desk) -> None:
    await in_hand(desk, await desk.resident())
    await desk.go_to(at("2026-12-09 10:00"))
    assert len(await digests(desk, desk.officer)) == 1
    steps = {one.step.partition("/")[0] for one in await desk.all_of(AppealStep)}
    assert steps == {"-1", "aim", "digest"}


async def next_due(desk: Desk, moment: str) -> datetime | None:
    async with desk.database.reading() as session:
        return await handling.next_due(session, at(moment), BISHKEK)


async def test_the_clock_knows_when_something_is_due(desk: Desk) -> None:
    assert await next_due(desk, "2026-11-20 12:00") is None
    await in_hand(desk, await desk.resident())
    first = await next_due(desk, "2026-11-20 12:00")
    assert first == at("2026-12-01 09:00")
    await desk.go_to(at("2026-12-01 09:00"))
    assert len(await digests(desk, desk.officer)) == 1
    assert await next_due(desk, "2026-12-01 09:00") == at("2026-12-07 09:00")
