"""A report to residents is written from the phone: what the program knows, then the reporter's words."""

import io

from docx import Document

from bot.areas.hearings.models import ReportPart
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.core import clock, files
from tests.areas.hearings.hall import SKIP, Hall, at
from tests.areas.residents.chat import Phone


async def deputy(hall: Hall, district: int, name: str) -> Phone:
    phone = await hall.resident()
    async with hall.database.session() as session:
        person_id = await hall.person(phone)
        session.add(StaffMember(person_id=person_id, name=name))
        await session.flush()
        session.add(
            RoleGrant(person_id=person_id, role=Role.DEPUTY, district_id=district, granted_at=clock.now())
        )
    return phone


async def test_a_deputy_writes_the_report_item_by_item(hall: Hall) -> None:
    mirlan = await deputy(hall, 1, "Мирлан Осмонов")
    await hall.called(kind="Депутаттын отчету", day="20.12", matter="2026-жылдын жыйынтыгы")
    assert "Тургундар алдындагы отчетторуңуз" in await mirlan.write("/report")
    await mirlan.tap("2026-жылдын жыйынтыгы")
    said = await mirlan.tap("Кезеги менен")
    assert "Шайлоочулардын сунуш-талаптары" in said
    assert "маалымат жок" in said
    said = await mirlan.write("Көпүрө салынды <b>")
    assert "даттануулар боюнча" in said
    for _ in range(3):
        await mirlan.tap(SKIP)
    said = await mirlan.write("Айыл өкмөтү жол оңдоду")
    assert "Жазылганы: 2, баары 5" in said
    await mirlan.tap("Отчетту даярдоо")
    docx, _pdf = mirlan.seen[-1].message.attachments
    async with hall.database.reading() as session:
        content = await files.read_content(session, docx.file_id)
    assert content is not None
    text = "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    assert "Көпүрө салынды <b>" in text
    assert text.count("(толтуруу керек)") == 3


async def test_what_the_program_knows_is_taken_with_one_tap(hall: Hall) -> None:
    held = await hall.called(day="26.11", matter="Суу")
    clock.move_to(at("2026-11-26 10:30"))
    await hall.officer.tap_payload(f"meeting:decide.{held.id}")
    await hall.officer.write("Түтүк алмаштырылсын")
    await hall.officer.tap("Бакыт Осмонов")
    await hall.officer.tap(SKIP)
    await hall.go_to(at("2026-11-26 13:00"))
    await hall.called(kind="Башчынын отчету", day="20.12", matter="Жылдык отчет")
    await hall.head.write("/report")
    await hall.head.tap("Жылдык отчет")
    said = await hall.head.tap("Негизги жетишкендик")
    assert "26-ноябрь, 2026-ж., Айылдык жыйын: Суу" in said
    said = await hall.head.tap("Ушундай алуу")
    assert "Финансы: кирешелер" in said
    [part] = await hall.all(ReportPart)
    assert part.text.startswith("• 26-ноябрь, 2026-ж., Айылдык жыйын: Суу")
    await hall.head.tap("Жокко чыгаруу")
    said = await hall.head.tap("Пландар, максаттар")
    assert "Түтүк алмаштырылсын (Бакыт Осмонов, мөөнөтү: 26-декабрь, 2026-ж.)" in said


async def test_another_districts_deputy_and_residents_have_nothing_to_write(hall: Hall) -> None:
    other = await deputy(hall, 2, "Башка Депутат")
    resident = await hall.resident()
    meeting = await hall.called(kind="Депутаттын отчету", day="20.12")
    async with hall.database.session() as session:
        (await session.get_one(type(meeting), meeting.id)).audience = {"districts": [1]}
    assert "отчетуңуз жок" in await other.write("/report")
    assert "кызматкерлер жазат" in await other.tap_payload(f"mtreport:{meeting.id}.d1")
    await resident.tap_payload(f"mtreport:{meeting.id}.d1")
    await resident.write("Мен жаздым")
    assert await hall.all(ReportPart) == []


async def test_the_reporter_is_reminded_a_week_and_two_days_before(hall: Hall) -> None:
    mirlan = await deputy(hall, 1, "Мирлан Осмонов")
    await hall.called(kind="Депутаттын отчету", day="20.12")
    await hall.go_to(at("2026-12-12 09:00"))
    assert "Отчетко" not in await hall.all_told(mirlan)
    await hall.go_to(at("2026-12-13 09:00"))
    await hall.go_to(at("2026-12-13 12:00"))
    assert (await hall.all_told(mirlan)).count("Отчетко 7 күн калды") == 1
    await hall.go_to(at("2026-12-18 09:00"))
    assert "Отчетко 2 күн калды" in await hall.all_told(mirlan)
