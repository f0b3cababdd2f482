"""The plan is printed as the documents have it, and its orders with what is known."""

import io
import zipfile

import docx

from bot.areas.obligations.catalogue import calendar, plan
from bot.areas.obligations.papers import printing
from bot.areas.obligations.papers.plan_table import calendar_paper, plan_paper
from bot.core import clock, files
from bot.core.files import StoredFile
from bot.core.i18n import Translator
from bot.documents.paper import Table
from bot.documents.paper_docx import render_paper_docx
from tests.areas.obligations.planner import Planner
from tests.areas.residents.chat import BISHKEK

KY, RU = Translator("ky", BISHKEK), Translator("ru", BISHKEK)


async def sent(planner: Planner) -> dict[str, bytes]:
    """The files of the last message by their names."""
    found = {}
    for one in planner.officer.seen[-1].message.attachments:
        (stored,) = await planner.all(StoredFile, StoredFile.id == one.file_id)
        async with planner.database.reading() as session:
            content = await files.read_content(session, stored.id)
        assert content is not None
        found[stored.name] = content
    return found


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


async def table_of(planner: Planner, t: Translator, *, of_plan: bool) -> Table:
    async with planner.database.session() as session:
        printed = await printing.gather(session, t, 2026, clock.now())
    paper = plan_paper(t, printed) if of_plan else calendar_paper(t, printed)
    return next(part for part in paper.parts if isinstance(part, Table))


async def test_the_plans_title_names_the_municipality_without_bending_its_name(planner: Planner) -> None:
    for t, begins in (
        (KY, "Миң-Булак айылдык аймагы: 2025-2028-жылдарга карата жергиликтүү өз алдынча"),
        (
            RU,
            "Мин-Булакский айылный аймак: план мероприятий органов местного самоуправления на 2025-2028 годы",
        ),
    ):
        async with planner.database.session() as session:
            printed = await printing.gather(session, t, 2026, clock.now())
        assert plan_paper(t, printed).title.startswith(begins)


async def test_the_tables_have_the_documents_columns_rows_and_goals(planner: Planner) -> None:
    await planner.number("plan.1.4", "materials_min", "8")
    row = await planner.row("plan.1.4")
    await planner.officer.tap_payload(f"obp:name.{row.id}")
    await planner.officer.write("Нурлан Осмонов")
    await planner.officer.tap("Ушул жерге гана")
    for t in (KY, RU):
        table = await table_of(planner, t, of_plan=True)
        assert table.head == tuple(one(t.language) for one in plan().columns)
        titles = [row[0] for at, row in enumerate(table.rows) if at in table.bands]
        assert titles == [goal(t.language) for goal in plan().goals]
        assert [row[0] for at, row in enumerate(table.rows) if at not in table.bands] == [
            one.number for one in plan().measures
        ]
    table = await table_of(planner, KY, of_plan=True)
    posters = next(row for row in table.rows if row[0] == "1.4")
    assert posters[3] == "Нурлан Осмонов"
    assert posters[6] == "Кеминде 8 маалыматтык материал"
    # What isn't filled is as blank as in the document.
    assert "____%дан кем эмеси" in next(row for row in table.rows if row[0] == "1.2")[6]
    table = await table_of(planner, RU, of_plan=False)
    assert table.head == tuple(one.ru for one in calendar().columns)
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4", "5", "6"]


async def test_own_events_and_days_stand_in_the_calendar(planner: Planner) -> None:
    await planner.officer.tap_payload("obp:new.2026")
    await planner.officer.tap("Курултай")
    await planner.officer.tap("Бир жолу")
    await planner.officer.tap("Май")
    await planner.officer.tap("Май")
    await planner.officer.tap("Ушул жылы гана")
    row = await planner.row("cal.1")
    await planner.officer.tap_payload(f"obp:day.{row.id}")
    await planner.officer.write("12.02.2026")
    table = await table_of(planner, RU, of_plan=False)
    assert table.rows[-1][:3] == ("7", "Местные курултаи", "Май")
    assert "12 февраля" in table.rows[0][2]


async def test_papers_come_for_word_and_as_pdf(planner: Planner) -> None:
    await planner.officer.tap_payload("obp:print.2026")
    await planner.officer.tap("Русский")
    made = await sent(planner)
    assert sorted(made) == [
        "Календарь на 2026.docx",
        "Календарь на 2026.pdf",
        "План на 2025-2028.docx",
        "План на 2025-2028.pdf",
    ]
    draft = words(made["План на 2025-2028.docx"])
    assert "ПРОЕКТ" in draft
    assert "УТВЕРЖДАЮ" not in draft
    with zipfile.ZipFile(io.BytesIO(made["План на 2025-2028.docx"])) as archive:
        assert 'w:orient="landscape"' in archive.read("word/document.xml").decode()
    await planner.approved_plan()
    async with planner.database.session() as session:
        paper = plan_paper(KY, await printing.gather(session, KY, 2026, clock.now()))
    approved = words(await render_paper_docx(paper))
    assert "БЕКИТЕМ" in approved
    assert "Буйрук №\xa014, 25-январь, 2026-ж." in approved
    assert "ДОЛБООР" not in approved


async def test_orders_name_the_group_and_leave_lines_for_what_is_unknown(planner: Planner) -> None:
    await planner.begin_plan()
    await planner.quick_group()
    number = (await planner.plan()).id
    await planner.officer.tap_payload(f"oba:paper.{number}.group")
    await planner.officer.tap("Кыргызча")
    order = words((await sent(planner))["Жумушчу топ жөнүндө буйрук 2025-2028.docx"])
    assert "№ _____" in order
    assert "Айжан Бекова" in order
    assert "жергиликтүү кеңештин депутаттары (макулдашуу менен)" in order
    assert "Аял" not in order
    await planner.officer.tap_payload(f"oba:paper.{number}.order.ru")
    order = words((await sent(planner))["Приказ об утверждении плана 2025-2028.docx"])
    assert "на сельском сходе (__________)" in order
