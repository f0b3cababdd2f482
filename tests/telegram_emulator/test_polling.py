"""Updates by long polling, through PTB's own updater and bare."""

import time

import pytest
from telegram import Bot, Update
from telegram.error import Conflict
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator
from tests.telegram_emulator.conftest import Api, begun, ptb_bot


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    await update.message.reply_text(f"Уктум: {update.message.text}")


async def test_a_real_application_talks(
    emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    application = Application.builder().bot(ptb_bot(emulator, account)).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=5)
        await phone.wait_for("Уктум: /start")
        phone.send_text("салам")
        await phone.wait_for("Уктум: салам")
        phone.edit_text(phone.messages[0], "башка")
        await application.updater.stop()
        await application.stop()


async def test_a_poll_waits_and_is_answered_at_once(api: Api, account: BotAccount, phone: Phone) -> None:
    first = (await api("getUpdates"))["result"][0]["update_id"]
    poll = await begun(account, api("getUpdates", offset=first + 1, timeout=30))
    said_at = time.monotonic()
    phone.send_text("салам")
    assert [update["message"]["text"] for update in (await poll)["result"]] == ["салам"]
    assert time.monotonic() - said_at < 5


async def test_offsets_and_limits(api: Api, phone: Phone) -> None:
    for number in range(4):
        phone.send_text(str(number))

    async def texts(**arguments: int) -> list[str]:
        updates = (await api("getUpdates", **arguments))["result"]
        return [update["message"]["text"] for update in updates]

    assert await texts(limit=2) == ["/start", "0"]
    assert await texts(limit=2) == ["/start", "0"], "nothing is confirmed yet"
    assert await texts(offset=-2) == ["2", "3"]
    assert await texts(offset=0) == ["2", "3"], "what came before is forgotten"
    assert await texts(offset=phone.chat.bot.updates.last + 1) == []


async def test_a_second_poll_ends_the_first(api: Api, account: BotAccount, phone: Phone, bot: Bot) -> None:
    await bot.get_updates(offset=account.updates.last + 1)
    first = await begun(account, bot.get_updates(timeout=30))
    second = await begun(account, api("getUpdates", timeout=30))
    with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request; make sure that only"):
        await first
    phone.send_text("салам")
    assert (await second)["ok"]


async def test_stopping_lets_polls_go_at_once() -> None:
    async with TelegramEmulator() as emulator:
        account = emulator.add_bot("1:token", "jarchy_bot")
        async with ptb_bot(emulator, account) as bot:
            poll = await begun(account, bot.get_updates(timeout=30))
            stopped_at = time.monotonic()
            await account.updates.close()
            assert await poll == ()
    assert time.monotonic() - stopped_at < 5


async def test_only_what_was_asked_for(api: Api, phone: Phone) -> None:
    await api("getUpdates", allowed_updates=["message"], offset=-1)
    phone.block()
    phone.unblock()
    phone.send_text("салам")
    updates = (await api("getUpdates"))["result"]
    assert [set(update) - {"update_id"} for update in updates] == [{"message"}] * 2


async def test_repeats_come_even_if_confirmed(api: Api, account: BotAccount, phone: Phone) -> None:
    phone.send_text("салам")
    last = account.updates.last
    await api("getUpdates", offset=last + 1)
    account.updates.repeat(last)
    updates = (await api("getUpdates", offset=last + 1))["result"]
    assert [update["update_id"] for update in updates] == [last]
    assert (await api("getUpdates", offset=last + 1))["result"] == []


async def test_the_newest_first(api: Api, account: BotAccount, phone: Phone) -> None:
    await api("getUpdates", offset=account.updates.last + 1)
    with account.updates.reversed():
        phone.send_text("бир")
        phone.send_text("эки")
        assert (await api("getUpdates"))["result"] == []
    updates = (await api("getUpdates"))["result"]
    assert [update["message"]["text"] for update in updates] == ["эки", "бир"]
