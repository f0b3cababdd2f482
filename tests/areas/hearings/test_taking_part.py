"""Residents say whether they come, ask, want to speak; who comes is reminded, and of nothing stale."""

from bot.areas.broadcasts.models import Broadcast
from bot.areas.hearings.models import Answer, Attendance, Statement
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.contacts import Contact
from bot.core.messages import AttachmentKind, Location
from bot.outbox.models import Status
from tests.areas.broadcasts.press import RUSSIAN, send_file
from tests.areas.hearings.hall import SKIP, Hall, at
from tests.areas.residents.chat import Phone


async def coming(hall: Hall, *phones: Phone, answer: str = "yes") -> None:
    meeting = await hall.meeting()
    for phone in phones:
        await phone.tap_payload(f"mt:{answer}.{meeting.id}")


async def test_the_last_answer_counts(hall: Hall) -> None:
    resident = await hall.resident()
    await hall.called(day="30.11")
    await coming(hall, resident)
    await coming(hall, resident, answer="no")
    said = await resident.tap_payload(f"mt:maybe.{(await hall.meeting()).id}")
    assert "Эскертип коёбуз" in said
    assert [one.answer for one in await hall.all(Attendance)] == [Answer.MAYBE]


async def test_the_notice_stays_where_it_is_when_its_button_is_tapped(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    await resident.tap_payload(f"mt:yes.{meeting.id}", "m77")
    assert resident.seen[-1].replaces is None


async def test_staff_see_who_comes_from_which_village(hall: Hall) -> None:
    here, there = await hall.resident(), await hall.resident(village="kara-suu")
    meeting = await hall.called(day="30.11")
    await coming(hall, here, there)
    await coming(hall, hall.officer, answer="maybe")
    card = await hall.officer.tap_payload(f"meeting:card.{meeting.id}")
    assert "Келет: <b>2</b>, мүмкүн: 1, келе албайт: 0" in card
    assert "Кара-Суу: 1 / 0 / 0" in card
    assert "Миң-Булак: 1 / 1 / 0" in card


async def test_only_those_who_come_or_perhaps_are_reminded_twice(hall: Hall) -> None:
    yes, perhaps, no, _silent = [await hall.resident() for _ in range(4)]
    await hall.called(day="30.11")
    await coming(hall, yes)
    await coming(hall, perhaps, answer="maybe")
    await coming(hall, no, answer="no")
    clock.move_to(at("2026-11-29 09:59"))
    await hall.tick()
    assert await hall.deliver() == {}
    clock.move_to(at("2026-11-29 10:00"))
    await hall.tick()
    came = await hall.deliver()
    assert sorted(came) == sorted([yes.address, perhaps.address])
    assert "Эртең" in came[yes.address]
    assert "30-ноябрь, дүйшөмбү, саат 10:00" in came[yes.address]
    await hall.tick(minutes=5)
    assert await hall.deliver() == {}
    clock.move_to(at("2026-11-30 08:00"))
    await hall.tick()
    assert "Бүгүн" in (await hall.deliver())[yes.address]


async def test_after_an_outage_only_the_last_reminder_comes(hall: Hall) -> None:
    resident = await hall.resident()
    await hall.called(day="30.11")
    await coming(hall, resident)
    clock.move_to(at("2026-11-30 09:00"))
    await hall.tick()
    await hall.tick(minutes=1)
    assert len(await hall.deliver()) == 1


async def test_tomorrow_isnt_said_on_the_day_itself(hall: Hall) -> None:
    """The sender was held up: the older reminder gives way to the newer one."""
    resident = await hall.resident()
    await hall.called(day="30.11")
    await coming(hall, resident)
    clock.move_to(at("2026-11-29 10:00"))
    await hall.tick()
    clock.move_to(at("2026-11-30 08:00"))
    await hall.tick()
    assert "Бүгүн" in (await hall.deliver())[resident.address]
    assert await hall.deliver() == {}


async def test_who_comes_is_reminded_over_their_other_address_when_one_fails(hall: Hall) -> None:
    resident = await hall.resident()
    await hall.called(day="30.11")
    await coming(hall, resident)
    async with hall.database.session() as session:
        person_id = await hall.person(resident)
        session.add(
            Contact(
                person_id=person_id, channel="whatsapp", address="w1", primary=False, last_seen_at=clock.now()
            )
        )
    clock.move_to(at("2026-11-29 10:00"))
    await hall.tick()
    assert await hall.deliver({resident.address: (Status.FAILED, "permanent")}) == {}
    await hall.tick(minutes=1)
    assert list(await hall.deliver()) == ["w1"]
    await hall.tick(minutes=1)
    assert await hall.deliver() == {}


async def test_who_stopped_meanwhile_isnt_reminded(hall: Hall) -> None:
    resident = await hall.resident()
    await hall.called(day="30.11")
    await coming(hall, resident)
    await resident.write("токтот")
    clock.move_to(at("2026-11-29 10:00"))
    await hall.tick()
    assert await hall.deliver() == {}


async def test_a_moved_meeting_reminds_of_its_new_day_only(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    await coming(hall, resident)
    await hall.officer.tap_payload(f"meeting:move.{meeting.id}")
    await hall.officer.tap("Башка күн")
    await hall.officer.write("05.12")
    await hall.officer.write("15:00")
    await hall.officer.tap("Ошол эле жер")
    await hall.officer.write("Жай бош эмес")
    await hall.approve_last()
    await hall.tick()
    await hall.deliver()
    await hall.tick(seconds=5)
    # On another day they come perhaps; the change asked them again.
    assert [one.answer for one in await hall.all(Attendance)] == [Answer.MAYBE]
    clock.move_to(at("2026-11-30 09:00"))
    await hall.tick()
    assert await hall.deliver() == {}
    clock.move_to(at("2026-12-04 15:00"))
    await hall.tick()
    assert "5-декабрь" in (await hall.deliver())[resident.address]


async def test_a_reminder_under_way_is_taken_back_when_the_meeting_is_cancelled(hall: Hall) -> None:
    residents = [await hall.resident() for _ in range(3)]
    meeting = await hall.called(day="30.11")
    await coming(hall, *residents)
    clock.move_to(at("2026-11-29 10:00"))
    await hall.tick()
    await hall.deliver(most=1)
    await hall.head.tap_payload(f"meeting:cancel.{meeting.id}")
    await hall.head.write("Карантин")
    await hall.head.tap("Шашылыш")
    await hall.head.write("Карантин")
    await hall.head.tap("азыр жөнөтүү")
    await hall.tick()
    await hall.tick(seconds=3)
    came = await hall.deliver()
    assert all("Карантин" in text for text in came.values())


async def test_a_question_is_written_or_said(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    await resident.tap_payload(f"mt:ask.{meeting.id}")
    await resident.write("Түтүк качан алмашат? <b>Көчө</b> №5 & 6")
    assert "Сурооңуз алынды" in await resident.tap(SKIP)
    told = await hall.told(hall.officer)
    assert "&lt;b&gt;Көчө&lt;/b&gt; №5 &amp; 6" in told
    await resident.tap_payload(f"mt:ask.{meeting.id}")
    await send_file(resident, AttachmentKind.VOICE)
    await resident.write("Айгүл апа")
    questions = await hall.all(Statement)
    assert [one.speaker for one in questions] == [None, "Айгүл апа"]
    assert questions[1].attachments[0][0] == "voice"
    letters = await hall.letters(hall.officer)
    assert letters[-1].attachments[0].kind is AttachmentKind.VOICE


async def test_one_person_cant_flood_the_office_with_questions(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    for number in range(11):
        await resident.tap_payload(f"mt:ask.{meeting.id}")
        await resident.write(f"Суроо {number}")
        said = await resident.tap(SKIP)
    assert "10 суроо берип койдуңуз" in said
    assert len(await hall.all(Statement)) == 10


async def test_who_wants_the_floor_comes_and_is_on_the_list(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    await resident.tap_payload(f"mt:floor.{meeting.id}")
    await resident.write("Суунун баасы")
    said = await resident.write("Эсен Карыпов")
    assert "сүйлөөчүлөрдүн тизмесиндесиз" in said
    [attendance] = await hall.all(Attendance)
    assert (attendance.answer, attendance.floor, attendance.name) == (
        Answer.YES,
        "Суунун баасы",
        "Эсен Карыпов",
    )
    assert "Эсен Карыпов сөз сурайт" in await hall.told(hall.officer)


async def test_a_deep_link_opens_the_meeting_for_who_subscribes_first(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    phone = hall.town.phone()
    await phone.write(f"/start h_{meeting.id}")
    await phone.tap("Кыргызча")
    await phone.tap("Макулмун")
    said = await phone.tap("Миң-Булак")
    assert "Айылдык жыйын: Суу түтүгүн оңдоо" in said
    assert "✅ Келем" in phone.buttons


async def test_residents_read_in_their_language(hall: Hall) -> None:
    resident = await hall.resident(RUSSIAN)
    meeting = await hall.called(day="30.11")
    card = await resident.tap_payload(f"mt:card.{meeting.id}")
    assert "Сельский сход: Ремонт водопровода" in card
    assert "Открытие: избрание председателя" in card
    assert "30 ноября 2026 г., понедельник, в 10:00" in card


async def test_the_papers_and_the_point_on_the_map_are_one_tap_away(hall: Hall) -> None:
    resident = await hall.resident()
    await hall.officer.write("/meetings")
    await hall.officer.tap("Жыйын чакыруу")
    await hall.officer.tap("Айылдык жыйын")
    for answer in ("Суу", "Вода", "30.11", "10:00", "Мектеп"):
        await hall.officer.write(answer)
    said = await hall.officer._do(location=Location(42.1, 74.2))
    assert "кимдерге" in said
    await hall.officer.tap("Бардык тургундар")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("айыл")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("Адаттагысын алуу")
    await send_file(hall.officer, AttachmentKind.DOCUMENT)
    await hall.officer.tap("Даяр")
    said = await hall.officer.tap(SKIP)
    assert "maps/search/?api=1&amp;query=42.100000%2C74.200000" in said
    await hall.approve_last()
    await hall.tick()
    await hall.deliver()
    await hall.tick(seconds=5)
    meeting = await hall.meeting()
    assert (await hall.all(Broadcast))[-1].point == [42.1, 74.2]
    assert Location(42.1, 74.2) in [seen.message.location for seen in hall.officer.seen], "the preview has it"
    await resident.tap_payload(f"mt:map.{meeting.id}")
    assert resident.seen[-1].message.location == Location(42.1, 74.2)
    await resident.tap_payload(f"mt:papers.{meeting.id}")
    assert len(resident.seen[-1].message.attachments) == 1


async def test_nobody_answers_once_it_has_begun(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="30.11")
    clock.move_to(at("2026-11-30 10:00"))
    for verb in ("yes", "ask", "floor"):
        said = await resident.tap_payload(f"mt:{verb}.{meeting.id}")
        assert "башталган же өтүп кеткен" in said
    assert await hall.all(Attendance) == []


async def test_the_public_list_shows_what_is_ahead_and_what_was_held(hall: Hall) -> None:
    resident = await hall.resident()
    assert "Азыр чакырылган жыйын жок" in await resident.write("/hearings")
    await hall.called(day="30.11")
    assert "Алдыдагы" in await resident.write("/hearings")
    assert "Суу түтүгүн оңдоо" in resident.buttons[0]
    await hall.go_to(at("2026-11-30 12:30"))
    assert "өттү" in await resident.write("/hearings")
    assert "<b>1.</b> ✔️ 30-ноя" in str(resident.seen[-1].message.text)
    assert all(len(label) <= 24 for label in resident.buttons)


async def test_a_deputy_sees_no_office_buttons(hall: Hall) -> None:
    deputy = await hall.resident()
    await hall.grant(await hall.person(deputy), Role.DEPUTY, name="Депутат")
    meeting = await hall.called(day="30.11")
    await deputy.tap_payload(f"meeting:card.{meeting.id}")
    assert "Жыйын болбойт" not in str(deputy.seen[-1].message.choices)
