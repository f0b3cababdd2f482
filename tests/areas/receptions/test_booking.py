"""Hours are published and booked; who comes is reminded, who receives knows who comes."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.areas.people.models import Role
from bot.areas.receptions import personal, service
from bot.areas.receptions.jobs import next_due
from bot.areas.receptions.models import ReceptionSeries
from bot.areas.residents import my_data
from bot.core import clock
from bot.core.contacts import meet
from bot.core.errors import Refused
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import RUSSIAN
from tests.areas.receptions.waiting_room import WaitingRoom
from tests.areas.residents.chat import BISHKEK


async def test_a_time_is_booked_reminded_of_and_kept(either_room: WaitingRoom) -> None:
    room = either_room
    resident = await room.resident()
    assert "жарыяланган эмес" in await resident.write("/receptions")
    said = await room.publish()
    assert "Сааттарыңыз жарыяланды" in said

    await resident.write("/receptions")
    await resident.tap("Эркин Садыков")
    assert "3 бош" in str(resident.seen[-1].message.text)
    assert max(len(label) for label in resident.buttons) <= 24
    said = await resident.tap("25-ноя")
    assert "Айыл өкмөтү, 2-бөлмө" in said
    await resident.tap("Жазылуу")
    await resident.tap("09:20")
    await resident.write("Жайыт <b>маселеси</b>")
    said = await resident.write("Айгүл Асанова")
    assert "Сиз жазылдыңыз: 25-ноябрь, шаршемби, саат 09:20" in said
    await resident.write("/receptions")
    assert any("✅ 25-ноя" in label for label in resident.buttons)

    # The holder sees who comes, beforehand and unasked.
    await room.deputy.write("/reception")
    said = await room.deputy.tap("👥 1")
    assert "Айгүл Асанова: Жайыт &lt;b&gt;маселеси&lt;/b&gt;" in said
    await room.go_to(at("2026-11-24 08:59"))
    assert "Сиздин кабыл алууңуз" not in await room.all_told(room.deputy)
    await room.go_to(at("2026-11-24 09:20"))
    assert "Айгүл Асанова" in await room.told(room.deputy)
    assert "кабыл алууга күтөбүз" in await room.told(resident)

    # Two hours before would be 07:20, in the quiet hours.
    before = (await room.all_told(resident)).count("кабыл алууга күтөбүз")
    await room.go_to(at("2026-11-25 07:30"))
    assert (await room.all_told(resident)).count("кабыл алууга күтөбүз") == before
    await room.go_to(at("2026-11-25 08:00"))
    await room.tick(seconds=30)
    assert (await room.all_told(resident)).count("кабыл алууга күтөбүз") == before + 1

    # Afterwards it is noted who came.
    clock.move_to(at("2026-11-25 09:30"))
    await room.deputy.tap_payload("rh:card.1")
    await room.deputy.tap("✅ 09:20")
    assert [one.came for one in await room.bookings()] == [True]
    await room.deputy.tap("Келген жок")
    assert [one.came for one in await room.bookings()] == [False], "a slip is set right"
    await room.deputy.tap("✅ 09:20")
    assert [one.came for one in await room.bookings()] == [True]


async def test_two_want_the_same_time_and_one_gets_it(either_room: WaitingRoom) -> None:
    """Past the dialogs, at the same moment."""
    room = either_room
    await room.publish()
    [reception] = await room.receptions()
    people = [await room.person(await room.resident()) for _ in range(5)]

    async def book(person_id: int) -> str:
        try:
            async with room.database.session() as session:
                await service.book(
                    session,
                    reception.id,
                    person_id,
                    slot=reception.starts_at,
                    name="Айгүл",
                    matter="Суу",
                    now=clock.now(),
                )
        except Refused as refused:
            return refused.code
        return "booked"

    said = await asyncio.gather(*(book(person) for person in people))
    assert sorted(said) == ["booked", *["receptions:taken"] * 4]
    assert len(await room.bookings()) == 1
    again = await asyncio.gather(*(book(people[said.index("booked")]) for _ in range(2)))
    assert again == ["receptions:twice"] * 2


async def test_who_was_too_slow_chooses_another_time_and_writes_nothing_twice(room: WaitingRoom) -> None:
    slow, quick = await room.resident(), await room.resident()
    await room.publish()
    await slow.tap_payload("rc:book.1")
    await slow.tap("09:20")
    await slow.write("Жайыт маселеси")
    await room.book(quick, "09:20")
    said = await slow.write("Бакыт уулу Нур")
    assert "жазганыңыз сакталды" in said
    assert "09:20" not in slow.buttons
    assert "Сиз жазылдыңыз" in await slow.tap("09:40")
    assert {one.matter for one in await room.bookings()} == {"Жайыт маселеси"}


async def test_a_time_given_back_is_free_again_and_the_holder_knows(room: WaitingRoom) -> None:
    first, second = await room.resident(), await room.resident()
    await room.publish()
    await room.book(first)
    await room.go_to(at("2026-11-24 10:00"))
    seen, cannot = first.button("Келе албайм")
    await first.tap("Келе албайм")
    await first.tap_payload(cannot.payload, seen.id)
    assert first.buttons[0] == "Келем", "where the finger is that tapped twice"
    said = await first.tap("Ооба")
    assert "жокко чыгарылды" in said
    assert "келе албайт" in await room.told(room.deputy)
    assert "Сиз жазылдыңыз" in await room.book(second)
    assert "дагы бир киши жазылды" in await room.told(room.deputy)
    await room.go_to(at("2026-11-25 08:00"))
    assert "кабыл алууга күтөбүз" not in await room.told(first)


async def test_a_cancelled_day_is_told_to_who_booked_and_reminds_nobody(room: WaitingRoom) -> None:
    resident = await room.resident()
    await room.publish()
    await room.book(resident)
    await room.deputy.tap_payload("rh:cancel.1")
    said = await room.deputy.write("Сессия болуп калды")
    assert "1 кишиге кабар берилди" in said
    assert "Кабыл алуу болбойт" in await room.told(resident)
    assert "Сессия болуп калды" in await room.told(resident)
    letters = len(await room.letters(resident))
    await room.go_to(at("2026-11-25 08:00"))
    assert len(await room.letters(resident)) == letters
    assert "жокко чыгарылган" in await resident.tap_payload("rc:book.1")
    assert "жокко чыгарылган" in await room.deputy.tap_payload("rh:cancel.1")


async def test_a_day_nobody_booked_is_cancelled_without_a_reason(room: WaitingRoom) -> None:
    await room.publish()
    asked = await room.deputy.tap_payload("rh:cancel.1")
    assert "себебин" not in asked, "nobody is there to read it"
    assert "жокко чыгарылды" in await room.deputy.tap("Бул күндү жокко чыгаруу")


async def test_at_night_only_who_comes_early_is_told_of_a_cancelling(room: WaitingRoom) -> None:
    resident = await room.resident()
    later = await room.resident()
    await room.publish(day="21.11", opens="08:30", closes="11:30")
    await room.book(resident, "08:30")
    await room.book(later, "11:10")
    clock.move_to(at("2026-11-20 23:30"))
    await room.deputy.tap_payload("rh:cancel.1")
    await room.deputy.tap("Өткөрүп жиберүү")
    assert "Кабыл алуу болбойт" in await room.told(resident)
    urgent, quiet = await room.due(resident), await room.due(later)
    assert urgent < at("2026-11-20 23:31")
    assert quiet == at("2026-11-21 08:00")


async def test_weekly_hours_go_on_without_holidays_until_they_are_ended(room: WaitingRoom) -> None:
    said = await room.publish(repeat="Жума сайын", day="10.12")
    assert "4 күн жарыяланды" in said
    days = [f"{one.starts_at:%m-%d}" for one in await room.receptions()]
    assert days == ["12-10", "12-17", "12-24", "12-31"]
    await room.go_to(at("2026-12-20 10:00"))
    days = [f"{one.starts_at:%m-%d}" for one in await room.receptions()]
    # 7 January is a holiday.
    assert days == ["12-10", "12-17", "12-24", "12-31", "01-14"]
    await room.deputy.write("/reception")
    await room.deputy.tap("🔁")
    await room.deputy.tap("Ооба, токтотуу")
    assert [one.ended_at is not None for one in await room.all(ReceptionSeries)] == [True]
    await room.go_to(at("2027-01-10 10:00"))
    assert len(await room.receptions()) == 5


async def test_hours_over_each_other_past_or_upside_down_are_refused(room: WaitingRoom) -> None:
    await room.publish()
    assert "Сизде кабыл алуу бар" in await room.publish(opens="09:30", closes="11:00")
    await room.deputy.write("/cancel")
    await room.deputy.write("/reception")
    await room.deputy.tap("Саат жарыялоо")
    await room.deputy.tap("Бир күнү")
    await room.deputy.write("20.11")
    assert "өтүп кеткен" in await room.deputy.write("09:00")
    await room.deputy.write("15:00")
    assert "15:00 башталат" in await room.deputy.write("14:00")
    assert len(await room.receptions()) == 1


async def test_who_loses_the_role_receives_nobody_and_who_booked_knows(room: WaitingRoom) -> None:
    resident = await room.resident()
    await room.publish()
    await room.book(resident)
    async with room.database.session() as session:
        contact = await meet(session, "telegram", room.deputy.address, clock.now())
        await my_data.delete_person(session, contact, clock.now(), erasers=(personal.forget,))
    await room.tick(seconds=30)
    assert "Кабыл алуу болбойт" in await room.told(resident)
    assert all(one.cancelled_at for one in await room.receptions())


async def test_who_deletes_themselves_frees_the_time_and_leaves_no_name(room: WaitingRoom) -> None:
    resident = await room.resident()
    await room.publish()
    await room.publish(day="26.11")
    await room.book(resident)
    await room.book(resident, reception=2)
    async with room.database.reading() as session:
        kept = await personal.kept_data(session, await room.person(resident))
    assert [one["about"] for one in kept["receptions_booked"]] == ["Жайыт маселеси"] * 2
    await room.go_to(at("2026-11-25 10:30"))
    async with room.database.session() as session:
        contact = await meet(session, "telegram", resident.address, clock.now())
        await my_data.delete_person(session, contact, clock.now(), erasers=(personal.forget,))
    [left] = await room.bookings()
    assert (left.reception_id, left.name, left.matter, left.person_id) == (1, None, None, None)
    assert "келе албайт" in await room.told(room.deputy)


@pytest.mark.parametrize("role", [None, *Role])
async def test_only_its_holder_sees_who_comes_and_nobody_forges_it(
    room: WaitingRoom, role: Role | None
) -> None:
    resident = await room.resident()
    await room.publish()
    await room.book(resident)
    if role is None:
        other = await room.resident()
    elif role is Role.DEPUTY:
        other = await room.elected("Башка Депутат", "manas")
    else:
        other = await room.staff(role, name="Башка киши")
    for payload in ("card.1", "cancel.1", "came.1", "absent.1", "end.1", "ended.1"):
        assert "Жайыт" not in await other.tap_payload(f"rh:{payload}")
    for payload in ("mine.1", "leave.1", "left.1"):
        assert "Жайыт" not in await other.tap_payload(f"rc:{payload}")
    for payload in ("rh:card.99", "rh:x", "rc:card.99", "rc:who.99", "rc:book.x", "rc:who.1"):
        assert await other.tap_payload(payload)
    assert len(await room.bookings()) == 1
    assert [one.cancelled_at for one in await room.receptions()] == [None]
    assert [one.came for one in await room.bookings()] == [None]


async def test_a_holder_cant_book_with_themselves_nor_anybody_the_past(room: WaitingRoom) -> None:
    await room.publish(day="20.11", opens="14:00", closes="15:00")
    assert "өзүңүзгө" in await room.deputy.tap_payload("rc:book.1")
    resident = await room.resident()
    await resident.tap_payload("rc:book.1")
    clock.move_to(at("2026-11-20 14:05"))
    said = await resident.tap("14:00")
    assert "14:00" not in resident.buttons
    assert "Төмөнкү баскычтардын бирин басыңыз" in said
    clock.move_to(at("2026-11-20 15:05"))
    async with room.database.session() as session:
        with pytest.raises(Refused, match="receptions:over"):
            await service.book(
                session,
                1,
                await room.person(resident),
                slot=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
                name="А",
                matter="Б",
                now=clock.now(),
            )


async def test_in_russian_too(room: WaitingRoom) -> None:
    resident = await room.resident(RUSSIAN)
    await room.publish()
    await resident.write("/receptions")
    said = await resident.tap("1. Эркин Садыков")
    assert "Какой день Вам удобен?" in said
    assert "свободно 3" in str(resident.seen[-1].message.text)
    await resident.tap(resident.buttons[0])
    await resident.tap("Записаться")
    await resident.tap("09:00")
    await resident.write("Пастбище")
    assert "Вы записаны: 25 ноября" in await resident.write("Сергей")


async def test_the_button_is_shown_only_while_somebody_receives(room: WaitingRoom) -> None:
    resident = await room.resident()
    await resident.write("/menu")
    assert "🚪 Кабыл алуу" not in resident.keyboard
    await room.publish()
    await resident.write("/menu")
    assert "🚪 Кабыл алуу" in resident.keyboard
    await resident.write("🚪 Кабыл алуу")
    assert any("Эркин Садыков" in label for label in resident.buttons)


async def test_the_clock_knows_its_next_moment(room: WaitingRoom) -> None:
    resident = await room.resident()
    await room.publish()
    await room.book(resident)
    seen = []
    for _ in range(10):
        async with room.database.reading() as session:
            due = await next_due(session, clock.now(), BISHKEK)
        if due is None:
            break
        await room.go_to(due)
        seen.append(f"{due.astimezone(BISHKEK):%d %H:%M}")
    assert seen == ["24 09:00", "24 09:20", "25 08:00"]
