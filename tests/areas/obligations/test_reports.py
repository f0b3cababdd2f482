"""A report is filled in by itself, gets words, is approved by a second person, hangs on boards."""

import io
from collections.abc import Mapping
from datetime import date

import docx
import pptx
import pytest
from sqlalchemy import select

from bot.areas.broadcasts.models import Broadcast
from bot.areas.obligations.models import Obligation, ObligationPaper, ObligationPeriod, PaperPosting, Proof
from bot.areas.obligations.reporting.gathering import gather
from bot.areas.obligations.rules.span import Span
from bot.areas.obligations.rules.state import State
from bot.areas.obligations.texts import standing
from bot.areas.people.models import Role
from bot.core import clock, files
from bot.core.db import Database
from bot.core.files import StoredFile
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind
from bot.outbox.models import Status
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.broadcasts.press import attachments, send_file
from tests.areas.obligations.reporting_desk import ReportingDesk, open_reporting
from tests.areas.obligations.test_indicators import busy
from tests.areas.residents.chat import BISHKEK, Phone

AFTER = at("2027-01-11 10:00")
REPORT = "2026-жылдын IV кварталы"


async def handed_files(desk: ReportingDesk, phone: Phone) -> Mapping[str, bytes]:
    """What the last message with files brought, by their endings."""
    found = {}
    async with desk.database.reading() as session:
        for attachment in attachments(phone)[-1]:
            stored = await session.get_one(StoredFile, attachment.file_id)
            content = await files.read_content(session, attachment.file_id)
            assert content is not None
            found[stored.name.rpartition(".")[2]] = content
    return found


