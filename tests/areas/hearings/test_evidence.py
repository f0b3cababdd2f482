"""What proves that people were told, made from the deliveries themselves."""

import io
from typing import Any

import python_calamine
from docx import Document
from sqlalchemy import select, update

from bot.areas.groups.models import GroupKind, Pack, PackState, VillageGroup
from bot.areas.hearings import evidence, posting
from bot.areas.hearings.models import MeetingNotice, PostingKind
from bot.areas.hearings.papers import evidence as papers
from bot.areas.people.models import Role
from bot.core import clock, files
from bot.core.channel import ReceiptState
from bot.core.contacts import Contact
from bot.core.files import StoredFile
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind
from bot.demo.telegram_emulator import tiny_png
from bot.documents.paper import Facts, Heading, Paper, Pictures, Table
from bot.documents.paper_pdf import render_paper_pdf
from bot.outbox.models import Delivery, Status
from tests.areas.hearings.hall import SKIP, Hall, at
from tests.areas.residents.chat import BISHKEK, Phone

KY = Translator("ky", BISHKEK)


async def paper_of(hall: Hall) -> Paper:
    async with hall.database.reading() as session:
        found = await evidence.collect(session, await hall.meeting(), clock.now(), BISHKEK)
        return papers.paper(KY, found)


def facts(paper: Paper) -> dict[str, str]:
    """All labels; a later notice's values stand after an earlier one's."""
    return {label: value for part in paper.parts if isinstance(part, Facts) for label, value in part.rows}


def tables(paper: Paper) -> list[tuple[tuple[str, ...], ...]]:
    return [part.rows for part in paper.parts if isinstance(part, Table)]


def headings(paper: Paper) -> list[str]:
    return [part.text for part in paper.parts if isinstance(part, Heading)]


async def content(hall: Hall, attachment: Attachment) -> bytes:
    async with hall.database.reading() as session:
        found = await files.read_content(session, attachment.file_id)
    assert found is not None
    return found


async def name_of(hall: Hall, attachment: Attachment) -> str:
    async with hall.database.reading() as session:
        return await session.scalar(select(StoredFile.name).where(StoredFile.id == attachment.file_id)) or ""


def last_files(phone: Phone) -> tuple[Attachment, ...]:
    return phone.seen[-1].message.attachments


async def test_the_evidence_tells_all_the_rules_ask_for(hall: Hall) -> None:
    await hall.resident(village="kara-suu")
    await hall.called(day="26.11")
    paper = await paper_of(hall)
    told = facts(paper)
    assert told["Керектүү мөөнөт"] == "5 толук күн"
    assert told["Мыйзамдуу акыркы күн"] == "20-ноябрь, 2026-ж., жума"
    assert told["Мөөнөтүндө"].startswith("Ооба")
    assert (told["Жазган"], told["Бекиткен"]) == ("Асан Токтогулов", "Бакыт Осмонов")
    assert (told["Алуучулар"], told["Жөнөтүлдү"]) == ("3", "3")
    assert len(told["Тексттин мөөрү (SHA-256)"]) == 64
    [by_village] = tables(paper)
    assert set(by_village) == {
        ("Миң-Булак", "Telegram", "2", "0", "0"),
        ("Кара-Суу", "Telegram", "1", "0", "0"),
        ("Баары", "", "3", "0", "0"),
    }


async def test_it_is_counted_from_the_deliveries_never_from_a_counter(hall: Hall) -> None:
    await hall.called(day="26.11")
    async with hall.database.session() as session:
        one = (await session.scalars(select(Delivery.id).where(Delivery.batch_id.is_not(None)))).first()
        await session.execute(
            update(Delivery).where(Delivery.id == one).values(status=Status.BLOCKED, reason="blocked")
        )
    paper = await paper_of(hall)
    assert facts(paper)["Жөнөтүлдү"] == "1"
    assert tables(paper)[1] == (("Киши ботту бөгөттөгөн", "1"),)


async def test_delivered_is_said_only_where_the_platform_told_it(hall: Hall) -> None:
    await hall.called(day="26.11")
    assert "Анын ичинен жеткирилди (мессенжер билдирди)" not in facts(await paper_of(hall))
    async with hall.database.session() as session:
        ids = (await session.scalars(select(Delivery.id).where(Delivery.batch_id.is_not(None)))).all()
        for number, told in zip(ids, (ReceiptState.READ, ReceiptState.SENT), strict=False):
            await session.execute(update(Delivery).where(Delivery.id == number).values(told=told))
    told_facts = facts(await paper_of(hall))
    assert told_facts["Жөнөтүлдү"] == "2"
    assert told_facts["Анын ичинен жеткирилди (мессенжер билдирди)"] == "1"
    assert told_facts["Анын ичинен окулду (мессенжер билдирди)"] == "1"


