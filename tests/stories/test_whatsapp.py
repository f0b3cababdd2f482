"""What WhatsApp alone has: the day that closes, knocks that cost money, receipts, a token, numbers typed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.areas.hearings.models import Answer, Attendance
from bot.areas.people.models import Role
from bot.core import clock
from bot.demo.emulation.phones import AnyPhone
from bot.demo.telegram_emulator import TelegramEmulator
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator
from tests.stories.phones import said, told
from tests.stories.test_broadcasting import is_over, write
from tests.stories.test_hearings import call, moment
from tests.town import Town, WhatsApp, open_town

pytestmark = pytest.mark.parametrize("platform", ["whatsapp"], indirect=True)


@pytest.fixture
async def town(
    emulator: TelegramEmulator, sqlite_url: str, whatsapp: WhatsAppEmulator | None
) -> AsyncIterator[Town]:
    """Its office has both platforms, and money for one notice to all."""
    clock.move_to(moment(2))
    limit = Decimal("0.1")
    async with open_town(emulator, sqlite_url, whatsapp, both=True, whatsapp_monthly_limit=limit) as town:
        yield town


def meta(town: Town) -> Business:
    assert town.whatsapp
    return town.whatsapp.business


def nobody_opens(town: Town) -> WhatsApp:
    assert town.whatsapp
    town.whatsapp.opens = False
    return town.whatsapp


async def test_a_notice_after_a_day_comes_as_a_knock_that_brings_the_whole(town: Town) -> None:
    nobody_opens(town)
    with town.telegram():
        officer = await town.staff(Role.OFFICER, "Асан Токтогулов")
        head = await town.staff(Role.HEAD, "Бакыт Осмонов")
    aigul = await town.resident("Айгүл")
    sergei = await town.resident("Сергей", "ru")
    clock.move(timedelta(hours=25))
    await call(officer)
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.tick()
    knock = await aigul.wait_for("Айылдык жыйын")
    assert len(aigul.received) == 1
    for words in ("15-декабрь", "11:00", "Маданият үйү"):
        assert words in knock.text
    assert "15 декабря" in (await sergei.wait_for("11:00")).text
    await aigul.tap("Окуу")
    await told(aigul, "Айылдык жыйын: Таза суу")
    await town.sent()
    labels = aigul.last.labels
    # On an old phone, by its number.
    aigul.send_text(str(next(place for place, label in enumerate(labels, 1) if "Келем" in label)))
    await aigul.wait_for("Сизди күтөбүз")
    assert (await town.find(Attendance)).answer is Answer.YES
    assert len(said(sergei)) == 0, "who does not open was told all the same, by the knock"


async def test_at_the_months_limit_the_rest_are_told_when_they_write(town: Town) -> None:
    nobody_opens(town)
    with town.telegram():
        officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
        head = await town.staff(Role.HEAD, "Асан Токтогулов")
    phones = [await town.resident(name) for name in ("Айгүл", "Нурлан")]
    reader = await town.resident("Жылдыз")
    clock.move(timedelta(hours=25))
    reader.send_text("/menu")
    await reader.wait_for(1)
    await write(officer, "Эртең суу болбойт", None)
    card = await officer.wait_for("Чектеги акча")
    assert "1 кишиге акысыз, 1 кишиге акылуу" in card.text
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.tick()
    await reader.wait_for("Эртең суу болбойт")
    await is_over(town)
    report = await officer.wait_for("акылуу билдирүүлөрдүн чеги түгөндү: 1")
    assert "Жеткирилди (WhatsApp билдирди): 1, окуганы: 1" in report.text
    assert "Кыска кабар барды, али ача элек: 1" in report.text
    [untold] = [phone for phone in phones if not phone.received]
    assert meta(town).billed.total() == 1
    untold.send_text("Салам")
    await untold.wait_for("Эртең суу болбойт")
    assert meta(town).billed.total() == 1


async def test_a_refused_token_stops_whatsapp_alone_and_loses_nothing(town: Town) -> None:
    with town.telegram():
        administrator = await town.staff(Role.ADMINISTRATOR, "Мээрим")
        sergei = await town.resident("Сергей", "ru")
    aigul = await town.resident("Айгүл")
    meta(town).token_valid = False
    aigul.send_text("/menu")
    aigul.send_text("/topics")
    await meta(town).webhook.drained()
    await town.until(lambda: bool(town.app.whatsapp and town.app.whatsapp.sender.paused))
    sergei.send_text("/menu")
    await sergei.wait_for(1)
    await town.move(minutes=1)
    await town.move(minutes=1)
    await administrator.wait_for("WhatsApp")
    await administrator.wait_quiet()
    assert len(administrator.received) == 1
    assert not aigul.received
    meta(town).token_valid = True
    clock.move(timedelta(minutes=2))
    await town.restart()  # as with a new token in .env
    await aigul.wait_for("Эмне тууралуу жазып туралы")
    assert "Төмөндөн тандаңыз" in aigul.received[0].text, "in their order"


async def test_batches_and_repeats_are_answered_once_each(town: Town) -> None:
    aigul, sergei = await town.resident("Айгүл"), await town.resident("Сергей", "ru")
    webhook = meta(town).webhook
    with webhook.batched():
        aigul.send_text("/topics")
        sergei.send_text("/topics")
    webhook.repeat()
    await aigul.wait_for(1)
    await sergei.wait_for(1)
    webhook.repeat()
    await aigul.wait_quiet()
    assert (len(aigul.received), len(sergei.received)) == (1, 1)


def pages(phone: AnyPhone) -> list[dict[str, Any]]:
    return [button for row in phone.last.buttons for button in row if "url" in button]


async def test_who_has_both_is_told_once_and_counted_once(town: Town) -> None:
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD, "Асан Токтогулов")
    new = await town.resident("Айгүл")
    with town.telegram():
        old = await town.resident("Айгүл")
    old.send_text("/link")
    await old.tap("Код алуу")
    await old.wait_for(lambda phone: any("wa.me" in button.get("url", "") for button in pages(phone)))
    new.open_link(pages(old)[0]["url"])
    await new.tap("Ооба, бириктирүү")
    await new.wait_for("бир кишисиз")
    await old.wait_for("WhatsApp")
    await call(officer)
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.tick()
    await told(new, "Айылдык жыйын: Таза суу")
    await is_over(town)
    assert not any("Айылдык жыйын: Таза суу" in shown.text for shown in old.received)
    await new.tap("Келем")
    await new.wait_for("Сизди күтөбүз")
    old.send_text("/hearings")
    await old.tap("Таза суу")
    await old.wait_quiet()
    await old.tap("Келе албайм")
    await old.wait_quiet()
    assert (await town.find(Attendance)).answer is Answer.NO, "one answer, the later one"
