"""A hearing on the phones: the small calendar, the notice with its file, the code at the door."""

import io
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import zxingcpp
from PIL import Image

from bot.areas.hearings.models import Answer, Attendance, Meeting, MeetingState, Participant
from bot.areas.people.models import Role
from bot.core import clock
from bot.demo.telegram_emulator import Phone, TelegramEmulator
from bot.demo.whatsapp_emulator import WhatsAppEmulator
from tests.stories.phones import file_with, pick_day, told
from tests.town import Town, open_town

BISHKEK = ZoneInfo("Asia/Bishkek")


def moment(day: int, hour: int = 10, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BISHKEK)


@pytest.fixture
async def town(
    emulator: TelegramEmulator, sqlite_url: str, whatsapp: WhatsAppEmulator | None
) -> AsyncIterator[Town]:
    clock.move_to(moment(2))
    async with open_town(emulator, sqlite_url, whatsapp) as town:
        yield town


async def call(officer: Phone) -> None:
    """By buttons wherever there are any."""
    officer.send_text("/meetings")
    await officer.wait_for("жыйын жок")
    await officer.tap("Жыйын чакыруу")
    await officer.tap("Айылдык жыйын")
    await officer.wait_for("Кайсы маселе")
    officer.send_text("Таза суу")
    await officer.wait_for("орусча")
    officer.send_text("Чистая вода")
    await officer.wait_for("Эң эрте мыйзамдуу күн")
    await officer.tap("▶️")
    await officer.wait_for("2026-ж. декабрь")
    await pick_day(officer, 15, 12)
    await officer.wait_for("Саат канчада")
    await officer.tap("11:00")
    await officer.wait_for("Кайда?")
    officer.send_text("Маданият үйү")
    await officer.wait_for("картадагы жерди")
    officer.send_location(42.0712, 74.5161)
    await officer.wait_for("кимдерге")
    await officer.tap("Бардык тургундар")
    for asked in (
        "көчөлөр үчүн",
        "уюштурат",
        "баяндама жасайт",
        "Күн тартиби",
        "материалдар",
        "шилтеме барбы",
    ):
        await officer.wait_for(asked)
        await officer.tap({"уюштурат": "айыл", "Күн тартиби": "Адаттагысын"}.get(asked, "Өткөрүп жиберүү"))
    await officer.wait_for("Долбоор")


async def test_from_the_small_calendar_to_the_door(town: Town) -> None:
    officer = await town.staff(Role.OFFICER, "Асан Токтогулов")
    head = await town.staff(Role.HEAD, "Бакыт Осмонов")
    aigul = await town.resident("Айгүл")
    sergei = await town.resident("Сергей", "ru")
    await call(officer)
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.tick()
    shown = await aigul.wait_for("Айылдык жыйын: Таза суу")
    assert "15-декабрь, 2026-ж., шейшемби, саат 11:00" in shown.text
    assert any("location" in one.api for one in aigul.received), "the point on the map comes with the notice"
    assert "Чистая вода" in (await sergei.wait_for("Сельский сход")).text
    invitation = file_with(aigul, shown)
    assert invitation.name.endswith(".ics")
    [event] = icalendar.Calendar.from_ical(invitation.content).walk("VEVENT")
    assert str(event.get("SUMMARY")) == "Айылдык жыйын: Таза суу"
    assert event.decoded("DTSTART") == moment(15, 11, month=12)

    await aigul.tap("✅ Келем", shown)
    await aigul.wait_for("Сизди күтөбүз")
    await aigul.tap("Толугураак", shown)
    assert "Күн тартиби" in (await aigul.wait_for("Картада")).text
    await aigul.tap("Картада")
    await aigul.wait_for(lambda phone: "location" in phone.last.api)
    assert (await town.find(Attendance)).answer is Answer.YES

    # Half an hour before, the officer's phone has the code for the door.
    await town.move_to(moment(15, 10, 30, month=12))
    door = await told(officer, "Каттоо ачык")
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(file_with(officer, door).content)))
    aigul.open_link(code.text)
    await aigul.wait_for("Сиз катталдыңыз")
    participant = await town.find(Participant)
    assert participant.late is False
    await town.move_to(moment(15, 13, 0, month=12))
    assert (await town.find(Meeting)).state is MeetingState.HELD
