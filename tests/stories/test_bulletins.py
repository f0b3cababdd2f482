"""The bulletin of the month happens by itself, and its paper with it."""

import io
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image

from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.bulletins.models import Bulletin, Distribution
from bot.areas.people.models import Role
from bot.core import clock, files
from bot.core.messages import AttachmentKind
from bot.demo.telegram_emulator import Phone, TelegramEmulator, tiny_png
from bot.demo.whatsapp_emulator import WhatsAppEmulator
from tests.stories.phones import file_with, said
from tests.town import Town, open_town

BISHKEK = ZoneInfo("Asia/Bishkek")


def moment(day: int, hour: int = 10, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, 5, tzinfo=BISHKEK)


@pytest.fixture
async def town(
    emulator: TelegramEmulator, sqlite_url: str, whatsapp: WhatsAppEmulator | None
) -> AsyncIterator[Town]:
    """Set up on the first of November; nothing was due before."""
    clock.move_to(moment(1))
    async with open_town(emulator, sqlite_url, whatsapp) as town:
        yield town


async def fill(town: Town) -> Broadcast:
    """What the officer writes into the draft's blanks; how has its own test."""
    found: Broadcast = await town.find(Broadcast, Broadcast.kind == BroadcastKind.BULLETIN)
    async with town.app.database.session() as session:
        draft = await session.get_one(Broadcast, found.id)
        draft.text_ky, draft.text_ru = (
            "Айлык баян\n• Көпүрө оңдолду",
            "Бюллетень за месяц\n• Отремонтирован мост",
        )
    return found


# The office's rule alone, the same whichever platform brings the tap.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_a_draft_opens_ten_days_before_with_what_was_told(town: Town) -> None:
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    await town.move_to(moment(14))
    await town.sent()
    assert not officer.received
    await town.move_to(moment(15))
    await officer.wait_for("Долбоор даяр.\nАйлык баян: 2026-ж. октябрь")
    bulletin = await town.find(Bulletin)
    assert (bulletin.period_start.isoformat(), bulletin.period_end.isoformat()) == (
        "2026-10-01",
        "2026-10-31",
    )


def letters(phone: Phone) -> list[str]:
    """What they got but the digest of the plan, which has its own clock."""
    return [shown.text for shown in said(phone) if not shown.text.startswith("📋")]


async def test_the_whole_way_to_the_twenty_fifth(town: Town) -> None:
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD, "Асан Токтогулов")
    aigul = await town.resident("Айгүл", "ky")
    sergei = await town.resident("Сергей", "ru")
    await town.move_to(moment(15))
    await officer.tap("Окуу жана оңдоо")
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await officer.wait_for("кыргызча жазыңыз")
    officer.send_text("Айлык баян\n• Суу түтүгү оңдолду\n• Мектептин чатыры жабылды")
    await officer.wait_for("Мектептин чатыры")
    await officer.tap("Бекитүүгө жөнөтүү")
    await officer.wait_for("толтурулбаган жер бар: ____")  # the Russian text still has one
    await officer.tap("Өзгөртүү")
    await officer.tap("Орусча текст")
    await officer.wait_for("Кабарды орусча жазыңыз")
    officer.send_text("Бюллетень за месяц\n• Отремонтирован водопровод")
    await officer.wait_for("Отремонтирован водопровод")
    await officer.tap("Бекитүүгө жөнөтүү")
    await officer.wait_for("Эми кезек: Асан Токтогулов")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.move_to(moment(24))
    await town.sent()
    assert not aigul.received
    await town.move_to(moment(25))
    await aigul.wait_for("Суу түтүгү оңдолду")
    await sergei.wait_for("Бюллетень за месяц")
    await town.sent()
    await town.tick()
    assert (await town.find(Bulletin, Bulletin.published_at.is_not(None))).late is False
    await town.tick()
    assert len([m for m in aigul.received if "Суу түтүгү" in m.text]) == 1


# When it is said is the clock's affair, whichever platform says it; how knocks bring it others tell.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_reminders_come_once_and_the_head_hears_when_nothing_is_ready(town: Town) -> None:
    officer = await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    for day in (15, 16, 22, 23, 24):
        await town.move_to(moment(day))
        await town.tick()
    await town.sent()
    texts = letters(officer)
    assert [text[:1] for text in texts] == ["📝", "⏰", "⏰"]
    assert "3 күн" in texts[1]
    assert "1 күн" in texts[2]
    assert not letters(head)
    await town.move_to(moment(25, 8))
    await head.wait_for("даяр эмес")
    await town.move_to(moment(25, 11))
    await town.tick()
    await town.move_to(moment(26, 11))
    await head.wait_for("өтүп кетти")
    assert len(letters(head)) == 2, "once before it was due, once the day after"


# When it is said is the clock's affair, whichever platform says it; how knocks bring it others tell.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_an_outage_over_its_whole_time_is_one_alarm(town: Town) -> None:
    await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    await town.move_to(moment(15))
    clock.move_to(moment(25, 12))
    await town.tick()
    await head.wait_for("өтүп кетти")
    await town.tick()
    await town.sent()
    assert len(letters(head)) == 1


