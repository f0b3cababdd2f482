"""The door, the hall and the protocol, with everything that goes otherwise than planned."""

import asyncio
from datetime import timedelta

import pytest

from bot.areas.hearings.models import HeadCount, Meeting, MeetingState, Participant, Protocol, Statement
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.press import send_file
from tests.areas.hearings.hall import SKIP, Hall, at
from tests.areas.residents.chat import Phone

START = at("2026-11-30 10:00")


async def scan(hall: Hall, phone: Phone) -> str:
    meeting = await hall.meeting()
    return await phone.write(f"/start door_{meeting.door_key}")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-31, "Каттоо 09:30 ачылат"),
        (-30, "катталдыңыз"),
        (-16, "катталдыңыз"),
        (-15, "«кечикти»"),
        (60, "«кечикти»"),
        (200, "башталган же өтүп кеткен"),
    ],
)
async def test_the_door_is_open_in_its_hours(hall: Hall, minutes: int, said: str) -> None:
    resident = await hall.resident()
    await hall.called(day="30.11")
    clock.move_to(START + timedelta(minutes=minutes))
    shown = await scan(hall, resident)
    assert said in shown
    assert ("кечикти" in shown) == (said == "«кечикти»")


async def test_a_second_scan_registers_nobody_twice(hall: Hall) -> None:
    resident = await hall.resident()
    await hall.called(day="30.11")
    clock.move_to(START - timedelta(minutes=20))
    await scan(hall, resident)
    await resident.write("Айгүл")
    clock.move_to(START)
    assert "кечикти" not in await scan(hall, resident)
    assert len(await hall.all(Participant)) == 1


async def test_a_strangers_phone_agrees_first_and_is_registered_then(hall: Hall) -> None:
    await hall.called(day="30.11")
    clock.move_to(START - timedelta(minutes=20))
    phone = hall.town.phone()
    await scan(hall, phone)
    await phone.tap("Кыргызча")
    await phone.tap("Макулмун")
    assert "катталдыңыз" in await phone.tap("Кара-Суу")
    [participant] = await hall.all(Participant)
    assert participant.village_id is not None


async def test_a_wrong_code_opens_nothing(hall: Hall) -> None:
    resident = await hall.resident()
    assert "эми жок" in await resident.write("/start door_zzz")