async def test_what_arrived_after_the_last_lawful_day_is_said(hall: Hall) -> None:
    await hall.called(day="26.11")
    async with hall.database.session() as session:
        one = (await session.scalars(select(Delivery.id).where(Delivery.batch_id.is_not(None)))).first()
        await session.execute(
            update(Delivery).where(Delivery.id == one).values(finished_at=at("2026-11-21 00:01"))
        )
    assert facts(await paper_of(hall))["Алардын ичинен мыйзамдуу акыркы күндөн кийин"] == "1"


async def test_an_override_stands_there_for_ever(hall: Hall) -> None:
    await hall.call(day="23.11", late="Башчыдан суроо")
    meeting = await hall.meeting()
    await hall.head.tap_payload(f"meeting:urgent.{meeting.id}")
    await hall.head.write("Сел коркунучу <тез>")
    await hall.approve_last()
    await hall.tick()
    await hall.deliver()
    await hall.tick(seconds=5)
    paper = await paper_of(hall)
    told = facts(paper)
    assert told["Мөөнөтүндө"].startswith("Жок: башчынын уруксаты")
    assert told["Себеби"] == "Сел коркунучу <тез>"
    assert told["Ким"] == "Бакыт Осмонов"
    assert "Башчынын уруксаты менен кыска мөөнөттө чакырылды" in headings(paper)


async def test_every_notice_has_its_own_place(hall: Hall) -> None:
    meeting = await hall.called(day="26.11")
    await hall.officer.tap_payload(f"meeting:cancel.{meeting.id}")
    await hall.officer.write("Карантин")
    await hall.approve_last()
    await hall.tick()
    await hall.deliver()
    await hall.tick(seconds=5)
    shown = headings(await paper_of(hall))
    assert [one for one in shown if one.startswith("Жыйын ")] == ["Жыйын чакырылды", "Жыйын жокко чыгарылды"]


async def test_it_comes_as_a_paper_and_as_a_table_of_every_delivery(hall: Hall) -> None:
    meeting = await hall.called(day="26.11")
    await hall.officer.tap_payload(f"meeting:post.{meeting.id}")
    await hall.officer.tap("Маалымат тактасы")
    await hall.officer.tap("Кара-Суу")
    await hall.officer.write("ФАПтын жанындагы такта")
    await hall.officer.tap(SKIP)
    await hall.officer.write("40")
    await hall.officer.tap_payload(f"meeting:evidence.{meeting.id}")
    pdf, xlsx = last_files(hall.officer)
    assert await name_of(hall, pdf) == "Кабарлоонун далили 26.11.2026.pdf"
    assert (await content(hall, pdf)).startswith(b"%PDF")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(await content(hall, xlsx)))
    sheets: dict[str, list[list[Any]]] = {
        name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    }
    deliveries = sheets["Бардык жөнөтүүлөр"]
    assert sum(1 for row in deliveries if "жөнөтүлгөн" in row) == 2
    assert not any(phone.address in str(deliveries) for phone in (hall.officer, hall.head))
    assert "Кара-Суу: ФАПтын жанындагы такта" in str(sheets)


async def test_there_is_no_evidence_of_what_nobody_was_told(hall: Hall) -> None:
    await hall.call(day="30.11")
    meeting = await hall.meeting()
    assert "далил да жок" in await hall.officer.tap_payload(f"meeting:evidence.{meeting.id}")


async def test_posters_are_made_only_of_what_a_second_person_approved(hall: Hall) -> None:
    await hall.call(day="30.11")
    meeting = await hall.meeting()
    assert "бекитиле элек" in await hall.officer.tap_payload(f"meeting:poster.{meeting.id}")
    await hall.approve_last()
    await hall.officer.tap_payload(f"meeting:poster.{meeting.id}")
    [poster] = last_files(hall.officer)
    assert (await content(hall, poster)).startswith(b"%PDF")
    await hall.officer.tap_payload(f"meeting:pack.{meeting.id}")
    shared = hall.officer.seen[-1].message
    assert "Келериңизди билдириңиз же суроо бериңиз: https://t.me/jarchy_bot?start=h_1" in str(shared.text)
    assert str(shared.choices[0][0].url).startswith("https://wa.me/?text=")


