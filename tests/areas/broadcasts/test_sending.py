"""On the real stack: the emulated Telegram, the real sender."""

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.people.models import Role
from bot.core import clock
from bot.demo.telegram_emulator import Phone, TelegramEmulator
from bot.outbox.models import Delivery, Status
from tests.areas.broadcasts.press import MORNING, NIGHT, NOON
from tests.town import Town, open_town

RATE = 10
RESIDENTS = 5 * RATE  # so many take seconds: a busy machine too comes in time to stop it


async def hand_in(officer: Phone, text: str) -> None:
    officer.send_text("/send")
    await officer.wait_for("на кыргызском")
    officer.send_text(text)
    await officer.wait_for("на русском")
    await officer.tap("Пропустить")
    await officer.wait_for("Добавьте фото")
    await officer.tap("Пропустить")
    await officer.tap("Все жители")
    await officer.tap("На утверждение")


async def approve(head: Phone) -> None:
    await head.tap("✅ Бекитүү")
    await head.wait_for("Бекитилди")


async def test_progress_is_redrawn_in_place_to_the_last_state(town: Town) -> None:
    clock.move_to(NOON)
    officer = await town.staff(Role.OFFICER, "Сергей", "ru")
    head = await town.staff(Role.HEAD)
    phones = [await town.resident(f"Тургун {n}") for n in range(3)]
    phones[0].chat.blocked = True
    phones[1].chat.deactivated = True
    await hand_in(officer, "Суу болбойт")
    await approve(head)
    await town.tick()
    await phones[2].wait_for("Суу болбойт")
    await town.sent()
    await town.move(seconds=5)
    await officer.wait_for("бот заблокирован: 1")
    await officer.wait_for("больше не пользуется этим мессенджером: 1")
    await head.wait_for("ботту бөгөттөгөн: 1")
    for phone, words in ((officer, "Отправлено:"), (head, "Жөнөтүлдү:")):
        drawn = [shown for shown in phone.received if words in shown.text]
        assert len(drawn) == 1
        assert drawn[0].edits > 0
    await officer.tap("Отчёт")
    await officer.wait_for("Мин-Булак: 1 из 3")


async def test_a_stop_takes_effect_within_a_second_of_sending(
    emulator: TelegramEmulator, sqlite_url: str
) -> None:
    clock.move_to(NOON)
    async with open_town(emulator, sqlite_url, paid_broadcasts=False, send_rate=RATE) as town:
        officer = await town.staff(Role.OFFICER, "Сергей", "ru")
        head = await town.staff(Role.HEAD)
        phones = [await town.resident(f"Тургун {n}") for n in range(RESIDENTS)]
        await hand_in(officer, "Жаңылыш кабар")
        await approve(head)
        await town.tick()
        await phones[0].wait_for("Жаңылыш кабар")
        await officer.tap("Остановить")
        at_stop = sum(bool(phone.received) for phone in phones)
        await officer.wait_for("Остановлено. ")
        await town.sent()
        assert sum(bool(phone.received) for phone in phones) <= at_stop + RATE < len(phones)
        broadcast = await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
        assert broadcast.state is BroadcastState.STOPPED
        bulk = await town.all(Delivery, Delivery.batch_id.is_not(None))
        assert {d.status for d in bulk} == {Status.SENT, Status.CANCELLED}
        assert sum(d.status is Status.SENT for d in bulk) == sum(bool(phone.received) for phone in phones)


async def test_what_was_not_sent_by_night_comes_in_the_morning_once(
    emulator: TelegramEmulator, sqlite_url: str
) -> None:
    clock.move_to(NIGHT.replace(hour=20, minute=59))
    async with open_town(emulator, sqlite_url, paid_broadcasts=False, send_rate=RATE) as town:
        officer = await town.staff(Role.OFFICER, "Сергей", "ru")
        head = await town.staff(Role.HEAD)
        phones = [await town.resident(f"Тургун {n}") for n in range(RESIDENTS)]
        await hand_in(officer, "Суу болбойт")
        await approve(head)
        await town.tick()
        await phones[0].wait_for("Суу болбойт")
        await town.move_to(NIGHT.replace(hour=21))
        at_night = sum(bool(phone.received) for phone in phones)
        await town.sent()
        await town.move(seconds=5)
        await officer.wait_for("Приостановлено на ночь")
        await officer.wait_for("утром: 21 ноября 2026 г., 08:00")
        # The morning may be quick.
        town.settings = town.settings.model_copy(update={"send_rate": 1000})
        await town.restart()
        await town.move(hours=2)
        await town.sent()
        assert sum(bool(phone.received) for phone in phones) <= at_night + RATE < len(phones)
        await town.move_to(MORNING)
        await town.sent()
        await town.move(seconds=5)
        assert [len(phone.received) for phone in phones] == [1] * len(phones)
        broadcast = await town.find(Broadcast, Broadcast.kind != BroadcastKind.BULLETIN)
        assert broadcast.state is BroadcastState.SENT
