"""Who works here looks at the indicators, and at how each is counted."""

import re

from bot.areas.obligations.indicators import Key
from bot.core.db import Database
from tests.areas.obligations.reporting_desk import open_reporting
from tests.areas.obligations.test_indicators import busy


async def test_the_indicators_say_what_was_sent_and_not_that_it_was_read(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    await busy(desk)
    said = await desk.officer.tap_payload("obr:i.2026q4")
    assert "Калкы: 6 800" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Кабар жөнөтүлгөн тургундар: <b>2 (&lt; 0,1 %)</b>" in said
    assert "Келип түшкөн кайрылуулар: <b>0</b>" in said
    assert "аларды кошууга болбойт" in said
    year = await desk.officer.tap_payload("obr:i.2026q0")
    assert "2026-жылдын максаты: калктын кеминде 2 % – азырынча аткарыла элек" in year
    assert "2026-жылдын максаты: кеминде 1 – аткарылды" in year


async def test_each_is_explained_with_its_source_and_its_villages(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    await busy(desk)
    for number in range(1, len(Key) + 1):
        said = await desk.officer.tap_payload(f"obr:how.2026q4.{number}")
        source = said.partition("Булагы: ")[2].partition("</i>")[0]
        assert re.fullmatch(
            r"((иш-чаралар планы|коомдук-коммуникациялык стратегия|отчет берүү регламенти), \d\.\d(; )?)+",
            source,
        )
    said = await desk.officer.tap_payload("obr:how.2026q4.1")
    assert "• Миң-Булак: 2" in said
    assert "ким окуганын эч ким билбейт" in said
    said = await desk.officer.tap_payload("obr:v.2026q4")
    assert "<b>Кара-Суу</b>, калкы 1" in said
    assert "жыйындарга келгени: 40" in said


async def test_residents_are_told_that_it_is_for_staff_and_old_buttons_lead_somewhere(
    sqlite: Database,
) -> None:
    desk = await open_reporting(sqlite)
    resident = await desk.resident()
    assert "укугу бар кызматкерлер үчүн" in await resident.tap_payload("obr:i.2026q4")
    for payload in ("obr:i.nonsense", "obr:how.2026q4.99", "obr:how.2026q4.", "obr:v.", "obr:gone.7"):
        assert await desk.officer.tap_payload(payload)
