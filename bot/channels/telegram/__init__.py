"""Telegram, on python-telegram-bot with our own request layer."""

from bot.channels.telegram.api import API_URL, build_bot
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.commands import (
    Page,
    give_chat_menu,
    publish_chat_menu,
    publish_menus,
    publish_pages,
)
from bot.channels.telegram.receiving import TelegramReceiver
from bot.channels.telegram.webhook import Webhook
from bot.channels.timeouts import Timeouts

__all__ = [
    "API_URL",
    "Page",
    "TelegramChannel",
    "TelegramReceiver",
    "Timeouts",
    "Webhook",
    "build_bot",
    "give_chat_menu",
    "publish_chat_menu",
    "publish_menus",
    "publish_pages",
]
