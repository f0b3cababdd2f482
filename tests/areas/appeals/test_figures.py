"""How many came and how they were answered; nobody is named."""

import io

from python_calamine import CalamineWorkbook

from bot.areas.appeals import figures
from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.appeals.texts.figures import bulletin_line
from bot.core import clock, files
from tests.areas.appeals.desk import Desk
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import attachments
from tests.areas.residents.chat import BISHKEK


async def three(desk: Desk) -> None:
    """Answered in time, answered late, and one that is overdue."""
    phone = await desk.resident()
    for text in ("=1+1 Айгүлдүн сөзү", "Жол", "Суу"):
        await desk.appeal(phone, text, name="Айгүл Асанова")
    async with desk.database.session() as session:
        for number, day in ((1, "2026-11-24 10:00"), (2, "2026-12-28 10:00")):
            appeal = await session.get_one(Appeal, number)
            appeal.answered_at, appeal.state = at(day), AppealState.CLOSED
    clock.move_to(at("2026-12-30 12:00"))


async def test_what_came_and_what_was_answered_in_time(either_desk: Desk) -> None:
    await three(either_desk)
    async with either_desk.database.reading() as session:
        start, end = at("2026-11-01 00:00"), at("2026-12-01 00:00")
        found = await figures.figures(session, start, end, at("2026-12-30 12:00").date(), BISHKEK)
        told = await figures.contribute(session, start, end, lambda one: bulletin_line(BISHKEK, one))
        nothing = await figures.contribute(session, end, end, lambda one: bulletin_line(BISHKEK, one))
    assert (found.received, found.in_time, found.late, found.open, found.overdue) == (3, 1, 1, 1, 1)
    assert found.median_days == 14
    assert told[0].title("ky") == "Өткөн айда 3 кайрылуу келди, өз убагында жооп берилгени: 1"
    assert nothing == []


async def test_who_reads_figures_gets_them_and_a_table_without_authors(desk: Desk) -> None:
    await three(desk)
    said = await desk.officer.tap_payload("apfig:")
    assert "Келди: <b>3</b>" in said
    assert "Мөөнөтү өткөн: <b>1</b>" in said
    await desk.officer.tap("Реестр (Excel)")
    async with desk.database.reading() as session:
        content = await files.read_content(session, attachments(desk.officer)[-1][0].file_id)
    assert content is not None
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert "Айгүл" not in str(rows)
    assert "26-0001" in str(rows)
    assert "келген жок" in await desk.officer.tap_payload("apfig:2020q0")
    resident = await desk.resident()
    for payload in ("apfig:", "apfig:table.2026q4"):
        assert "укугу бар кызматкерлер үчүн" in await resident.tap_payload(payload)
