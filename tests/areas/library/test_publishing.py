"""The office puts in, takes back and keeps; residents read and get the files."""

import asyncio

from sqlalchemy import select

from bot.areas.library import queries, service
from bot.areas.library.models import OwnSection
from bot.areas.library.rules.freshness import State
from bot.areas.library.service import Content
from bot.areas.municipality.models import Municipality
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.broadcasts.press import RUSSIAN, attachments, send_file
from tests.areas.library.reading_room import PUBLISH, ReadingRoom
from tests.areas.residents.chat import BISHKEK


async def test_from_the_office_to_another_persons_phone(either_room: ReadingRoom) -> None:
    room = either_room
    resident, russian = await room.resident(), await room.resident(RUSSIAN)
    assert "бар: 1, бөлүмдөр: 17" in await resident.write(
        "/info"
    )  # the contacts alone are known by themselves
    await room.officer.write("/library")
    await room.officer.tap("Бекитилген бюджет")
    await room.officer.tap("✍️ Кыргызча")
    await room.officer.write("Бюджет <b>42</b> миллион сом")
    await room.send(room.officer, "Бюджет-2027.pdf", 240_000)
    await room.officer.tap("Даяр")
    said = await room.officer.write("min-bulak.kg/budget")
    assert "Тургундар ушундай көрөт" in said
    assert "Бюджет &lt;b&gt;42&lt;/b&gt; миллион сом" in said  # typed signs are no marks
    assert room.officer.seen[-1].message.attachments
    assert "Жарыяланды: <b>Бекитилген бюджет</b>, Кыргызча" in await room.officer.tap(PUBLISH)

    await resident.write("/info")
    said = await resident.tap("📄 Бекитилген бюджет")
    for part in (
        "📅 Жарыяланган: 20-ноябрь",
        "42",
        "https://min-bulak.kg/budget",
        "Бюджет-2027.pdf (234 КБ)",
    ):
        assert part in said
    await resident.tap("📎 Файлды алуу")
    assert [one.kind for one in attachments(resident)[-1]] == [AttachmentKind.DOCUMENT]
    said = await russian.tap_payload("info:card.pub2b")
    assert "Пока есть только на этом языке: Кыргызча" in said
    assert "42" in said

    record = [
        entry.after for entry in await room.all(AuditEntry, AuditEntry.tag == "library:version:published")
    ]
    assert record[0]["section"] == "pub2b"
    assert "миллион" not in str(record)


async def test_earlier_versions_stay_and_are_shown(room: ReadingRoom) -> None:
    await room.put(text="Биринчи")
    clock.move_to(at("2026-12-01 10:00"))
    await room.put(text="Экинчи")
    resident = await room.resident()
    assert "Экинчи" in await resident.tap_payload("info:card.pub2b")
    assert "2 жолу жарыяланган" in await resident.tap("🕘 Мурункулары")
    said = await resident.tap("20-ноябрь")
    assert "Биринчи" in said
    assert "Кийин жаңысы жарыяланган: 1-декабрь" in said
    assert [(one.number, one.text) for one in await room.versions()] == [(1, "Биринчи"), (2, "Экинчи")]


async def test_a_change_begins_with_what_is_there(room: ReadingRoom) -> None:
    await room.officer.tap_payload("lib:put.pub2b.ky")
    await room.officer.write("Биринчи")
    await room.send(room.officer, "a.pdf")
    await room.officer.tap("Даяр")
    await room.officer.tap(SKIP)
    await room.officer.tap(PUBLISH)
    said = await room.officer.tap_payload("lib:put.pub2b.ky")
    assert "Биринчи" in said
    assert "a.pdf" in said
    await room.officer.tap("📎 Файлдарды кайра")
    await room.send(room.officer, "b.pdf")
    said = await room.officer.tap("Даяр")
    assert "b.pdf" in said
    assert "a.pdf" not in said
    await room.officer.tap("🔗 Шилтеме")
    assert "шилтемеси эмес" in await room.officer.write("бюджет")
    await room.officer.write("min-bulak.kg")
    await room.officer.tap(PUBLISH)
    first, second = await room.versions()
    assert second.text == "Биринчи"
    assert second.link == "https://min-bulak.kg"
    assert first.files != second.files