async def test_the_door_of_a_cancelled_meeting_is_closed(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    async with hall.database.session() as session:
        (await session.get_one(Meeting, meeting.id)).state = MeetingState.CANCELLED
    clock.move_to(START - timedelta(minutes=20))
    assert "жокко чыгарылган" in await scan(hall, resident)


async def test_a_sheet_of_sixty_names_and_heads_counted_twice(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    clock.move_to(START)
    await hall.officer.tap_payload(f"meeting:names.{meeting.id}")
    await hall.officer.tap(SKIP)
    said = await hall.officer.write("\n".join(f"{n}) <b>Асан</b> №{n} 🙂" for n in range(1, 61)))
    assert "60 адам жазылды" in said
    assert (await hall.all(Participant))[0].name == "<b>Асан</b> №1 🙂"
    for women in ("12", "15"):
        await hall.officer.tap_payload(f"meeting:heads.{meeting.id}")
        await hall.officer.tap("Кара-Суу")
        await hall.officer.write(women)
        said = await hall.officer.write("5")
    assert "<b>80</b>" in said
    assert len(await hall.all(HeadCount)) == 1


async def test_a_number_that_is_none_is_asked_again(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    clock.move_to(START)
    await hall.officer.tap_payload(f"meeting:heads.{meeting.id}")
    await hall.officer.tap("Кара-Суу")
    assert "Сан жазыңыз" in await hall.officer.write("он эки")
    assert "Эркектер" in await hall.officer.write("12")


async def test_nothing_is_noted_before_it_begins(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    for verb in ("speech", "question", "minutes", "scan", "decide"):
        assert "баштала элек" in await hall.officer.tap_payload(f"meeting:{verb}.{meeting.id}")


async def test_residents_note_nothing(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    clock.move_to(START)
    for verb in ("speech", "question", "minutes", "scan", "decide", "names", "day"):
        await resident.tap_payload(f"meeting:{verb}.{meeting.id}")
    assert "№" not in str(resident.seen[-1].message.text)
    assert await hall.all(Statement) == []


async def test_a_speech_may_be_kept_as_a_voice(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    clock.move_to(START)
    await hall.officer.tap_payload(f"meeting:speech.{meeting.id}")
    await hall.officer.write("Эсен Карыпов")
    assert "Жазылды" in await send_file(hall.officer, AttachmentKind.VOICE)
    [speech] = await hall.all(Statement)
    assert speech.attachments[0][0] == "voice"
    assert "Ким сүйлөп жатат" in await hall.officer.tap("Дагы бир сөз")


# The protocol


async def protocol(hall: Hall, phone: Phone | None = None) -> str:
    phone = phone or hall.officer
    meeting = await hall.meeting()
    await phone.tap_payload(f"meeting:minutes.{meeting.id}")
    for _ in range(4):
        await phone.tap(SKIP)
    return await phone.tap("Протокол түзүү")


async def test_written_anew_it_keeps_its_number(hall: Hall) -> None:
    await hall.called(day="30.11")
    clock.move_to(START + timedelta(hours=2))
    assert "№1/2026" in await protocol(hall)
    assert "№1/2026" in await protocol(hall)
    assert len(await hall.all_of(Protocol)) == 1


async def test_the_register_begins_anew_with_the_year(hall: Hall) -> None:
    await hall.called(day="30.11")
    clock.move_to(START + timedelta(hours=2))
    await protocol(hall)
    await hall.called(day="31.12")
    clock.move_to(at("2026-12-31 10:30"))
    assert "№2/2026" in await protocol(hall)
    await hall.called(day="08.01.2027")
    clock.move_to(at("2027-01-08 10:30"))
    assert "№1/2027" in await protocol(hall)


async def test_the_register_lists_protocols_by_their_numbers(hall: Hall) -> None:
    await hall.officer.write("/meetings")
    assert "протокол жок" in await hall.officer.tap("Протоколдор")
    meeting = await hall.called(day="30.11")
    clock.move_to(START + timedelta(hours=2))
    await protocol(hall)
    await hall.officer.tap_payload(f"meeting:scan.{meeting.id}")
    await send_file(hall.officer, AttachmentKind.DOCUMENT)
    await hall.officer.tap("Даяр")
    await hall.officer.tap_payload("mtregister:")
    assert "📎 №1/2026 · 30-ноя., дүй. · Суу түтүгүн оңдоо" in str(hall.officer.seen[-1].message.text)
    await hall.officer.tap("№1 Суу")
    assert len(hall.officer.seen[-1].message.attachments) == 3
    resident = await hall.resident()
    assert "№1" not in str((await resident.tap_payload("mtregister:"), resident.buttons))


async def test_the_signed_paper_may_come_alone(hall: Hall) -> None:
    chair = await hall.staff(Role.COUNCIL_CHAIR, name="Төраев")
    meeting = await hall.called(day="30.11")
    clock.move_to(START + timedelta(hours=2))
    await hall.officer.tap_payload(f"meeting:scan.{meeting.id}")
    await send_file(hall.officer, AttachmentKind.DOCUMENT)
    assert "№1/2026 жыйындын кагаздары менен сакталды" in await hall.officer.tap("Даяр")
    assert "кеңешке берилди" in await hall.told(chair)
    assert len((await hall.letters(chair))[-1].attachments) == 1
    assert (await hall.meeting()).state is MeetingState.HELD


async def test_it_is_asked_for_after_one_three_and_seven_days_until_it_is_there(hall: Hall) -> None:
    secretary = await hall.staff(Role.COUNCIL_SECRETARY, name="Катчы")
    await hall.called(day="30.11")
    asked = "протокол азырынча жок"
    for day, times in (("11-30 18:00", 0), ("12-01 09:00", 1), ("12-02 09:00", 1), ("12-03 09:00", 2)):
        await hall.go_to(at(f"2026-{day}"))
        await hall.tick()
        assert (await hall.all_told(secretary)).count(asked) == times, day
    await protocol(hall, secretary)
    await hall.go_to(at("2026-12-07 09:00"))
    assert (await hall.all_told(secretary)).count(asked) == 2


async def test_nobody_is_asked_for_it_at_night(hall: Hall) -> None:
    await hall.called(day="30.11")
    await hall.go_to(at("2026-12-01 03:00"))
    assert "протокол азырынча жок" not in await hall.all_told(hall.officer)


async def test_two_processes_tell_a_thing_once(hall: Hall) -> None:
    await hall.called(day="30.11")
    clock.move_to(at("2026-12-01 09:00"))
    await asyncio.gather(hall.tick(), hall.tick())
    assert (await hall.all_told(hall.officer)).count("протокол азырынча жок") == 1
