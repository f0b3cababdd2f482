"""Calling a meeting by talking: lawfully, refused, by the head's override, moved, cancelled."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.hearings.models import Meeting, MeetingNotice, MeetingState, NoticePurpose
from bot.areas.people.models import Role, RoleGrant
from bot.areas.residents.models import Topic, TopicOff
from bot.core import clock
from bot.core.audit import AuditEntry
from tests.areas.hearings.hall import SKIP, Hall, at
from tests.areas.residents.chat import BISHKEK

# NOON is 2026-11-20 12:00: an assembly with five whole days of notice may be on the 26th.


async def test_a_lawful_meeting_is_called_told_and_open_to_all(hall: Hall) -> None:
    resident = await hall.resident()
    said = await hall.call(day="26.11")
    assert "Айылдык жыйын: Суу түтүгүн оңдоо" in said
    assert "26-ноябрь, 2026-ж., бейшемби, саат 10:00" in said
    assert "Маданият үйү, Ленин көчөсү 12" in said
    assert "Сельский сход: Ремонт водопровода" in said
    assert "Жөнөтүлө турган акыркы убакыт: 20-ноябрь, 2026-ж., 21:00" in said

    await hall.approve_last()
    await hall.tick()
    came = await hall.deliver()
    assert "Суу түтүгүн оңдоо" in came[resident.address]
    await hall.tick(seconds=5)
    meeting = await hall.meeting()
    assert meeting.state is MeetingState.CALLED
    notice = (await hall.all(MeetingNotice))[0]
    assert (notice.required_days, notice.last_day.isoformat()) == (5, "2026-11-20")
    assert notice.override_at is None


async def test_too_late_is_refused_and_the_earliest_day_is_one_tap_away(hall: Hall) -> None:
    await hall.officer.write("/meetings")
    await hall.officer.tap("Жыйын чакыруу")
    await hall.officer.tap("Айылдык жыйын")
    await hall.officer.write("Суу")
    asked = await hall.officer.tap(SKIP)
    assert "Эң эрте мыйзамдуу күн: <b>26-ноябрь, бейшемби</b>" in asked
    refused = await hall.officer.write("25.11")
    assert "өтө эрте" in refused
    assert "5 толук күн" in refused
    assert hall.officer.buttons[:2] == ["✅ 26-ноя., бейш. (мыйзамдуу)", "⚠️ Башчыдан суроо"]
    assert "Саат канчада" in await hall.officer.tap("26-ноя")


async def test_the_earliest_day_is_what_the_meeting_gets(hall: Hall) -> None:
    await hall.call(day="25.11", late="мыйзамдуу")
    meeting = await hall.meeting()
    assert meeting.starts_at == at("2026-11-26 10:00")
    assert "Жөнөтүлө турган акыркы убакыт" in str(hall.officer.seen[-1].message.text)


async def test_a_hearing_needs_fourteen_whole_days(hall: Hall) -> None:
    await hall.call(kind="Бюджеттик угуу", day="04.12", late="мыйзамдуу")
    assert (await hall.meeting()).starts_at == at("2026-12-05 10:00")


async def test_an_officer_asks_the_head_who_allows_it_with_a_reason_for_ever(hall: Hall) -> None:
    said = await hall.call(day="23.11", late="Башчыдан суроо")
    assert "Башчыдан шашылыш чакырууга уруксат суралды" in said
    refused = await hall.officer.tap("Бекитүүгө жөнөтүү")
    assert "кеч болуп калды" in refused

    asked = await hall.told(hall.head)
    assert "шашылыш чакырууга уруксат сурайт" in asked
    meeting = await hall.meeting()
    assert "Эмне үчүн мынча шашылыш" in await hall.head.tap_payload(f"meeting:urgent.{meeting.id}")
    await hall.head.write("Сел коркунучу")
    assert "шашылыш чакырууга уруксат берди" in await hall.told(hall.officer)

    notice = (await hall.all(MeetingNotice))[0]
    assert notice.override_reason == "Сел коркунучу"
    assert notice.override_by == await hall.person(hall.head)
    assert notice.last_day.isoformat() == "2026-11-17"
    await hall.approve_last()
    await hall.tick()
    await hall.deliver()
    await hall.tick(seconds=5)
    assert (await hall.meeting()).state is MeetingState.CALLED
    assert "meeting:notice:overridden" in [entry.tag for entry in await hall.all(AuditEntry)]


async def test_only_the_head_may_override(hall: Hall) -> None:
    await hall.call(day="23.11", late="Башчыдан суроо")
    meeting = await hall.meeting()
    chair = await hall.staff(Role.COUNCIL_CHAIR, name="Төраев")
    await chair.tap_payload(f"meeting:urgent.{meeting.id}")
    assert (await hall.all(MeetingNotice))[0].override_at is None


async def test_the_head_composes_an_urgent_meeting_alone_but_another_approves(hall: Hall) -> None:
    chair = await hall.staff(Role.COUNCIL_CHAIR, name="Төраев")
    await hall.call(hall.head, day="23.11", late="Шашылыш чакыруу", reason="Суу каптады")
    notice = (await hall.all(MeetingNotice))[0]
    assert notice.override_reason == "Суу каптады"
    await hall.head.tap("Бекитүүгө жөнөтүү")
    broadcast = (await hall.all(Broadcast))[0]
    assert broadcast.state is BroadcastState.WAITING
    assert "Суу түтүгүн оңдоо" in await hall.all_told(chair)


async def test_an_override_holds_for_its_day_only(hall: Hall) -> None:
    await hall.call(hall.head, day="23.11", late="Шашылыш чакыруу", reason="Суу каптады")
    meeting = await hall.meeting()
    await hall.head.tap_payload(f"meeting:part.{meeting.id}.day")
    await hall.head.write("24.11")
    await hall.head.tap("Шашылыш чакыруу")
    await hall.head.write("Суу каптады, бирок жол ачылды")
    await hall.head.write("11:00")
    notice = (await hall.all(MeetingNotice))[-1]
    assert notice.override_reason == "Суу каптады, бирок жол ачылды"
    await hall.head.tap_payload(f"meeting:part.{meeting.id}.day")
    await hall.head.write("30.11")
    await hall.head.write("11:00")
    notice = (await hall.all(MeetingNotice))[-1]
    assert notice.override_at is None
    assert notice.last_day.isoformat() == "2026-11-24"


async def test_approval_comes_too_late_is_refused_not_sent(hall: Hall) -> None:
    await hall.call(day="26.11")
    await hall.officer.tap("Бекитүүгө жөнөтүү")
    clock.move_to(at("2026-11-20 21:00"))
    said = await hall.head.tap_payload(await hall.approval_for(hall.head))
    assert "кеч болуп калды" in said
    assert (await hall.all(Broadcast))[0].state is BroadcastState.WAITING
    await hall.tick(days=1)
    assert await hall.deliver() == {}


async def test_approved_and_not_sent_for_an_outage_goes_back_and_the_office_hears(hall: Hall) -> None:
    await hall.call(day="26.11")
    await hall.approve_last()
    clock.move_to(at("2026-11-21 09:00"))  # nobody ran the clockwork meanwhile
    await hall.tick()
    assert await hall.deliver() == {}
    assert (await hall.all(Broadcast))[0].state is BroadcastState.RETURNED
    assert "жөнөтүлгөн жок" in await hall.all_told(hall.officer)
    assert "жөнөтүлгөн жок" in await hall.all_told(hall.head)


async def test_the_alarm_rings_hours_before_the_last_moment_once(hall: Hall) -> None:
    await hall.call(day="30.11")  # to be told by the 24th, 21:00
    await hall.go_to(at("2026-11-23 20:59"))
    assert "сааттан аз калды" not in await hall.all_told(hall.officer)
    await hall.go_to(at("2026-11-23 21:00"))
    await hall.go_to(at("2026-11-23 21:01"))
    for phone in (hall.officer, hall.head):
        assert (await hall.all_told(phone)).count("24 сааттан аз калды") == 1
    await hall.go_to(at("2026-11-24 17:30"))
    assert "4 сааттан аз калды" in await hall.all_told(hall.head)
    await hall.go_to(at("2026-11-24 21:30"))
    await hall.go_to(at("2026-11-25 08:30"))
    assert (await hall.all_told(hall.officer)).count("мыйзамдуу акыркы күнү өтүп кетти") == 1


async def test_no_alarm_for_what_is_out(hall: Hall) -> None:
    await hall.called(day="30.11")
    await hall.go_to(at("2026-11-24 20:00"))
    assert "сааттан аз калды" not in await hall.all_told(hall.officer)


async def test_a_notice_begun_in_the_evening_of_its_last_day_isnt_put_off_to_the_morning(hall: Hall) -> None:
    for _ in range(3):
        await hall.resident()
    await hall.call(day="26.11")
    clock.move_to(at("2026-11-20 20:58"))
    await hall.approve_last()
    await hall.tick()
    await hall.deliver(most=1)
    clock.move_to(at("2026-11-20 21:05"))
    await hall.tick()
    deliveries = await hall.bulk()
    assert all(one.due_at <= clock.now() for one in deliveries)


async def test_who_turned_the_topic_off_is_told_and_who_stopped_is_not(hall: Hall) -> None:
    off, stopped = await hall.resident(), await hall.resident()
    async with hall.database.session() as session:
        session.add(TopicOff(person_id=await hall.person(off), topic=Topic.HEARINGS))
    await stopped.write("токтот")
    await hall.call(day="26.11")
    await hall.approve_last()
    await hall.tick()
    came = await hall.deliver()
    assert off.address in came
    assert stopped.address not in came


async def test_only_the_villages_it_concerns_are_told(hall: Hall) -> None:
    here, there = await hall.resident(), await hall.resident(village="kara-suu")
    await hall.officer.write("/meetings")
    await hall.officer.tap("Жыйын чакыруу")
    await hall.officer.tap("Айылдык жыйын")
    for answer in ("Суу", "Вода", "26.11", "10:00", "Мектеп"):
        await hall.officer.write(answer)
    await hall.officer.tap(SKIP)
    await hall.officer.tap("Айрым айылдар")
    await hall.officer.tap("Миң-Булак")
    await hall.officer.tap("Даяр")
    await hall.officer.write("Ленин, Абдрахманов көчөлөрү")
    await hall.officer.tap("айыл")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("Адаттагысын алуу")
    await hall.officer.tap(SKIP)
    said = await hall.officer.tap(SKIP)
    assert "Миң-Булак (Ленин, Абдрахманов көчөлөрү)" in said
    await hall.approve_last()
    await hall.tick()
    came = await hall.deliver()
    assert here.address in came
    assert there.address not in came


async def test_later_subscribers_are_told_of_what_is_ahead(hall: Hall) -> None:
    await hall.called(day="26.11")
    phone = hall.town.phone()
    await phone.subscribe()
    shown = "\n".join(str(seen.message.text) for seen in phone.seen)
    assert "Айылыңызда жакында" in shown
    assert any("Суу түтүгүн оңдоо" in label for label in phone.buttons)


async def test_who_adds_a_village_is_told_of_what_is_ahead_there(hall: Hall) -> None:
    resident = await hall.resident(village="kara-suu")
    meeting = await hall.called(day="26.11")
    async with hall.database.session() as session:
        (await session.get_one(Meeting, meeting.id)).audience = {"villages": [1]}
    await resident.tap_payload("village:plus:1")
    assert "Суу түтүгүн оңдоо" in str(resident.buttons)
    assert "Айылыңызда" not in await resident.tap_payload("village:plus:3")


async def test_a_draft_changed_while_it_waits_is_taken_back_with_new_words(hall: Hall) -> None:
    await hall.call(day="30.11")
    await hall.officer.tap("Бекитүүгө жөнөтүү")
    meeting = await hall.meeting()
    await hall.officer.tap_payload(f"meeting:part.{meeting.id}.place")
    await hall.officer.write("Мектеп, 2-кабат")
    said = await hall.officer.tap(SKIP)
    assert "Мектеп, 2-кабат" in said
    broadcast = (await hall.all(Broadcast))[-1]
    assert broadcast.state is BroadcastState.DRAFT
    assert "Мектеп, 2-кабат" in broadcast.text_ru
    assert len(await hall.all(MeetingNotice)) == 1


@pytest.mark.parametrize("part", ["ky", "files", "audience"])
async def test_a_notices_words_are_changed_only_through_its_meeting(hall: Hall, part: str) -> None:
    await hall.call(day="30.11")
    broadcast = (await hall.all(Broadcast))[-1]
    said = await hall.officer.tap_payload(f"bcpart:{part}.{broadcast.id}")
    assert "Жыйынды ачып" in said


async def test_a_stopped_notice_is_written_anew_by_changing_the_meeting(hall: Hall) -> None:
    await hall.call(day="30.11")
    await hall.officer.tap("Бекитүүгө жөнөтүү")
    broadcast = (await hall.all(Broadcast))[-1]
    await hall.stop(broadcast.id, await hall.person(hall.officer))
    meeting = await hall.meeting()
    assert "токтотулган" in await hall.officer.tap_payload(f"meeting:card.{meeting.id}")
    await hall.officer.tap_payload(f"meeting:part.{meeting.id}.matter")
    await hall.officer.write("Суу жана жол")
    await hall.officer.tap(SKIP)
    notices = await hall.all(MeetingNotice)
    assert [one.dropped_at is None for one in notices] == [False, True]
    await hall.approve_last()
    await hall.tick()
    assert "Суу жана жол" in next(iter((await hall.deliver()).values()))


# Moving and cancelling


async def test_a_moved_meeting_tells_everyone_what_changed_and_counts_anew(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="26.11")
    await resident.tap_payload(f"mt:yes.{meeting.id}")
    await hall.officer.tap_payload(f"meeting:move.{meeting.id}")
    await hall.officer.tap("Башка күн")
    await hall.officer.write("28.11")
    await hall.officer.write("15:00")
    await hall.officer.tap("Ошол эле жер")
    said = await hall.officer.write("Жай бош эмес")
    assert "Мурунку убактысы: 26-ноябрь, 2026-ж., бейшемби, саат 10:00" in said
    assert "28-ноябрь, 2026-ж., ишемби, саат 15:00" in said
    # Until it goes out, the old day holds.
    assert (await hall.meeting()).starts_at == at("2026-11-26 10:00")
    await hall.approve_last()
    await hall.tick()
    came = await hall.deliver()
    assert "Жай бош эмес" in came[resident.address]
    await hall.tick(seconds=5)
    meeting = await hall.meeting()
    assert (meeting.starts_at, meeting.sequence) == (at("2026-11-28 15:00"), 1)
    notice = (await hall.all(MeetingNotice))[-1]
    assert (notice.purpose, notice.last_day.isoformat()) == (NoticePurpose.MOVE, "2026-11-22")


async def test_a_change_that_isnt_out_can_be_given_up(hall: Hall) -> None:
    meeting = await hall.called(day="26.11")
    await hall.officer.tap_payload(f"meeting:cancel.{meeting.id}")
    await hall.officer.write("Карантин")
    await hall.officer.tap("Бекитүүгө жөнөтүү")
    assert "📣 Жокко чыгаруу:" in await hall.officer.tap_payload(f"meeting:card.{meeting.id}")
    assert "айтылганы күчүндө" in await hall.officer.tap("Мурдагыдай калсын")
    assert (await hall.all(Broadcast))[-1].state is BroadcastState.STOPPED
    assert (await hall.meeting()).state is MeetingState.CALLED
    assert "Мурдагыдай калсын" not in str(await hall.officer.tap("Жыйынга"))


async def test_a_very_long_agenda_leaves_the_notice_one_message(hall: Hall) -> None:
    await hall.call(day="30.11")
    meeting = await hall.meeting()
    await hall.officer.tap_payload(f"meeting:part.{meeting.id}.agenda")
    point = "Жергиликтүү бюджеттин аткарылышы жана муниципалдык менчикти пайдалануу жөнүндө маалымат " * 3
    said = await hall.officer.write("\n".join(f"{n}. {point.strip()}" for n in range(1, 21)))
    assert "маселе төмөндө" in said
    broadcast = (await hall.all(Broadcast))[-1]
    assert len(broadcast.text_ky) <= 4200
    assert len((await hall.meeting()).agenda) == 20


async def test_a_move_that_leaves_too_little_notice_is_refused(hall: Hall) -> None:
    await hall.called(day="10.12")
    meeting = await hall.meeting()
    await hall.officer.tap_payload(f"meeting:move.{meeting.id}")
    await hall.officer.tap("Башка күн")
    assert "өтө эрте" in await hall.officer.write("24.11")


async def test_another_hour_of_the_same_day_is_told_at_once(hall: Hall) -> None:
    await hall.called(day="26.11")
    clock.move_to(at("2026-11-25 12:00"))
    meeting = await hall.meeting()
    await hall.officer.tap_payload(f"meeting:move.{meeting.id}")
    await hall.officer.tap("Ошол эле күн")
    await hall.officer.write("16:00")
    await hall.officer.tap("Башка жер")
    await hall.officer.write("Мектеп")
    await hall.officer.tap(SKIP)
    await hall.officer.write("Клубда жарык жок")
    await hall.approve_last()
    await hall.tick()
    await hall.deliver()
    await hall.tick(seconds=5)
    meeting = await hall.meeting()
    assert (meeting.starts_at, meeting.place) == (at("2026-11-26 16:00"), "Мектеп")


async def test_people_told_before_hear_of_the_change_though_it_concerns_others_now(hall: Hall) -> None:
    """Who moved away or signed up from another village was told too."""
    guest = await hall.resident(village="kara-suu")
    meeting = await hall.called(day="26.11")
    async with hall.database.session() as session:
        stored = await session.get_one(Meeting, meeting.id)
        stored.audience = {"villages": [1]}
    await guest.tap_payload(f"mt:yes.{meeting.id}")
    await hall.officer.tap_payload(f"meeting:cancel.{meeting.id}")
    await hall.officer.write("Карантин")
    await hall.approve_last()
    await hall.tick()
    assert guest.address in await hall.deliver()


async def test_a_cancelled_meeting_is_told_and_then_silent(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="26.11")
    await resident.tap_payload(f"mt:yes.{meeting.id}")
    await hall.officer.tap_payload(f"meeting:cancel.{meeting.id}")
    said = await hall.officer.write("Карантин")
    assert "Жокко чыгарылды" in said
    await hall.approve_last()
    await hall.tick()
    came = await hall.deliver()
    assert "Карантин" in came[resident.address]
    assert "Келбей эле коюңуз" in came[resident.address]
    await hall.tick(seconds=5)
    assert (await hall.meeting()).state is MeetingState.CANCELLED
    before = len(await hall.bulk())
    for hours in range(0, 7 * 24, 6):
        await hall.go_to(at("2026-11-21 06:00") + timedelta(hours=hours))
    assert len(await hall.bulk()) == before
    assert "жокко чыгарылган" in await resident.tap_payload(f"mt:yes.{meeting.id}")
    assert "Келбей эле коюңуз" in await resident.tap_payload(f"mt:card.{meeting.id}")


async def test_a_reminder_waits_while_a_change_waits_for_approval(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="26.11")
    await resident.tap_payload(f"mt:yes.{meeting.id}")
    clock.move_to(at("2026-11-25 09:00"))
    await hall.officer.tap_payload(f"meeting:cancel.{meeting.id}")
    await hall.officer.write("Карантин")
    await hall.officer.tap("Бекитүүгө жөнөтүү")
    clock.move_to(at("2026-11-25 11:00"))
    await hall.tick()
    assert await hall.deliver() == {}


async def test_the_head_may_cancel_at_once_in_an_emergency(hall: Hall) -> None:
    resident = await hall.resident()
    meeting = await hall.called(day="26.11")
    await hall.head.tap_payload(f"meeting:cancel.{meeting.id}")
    await hall.head.write("Сел келди")
    await hall.head.tap("Шашылыш")
    await hall.head.write("Сел, жол жабык")
    await hall.head.tap("азыр жөнөтүү")
    await hall.tick()
    assert resident.address in await hall.deliver()
    await hall.tick(seconds=5)
    assert (await hall.meeting()).state is MeetingState.CANCELLED


# Who, and old buttons


async def test_a_resident_can_call_nothing(hall: Hall) -> None:
    resident = await hall.resident()
    await resident.write("/meetings")
    assert "Жыйын чакыруу" not in str(resident.buttons)
    await resident.tap_payload("mtnew:")
    assert await hall.all(Meeting) == []


async def test_a_draft_is_unknown_to_residents(hall: Hall) -> None:
    resident = await hall.resident()
    await hall.call(day="30.11")
    meeting = await hall.meeting()
    assert "чакырыла элек" in await resident.tap_payload(f"mt:card.{meeting.id}")
    assert "Суу түтүгүн" not in await resident.write(f"/start h_{meeting.id}")
    assert "Азыр чакырылган жыйын жок" in await resident.write("/hearings")


async def test_a_draft_is_deleted_only_while_nobody_was_told(hall: Hall) -> None:
    await hall.call(day="30.11")
    meeting = await hall.meeting()
    await hall.officer.tap_payload(f"meeting:discard.{meeting.id}")
    await hall.officer.tap("Ооба, өчүрүңүз")
    assert (await hall.meeting()).state is MeetingState.CANCELLED
    assert (await hall.all(Broadcast))[-1].state is BroadcastState.STOPPED
    called = await hall.called(day="30.11")
    await hall.officer.tap_payload(f"meeting:erase.{called.id}")
    assert (await hall.meeting()).state is MeetingState.CALLED


async def test_half_an_hour_of_questions_survives_a_bad_answer_and_midnight(hall: Hall) -> None:
    """The lawful day offered in the evening isn't lawful after midnight: the meeting is kept, not lost."""
    await hall.officer.write("/meetings")
    await hall.officer.tap("Жыйын чакыруу")
    await hall.officer.tap("Айылдык жыйын")
    for answer in ("Суу", "Вода", "26.11"):
        await hall.officer.write(answer)
    assert "14:30" in await hall.officer.write("25:99")
    await hall.officer.write("10:00")
    clock.move_to(at("2026-11-21 08:30"))
    await hall.officer.write("Мектеп")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("Бардык тургундар")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("айыл")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("Адаттагысын алуу")
    await hall.officer.tap(SKIP)
    said = await hall.officer.tap(SKIP)
    assert "суралды" in said
    meeting = await hall.meeting()
    assert meeting.starts_at.astimezone(BISHKEK).date().isoformat() == "2026-11-26"
    assert "кеч болуп калды" in await hall.officer.tap("Бекитүүгө жөнөтүү")