async def test_nothing_can_not_be_published(room: ReadingRoom) -> None:
    await room.officer.tap_payload("lib:put.pub5.ky")
    for _ in range(3):
        said = await room.officer.tap(SKIP)
    assert "жарыялай турган эч нерсе жок" in said
    assert PUBLISH not in room.officer.buttons
    assert "Жарыялай турган эч нерсе жок" in await room.officer.write("ооба")
    await room.officer.tap("✏️ Текст")
    await room.officer.write("Ишеним телефону: 5 14 20")
    assert "Жарыяланды" in await room.officer.tap(PUBLISH)


async def test_a_long_text_is_kept_whole_and_a_longer_one_is_refused_kindly(room: ReadingRoom) -> None:
    long = "сөз " * 1250
    assert "Жарыяланды" in await room.put(text=long.strip())
    assert (await room.versions())[0].text == long.strip()
    resident = await room.resident()
    assert long.strip() in await resident.tap_payload("info:card.pub2b")
    await room.officer.tap_payload("lib:put.pub5.ky")
    assert "3000 тамгага узун" in (await room.officer.write("а" * 15_000)).replace("\u00a0", "")
    assert "2/3" in await room.officer.write("Кыскасы")


async def test_an_old_skip_button_takes_nothing_away(room: ReadingRoom) -> None:
    await room.officer.tap_payload("lib:put.pub5.ky")
    skip = room.officer.button(SKIP)[1].payload
    await room.officer.write("Чаралар")
    await room.officer.tap(SKIP)
    await room.officer.write("min-bulak.kg")
    await room.officer.tap_payload(skip)
    await room.officer.tap(SKIP)
    assert "Чаралар" in await room.officer.tap(SKIP)
    # Who comes to change it may take it away.
    await room.officer.tap("✏️ Текст")
    said = await room.officer.tap(SKIP)
    assert "Чаралар" not in said
    assert "min-bulak.kg" in said


async def test_hostile_files_are_refused_with_one_sentence(room: ReadingRoom) -> None:
    await room.officer.tap_payload("lib:put.pub5.ky")
    await room.officer.write("Текст")
    assert "20 МБдан чоң" in await room.send(room.officer, "план.pdf", 60 * 1024 * 1024)
    assert "жарыялоого болбойт" in await room.send(room.officer, "бюджет.pdf.exe")
    assert "жөнөтүңүз" in await send_file(room.officer, AttachmentKind.VOICE)
    name = "../<b>бюджет\u202e</b>.pdf"
    await room.send(room.officer, name)
    await room.officer.tap("Даяр")
    said = await room.officer.tap(SKIP)
    assert "\u202e" not in said
    assert "b&gt;.pdf" in said
    await room.officer.tap(PUBLISH)
    assert len((await room.versions("pub5"))[0].files) == 1


async def test_two_officers_at_once(room: ReadingRoom) -> None:
    other = await room.staff(Role.COUNCIL_SECRETARY, name="Нурзат Осмонова")
    await room.put(text="Биринчи")
    await room.put(text="Меники", publish=False)
    await room.put(text="Нурзаттын тексти", phone=other)
    said = await room.officer.tap(PUBLISH)
    assert "жаңы версия жарыяланды: Нурзат Осмонова" in said
    assert "Меники" in said  # nothing entered is lost
    assert len(await room.versions()) == 2
    assert "Жарыяланды" in await room.officer.tap("✅ Меникин да жарыялоо")
    assert [one.text for one in await room.versions()] == ["Биринчи", "Нурзаттын тексти", "Меники"]


async def test_a_mistake_is_taken_back_and_the_one_before_is_read_again(room: ReadingRoom) -> None:
    await room.put(text="Туура")
    await room.put(text="Жаңылыш: паспорт номери")
    resident = await room.resident()
    await resident.tap_payload("info:card.pub2b")
    wrong = (await room.versions())[1]
    await room.officer.tap_payload(f"lib:ver.{wrong.id}")
    await room.officer.tap("🚫 Кайтарып алуу")
    assert "Кайтарып алынды" in await room.officer.write("Жеке маалымат бар экен")
    assert "Туура" in await resident.tap_payload("info:card.pub2b")
    assert "Мындай бөлүм жок" in await resident.tap_payload(f"info:ver.{wrong.id}")
    assert "Мындай бөлүм жок" in await resident.tap_payload(f"info:files.{wrong.id}")
    assert "паспорт" not in await resident.write("паспорт")
    said = await room.officer.tap_payload(f"lib:ver.{wrong.id}")
    assert "Жеке маалымат бар экен" in said
    assert "паспорт" in said
    assert "кайтарып алынган" in await room.officer.tap_payload(f"lib:back.{wrong.id}")
    # The next one counts on from the one taken back.
    await room.put(text="Үчүнчү")
    assert [one.number for one in await room.versions()] == [1, 2, 3]


