"""«Show the proof»: the chain of evidence of a duty as one PDF, in the language it is asked for."""

import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import select

from bot.areas.bulletins.models import DistributionKind
from bot.areas.hearings.models import MeetingKind, NoticePurpose, PostingKind
from bot.areas.obligations import jobs, proving
from bot.areas.obligations.chain.gather import MOST_PHOTOS
from bot.areas.obligations.models import EvidenceOrder, PostingWay
from bot.areas.people.models import Role, RoleGrant
from bot.core import clock, files
from bot.core.audit import AuditEntry
from bot.core.db import Database
from bot.core.files import StoredFile
from bot.core.messages import AttachmentKind
from bot.documents.content import Paragraph
from bot.documents.paper import Facts, Heading, Paper, Pictures, Table
from bot.documents.paper_pdf import render_paper_pdf
from bot.outbox.models import Batch, Delivery, Priority, Status
from tests.areas.broadcasts.press import attachments
from tests.areas.obligations.ledger import Ledger, at, open_ledger
from tests.areas.residents.chat import BISHKEK, Phone

K = MeetingKind


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.fixture
async def ledger(sqlite: Database) -> Ledger:
    return await june(sqlite)


async def june(database: Database) -> Ledger:
    ledger = await open_ledger(database, day(6, 20))
    await ledger.begin()
    return ledger


def photo(colour: str = "green") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(made, "JPEG")
    return made.getvalue()


async def keep_photo(ledger: Ledger) -> int:
    async with ledger.database.session() as session:
        kept = await files.keep_made(
            session, AttachmentKind.PHOTO, "photo.jpg", "image/jpeg", photo(), clock.now()
        )
    return kept.file_id


async def delivered(ledger: Ledger, broadcast: int, sent: int, blocked: int = 0) -> None:
    async with ledger.database.session() as session:
        batch = Batch(name=f"broadcast:{broadcast}", created_at=clock.now())
        session.add(batch)
        await session.flush()
        for number in range(sent + blocked):
            fine = number < sent
            session.add(
                Delivery(
                    batch_id=batch.id,
                    channel="telegram",
                    address=f"{broadcast}{number:06}",
                    priority=Priority.BULK,
                    segment=1 + number % 2,
                    status=Status.SENT if fine else Status.BLOCKED,
                    reason=None if fine else "blocked",
                    due_at=clock.now(),
                    created_at=clock.now(),
                    finished_at=at(day(2, 3), 9, number % 60),
                )
            )


async def make(ledger: Ledger) -> None:
    await jobs.make_evidence(ledger.moment())


async def ask(ledger: Ledger, phone: Phone, key: str, language: str = "") -> str:
    """Of this duty; what stands on the paper that came."""
    row = (await ledger.rows(day(6, 20)))[key]
    await phone.tap_payload(f"ob:pdf.{row.obligation.id}{'.' + language if language else ''}")
    drawn: list[Paper] = []

    async def draw(paper: Paper) -> bytes:
        drawn.append(paper)
        return await render_paper_pdf(paper)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.areas.obligations.chain.orders.render_paper_pdf", draw)
        await make(ledger)
    await phone.receive()
    sent = attachments(phone)[-1][0]
    async with ledger.database.reading() as session:
        content = await files.read_content(session, sent.file_id)
    assert content is not None
    assert content.startswith(b"%PDF")
    return words_of(drawn[-1])


def words_of(paper: Paper) -> str:
    """All letters on it, in their order."""
    words = [paper.organisation, paper.title, paper.subtitle, paper.footer]
    for part in paper.parts:
        match part:
            case Heading():
                words.append(part.text)
            case Facts():
                words += [word for row in part.rows for word in row]
            case Table():
                words += [*part.head, *(word for row in part.rows for word in row)]
            case Paragraph():
                words.append("".join(run.text for run in part.runs))
            case Pictures():
                words += [one.description for one in part.pictures]
    return "\n".join(words)


async def test_a_held_hearing_is_proved_from_notice_to_answer(database: Database) -> None:
    ledger = await june(database)
    hearing = await ledger.meeting(K.BUDGET_HEARING, day(2, 20), protocol=day(2, 25), results=day(2, 27))
    call = await ledger.notice(hearing, NoticePurpose.CALL, at(day(2, 3), 9))
    await delivered(ledger, call, sent=40, blocked=3)
    await ledger.posting(hearing, PostingKind.BOARD, at(day(2, 4)), photo_id=await keep_photo(ledger))
    said = await ask(ledger, ledger.officer, "cal.1")
    for words in (
        "Милдеттин аткарылышынын далилдери",
        "милдеттүү иш-чаралардын календары, 1-сап",
        "Өткөн жылдын бюджетинин аткарылышы боюнча коомдук бюджеттик угуу",
        "аткарылды, жыйынтыгы катталды",
        "Асан Токтогулов",
        "Жыйын чакырылды",
        "40",
        "бөгөттө",
        "Дүкөн",
        "abababab",
        "№",
    ):
        assert words in said, words
    assert [one.done_at is not None for one in await ledger.all(EvidenceOrder)] == [True]
    assert "obligation:evidence:made" in [entry.tag for entry in await ledger.all(AuditEntry)]
    russian = await ask(ledger, ledger.officer, "cal.1", "ru")
    assert "Подтверждение исполнения обязанности" in russian
    assert "выполнено, итог оформлен" in russian


