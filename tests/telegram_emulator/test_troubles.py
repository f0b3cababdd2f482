"""What goes wrong between a bot and Telegram."""

import time

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError

from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator
from tests.telegram_emulator.conftest import Api


@pytest.mark.parametrize(("kind", "arrives"), [("answer", 0), ("drop", 0), ("lose", 1)])
async def test_failures(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone, kind: str, arrives: int
) -> None:
    emulator.fail_next(account, "sendMessage", kind=kind, status=502)
    await bot.get_me()
    with pytest.raises(NetworkError):
        await bot.send_message(phone.chat.id, "x")
    assert len(phone.received) == arrives
    await bot.send_message(phone.chat.id, "y")


async def test_a_refusal_in_any_words(
    bot: Bot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    words = "Forbidden: bot can't send messages to bots"
    emulator.fail_next(account, kind="refuse", status=403, words=words, count=2)
    for _ in range(2):
        with pytest.raises(Forbidden, match="bot can't send messages to bots"):
            await bot.send_message(phone.chat.id, "x")
    await bot.send_message(phone.chat.id, "x")


async def test_a_delay(api: Api, emulator: TelegramEmulator, account: BotAccount) -> None:
    emulator.fail_next(account, kind="delay", delay=0.1)
    begun = time.monotonic()
    assert (await api("getMe"))["ok"]
    assert time.monotonic() - begun >= 0.1


async def test_polling_only_when_named(api: Api, emulator: TelegramEmulator, account: BotAccount) -> None:
    emulator.fail_next(account, kind="refuse", status=500)
    assert (await api("getUpdates"))["ok"]
    emulator.fail_next(account, "getUpdates", kind="refuse", status=500)
    assert (await api("getUpdates"))["error_code"] == 500
    assert (await api("getMe"))["error_code"] == 500