async def test_own_sections_are_added_renamed_hidden_and_shown(room: ReadingRoom) -> None:
    resident = await room.resident()
    await room.officer.write("/library")
    await room.officer.tap("➕ Жаңы бөлүм")
    assert "Мындай бөлүм бар" in await _named(room, "бекитилген БЮДЖЕТ")
    await room.officer.write("/cancel")
    await room.officer.write("/library")
    await room.officer.tap("➕ Жаңы бөлүм")
    assert "Кошулду: <b>Таштанды графиги</b>" in await _named(
        room, "Таштанды графиги", "График вывоза мусора"
    )
    await room.put("own1", "Дүйшөмбү жана бейшемби")
    assert "Дүйшөмбү" in await resident.tap_payload("info:card.own1")
    await room.officer.tap_payload("lib:name.own1")
    assert "Таштанды чыгаруу" in await _named(room, "Таштанды чыгаруу")
    await room.officer.tap_payload("lib:hide.own1")
    assert "Жашырылды" in await room.officer.tap("🙈 Жашыруу")
    assert "Мындай бөлүм жок" in await resident.tap_payload("info:card.own1")
    assert "Таштанды чыгаруу" not in await resident.write("таштанды чыгаруу")
    assert (await room.figures()).sections == 17
    await room.officer.tap_payload("lib:show.own1")
    assert "Дүйшөмбү" in await resident.tap_payload("info:card.own1")
    tags = [entry.tag for entry in await room.all(AuditEntry, AuditEntry.tag.like("library:section:%"))]
    assert [tag.rpartition(":")[2] for tag in tags] == ["added", "renamed", "hidden", "shown"]


async def _named(room: ReadingRoom, kyrgyz: str, russian: str | None = None) -> str:
    await room.officer.write(kyrgyz)
    return await (room.officer.write(russian) if russian else room.officer.tap(SKIP))


async def test_what_the_rules_want_public_can_not_be_hidden(room: ReadingRoom) -> None:
    for button in ("lib:hide.pub2b", "lib:name.pub2b", "lib:show.pub2b", "lib:hide.issues"):
        assert "жашырууга же атын өзгөртүүгө болбойт" in await room.officer.tap_payload(button)
    assert not await room.all(OwnSection)


async def test_forged_and_stale_buttons(room: ReadingRoom) -> None:
    resident = await room.resident()
    verbs = "list.0 card.pub1 put.pub1.ky check.pub1 board. new. back.1 ver.1 hide.own1"
    for verb in verbs.split():
        assert "укугу бар кызматкерлер" in await resident.tap_payload(f"lib:{verb}"), verb
    for payload in ("own99", "own-1", "own²", "own" + "9" * 40, "x" * 50, "", "pub6", "4б"):
        assert "Мындай бөлүм жок" in await resident.tap_payload(f"info:card.{payload}"), payload
        assert "Мындай бөлүм жок" in await room.officer.tap_payload(f"lib:card.{payload}"), payload
        assert "Мындай бөлүм жок" in await resident.tap_payload(f"info:ask.{payload}"), payload
    for number in ("", "0", "-1", "²", "9" * 9, "x"):
        assert "Мындай бөлүм жок" in await resident.tap_payload(f"info:ver.{number}")
        assert "Мындай бөлүм жок" in await room.officer.tap_payload(f"lib:files.{number}")
        assert "Ачык маалымат" in await resident.tap_payload(f"info:list.{number}")
        assert "Баарына ачык" in await room.officer.tap_payload(f"lib:list.{number}")
    assert "Бекитилген бюджет" in await room.officer.tap_payload("lib:put.pub2b.en")
    assert not await room.versions()


