"""A strict, faithful fake of Telegram: the demo's, the tests', the training ground's.

async with TelegramEmulator() as emulator:
    bot = emulator.add_bot("1:token", "jarchy_bot")     # a real bot polls emulator.base_url with the token
    phone = emulator.phone(bot, "Айгүл")                # or emulator.person(...).chat_with(bot)
    phone.start("v_kara_suu")                           # or phone.open_link("https://t.me/jarchy_bot?start=...")
    await phone.wait_for("Тилди тандаңыз")
    answer = await phone.tap("Кыргызча")                # answer.text, answer.show_alert, answer.url
    phone.press("Меню")                                 # a button of the standing keyboard
    phone.last.html, phone.last.labels, phone.keyboard, phone.commands, phone.snapshot()
    phone.send_photo(png); phone.send_album([png, png]); phone.send_voice(ogg); phone.send_location(42.8, 74)
    phone.edit_text(phone.messages[0], "..."); phone.block(); phone.unblock()
    await phone.wait_quiet()
    emulator.throttle_next(bot, retry_after=3)
    emulator.fail_next(bot, "sendMessage", kind="lose") # done, but the answer never comes
    emulator.repeat_update(bot, bot.updates.last)
    with bot.updates.reversed(): ...                    # what happens inside comes the newest first
    async for event in emulator.events(): ...           # JSON-able, for a page
"""

from bot.demo.emulation.deeds import Answer, Blocked, NoSuchButton
from bot.demo.emulation.pictures import tiny_png
from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.chats import Chat, Shown
from bot.demo.telegram_emulator.emulator import TelegramEmulator
from bot.demo.telegram_emulator.errors import ApiError
from bot.demo.telegram_emulator.people import Person, Phone
from bot.demo.telegram_emulator.rates import RateLimits
from bot.demo.telegram_emulator.troubles import Trouble

__all__ = [
    "Answer",
    "ApiError",
    "Blocked",
    "BotAccount",
    "Chat",
    "NoSuchButton",
    "Person",
    "Phone",
    "RateLimits",
    "Shown",
    "TelegramEmulator",
    "Trouble",
    "tiny_png",
]
