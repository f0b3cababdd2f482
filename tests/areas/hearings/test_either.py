"""From the call to the answer a month later, once on SQLite and once on PostgreSQL."""

from bot.areas.broadcasts.service import contribute
from bot.areas.hearings.clockwork.upcoming import next_due
from bot.areas.hearings.models import Decision, MeetingNotice, MeetingState, NoticePurpose, Protocol
from bot.areas.people.models import Role
from bot.core import clock
from tests.areas.hearings.hall import SKIP, Hall, at
from tests.areas.residents.chat import BISHKEK


async def test_a_hearing_goes_its_whole_way(either_hall: Hall) -> None:
    hall = either_hall
    resident, guest = await hall.resident(), await hall.resident()
    chair = await hall.staff(Role.COUNCIL_CHAIR, name="Төраев Төрөбек")
    meeting = await hall.called(kind="Бюджеттик угуу", day="20.12", matter="2027-жылдын бюджети")
    await resident.tap_payload(f"mt:yes.{meeting.id}")
    await guest.tap_payload(f"mt:floor.{meeting.id}")
    await guest.write("Жол оңдоого акча")
    await guest.write("Эсен Карыпов")
    await resident.tap_payload(f"mt:ask.{meeting.id}")
    await resident.write("Мектепке канча акча бөлүндү?")
    await resident.tap(SKIP)

    # Two days before the speakers are told; the day before and two hours before who comes is reminded.
    await hall.go_to(at("2026-12-18 09:00"))
    assert "Сүйлөөчүлөрдүн тизмесинде Сиздин орун: 1" in await hall.told(guest)
    assert [a.kind for a in (await hall.letters(hall.officer))[-1].attachments] == ["document", "document"]
    await hall.go_to(at("2026-12-19 10:00"))
    await hall.go_to(at("2026-12-20 08:00"))

    # The door.
    await hall.go_to(at("2026-12-20 09:30"))
    assert "Каттоо ачык" in await hall.told(hall.officer)
    await resident.write(f"/start door_{meeting.door_key}")
    await resident.write("Айгүл Асанова")
    await hall.officer.tap_payload(f"meeting:names.{meeting.id}")
    await hall.officer.tap("Кара-Суу")
    await hall.officer.write("1. Бекташ Алиев\n2. Жамиля Осмонова")
    await hall.officer.tap_payload(f"meeting:heads.{meeting.id}")
    await hall.officer.tap("Миң-Булак")
    await hall.officer.write("12")
    said = await hall.officer.write("9")
    assert "Баары келди: <b>24</b>" in said

    # The hall.
    clock.move_to(at("2026-12-20 10:05"))
    await hall.officer.tap_payload(f"meeting:opening.{meeting.id}")
    for answer in ("Төраев Төрөбек", "Асан Токтогулов", "23", "1"):
        await hall.officer.write(answer)
    await hall.officer.tap_payload(f"meeting:speech.{meeting.id}")
    await hall.officer.write("Эсен Карыпов")
    await hall.officer.write("Жолго көбүрөөк акча керек.")
    await hall.officer.tap_payload(f"meeting:decide.{meeting.id}")
    await hall.officer.write("Жол оңдоого 500 миң сом кошулсун")
    await hall.officer.tap("Бакыт Осмонов")
    said = await hall.officer.tap(SKIP)
    assert "мөөнөтү: 20-январь, 2027-ж." in said
    assert "Сиз жооптуусуз" in await hall.told(hall.head)

    # The protocol goes to the council.
    await hall.officer.tap_payload(f"meeting:minutes.{meeting.id}")
    await hall.officer.write("200")
    await hall.officer.tap("24")
    await hall.officer.write("Мектепке көңүл бурулсун")
    said = await hall.officer.tap(SKIP)
    assert "Эреже талап кылгандын баары бар" in said
    said = await hall.officer.tap("Протокол түзүү")
    assert "Протокол №1/2026" in said
    assert "Протокол №1/2026 кеңешке берилди" in await hall.told(chair)
    assert [one.attended for one in await hall.all_of(Protocol)] == [24]

    # The question is owed an answer in writing, and gets it.
    await hall.go_to(at("2026-12-22 09:00"))
    assert "1 суроо жоопсуз калды" in await hall.all_told(hall.officer)
    await hall.officer.tap_payload("mtreply:1")
    await hall.officer.write("1,2 млн сом.")
    assert "1,2 млн сом." in await hall.told(resident)

    # Results within ten days, to all it concerned.
    await hall.officer.tap_payload(f"meeting:results.{meeting.id}")
    await hall.approve_last()
    await hall.tick()
    came = await hall.deliver()
    assert "Жол оңдоого 500 миң сом кошулсун" in came[resident.address]
    assert "Мектепке көңүл бурулсун" in came[guest.address]

    # A month later what was done, told by the head, approved by the chair.
    await hall.go_to(at("2027-01-13 09:00"))
    assert "7 күн калды" in await hall.told(hall.head)
    await hall.go_to(at("2027-01-21 09:00"))
    assert "1 күнгө кечикти" in await hall.all_told(hall.head)
    assert "1 күнгө кечикти" in await hall.all_told(chair)
    [decision] = await hall.all(Decision)
    await hall.head.tap_payload(f"mtdone:{decision.id}")
    await hall.head.write("500 миң сом бөлүндү, жол жазда оңдолот.")
    await hall.head.tap(SKIP)
    await hall.head.tap("Бекитүүгө жөнөтүү")
    await hall.tick()
    await chair.tap_payload(await hall.approval_for(chair))
    await hall.tick()
    came = await hall.deliver()
    assert "жол жазда оңдолот" in came[resident.address]
    await hall.tick(seconds=5)
    notices = await hall.all(MeetingNotice)
    assert [one.purpose for one in notices] == [
        NoticePurpose.CALL,
        NoticePurpose.RESULTS,
        NoticePurpose.MEASURES,
    ]
    assert all(one.applied_at for one in notices)
    assert (await hall.meeting()).state is MeetingState.HELD
    async with hall.database.reading() as session:
        told = await contribute(session, at("2027-01-01 00:00"), at("2027-02-01 00:00"))
    assert "Эмне аткарылды" in told[0].title("ky")
    assert "Аткарылды: 500 миң сом" in await resident.tap_payload(f"mt:card.{meeting.id}")


async def test_jumping_from_one_due_moment_to_the_next_leaves_nothing_out(hall: Hall) -> None:
    """As the demo's clock does it."""
    resident = await hall.resident()
    meeting = await hall.called(kind="Коомдук угуу", day="20.12")
    await resident.tap_payload(f"mt:yes.{meeting.id}")
    seen: list[str] = []
    for _ in range(40):
        async with hall.database.reading() as session:
            due = await next_due(session, clock.now(), BISHKEK)
        if due is None or due > at("2027-01-05 00:00"):
            break
        await hall.go_to(due)
        seen.append(f"{due.astimezone(BISHKEK):%m-%d %H:%M}")
    for moment in (
        "12-18 09:00",  # lists
        "12-19 10:00",  # the day before
        "12-20 08:00",  # two hours before
        "12-20 09:30",  # the door
        "12-20 10:00",
        "12-21 09:00",  # the protocol is asked for
        "12-23 09:00",
        "12-27 09:00",
        "12-29 09:00",  # the results are due tomorrow
    ):
        assert moment in seen, seen
    told = await hall.all_told(hall.officer)
    assert "Тизмелер түзүлдү" in told
    assert "Каттоо ачык" in told
    assert told.count("протокол азырынча жок") == 3
    assert told.count("Угуунун жыйынтыгын") == 4
