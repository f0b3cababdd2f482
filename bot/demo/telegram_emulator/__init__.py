"""A strict, faithful fake of Telegram: the demo's, the tests', the training ground's.

async with TelegramEmulator() as emulator:
    bot = emulator.add_bot("1:token", "jarchy_bot")
    # a real bot polls emulator.base_url with that token
    phone = emulator.phone(bot, "Айгүл")
    phone.start("v_kara_suu")
    await phone.wait_for("Тилди тандаңыз")
    await phone.tap("Кыргызча")
    phone.last.html, phone.last.labels, phone.keyboard, phone.commands
    phone.send_photo(png); phone.send_voice(ogg); phone.send_location(42.8, 74.6)
    phone.block(); phone.unblock()
    emulator.throttle_next(bot, retry_after=3)
    emulator.fail_next(bot, "sendMessage", kind="lose")
    bot.updates.repeat(update_id)
"""

from bot.demo.telegram_emulator.emulator import TelegramEmulator
from bot.demo.telegram_emulator.errors import ApiError
from bot.demo.telegram_emulator.people import NoSuchButton, Phone, tiny_png
from bot.demo.telegram_emulator.rates import RateLimits
from bot.demo.telegram_emulator.state import BotAccount, Chat, Shown

__all__ = [
    "ApiError",
    "BotAccount",
    "Chat",
    "NoSuchButton",
    "Phone",
    "RateLimits",
    "Shown",
    "TelegramEmulator",
    "tiny_png",
]