# The office's rule alone, the same whichever platform brings the tap.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_what_is_given_up_is_closed_with_a_reason(town: Town) -> None:
    officer = await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    await town.move_to(moment(15))
    await town.move_to(moment(26, 11))
    await officer.wait_for("өтүп кетти")
    await officer.tap("Баяндын барагы")
    assert not any("Чыгарбай" in label for label in officer.last.labels)
    await head.tap("Баяндын барагы")
    await head.tap("Чыгарбай жабуу")
    await head.wait_for("эмне үчүн чыкпайт")
    head.send_text("Ал ай тууралуу газетада жазылды")
    await head.wait_for("эми чыкпайт")
    told = len(letters(head))
    await town.move_to(moment(28, 11))
    await town.sent()
    assert not [text for text in letters(head)[told:] if "❗" in text], "no alarm any more"


async def test_after_an_outage_it_goes_late_and_once(town: Town) -> None:
    officer = await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    aigul = await town.resident()
    await town.move_to(moment(15))
    broadcast = await fill(town)
    await officer.wait_for(1)
    await officer.tap_data(officer.last, f"bc:submit.{broadcast.id}")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    clock.move_to(moment(27))  # nobody was there on the day
    await town.tick()
    await aigul.wait_for("Айлык баян")
    await town.sent()
    await town.tick()
    assert (await town.find(Bulletin)).late is True


async def approved(town: Town) -> Phone:
    """The officer of a town whose bulletin was approved."""
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD)
    await town.move_to(moment(15))
    broadcast = await fill(town)
    await officer.wait_for(1)
    await officer.tap_data(officer.last, f"bc:submit.{broadcast.id}")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    return officer


async def test_the_poster_carries_its_village_and_is_recorded(town: Town) -> None:
    officer = await approved(town)
    officer.send_text("/bulletin")
    await officer.tap("Айлык баян")
    await officer.tap("Тактага плакат")
    await officer.tap("Миң-Булак")
    poster = await officer.wait_for("A4 баракка")
    assert file_with(officer, poster).content.startswith(b"%PDF")
    await officer.tap("Плакат илинди")
    await officer.wait_for(lambda phone: "Өткөрүп жиберүү" in str(phone.last.labels))
    await officer.tap("Миң-Булак")
    await officer.wait_for("кайсы жерде")
    officer.send_text("Мектептин жанында")
    await officer.wait_for("Тактанын сүрөтүн")
    officer.send_photo(tiny_png())
    await officer.wait_for("Белгиленди")
    await officer.wait_for("📌 Мектептин жанында")
    recorded = await town.find(Distribution)
    assert recorded.photo_id is not None


# The paper is the same, whoever asks for it.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
@pytest.mark.parametrize(("content", "shown"), [(tiny_png(40, 30), True), (b"no picture at all", False)])
async def test_the_bulletins_photo_is_on_its_poster(town: Town, content: bytes, shown: bool) -> None:
    officer = await approved(town)
    async with town.app.database.session() as session:
        kept = await files.keep_made(
            session, AttachmentKind.PHOTO, "photo.png", "image/png", content, clock.now()
        )
        found = await town.find(Broadcast, Broadcast.kind == BroadcastKind.BULLETIN)
        bulletin = await session.get_one(Broadcast, found.id)
        bulletin.attachments = [[AttachmentKind.PHOTO.value, kept.file_id]]
    officer.send_text("/bulletin")
    await officer.tap("Айлык баян")
    await officer.tap("Тактага плакат")
    await officer.tap("Миң-Булак")
    poster = await officer.wait_for("A4 баракка")
    assert poster.file is not None
    assert (b"/Subtype /Image" in poster.file.content or b"/Subtype/Image" in poster.file.content) is shown


async def test_the_group_pack_has_a_picture_whose_code_can_be_scanned(town: Town) -> None:
    officer = await approved(town)
    officer.send_text("/bulletin")
    await officer.tap("Айлык баян")
    await officer.tap("WhatsApp топторуна")
    pack = await officer.wait_for("WhatsApp топторуна жибериңиз")
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(file_with(officer, pack).content)))
    assert [code.text for code in found] == [town.link()]
    if town.platform == "telegram":  # who is in WhatsApp already forwards it there
        shared = await officer.tap("WhatsAppта ачуу")
        assert shared["url"].startswith("https://wa.me/?text=")
    await officer.tap("Топко жиберилди")
    await officer.tap("Өткөрүп жиберүү")
    await officer.wait_for("Кайсы топко")
    officer.send_text("Миң-Булак айылы")
    await officer.wait_for("канча адам")
    officer.send_text("120")
    await officer.wait_for("💬 Миң-Булак айылы")
    assert (await town.find(Distribution)).people_reached == 120


# The office's rule alone, the same whichever platform brings the tap.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_no_poster_before_a_second_person_agreed(town: Town) -> None:
    officer = await town.staff(Role.OFFICER)
    await town.move_to(moment(15))
    officer.send_text("/bulletin")
    await officer.tap("Айлык баян")
    await officer.wait_for("Жазылып жатат")
    assert not any("Тактага плакат" in label for label in officer.last.labels)
    await officer.tap_data(officer.last, f"bulletin:poster.{(await town.find(Bulletin)).id}")
    await officer.wait_for("бекитилгенден кийин")


async def test_a_newcomer_is_offered_the_current_bulletin(town: Town) -> None:
    await approved(town)
    await town.move_to(moment(25))
    await town.sent()
    await town.tick()
    aigul = town.phone()
    aigul.start()
    await aigul.tap("Кыргызча")
    await aigul.tap("Макулмун")
    await aigul.tap("Миң-Булак")
    await aigul.wait_for("Акыркы баянды азыр эле окусаңыз болот")
    await aigul.tap("📰 Окуу")
    await aigul.wait_for("Көпүрө оңдолду")
    aigul.press("Баяндар")
    await aigul.wait_for("Кайсы баянды окуйсуз")
