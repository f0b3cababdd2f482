"""The main job: one writes, another approves, residents get it in their language."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.people.models import Role
from bot.core import clock
from bot.demo.telegram_emulator import Phone, tiny_png
from bot.outbox.models import Delivery, Status
from tests.stories.phones import file_with, said, turns_into
from tests.town import Town

BISHKEK = ZoneInfo("Asia/Bishkek")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=BISHKEK)
NIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=BISHKEK)


async def write(officer: Phone, kyrgyz: str, russian: str | None) -> None:
    """Through the questions, up to the card."""
    officer.send_text("/send")
    await officer.wait_for("кыргызча")
    officer.send_text(kyrgyz)
    await officer.wait_for("орусча")
    if russian:
        officer.send_text(russian)
    else:
        await officer.tap("Өткөрүп жиберүү")
    await officer.wait_for("Сүрөт, документ же үн кошуңуз")
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("Бардык тургундар")
    await officer.wait_for("Алуучулар")


async def is_over(town: Town) -> None:
    """Everything has gone, and WhatsApp has had its time to tell what became of it."""
    await town.sent()
    await town.move(seconds=5)
    await town.move(minutes=4)


async def test_a_message_is_written_approved_and_arrives(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD, "Асан Токтогулов")
    aigul = await town.resident("Айгүл", "ky", village=1)
    sergei = await town.resident("Сергей", "ru", village=2)
    await write(officer, "Эртең суу болбойт", "Завтра воды не будет")
    assert any(shown.text == "Эртең суу болбойт" for shown in officer.received)
    assert any(shown.text == "Завтра воды не будет" for shown in officer.received)
    await officer.wait_for("Алуучулар: 2")
    await officer.tap("Бекитүүгө жөнөтүү")
    await officer.wait_for("Эми кезек: Асан Токтогулов")
    await head.wait_for("Бакыт Асанов")
    await head.tap("Бекитүү")
    await head.wait_for("Бекитилди")
    await officer.wait_for("Бекиткен: Асан Токтогулов")
    await town.tick()
    await aigul.wait_for("Эртең суу болбойт")
    await sergei.wait_for("Завтра воды не будет")
    # Its progress; how far it is by now hangs on how quick the machine is.
    begun = await officer.wait_for(lambda phone: phone.last.text.startswith("«Эртең суу болбойт»"))
    await is_over(town)
    broadcast = await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
    assert broadcast.state is BroadcastState.SENT
    end = await turns_into(officer, begun, "Жөнөтүлдү: 2, баары 2")
    assert [m for m in officer.received if "Жөнөтүлдү" in m.text and m is not begun] in ([], [end]), (
        "told once"
    )


async def test_a_returned_message_is_changed_and_goes_on(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD)
    aigul = await town.resident()
    await write(officer, "Жыйын болот", None)
    await officer.wait_for("Орусча текст жок")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("Кайтаруу")
    await head.wait_for("Эмнесин оңдоо керек")
    head.send_text("Кайда экенин жазыңыз <тез>")
    await officer.wait_for("Эскертүүсү: Кайда экенин жазыңыз <тез>")
    await officer.tap("Ачуу")
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await officer.wait_for(lambda phone: "кыргызча жазыңыз" in phone.last.text)
    officer.send_text("Жыйын мектепте болот")
    await officer.wait_for("Жыйын мектепте болот")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.wait_for(
        lambda phone: "Жыйын мектепте болот" in phone.last.text and "Алуучулар" in phone.last.text
    )
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.tick()
    await aigul.wait_for("Жыйын мектепте болот")


# The office's rule alone, the same whichever platform brings the tap.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_nobody_approves_their_own(town: Town) -> None:
    clock.move_to(NOON)
    head = await town.staff(Role.HEAD)
    await town.staff(Role.COUNCIL_CHAIR, "Төрага")
    await town.resident()
    await write(head, "Башчынын кабары", None)
    await head.tap("Бекитүүгө жөнөтүү")
    await head.wait_for("Эми кезек: Төрага")
    broadcast = await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
    await head.tap_data(head.last, f"bc:approve.{broadcast.id}")
    await head.wait_for("башка адам бекитиши керек")
    assert (
        await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
    ).state is BroadcastState.WAITING


async def test_a_resident_can_do_nothing_with_forged_buttons(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER)
    await town.staff(Role.HEAD)
    aigul = await town.resident()
    await write(officer, "Кабар", None)
    await officer.tap("Бекитүүгө жөнөтүү")
    await officer.wait_for("Эми кезек")
    broadcast = await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
    aigul.send_text("/send")
    await aigul.wait_for(1)
    for count, verb in enumerate(
        ("card", "approve", "return", "stop", "edit", "time", "emergency", "report"), 2
    ):
        await aigul.tap_data(aigul.received[0], f"bc:{verb}.{broadcast.id}")
        await aigul.wait_for(count)
    assert all("укугу бар кызматкерлер" in shown.text for shown in aigul.received)
    assert (
        await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
    ).state is BroadcastState.WAITING


async def test_at_night_it_waits_for_the_morning(town: Town) -> None:
    clock.move_to(NIGHT)
    officer = await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    aigul = await town.resident()
    await write(officer, "Түнкү кабар", None)
    await officer.tap("Бекитүүгө жөнөтүү")
    await officer.wait_for("Эми кезек")
    head.send_text("/admin")
    await head.tap("Бекитүү керек (1)")
    await head.tap("Түнкү кабар")
    await head.tap("✅ Бекитүү")
    await head.wait_for("эртең менен жөнөтүлөт")
    await town.tick()
    await town.sent()
    assert not aigul.received
    await town.move(hours=9)
    await aigul.wait_for("Түнкү кабар")


# What was on its way is held up by a pause that only the emulated Telegram gives for a chat; the outbox that
# takes the rest back is one.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_a_stop_takes_back_what_has_not_gone(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    phones = [await town.resident(f"Тургун {n}") for n in range(30)]
    await town.tick()  # the phones have their command menus
    await write(officer, "Жаңылыш кабар", None)
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.sent()  # the notices are out, so the next request to this chat is of the sending
    town.emulator.throttle_next(town.account, 30, chat_id=phones[0].chat.id)
    await town.tick()
    await town.until(lambda: town.sender.paused)
    await town.sent(Delivery.status == Status.SENDING)  # what was on the wire at that moment
    paused = [m for phone in phones for m in phone.received]
    broadcast = await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
    await officer.tap_data(officer.last, f"bc:stop.{broadcast.id}")
    await town.sent(Delivery.batch_id.is_not(None))
    deliveries = await town.all(Delivery, Delivery.batch_id.is_not(None))
    assert {d.status for d in deliveries} <= {Status.SENT, Status.CANCELLED}
    assert any(d.status is Status.CANCELLED for d in deliveries)
    assert [m for phone in phones for m in phone.received] == paused, "nothing went after the stop"


async def test_blocked_residents_are_told_of_in_plain_words(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    aigul = await town.resident("Айгүл")
    gone = await town.resident("Нурлан")
    gone.chat.blocked = True  # without Telegram telling us, as when the bot was away
    await write(officer, "Кабар", None)
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.tick()
    await aigul.wait_for("Кабар")
    await is_over(town)
    # Meta does not say why somebody can't be reached.
    why = {"telegram": "ботту бөгөттөгөн", "whatsapp": "WhatsApp аркылуу жазууга мүмкүн эмес"}
    await officer.wait_for(f"{why[town.platform]}: 1")


async def test_an_emergency_goes_at_night_to_everybody(town: Town) -> None:
    clock.move_to(NIGHT)
    head = await town.staff(Role.HEAD)
    aigul = await town.resident()
    aigul.send_text("/topics")
    await aigul.tap("Жаңылыктар")
    await write(head, "Сел келатат, жогору чыгыңыздар", None)
    await head.tap("Шашылыш")
    await head.wait_for("Эмне үчүн керек")
    head.send_text("Сел коркунучу")
    await head.tap("Ооба, азыр жөнөтүү")
    await head.wait_for("Азыр жөнөтүлүп жатат")
    await town.tick()
    await aigul.wait_for("Сел келатат")
    assert (
        await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
    ).emergency_reason == "Сел коркунучу"


async def test_a_photo_arrives_as_a_photo(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER)
    head = await town.staff(Role.HEAD)
    aigul = await town.resident()
    officer.send_text("/send")
    await officer.wait_for("кыргызча")
    officer.send_text("Сүрөттүү кабар")
    await officer.tap("Өткөрүп жиберүү")
    await officer.wait_for("Сүрөт, документ же үн кошуңуз")
    officer.send_photo(tiny_png(8, 8))
    await officer.tap("Даяр")
    await officer.tap("Бардык тургундар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")
    await town.tick()
    got = await aigul.wait_for("Сүрөттүү кабар")
    assert file_with(aigul, got).content == tiny_png(8, 8)


# The office's rule alone, the same whichever platform brings the tap.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_who_is_asked_gets_the_whole_once_and_all_know_whose_turn_it_is(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER, "Бакыт Асанов")
    head = await town.staff(Role.HEAD, "Асан Токтогулов")
    chair = await town.staff(Role.COUNCIL_CHAIR, "Төрага Айдаров")
    await town.resident()
    await write(officer, "Жыйын болот", None)
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.wait_for("Алуучулар")
    asked, text, card = said(head)
    assert "суранат" in asked.text
    assert not asked.labels, "the buttons are under the card, and nothing asks to be shown again"
    assert text.text == "Жыйын болот"
    assert "Эми кезек: Асан Токтогулов жана Төрага Айдаров" in card.text
    assert any("Бекитүү" in label for label in card.labels)
    await chair.wait_for("Алуучулар")
    await head.tap("Кайтаруу")
    await head.wait_for("Эмнесин оңдоо керек")
    head.send_text("Кайда?")
    await head.wait_for("кайтарылды. Эми кезек: Бакыт Асанов")
    await officer.wait_for("Эскертүүсү: Кайда?")
    await chair.wait_for("Эскертүүсү: Кайда?")
    await officer.tap("Ачуу")
    await officer.wait_for("Эми кезек: Бакыт Асанов")
    await officer.tap("Бекитүүгө жөнөтүү", officer.last)
    await chair.wait_for(lambda phone: "Алуучулар" in phone.last.text)
    await chair.tap("✅ Бекитүү", chair.last)
    await head.wait_for("Бекиткен: Төрага Айдаров")