async def test_leaving_the_many_questions_throws_nothing_away(hall: Hall) -> None:
    await hall.officer.write("/meetings")
    await hall.officer.tap("Жыйын чакыруу")
    await hall.officer.tap("Айылдык жыйын")
    await hall.officer.write("Суу жана жол")
    said = await hall.officer.tap("Жокко чыгаруу")
    assert "Жоопторуңуз сакталды" in said
    await hall.officer.write("/meetings")
    assert "«Суу жана жол»" in await hall.officer.tap("Жыйын чакыруу")
    assert "орусча" in await hall.officer.tap("Улантуу")
    await hall.officer.tap("Жокко чыгаруу")
    await hall.officer.tap("Өчүрүп салуу")
    await hall.officer.write("/meetings")
    assert "Эмне чакырасыз" in await hall.officer.tap("Жыйын чакыруу")


async def test_another_meeting_may_be_begun_beside_the_one_that_was_left(hall: Hall) -> None:
    await hall.officer.write("/meetings")
    await hall.officer.tap("Жыйын чакыруу")
    await hall.officer.tap("Айылдык жыйын")
    await hall.officer.write("Суу жана жол")
    await hall.officer.write("/meetings")
    await hall.officer.tap("Жыйын чакыруу")
    assert "Эмне чакырасыз" in await hall.officer.tap("Башкасын чакыруу")


async def test_where_there_is_no_head_the_day_must_be_changed(hall: Hall) -> None:
    async with hall.database.session() as session:
        await session.execute(
            update(RoleGrant).where(RoleGrant.role == Role.HEAD).values(revoked_at=clock.now())
        )
    assert "башчы бул жерде жок" in await hall.call(day="23.11", late="Башчыдан суроо")
    assert len(await hall.all(Meeting)) == 1
