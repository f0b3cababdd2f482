"""Two registers: one that names nobody, and the office's own, which the office alone gets, on record."""

import io
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy import update

from bot.areas.appeals import blocking, ending, receiving
from bot.areas.appeals.models import Appeal, AppealKind
from bot.areas.appeals.receiving import Told
from bot.areas.people.models import Role
from bot.core import clock, files
from bot.core.audit import AuditEntry
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import closes, in_hand
from tests.areas.broadcasts.press import attachments
from tests.areas.residents.chat import BISHKEK, Phone
from tests.areas.residents.test_my_data import delete

NASTY = (
    "=1+1",
    "+996 555 12 34 56",
    "-2+3",
    "@SUM(A1)",
    '\t=HYPERLINK("http://x")',
    "\n=2+2",
    "🙂 Айгүл\nАсанова",
)
PERIOD = "2026q4"


async def content_of(desk: Desk, phone: Phone) -> bytes:
    async with desk.database.reading() as session:
        content = await files.read_content(session, attachments(phone)[-1][0].file_id)
    assert content is not None
    return content


def rows_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


async def public(desk: Desk, phone: Phone) -> bytes:
    await phone.tap_payload(f"apfig:table.{PERIOD}")
    return await content_of(desk, phone)


async def internal(desk: Desk, phone: Phone) -> bytes:
    await phone.tap_payload(f"apfig:own.{PERIOD}")
    await phone.tap("Ооба, түзүү")
    return await content_of(desk, phone)


async def told(desk: Desk) -> list[Appeal]:
    """With a name, without one, entered for somebody, given to a deputy, by one who is stopped."""
    named, nameless, stopped = await desk.resident(), await desk.resident(), await desk.resident()
    first = await closes(
        desk,
        await in_hand(
            desk, named, "Көчөдө суу жок", name="Айгүл Асанова", telephone="0555 111213", village_id=1
        ),
    )
    await desk.appeal(nameless, "Жол бузук")
    bad = await in_hand(desk, stopped, "Сөгүнгөн сөз", name="Токтогон Киши")
    officer = await desk.person(desk.officer)
    async with desk.database.session() as session:
        await blocking.block(session, bad.id, officer, "Мазактоо", clock.now())
        await ending.forward(session, bad.id, officer, whose="РЭС", telephone=None, now=clock.now())
        paper = Told(kind=AppealKind.APPLICATION, text="Жардам керек", name="Асан Ата", telephone="3-12-34")
        await receiving.enter(session, paper, officer, clock.now(), BISHKEK)
    deputy, voter = await desk.deputy(), await desk.voter()
    await desk.mandate(voter, deputy, name="Купуя Шайлоочу")
    return [first, bad]


async def test_the_offices_own_names_authors_handlers_and_answers(either_desk: Desk) -> None:
    desk = either_desk
    await told(desk)
    table = rows_of(await internal(desk, desk.officer))
    assert "АЙЫЛ ӨКМӨТҮ ҮЧҮН ГАНА" in str(table[0])
    head, *rows = [row for row in table if any(row)][1:]
    by_number = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert len(by_number) == 4
    first = by_number[(await desk.find(1)).number]
    assert (first["Автор"], first["Телефон"]) == ("Айгүл Асанова", "0555 111213")
    assert first["Аткаруучу"] == "Асан Токтогулов"
    assert (first["Жооп"], first["Айыл"]) == ("Насос оңдолду", "Миң-Булак")
    assert [row["Автор"] for row in by_number.values()] == ["Айгүл Асанова", "", "Токтогон Киши", "Асан Ата"]
    assert "РЭС" in [row["Жооп"] for row in by_number.values()][2]
    assert "Купуя" not in str(table), "a mandate's author is the deputy's to know"


async def test_the_public_one_names_nobody(desk: Desk) -> None:
    await told(desk)
    table = str(rows_of(await public(desk, desk.officer)))
    for hidden in ("Айгүл", "0555", "Асан Ата", "3-12-34", "Токтогон", "Купуя", "Насос", "суу жок", "Бакыт"):
        assert hidden not in table


async def test_it_is_asked_for_apart_said_plainly_and_recorded(desk: Desk) -> None:
    await told(desk)
    await desk.officer.tap_payload("apfig:")
    said = await desk.officer.tap("Ички реестр")
    assert "башкага бербеңиз" in said
    assert not [one for one in await desk.all_of(AuditEntry) if one.tag == "appeal:book:taken"]
    await desk.officer.tap("Ооба, түзүү")
    assert "айыл өкмөтү үчүн гана" in str(desk.officer.seen[-1].message.text)
    [entry] = [one for one in await desk.all_of(AuditEntry) if one.tag == "appeal:book:taken"]
    assert (entry.person_id, entry.after) == (
        await desk.person(desk.officer),
        {"period": PERIOD, "rows": 4},
    )


async def test_who_only_reads_figures_or_nothing_gets_no_authors(desk: Desk) -> None:
    await told(desk)
    readers = [
        await desk.staff(role, name="Ким Болбосун")
        for role in (Role.FINANCE_HEAD, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY, Role.ADMINISTRATOR)
    ]
    readers += [await desk.deputy("Башка Депутат"), await desk.resident()]
    for phone in readers:
        await phone.tap_payload("apfig:")
        assert "Ички реестр" not in str(phone.buttons)
        for which in ("own", "book"):
            assert "укугу бар кызматкерлер үчүн" in await phone.tap_payload(f"apfig:{which}.{PERIOD}")
        assert not attachments(phone)


async def test_who_deleted_themselves_stands_without_name_in_both(desk: Desk) -> None:
    phone = await desk.resident()
    await desk.appeal(phone, "Көчөдө суу жок", name="Айгүл Асанова", telephone="0555 111213")
    await delete(phone)
    for made in (await internal(desk, desk.officer), await public(desk, desk.officer)):
        table = str(rows_of(made))
        assert "Айгүл" not in table
        assert "0555" not in table
        assert "26-0001" in table


async def test_an_officer_learns_not_who_has_their_own_appeal(desk: Desk) -> None:
    other = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    appeal = await desk.appeal(desk.officer, "Биздин көчөдө чуңкур", name="Бакыт")
    async with desk.database.session() as session:
        handler = await desk.person(other)
        await session.execute(update(Appeal).where(Appeal.id == appeal.id).values(handler_id=handler))
    assert "Нургүл Асанова" not in str(rows_of(await internal(desk, desk.officer)))
    assert "Нургүл Асанова" in str(rows_of(await internal(desk, other)))


async def test_nothing_that_was_typed_becomes_a_formula(desk: Desk) -> None:
    """Whatever is typed, long or with pictures, stays text in both."""
    for nasty in (*NASTY, "Узун сөз " * 300):
        phone = await desk.resident()
        appeal = await in_hand(desk, phone, nasty or "x", name=nasty[:100], telephone=nasty[:30])
        await closes(desk, appeal, f"{nasty} жооп берилди")
    for made in (await internal(desk, desk.officer), await public(desk, desk.officer)):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            sheets = [archive.read(one).decode() for one in archive.namelist() if "worksheets/sheet" in one]
        assert sheets
        assert not any("<f>" in one or "<f " in one or "<hyperlink" in one for one in sheets)
    values = [str(cell) for row in rows_of(await internal(desk, desk.officer)) for cell in row]
    for nasty in NASTY:
        assert any(nasty.strip() in value for value in values), nasty
    assert max(len(value) for value in values) <= 1000
