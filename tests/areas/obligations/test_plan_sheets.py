"""The year goes out as a table and comes back filled: every cell is checked before anything changes."""

import asyncio
import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.models import Obligation, ObligationPeriod, PlanSheet
from bot.areas.obligations.planning import PlanRow
from bot.areas.obligations.rules.windows import windows_of
from bot.areas.obligations.sheets.reading import Year, read
from bot.areas.obligations.sheets.table import COLUMNS, lines
from bot.areas.obligations.texts import sheets as texts
from bot.areas.surveys.questionnaire.spreadsheet import read_sheets
from bot.core import files
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import send_file
from tests.areas.obligations.planner import Planner
from tests.areas.residents.chat import BISHKEK

NUMBER, DAYS, PEOPLE, AMOUNT, NOTE = "FGHIJ"


def written(table: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("План")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(row, column, cell, day)
            elif cell not in ("", None):
                page.write(row, column, cell)
    book.close()
    return out.getvalue()


async def taken(planner: Planner) -> list[list[Any]]:
    """The table as it is handed out, cell by cell."""
    await planner.officer.tap_payload("obp:excel.2026")
    await planner.officer.tap("Таблицаны алуу")
    attachment = planner.officer.seen[-1].message.attachments[0]
    async with planner.database.reading() as session:
        found = await files.read_content(session, attachment.file_id)
    assert found is not None
    table = next(iter((await asyncio.to_thread(read_sheets, found)).values()))
    return [list(row) for row in table]


def fill(table: list[list[Any]], code: str, changes: Mapping[str, Any]) -> str:
    """Under these letters; gives the row's number."""
    at_row = next(number for number, row in enumerate(table) if row[0] == f"2026/{code}")
    for letter, value in changes.items():
        table[at_row]["ABCDEFGHIJ".index(letter)] = value
    return str(at_row + 1)


async def send(planner: Planner, table: list[list[Any]]) -> str:
    await planner.officer.tap_payload("obp:send.2026")
    assert "Текшерип жатам" in await send_file(planner.officer, AttachmentKind.DOCUMENT)
    return await planner.arrives(written(table))


async def test_a_filled_table_shows_what_changes_and_waits(planner: Planner) -> None:
    table = await taken(planner)
    fill(table, "plan.1.4", {NUMBER: 8, PEOPLE: "асан токтогулов; Сагын Алиев", AMOUNT: 50000, NOTE: "Ашар"})
    fill(table, "plan.1.2", {NUMBER: "30", DAYS: "15.02.2026; 20.07.2026"})
    fill(table, "cal.1", {DAYS: date(2026, 2, 12)})
    fill(table, "plan.1.1+subscriber_growth", {NUMBER: 15})
    said = await send(planner, table)
    assert "Таблица туура. 8 нерсе өзгөрөт" in said
    assert "1.4. Тактага плакат илүү, жооптуулар: ____ → Асан Токтогулов, Сагын Алиев" in said
    assert (await planner.row("plan.1.4")).obligation.targets == {}, "nothing before the sender agrees"
    said = await planner.officer.tap("Киргизүү")
    assert "8 өзгөртүү киргизилди" in said
    row = await planner.row("plan.1.4")
    assert (row.obligation.targets, row.obligation.amount, row.obligation.note) == (
        {"materials_min": 8},
        50_000,
        "Ашар",
    )
    person = await planner.person(planner.officer)
    assert [(one.name, one.person_id) for one in row.named] == [
        ("Асан Токтогулов", person),
        ("Сагын Алиев", None),
    ]
    assert [one.planned_on for one in (await planner.row("plan.1.2")).periods] == [
        date(2026, 2, 15),
        date(2026, 7, 20),
    ]
    assert (await planner.row("plan.1.1")).obligation.targets == {"subscriber_growth": 15}
    assert "каралып бүткөн" in await planner.officer.tap_payload("obp:apply.1")
    # The same table again changes nothing.
    assert "эч нерсе өзгөрбөйт" in await send(planner, await taken(planner))


async def test_all_mistakes_are_told_at_once_and_nothing_changes(planner: Planner) -> None:
    table = await taken(planner)
    digest = fill(table, "plan.1.5", {NUMBER: "130", AMOUNT: "көп"})
    posters = fill(table, "plan.1.4", {NUMBER: 8})
    presentation = fill(table, "plan.1.2", {DAYS: "15.05.2026"})
    hearing = fill(table, "cal.1", {DAYS: "10.01.2026", NUMBER: 3})
    report = fill(table, "cal.2", {DAYS: "эртең"})
    extra = fill(table, "plan.1.1+subscriber_growth", {NUMBER: 5, NOTE: "эскертүү"})
    table.append(["2026/plan.9.9"])
    said = await send(planner, table)
    for cell, words in (
        (f"F{digest}", "эң азы 1, эң көбү 100"),
        (f"I{digest}", ""),
        (f"G{presentation}", "15-май, 2026-ж. бул саптын мөөнөттөрүнө кирбейт: 1-январь – 28-февраль"),
        (f"F{hearing}", "сан толтурулбайт"),
        (f"G{hearing}", "толук 14 күн мурун"),
        (f"G{report}", "«эртең» күн эмес"),
        (f"F{extra}", "эң азы 10"),
        (f"J{extra}", "сан гана толтурулат"),
        (f"A{len(table)}", "«2026/plan.9.9» деген код белгисиз"),
    ):
        line = next(one for one in said.splitlines() if one.startswith(f"<b>{cell}</b>"))
        assert words in line
    assert f"F{posters}" not in said
    assert "9 ката табылды" in said
    assert (await planner.row("plan.1.4")).obligation.targets == {}
    assert all(one.changes is None for one in await planner.all(PlanSheet))


async def test_what_changed_meanwhile_is_not_overwritten(planner: Planner) -> None:
    table = await taken(planner)
    fill(table, "plan.1.4", {NUMBER: 8})
    fill(table, "plan.1.2", {NUMBER: 30})
    await send(planner, table)
    await planner.number("plan.1.4", "materials_min", "9", planner.head)
    assert "Бул аралыкта план өзгөргөн" in await planner.officer.tap("Киргизүү")
    assert (await planner.row("plan.1.4")).obligation.targets == {"materials_min": 9}
    assert (await planner.row("plan.1.2")).obligation.targets == {}, "all or nothing"


async def test_the_approved_plan_s_numbers_are_fixed_here_too(planner: Planner) -> None:
    await planner.number("plan.1.4", "materials_min", "8")
    await planner.approved_plan()
    table = await taken(planner)
    row = fill(table, "plan.1.4", {NUMBER: 4, PEOPLE: "Сагын Алиев"})
    said = await send(planner, table)
    assert f"<b>F{row}</b>: Бекитилген планда бул жерде 8" in said
    assert not (await planner.row("plan.1.4")).named


async def test_another_year_s_table_and_what_is_no_table_are_told_apart(planner: Planner) -> None:
    table = await taken(planner)
    for row in table:
        row[0] = str(row[0]).replace("2026/", "2025/")
    assert "башка жылдын таблицасы" in await send(planner, table)
    assert "мамычалары табылган жок" in await send(planner, [["бир", "эки"], ["1", "2"]])
    await planner.officer.tap_payload("obp:send.2026")
    await send_file(planner.officer, AttachmentKind.DOCUMENT)
    assert "Excel файлы (.xlsx) эмес" in await planner.arrives(b"PK\x03\x04 no table")


async def test_only_who_sent_a_table_takes_it_over(planner: Planner) -> None:
    table = await taken(planner)
    fill(table, "plan.1.4", {NUMBER: 8})
    await send(planner, table)
    assert "планда жок" in await planner.head.tap_payload("obp:apply.1")
    assert (await planner.row("plan.1.4")).obligation.targets == {}


# Any cells


def year_of_rows() -> Year:
    rows = []
    for number, measure in enumerate(measures().values(), 1):
        periods = [
            ObligationPeriod(
                id=one.number,
                obligation_id=number,
                number=one.number,
                opens_on=one.opens_on,
                closes_on=one.closes_on,
            )
            for one in windows_of(measure.recurrence, 2026, LegalValues())
        ]
        rows.append(
            PlanRow(Obligation(id=number, year=2026, key=measure.key, targets={}), measure, periods, ())
        )
    return Year(2026, rows, LegalValues(), {}, {}, at("2026-01-05 10:00"), BISHKEK)


YEAR = year_of_rows()
HEAD = list(texts.columns(Translator("ky", BISHKEK)))
CODES = [one.code for one in lines(YEAR.rows)]
CELLS = some.one_of(
    some.text(max_size=12),
    some.sampled_from(
        ["15", "0", "-1", "1e9", "²", "15.02.2026", "31.02.2026", "2026-02-15", ";", "50 миң", "x;y"]
    ),
)


@settings(max_examples=60)
@given(some.lists(some.tuples(some.sampled_from([*CODES, "", "?"]), some.lists(CELLS, max_size=COLUMNS))))
def test_no_cells_break_the_reader(rows: list[tuple[str, list[str]]]) -> None:
    table = [HEAD, *([code, "", "", "", "", *cells] for code, cells in rows)]
    changes, mistakes = read(table, [HEAD], YEAR)
    assert not (changes and mistakes)
    t = Translator("ky", BISHKEK)
    for one in mistakes:
        code = one.refused.code
        assert texts.sentence(t, one.refused) or code.split(":")[0] in {
            "obligations",
            "initiatives",
            "people",
        }
    for change in changes:
        assert change["before"] != change["after"]
        assert texts.change(t, change)