async def test_a_duty_that_nothing_proves_says_so(ledger: Ledger) -> None:
    said = await ask(ledger, ledger.head, "cal.3")
    assert "эч нерсе азырынча жок" in said
    assert "мөөнөтү өттү, аткарылган жок" in said


async def test_a_bulletin_is_proved_with_its_seal_and_where_it_hangs(ledger: Ledger) -> None:
    bulletin = await ledger.bulletin(day(1, 1), at(day(2, 27)))
    await ledger.copy(bulletin, DistributionKind.BOARD, at(day(3, 2)))
    said = await ask(ledger, ledger.officer, "plan.1.5")
    assert "кечигип аткарылды" in said
    assert "abababab" in said
    assert "Дүкөн" in said


async def test_a_report_on_boards_is_proved_with_its_name_places_and_photo(ledger: Ledger) -> None:
    officer = await ledger.person(ledger.officer)
    await ledger.report_posted(
        2026, 1, at(day(4, 10)), people_reached=180, recorded_by=officer, photo_id=await keep_photo(ledger)
    )
    await ledger.report_posted(2026, 1, at(day(4, 11)), PostingWay.MEDIA)
    said = await ask(ledger, ledger.officer, "plan.1.4")
    for words in ("Мониторинг отчету: 2026-жылдын I кварталы", "Айыл өкмөтү", "180", "Асан Токтогулов"):
        assert words in said, words
    assert said.count("Айыл өкмөтү") == 2, "the board in its table and under its photo, not the newspaper"
    card = await ledger.officer.tap_payload(
        f"ob:card.{(await ledger.rows(day(6, 20)))['plan.1.4'].obligation.id}"
    )
    assert "Мониторинг отчету: 2026-жылдын I кварталы" in card


async def test_a_mark_by_hand_tells_who_when_and_shows_the_photo(ledger: Ledger) -> None:
    number = await keep_photo(ledger)
    officer = await ledger.person(ledger.officer)
    told = proving.Told(day(6, 12), note="Сессияда угулду", files=[["photo", number]], link="kenesh.kg/12")
    period = await ledger.period("reg.4.4", 1)
    async with ledger.database.session() as session:
        await proving.prove(session, period.id, officer, told, clock.now(), BISHKEK)
    taken = await ledger.proof("reg.4.4", 1, day(6, 1), note="Жаңылыш", recorded_by=officer)
    async with ledger.database.session() as session:
        await proving.withdraw(session, taken, officer, clock.now(), BISHKEK)
    said = await ask(ledger, ledger.head, "reg.4.4")
    for words in ("Сессияда угулду", "https://kenesh.kg/12", "Асан Токтогулов", "Жаңылыш", "кайра алган"):
        assert words in said, words


async def test_very_many_meetings_and_photos_make_a_paper_all_the_same(ledger: Ledger) -> None:
    for number in range(1, 26):
        meeting = await ledger.meeting(K.VILLAGE_ASSEMBLY, day(4, number), protocol=day(4, number))
        for _ in range(2):
            await ledger.posting(
                meeting, PostingKind.BOARD, at(day(4, number)), photo_id=await keep_photo(ledger)
            )
    said = await ask(ledger, ledger.officer, "plan.2.1")
    assert said.count("Айылдык жыйын: Суу түтүгүн оңдоо") >= 25
    assert f"Дагы {50 - MOST_PHOTOS} сүрөт" in said


async def test_the_same_paper_asked_for_twice_comes_once(ledger: Ledger) -> None:
    row = (await ledger.rows(day(6, 20)))["cal.1"]
    for _ in range(2):
        await ledger.officer.tap_payload(f"ob:pdf.{row.obligation.id}")
    assert len(await ledger.all(EvidenceOrder)) == 1


async def test_who_left_the_office_meanwhile_gets_nothing(ledger: Ledger) -> None:
    finance = await ledger.staff(Role.FINANCE_HEAD, name="Чынара Бекова")
    row = (await ledger.rows(day(6, 20)))["cal.1"]
    await finance.tap_payload(f"ob:pdf.{row.obligation.id}")
    person = await ledger.person(finance)
    async with ledger.database.session() as session:
        grant = await session.scalar(select(RoleGrant).where(RoleGrant.person_id == person))
        assert grant is not None
        grant.revoked_at = clock.now()
    await make(ledger)
    await finance.receive()
    assert not attachments(finance)
    assert not [one for one in await ledger.all(StoredFile) if one.name.endswith(".pdf")]
    assert [one.done_at is not None for one in await ledger.all(EvidenceOrder)] == [True]


async def test_a_fault_of_ours_is_told_once(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr("bot.areas.obligations.chain.orders.render_paper_pdf", broken)
    row = (await ledger.rows(day(6, 20)))["cal.1"]
    await ledger.officer.tap_payload(f"ob:pdf.{row.obligation.id}")
    await make(ledger)
    await make(ledger)
    await ledger.officer.receive()
    told = [str(one.message.text) for one in ledger.officer.seen]
    assert sum("биздин ката" in words for words in told) == 1