async def test_who_loses_the_role_can_not_publish_what_they_began(room: ReadingRoom) -> None:
    await room.put(text="Меники", publish=False)
    async with room.database.session() as session:
        from bot.areas.people.models import RoleGrant

        person = await room.person(room.officer)
        for grant in await session.scalars(select(RoleGrant).where(RoleGrant.person_id == person)):
            grant.revoked_at = clock.now()
    assert "укугу бар кызматкерлер" in await room.officer.tap(PUBLISH)
    assert not await room.versions()


async def test_who_published_leaves_and_what_they_published_stays(room: ReadingRoom) -> None:
    await room.put(text="Туура")
    await room.officer.write("/mydata")
    await room.officer.tap("өчүрүү")
    await room.officer.tap("өчүр")
    version = (await room.versions())[0]
    assert version.published_by is None
    resident = await room.resident()
    assert "Туура" in await resident.tap_payload("info:card.pub2b")
    said = await room.head.tap_payload(f"lib:ver.{version.id}")
    assert "Туура" in said
    assert "Асан" not in said


async def test_the_draft_of_local_issues_is_for_the_office_alone(room: ReadingRoom) -> None:
    resident = await room.resident()
    assert "азырынча маалымат жок" in await resident.tap_payload("info:card.issues")
    said = await room.officer.tap_payload("lib:put.issues.ky")
    assert "Бул долбоор гана" in said
    assert "27-беренеси" in said
    assert "көрүстөндөр жана ырасым кызматтары" in said
    await room.officer.tap("✅ Текшердим, жарыялоо")
    said = await resident.tap_payload("info:card.issues")
    assert "көрүстөндөр" in said
    assert "долбоор гана" not in said
    assert "долбоор гана" not in await room.officer.tap_payload("lib:put.issues.ky")


async def test_contacts_come_from_the_municipalitys_own_data(room: ReadingRoom) -> None:
    resident = await room.resident(RUSSIAN)
    said = await resident.tap_payload("info:card.pub13")
    for part in ("ул. Манаса, 42", "+996 3922 5 14 20", "09:00"):
        assert part in said
    assert (await room.shelf("pub13")).state is State.FRESH
    await room.put("pub13", "Почта: info@min-bulak.kg", language="ru")
    async with room.database.session() as session:
        (await session.get_one(Municipality, 1)).telephone = "+996 3922 5 99 99"
    said = await resident.tap_payload("info:card.pub13")
    assert "info@min-bulak.kg" in said
    assert "5 99 99" in said


async def test_the_paper_for_the_board_comes_in_both_languages(room: ReadingRoom) -> None:
    await room.put()
    await room.officer.write("/library")
    await room.officer.tap("🖨 Тактага")
    assert len(room.officer.seen[-1].message.attachments) == 2
    resident = await room.resident()
    assert "Ачык маалымат" in await resident.write("/start info")
    assert "Бюджет 42 миллион сом" in await resident.write("/start info_pub2b")


async def test_what_proves_that_a_section_was_looked_after(room: ReadingRoom) -> None:
    await room.put("issues", "Тизме", phone=room.officer)
    clock.move_to(at("2026-12-10 10:00"))
    await room.officer.tap_payload("lib:check.issues")
    await room.officer.tap_payload("lib:check.issues")
    async with room.database.reading() as session:
        start, end = at("2026-11-01 00:00"), at("2027-01-01 00:00")
        found = await queries.updates_between(session, "issues", start, end)
        before = await queries.updates_between(session, "issues", at("2026-01-01 00:00"), start)
    assert [(one.at.astimezone(BISHKEK).day, one.language) for one in found] == [(20, "ky"), (10, None)]
    assert not before
    figures = await room.figures()
    assert (figures.sections, figures.filled, figures.missing, figures.updated) == (17, 2, 15, 1)
    assert (await room.figures(since=at("2026-12-01 00:00").date())).checked == 1


async def test_of_two_who_publish_in_the_same_moment_one_is_asked_to_look(either_room: ReadingRoom) -> None:
    room = either_room
    people = [await room.person(phone) for phone in (room.officer, room.head)]

    async def publish(person: int) -> str:
        try:
            async with room.database.session() as session:
                await service.publish(session, "pub2b", "ky", Content(text="Бюджет"), 0, person, clock.now())
        except Refused as refused:
            return refused.code
        return "published"

    assert sorted(await asyncio.gather(*map(publish, people))) == ["library:newer", "published"]
    assert len(await room.versions()) == 1