def words_of(content: bytes) -> str:
    """All that stands in a Word file."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def slides_of(content: bytes) -> str:
    deck = pptx.Presentation(io.BytesIO(content))
    found: list[str] = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


async def write(desk: ReportingDesk, button: str, kyrgyz: str, russian: str | None = None) -> str:
    await desk.officer.tap(button)
    await desk.officer.write(kyrgyz)
    return await (desk.officer.write(russian) if russian else desk.officer.tap(SKIP))


async def written(desk: ReportingDesk) -> None:
    """The quarter is over, and the officer said what a person has to say."""
    await busy(desk)
    clock.move_to(AFTER)
    await desk.officer.tap_payload("obr:r.2026q4")
    await write(desk, "✍️ Себептери", "Жол жабык болгон <b>кар</b>")
    await write(desk, "✍️ Сунуштар", "- Такталарды көбөйтүү\n- Жаштарды тартуу", "Больше стендов")


async def published(desk: ReportingDesk) -> None:
    await written(desk)
    await desk.officer.tap("📣 Жарыялоо")
    await desk.approve_last()
    await desk.go_to(at("2027-01-11 10:05"))


async def test_a_report_goes_its_way_from_figures_to_the_board(database: Database) -> None:
    desk = await open_reporting(database)
    resident = await desk.resident("Русский")
    await written(desk)
    said = await desk.officer.tap("📣 Жарыялоо")
    assert f"Мониторинг отчету: {REPORT}" in said
    assert "сандары ушул бойдон сакталды" in said
    labels = [choice.label for row in desk.officer.seen[-1].message.choices for choice in row]
    assert "📑 Отчеттун өзү" in labels
    await desk.approve_last()
    await desk.go_to(at("2027-01-11 10:05"))
    assert resident.address in {one.address for one in await desk.bulk() if one.status is Status.SENT}
    assert len((await desk.all(Broadcast))[-1].attachments) == 2
    paper = (await desk.all(ObligationPaper))[0]
    assert paper.published_at is not None
    assert paper.published_at >= at("2027-01-11 10:00")
    card = await desk.officer.tap_payload("obr:r.2026q4")
    assert "Жарыяланды" in card
    assert "❗️ такталар: 0" in card
    assert "🖨" in await desk.officer.tap("🖨 Кыргызча")
    assert b"%PDF" in (await handed_files(desk, desk.officer))["pdf"][:8]
    await desk.officer.tap("📌 Илингенин жазуу")
    await desk.officer.tap("Тактага илинди")
    await desk.officer.tap("Кара-Суу")
    await desk.officer.write("Мектептин тактасы")
    await send_file(desk.officer, AttachmentKind.PHOTO)
    card = await desk.officer.write("180")
    assert "☑️ такталар: 1" in card
    posting = (await desk.all(PaperPosting))[0]
    assert (posting.place, posting.people_reached) == ("Мектептин тактасы", 180)


async def test_what_was_published_stays_as_it_was(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    await published(desk)
    await desk.officer.tap_payload("obr:f.2026q4.ky")
    before = await handed_files(desk, desk.officer)
    async with sqlite.session() as session:
        found = (await desk.all(PaperPosting)) or []
        assert not found
        session.add(
            PaperPosting(
                paper_id=1, way="board", place="Клуб", people_reached=5, recorded_at=at("2026-12-01 10:00")
            )
        )
    await desk.officer.tap_payload("obr:f.2026q4.ky")
    assert await handed_files(desk, desk.officer) == before
    for payload in ("obr:w.2026q4.why", "obr:w.2026q4.money", "obr:pub.2026q4"):
        assert "эми өзгөрбөйт" in await desk.officer.tap_payload(payload)
    assert words_of(before["docx"]).count("Такталарды көбөйтүү") == 1


async def test_words_money_and_truth_stand_in_every_file(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    await written(desk)
    await desk.officer.tap("💰 Акча")
    for amount in ("172 500", "0", "беш миң", "50000", "0"):
        await desk.officer.write(amount)
    await desk.officer.tap_payload("obr:f.2026q4.ky")
    kyrgyz = await handed_files(desk, desk.officer)
    await desk.officer.tap_payload("obr:f.2026q4.ru")
    russian = await handed_files(desk, desk.officer)
    assert set(kyrgyz) == set(russian) == {"pdf", "docx", "pptx"}
    paper, shown = words_of(kyrgyz["docx"]), slides_of(kyrgyz["pptx"])
    for said in (paper, shown):
        assert "Айлык баян (25-күнү)" in said
        assert "аткарылган жок" in said
        assert "Жаштарды тартуу" in said
        # What looks like a mark was typed by a person and is printed as it was.
        assert "Жол жабык болгон <b>кар</b>" in said
    assert "Местный бюджет" in words_of(russian["docx"])
    assert "222" in words_of(russian["docx"])
    assert "Больше стендов" in words_of(russian["docx"])
    # Nobody wrote the reasons in Russian: the Kyrgyz words stand there.
    assert "Жол жабык болгон" in words_of(russian["docx"])
    assert "не выполнено" in slides_of(russian["pptx"])


async def test_a_report_isnt_published_before_its_time_nor_without_proposals(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    assert "долбоор" in await desk.officer.tap_payload("obr:r.2026q4")
    assert "📣 Жарыялоо" not in desk.officer.buttons
    assert "31-декабрь" in await desk.officer.tap_payload("obr:pub.2026q4")
    clock.move_to(AFTER)
    await desk.officer.tap_payload("obr:r.2026q4")
    assert "5.1-пункту" in await desk.officer.tap("📣 Жарыялоо")
    assert not await desk.all(Broadcast)


async def test_a_message_that_is_deleted_lets_the_report_be_made_anew(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    await written(desk)
    await desk.officer.tap("📣 Жарыялоо")
    assert "берилген" in await desk.officer.tap_payload("obr:w.2026q4.why")
    await desk.officer.tap("Өчүрүү")
    await desk.officer.tap("Ооба")
    assert "Азырынча жарыялана элек" in await desk.officer.tap_payload("obr:r.2026q4")
    await desk.officer.tap("📣 Жарыялоо")
    await desk.approve_last()
    await desk.go_to(at("2027-01-11 10:05"))
    assert "Жарыяланды" in await desk.officer.tap_payload("obr:r.2026q4")


async def test_who_scans_the_poster_reads_the_report_once_it_is_published(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    resident = await desk.resident("Русский")
    await written(desk)
    assert "Такого отчёта нет" in await resident.write("/start report_1")
    await desk.officer.tap("📣 Жарыялоо")
    await desk.approve_last()
    await desk.go_to(at("2027-01-11 10:05"))
    assert "IV квартал 2026 года" in await resident.write("/start report_1")
    assert "Больше стендов" in words_of((await handed_files(desk, resident))["docx"])
    assert "Такого отчёта нет" in await resident.write("/start report_999999999")


@pytest.mark.parametrize("payload", ["obr:w.2026q4.why", "obr:pub.2026q4", "obr:pm.2026.1", "obr:pw.2026.1"])
async def test_who_only_looks_changes_nothing(sqlite: Database, payload: str) -> None:
    desk = await open_reporting(sqlite)
    finance = await desk.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    await finance.tap_payload("obr:r.2026q4")
    assert not [label for label in finance.buttons if label.startswith("✍️")]
    assert "укугу бар кызматкерлер үчүн" in await finance.tap_payload(payload)
    assert not await desk.all(ObligationPaper)
    assert await finance.tap_payload("obr:f.2026q4.ky")


async def test_the_paper_of_another_isnt_put_up_before_it_is_approved(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    await written(desk)
    for payload in ("obr:put.1", "obr:poster.1.ky"):
        assert "Бекитилген отчет гана илинет" in await desk.officer.tap_payload(payload)
    assert "Мындай отчет жок" in await desk.officer.tap_payload("obr:put.777")


def test_a_mandate_on_its_way_is_no_chosen_day() -> None:
    """Row 2.3 of 001 stands as planned while the council has the mandate."""
    assert standing.state(Translator("ky", BISHKEK), State.PLANNED) == "пландалды"


async def test_a_quarter_tells_nothing_that_was_done_after_it(sqlite: Database) -> None:
    """A half-year's row that was open at the quarter's end, ticked in November, told of in December."""
    desk = await open_reporting(sqlite)
    async with desk.database.session() as session:
        period = await session.scalar(
            select(ObligationPeriod)
            .join(Obligation, Obligation.id == ObligationPeriod.obligation_id)
            .where(Obligation.key == "reg.4.4", ObligationPeriod.number == 2)
        )
        assert period is not None
        done = {"period_id": period.id, "done_on": date(2026, 11, 20), "recorded_at": at("2026-11-20 12:00")}
        session.add(Proof(**done, note="Отчет кеңеште угулду", files=[]))
    told = {}
    async with desk.database.reading() as session:
        for quarter in (3, 4):
            found = await gather(session, Span(2026, quarter), at("2026-12-16 10:00"), BISHKEK)
            [one] = [part for part in found.parts if part.row.obligation.key == "reg.4.4"]
            told[quarter] = (one.states, found.fulfilled, len(one.standings[0].judgement.facts))
    assert told[3] == ([State.OPEN], 0, 0)
    assert told[4] == ([State.DONE], 1, 1)
