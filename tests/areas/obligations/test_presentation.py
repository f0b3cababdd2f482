"""The presentation of local issues for assemblies (001 §1.2): prefilled, in both languages."""

import io

import pptx
import zxingcpp
from PIL import Image

from bot.areas.library.catalogue import LOCAL_ISSUES
from bot.areas.library.models import Version
from bot.areas.obligations.models import ObligationPaper, PaperKind
from bot.areas.obligations.reporting.issues import participation
from bot.core import clock
from bot.core.db import Database
from tests.areas.broadcasts.office import at
from tests.areas.obligations.reporting_desk import open_reporting
from tests.areas.obligations.test_indicators import busy
from tests.areas.obligations.test_reports import handed_files, slides_of, write


def test_the_nine_ways_are_whole() -> None:
    assert len(participation().forms) == 9
    assert all(one.source.startswith("004 §") for one in participation().role)


async def test_what_the_office_published_takes_the_place_of_the_draft(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    async with sqlite.session() as session:
        session.add_all(
            Version(
                section_key=LOCAL_ISSUES,
                language=code,
                number=1,
                text=text,
                files=[],
                published_at=clock.now(),
            )
            for code, text in (("ky", "• <b>ичүүчү</b> суу\n• жолдор"), ("ru", "• питьевая вода\n• дороги"))
        )
    await desk.officer.tap_payload("obr:pm.2026.2")
    await desk.officer.tap_payload("obr:pf.2026.2.ky")
    said = slides_of((await handed_files(desk, desk.officer))["pptx"])
    assert "Ичүүчү суу" in said
    assert "27-беренеси" not in said
    assert "Көрүстөндөр" not in said


async def test_it_tells_of_issues_ways_figures_dates_and_leads_to_the_bot(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    await busy(desk)
    await desk.officer.tap_payload("obr:p.2026.2")
    await write(desk, "✍️ Өз сөзүбүз", "Быйыл жаңы мектеп курулат\nСуу түтүгү оңдолот", "Строится школа")
    await desk.officer.tap("🛠 Даярдоо")
    await desk.officer.tap_payload("obr:pf.2026.2.ky")
    kyrgyz = (await handed_files(desk, desk.officer))["pptx"]
    await desk.officer.tap_payload("obr:pf.2026.2.ru")
    russian = slides_of((await handed_files(desk, desk.officer))["pptx"])
    said = slides_of(kyrgyz)
    assert "Калкты ичүүчү суу менен камсыз кылуу" in said
    assert "27-беренеси" in said
    assert "Катышуунун тогуз жолу" in said
    assert "9. Башка формалары" in said
    assert "Кабар жөнөтүлгөн тургундар: 2" in said
    assert "Депутаттардын отчету" in said
    assert "Суу түтүгү оңдолот" in said
    assert "Строится школа" in russian
    assert "Девять способов участвовать" in russian
    assert scanned(kyrgyz) == "https://t.me/jarchy_bot"


def scanned(content: bytes) -> str:
    """What a phone reads from the last slide."""
    shapes = pptx.Presentation(io.BytesIO(content)).slides[-1].shapes
    picture = next(shape for shape in shapes if hasattr(shape, "image"))
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.image.blob)))
    return str(found[0].text)


async def test_it_is_kept_for_the_half_year_and_made_anew_when_asked(sqlite: Database) -> None:
    desk = await open_reporting(sqlite)
    clock.move_to(at("2026-12-10 10:00"))
    await desk.officer.tap_payload("obr:pm.2026.2")
    await desk.officer.tap_payload("obr:pm.2026.2")
    papers = await desk.all(ObligationPaper, ObligationPaper.kind == PaperKind.PRESENTATION)
    assert [(one.year, one.part) for one in papers] == [(2026, 2)]
    assert papers[0].made_at >= at("2026-12-10 10:00")
    await desk.officer.tap_payload("obr:p.2026.2")
    assert "🔄 Кайра даярдоо" in desk.officer.buttons
