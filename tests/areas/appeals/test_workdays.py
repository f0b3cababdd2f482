"""Staff set a working day right; what is due moves with it."""

from datetime import date

from bot.areas.municipality.models import WorkingDayCorrection
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.audit import AuditEntry
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, disputes, in_hand
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import Phone


async def set_day(phone: Phone, day: str, works: str, reason: str = "Өкмөттүн чечими") -> str:
    await phone.write("/workdays")
    await phone.tap("Күндү тактоо")
    await phone.write(day)
    await phone.tap(works)
    return await phone.write(reason)


async def test_a_day_off_moves_what_is_due_and_authors_are_told(desk: Desk) -> None:
    author, other = await desk.resident(), await desk.resident()
    appeal = await in_hand(desk, author)
    ended = await closes(desk, await in_hand(desk, other, "Башка маселе"))
    assert (appeal.target_on, appeal.due_on) == (date(2026, 12, 4), date(2026, 12, 10))
    said = await set_day(desk.officer, "01.12.2026", "Дем алыш")
    assert "10-декабрь → 11-декабрь" in said
    moved = await desk.find(appeal.id)
    assert (moved.target_on, moved.due_on) == (date(2026, 12, 7), date(2026, 12, 11))
    assert "11-декабрь" in await desk.told(author)
    assert (await desk.find(ended.id)).due_on == ended.due_on, "what is ended isn't counted anew"

    overview = await desk.officer.write("/workdays")
    assert "1-декабрь" in overview
    assert "Өкмөттүн чечими" in overview
    assert "11-декабрь → 10-декабрь" in await desk.officer.tap("Жокко чыгаруу: 1-декабрь")
    assert not await desk.all_of(WorkingDayCorrection)
    tags = await desk.all(AuditEntry, AuditEntry.tag == "appeal:calendar:corrected")
    assert [entry.after for entry in tags] == [
        {"day": "2026-12-01", "works": False},
        {"day": "2026-12-01", "works": None},
    ]


async def test_a_saturday_on_which_people_work_brings_the_day_nearer(desk: Desk) -> None:
    appeal = await in_hand(desk, await desk.resident())
    await set_day(desk.officer, "28.11.2026", "Жумуш күнү")
    assert (await desk.find(appeal.id)).due_on == date(2026, 12, 9)


async def test_what_lies_outside_of_a_deadline_moves_nothing(desk: Desk) -> None:
    appeal = await arrives(desk, await desk.resident())
    assert "өзгөргөн жок" in await set_day(desk.officer, "14.12.2026", "Дем алыш")
    assert "өзгөргөн жок" in await set_day(desk.officer, "19.11.2026", "Дем алыш")
    assert (await desk.find(appeal.id)).due_on == appeal.due_on


async def test_a_new_aim_after_a_dispute_stays(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await closes(desk, await in_hand(desk, author))
    await desk.go_to(at("2026-12-14 11:00"))
    await disputes(desk, author, appeal)
    await desk.head.tap_payload(f"ap:reopen.{appeal.id}")
    await desk.head.write("Кайра барып көрүңүздөр")
    await set_day(desk.officer, "01.12.2026", "Дем алыш")
    assert (await desk.find(appeal.id)).target_on == date(2026, 12, 28)


async def test_the_holidays_ahead_are_listed_as_they_lie(desk: Desk) -> None:
    clock.move_to(at("2026-12-20 11:00"))
    assert "1-январь – 7-январь" in await desk.officer.write("/workdays")


async def test_what_is_so_already_is_said(desk: Desk) -> None:
    assert "ансыз да" in await set_day(desk.officer, "28.11.2026", "Дем алыш")
    assert not await desk.all_of(WorkingDayCorrection)


async def test_only_who_handles_appeals_sets_days(desk: Desk) -> None:
    others = [await desk.resident(), await desk.staff(Role.COUNCIL_SECRETARY, name="Нурзат")]
    for phone in others:
        for said in ("apdays:", "apday:set", "apday:drop.2026-12-01", "apday:drop.x"):
            await phone.tap_payload(said)
        await phone.write("/workdays")
        assert not any("тактоо" in label for label in phone.buttons)