async def test_who_reads_whatsapp_gets_the_words_for_groups_as_they_stand_there(hall: Hall) -> None:
    meeting = await hall.called(day="30.11")
    async with hall.database.session() as session:
        mine = update(Contact).where(Contact.address == hall.officer.address)
        await session.execute(mine.values(channel="whatsapp"))
    hall.officer.channel = "whatsapp"
    await hall.officer.tap_payload(f"meeting:pack.{meeting.id}")
    forward, buttons = (sent.message for sent in hall.officer.seen[-2:])
    assert len(forward.attachments) == 1
    assert "<b>" in forward.text, "its channel marks it"
    assert "Келериңизди билдириңиз" in forward.text
    assert forward.choices == (), "they would be forwarded too"
    assert not [choice for row in buttons.choices for choice in row if choice.url]
    assert "Жогорудагы сүрөттү" in buttons.text


async def test_the_protocol_has_every_field_of_the_rules_even_when_empty(hall: Hall) -> None:
    secretary = await hall.staff(Role.COUNCIL_SECRETARY, name="Катчы Катчыбеков")
    meeting = await hall.called(day="26.11")
    clock.move_to(at("2026-11-26 11:00"))
    await secretary.tap_payload(f"meeting:minutes.{meeting.id}")
    await secretary.tap(SKIP)
    await secretary.tap(SKIP)
    await secretary.tap(SKIP)
    said = await secretary.tap(SKIP)
    for missing in ("төрага жана катчы", "канча адам келгени", "чыгып сүйлөгөндөр", "чечимдер"):
        assert missing in said
    await secretary.tap("Протокол түзүү")
    docx, _pdf = last_files(secretary)
    text = "\n".join(one.text for one in Document(io.BytesIO(await content(hall, docx))).paragraphs)
    for field in (
        "Күн тартиби",
        "Баяндамачылар",
        "Чыгып сүйлөгөндөр",
        "Суроолор",
        "Чечимдер",
        "Сунуштамалар",
    ):
        assert field in text


async def test_photos_of_posters_are_printed_and_broken_ones_only_named(hall: Hall) -> None:
    meeting = await hall.called(day="26.11")
    officer = await hall.person(hall.officer)
    async with hall.database.session() as session:
        for place, picture in (("ФАП", tiny_png()), ("Мектеп", b"no picture")):
            kept = await files.keep_made(
                session, AttachmentKind.PHOTO, "photo", "image/png", picture, clock.now()
            )
            await posting.record_posting(
                session,
                meeting.id,
                officer,
                kind=PostingKind.BOARD,
                village_id=2,
                place=place,
                people_reached=None,
                photo_id=kept.file_id,
                now=clock.now(),
            )
    paper = await paper_of(hall)
    [pictures] = [part for part in paper.parts if isinstance(part, Pictures)]
    assert [one.description for one in pictures.pictures] == ["Кара-Суу: ФАП, 20-ноябрь, 2026-ж., 12:00"]
    assert (await render_paper_pdf(paper)).startswith(b"%PDF")
    assert "Мектеп" in str(tables(paper))


async def test_groups_are_told_apart_as_members(hall: Hall) -> None:
    await hall.called(day="26.11")
    meeting = await hall.meeting()
    async with hall.database.session() as session:
        notice = await session.scalar(
            select(MeetingNotice.broadcast_id).where(MeetingNotice.meeting_id == meeting.id)
        )
        group = VillageGroup(
            kind=GroupKind.WHATSAPP,
            name="Миң-Булак айылы",
            bilingual=False,
            news=False,
            members=240,
            members_at=clock.now(),
            opened_at=clock.now(),
        )
        session.add(group)
        await session.flush()
        session.add(
            Pack(
                group_id=group.id,
                broadcast_id=notice,
                state=PackState.FORWARDED,
                made_at=clock.now(),
                settled_at=clock.now(),
                settled_by=await hall.person(hall.officer),
                members=240,
            )
        )
    paper = await paper_of(hall)
    assert "Айылдардын топторуна жөнөтүлдү: кишилер эмес, топтун катышуучулары" in headings(paper)
    groups = tables(paper)[-1]
    assert groups[0][:2] == ("WhatsApp", "Миң-Булак айылы")
    assert groups[0][3:] == ("Асан Токтогулов", "240")
    assert facts(paper)["Алуучулар"] == "2", "members are no recipients"
