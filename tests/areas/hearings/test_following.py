"""Decisions and what becomes of them, preparing, written requests, reports that were demanded."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.hearings.models import Decision, Meeting, PreparationTask, ReportDemand, TaskKind
from bot.areas.hearings.tags import AuditTag
from bot.areas.hearings.texts import record
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator
from tests.areas.broadcasts.press import RUSSIAN
from tests.areas.hearings.hall import SKIP, Hall, at
from tests.areas.residents.chat import BISHKEK, Phone

START = at("2026-11-30 10:00")


async def deputy(hall: Hall) -> Phone:
    phone = await hall.resident()
    person_id = await hall.person(phone)
    async with hall.database.session() as session:
        session.add(StaffMember(person_id=person_id, name="Мирлан Депутат"))
        await session.flush()
        session.add(RoleGrant(person_id=person_id, role=Role.DEPUTY, district_id=1, granted_at=clock.now()))
    return phone


async def decided(hall: Hall, owner: str, *, tapped: bool = True) -> Decision:
    """Half an hour into the meeting."""
    meeting = await hall.called(day="30.11")
    clock.move_to(START + timedelta(minutes=30))
    await hall.officer.tap_payload(f"meeting:decide.{meeting.id}")
    await hall.officer.write("Көпүрө оңдолсун")
    await (hall.officer.tap(owner) if tapped else hall.officer.write(owner))
    await hall.officer.tap(SKIP)
    await hall.go_to(START + timedelta(hours=3))
    found: Decision = (await hall.all(Decision))[-1]
    return found


async def test_a_deputy_tells_what_was_done_and_the_office_sends_it(hall: Hall) -> None:
    mirlan, resident = await deputy(hall), await hall.resident(RUSSIAN)
    decision = await decided(hall, "Мирлан Депутат")
    assert decision.due_on.isoformat() == "2026-12-30"
    assert "Сиз жооптуусуз" in await hall.told(mirlan)
    await mirlan.tap_payload(f"mtdone:{decision.id}")
    await mirlan.write("Көпүрө <b>оңдолду</b>")
    assert "кызматкерлер тургундарга жөнөтөт" in await mirlan.tap(SKIP)
    told = await hall.told(hall.officer)
    assert "Мирлан Депутат эмне аткарылганын айтты" in told
    broadcast = (await hall.all(Broadcast))[-1]
    await hall.officer.tap_payload(f"bc:card.{broadcast.id}")
    await hall.approve_last()
    await hall.tick()
    came = await hall.deliver()
    assert "Көпүрө &lt;b&gt;оңдолду&lt;/b&gt;" in came[resident.address]
    assert "Что сделано" in came[resident.address]
    assert "аткарылып бүткөн" in await mirlan.tap_payload(f"mtdone:{decision.id}")


async def test_who_owns_nothing_and_who_lost_the_role_answer_for_nothing(hall: Hall) -> None:
    mirlan, resident = await deputy(hall), await hall.resident()
    decision = await decided(hall, "Мирлан Депутат")
    assert "жооптуу адам" in await resident.tap_payload(f"mtdone:{decision.id}")
    async with hall.database.session() as session:
        await session.execute(
            update(RoleGrant).where(RoleGrant.role == Role.DEPUTY).values(revoked_at=clock.now())
        )
    assert "жооптуу адам" in await mirlan.tap_payload(f"mtdone:{decision.id}")
    # The secretary tells it for them.
    await hall.officer.tap_payload(f"mtdone:{decision.id}")
    await hall.officer.write("Оңдолду")
    assert "Бекитилгенден кийин" in await hall.officer.tap(SKIP)


async def test_an_owner_without_a_phone_is_reminded_of_through_the_office(hall: Hall) -> None:
    decision = await decided(hall, "«Таза суу» муниципалдык ишканасы", tapped=False)
    assert (decision.owner_id, decision.owner) == (None, "«Таза суу» муниципалдык ишканасы")
    await hall.go_to(at("2026-12-23 09:00"))
    assert "7 күн калды" in await hall.told(hall.officer)


async def test_an_overdue_decision_goes_to_head_and_chair_once_a_week(hall: Hall) -> None:
    chair = await hall.staff(Role.COUNCIL_CHAIR, name="Төраев")
    mirlan = await deputy(hall)
    await decided(hall, "Мирлан Депутат")
    for day in ("2026-12-31", "2027-01-01", "2027-01-05"):
        await hall.go_to(at(f"{day} 09:00"))
    for phone in (mirlan, hall.head, chair):
        assert (await hall.all_told(phone)).count("1 күнгө кечикти") == 1
    await hall.go_to(at("2027-01-06 09:00"))
    assert "7 күнгө кечикти" in await hall.told(hall.head)


async def test_an_answer_that_nobody_hands_in_is_asked_for(hall: Hall) -> None:
    mirlan = await deputy(hall)
    decision = await decided(hall, "Мирлан Депутат")
    await mirlan.tap_payload(f"mtdone:{decision.id}")
    await mirlan.write("Оңдолду")
    await mirlan.tap(SKIP)
    await hall.go_to(at("2026-12-01 09:00"))
    assert "тургундар азырынча билбейт" in await hall.all_told(hall.officer)
    assert (await hall.all(Broadcast))[-1].state is BroadcastState.DRAFT


async def test_a_due_day_before_the_meeting_is_refused(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    clock.move_to(START + timedelta(minutes=30))
    await hall.officer.tap_payload(f"meeting:decide.{meeting.id}")
    await hall.officer.write("Көпүрө оңдолсун")
    await hall.officer.tap("Бакыт Осмонов")
    assert "Жыйындан кийинки күндү" in await hall.officer.write("29.11.2026")
    assert "Жооптуу: Бакыт Осмонов, мөөнөтү: 15-декабрь" in await hall.officer.write("15.12")


async def test_the_longest_decisions_still_fit_one_message(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    clock.move_to(START + timedelta(minutes=30))
    for _ in range(6):
        await hall.officer.tap_payload(f"meeting:decide.{meeting.id}")
        await hall.officer.write("<b>Чечим</b> & " + "сөз " * 600)
        await hall.officer.tap("Бакыт Осмонов")
        await hall.officer.tap(SKIP)
    await hall.officer.tap_payload(f"meeting:minutes.{meeting.id}")
    for _ in range(4):
        await hall.officer.tap(SKIP)
    await hall.officer.tap("Протокол түзүү")
    assert "Жыйынтыгы" in await hall.officer.tap_payload(f"meeting:results.{meeting.id}")
    await hall.officer.tap_payload("mtdone:1")
    await hall.officer.write("Жооп " * 290)
    said = await hall.officer.tap(SKIP)
    assert "Эмне аткарылды" in said
    assert "&lt;b&gt;Чечим&lt;/b&gt; &amp;" in said


async def test_results_are_told_only_with_a_protocol_and_once(hall: Hall) -> None:
    await decided(hall, "Бакыт Осмонов")
    meeting = await hall.meeting()
    assert "Адегенде аны жазыңыз" in await hall.officer.tap_payload(f"meeting:results.{meeting.id}")
    await hall.officer.tap_payload(f"meeting:minutes.{meeting.id}")
    for _ in range(4):
        await hall.officer.tap(SKIP)
    await hall.officer.tap("Протокол түзүү")
    await hall.officer.tap_payload(f"meeting:results.{meeting.id}")
    count = len(await hall.all(Broadcast))
    said = await hall.officer.tap_payload(f"meeting:results.{meeting.id}")
    assert "жооптуу: Бакыт Осмонов" in said
    assert len(await hall.all(Broadcast)) == count


# Preparing


async def test_tasks_are_reminded_of_once_and_done_with_a_word(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    said = await hall.officer.tap_payload(f"meeting:prepare.{meeting.id}")
    assert "▫️ Жай табылды, элге ылайыктуу. Мөөнөтү: 24-ноябрь" in said
    await hall.go_to(at("2026-11-23 21:30"))
    await hall.go_to(at("2026-11-24 09:00"))
    assert (await hall.all_told(hall.officer)).count("<b>Жай табылды") == 1
    await hall.officer.tap_payload(f"meeting:prepare.{meeting.id}")
    await hall.officer.tap("Жай табылды")
    said = await hall.officer.write("Маданият үйү, 200 орун")
    assert "✅ Жай табылды" in said
    assert "Маданият үйү, 200 орун" in said
    await hall.go_to(at("2026-11-25 09:00"))
    assert "мөөнөтү өттү (24-ноябрь" not in await hall.all_told(hall.officer)


@pytest.mark.parametrize("stopped", [False, True])
async def test_a_draft_whose_lawful_day_has_passed_only_says_that_its_day_must_be_chosen_anew(
    hall: Hall, stopped: bool
) -> None:
    await hall.call(day="30.11")
    if stopped:
        async with hall.database.session() as session:
            await session.execute(update(Broadcast).values(state=BroadcastState.STOPPED))
    await hall.go_to(at("2026-11-24 09:00"))
    assert "<b>Жай табылды" in await hall.all_told(hall.officer), "there is still time"
    before = len(await hall.all_told(hall.officer))
    for day in range(25, 30):
        await hall.go_to(at(f"2026-11-{day} 09:00"))
    told = (await hall.all_told(hall.officer))[before:]
    assert told.count("мыйзамдуу акыркы күнү өтүп кетти") == 1
    assert "<b>" not in told, "no task is asked for, the lists neither"


async def test_a_body_asked_in_writing_has_five_days(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    await hall.officer.tap_payload(f"meeting:request.{meeting.id}")
    await hall.officer.write("Суу чарба башкармалыгы")
    await hall.officer.write("Сугат суунун көлөмү")
    assert "бүгүндөн кеч болбосун" in await hall.officer.write("25.12.2026")
    said = await hall.officer.write("19.11.2026")
    assert "мөөнөтү: 24-ноябрь" in said
    await hall.go_to(at("2026-11-25 08:30"))
    told = await hall.all_told(hall.officer)
    assert "Суу чарба башкармалыгы: жообу" in told
    assert "мөөнөтү өттү" in told


async def test_a_moved_meeting_counts_its_tasks_anew(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    await hall.officer.tap_payload(f"meeting:move.{meeting.id}")
    await hall.officer.tap("Башка күн")
    await hall.officer.write("10.12")
    await hall.officer.write("10:00")
    await hall.officer.tap("Ошол эле жер")
    await hall.officer.write("Жай бош эмес")
    await hall.approve_last()
    await hall.tick()
    await hall.tick(seconds=5)
    due = {task.kind: f"{task.due_at:%m-%d}" for task in await hall.all(PreparationTask)}
    assert due[TaskKind.PREMISES] == "12-04"
    assert due[TaskKind.LISTS] == "12-08"


# Reports on demand


async def test_a_demanded_report_leads_to_its_meeting(hall: Hall) -> None:
    await hall.officer.write("/meetings")
    await hall.officer.tap("Талап кылынган отчет")
    await hall.officer.tap("Талапты жазуу")
    await hall.officer.write("«Жаштар» коомдук бирикмеси")
    await hall.officer.write("Мирлан Депутат")
    await hall.officer.write("Жаштар борбору")
    await hall.officer.write("18.11.2026")
    [demand] = await hall.all(ReportDemand)
    assert (demand.meeting_id, demand.received_on.isoformat()) == (None, "2026-11-18")
    await hall.officer.tap("Отчеттук жыйын чакыруу")
    await hall.officer.tap("Депутаттын отчету")
    for answer in ("Жаштар борбору", "Молодёжный центр", "30.11", "10:00", "Клуб"):
        await hall.officer.write(answer)
    await hall.officer.tap(SKIP)
    await hall.officer.tap("Бардык тургундар")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("айыл")
    await hall.officer.tap(SKIP)
    await hall.officer.tap("Адаттагысын алуу")
    await hall.officer.tap(SKIP)
    await hall.officer.tap(SKIP)
    [meeting] = await hall.all(Meeting)
    assert (await hall.all(ReportDemand))[0].meeting_id == meeting.id
    await hall.officer.tap_payload("mtdemands:")
    assert "талап жок" in str(hall.officer.seen[-1].message.text)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_record_names_a_preparation_in_words(language: str) -> None:
    t = Translator(language, BISHKEK)
    for kind in TaskKind:
        entry = AuditEntry(tag=AuditTag.TASK_DONE.value, after={"task": kind.value, "note": None})
        assert kind.value not in record.audit_sentence(t, entry)
