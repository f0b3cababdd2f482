"""The line to Telegram."""

import asyncio
from collections.abc import Sequence
from functools import partial

from bot.app.areas import everyones_commands
from bot.areas.admin.entries import Office
from bot.areas.admin.jobs import menus_job
from bot.channels.telegram import (
    TelegramChannel,
    TelegramReceiver,
    Timeouts,
    Webhook,
    build_bot,
    give_chat_menu,
    publish_menus,
)
from bot.channels.telegram.commands import OTHERS
from bot.core.channel import Pace
from bot.core.conversation import Conversation
from bot.core.db import Database
from bot.core.i18n import DEFAULT_LANGUAGE, RESIDENT_LANGUAGES, Translator
from bot.core.links import Links
from bot.core.scheduling import Job
from bot.outbox.recorder import Observe
from bot.outbox.worker import Sender
from bot.settings import Settings

WEBHOOK_PATH = "/telegram/webhook"


class TelegramLine:
    name = "telegram"

    def __init__(self, settings: Settings, database: Database, links: Links, observe: Observe) -> None:
        if settings.telegram_token is None:
            raise ValueError("JARCHY_TELEGRAM_TOKEN is not set")
        self._settings = settings
        self._database = database
        self._links = links
        self.bot = build_bot(
            settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            timeouts=_timeouts(settings),
        )
        self.channel = TelegramChannel(self.bot, database, paid_broadcast=settings.paid_broadcasts)
        pace = Pace(settings.rate, per_chat_second=settings.chat_send_rate)
        self.sender = Sender(database, self.channel, pace, observe=observe)
        self._greeting: asyncio.Task[None] | None = None

    def listen(self, conversation: Conversation) -> None:
        """Said once, before `start`."""
        self.receiver = TelegramReceiver(
            self.bot,
            self._database,
            conversation.handle,
            webhook=_webhook(self._settings),
            poll_seconds=self._settings.long_poll_seconds,
            greet=self._learn_username,
            group_commands=conversation.place_commands,
        )
        self.receiving = self.receiver.receiving

    def jobs(self, office: Office) -> Sequence[Job]:
        return (menus_job(office, everyones_commands, {self.name: partial(give_chat_menu, self.bot)}),)

    def start(self) -> None:
        self._greeting = asyncio.create_task(self._publish_menus())
        self.receiver.start()

    async def stop_receiving(self, seconds: float) -> None:
        await self.receiver.stop(seconds)

    async def close(self) -> None:
        if self._greeting:
            self._greeting.cancel()
            await asyncio.gather(self._greeting, return_exceptions=True)
        await self.bot.shutdown()

    def _learn_username(self, username: str) -> None:
        self._links.telegram_username = username

    async def _publish_menus(self) -> None:
        """The command menus, once Telegram answers."""
        await self.receiver.connected.wait()
        everyone = {
            language: everyones_commands(Translator(language, self._settings.zone))
            for language in RESIDENT_LANGUAGES
        }
        everyone[OTHERS] = everyone[DEFAULT_LANGUAGE]
        await publish_menus(self.bot, everyone, {})


def _timeouts(settings: Settings) -> Timeouts:
    return Timeouts(
        connect=settings.connect_timeout,
        read=settings.read_timeout,
        write=settings.write_timeout,
        media=settings.media_timeout,
        pool=settings.pool_timeout,
    )


def _webhook(settings: Settings) -> Webhook | None:
    return Webhook(settings.public_url + WEBHOOK_PATH, settings.secret) if settings.public_url else None
