"""Receives updates by polling or by webhook, on PTB's Application, and hands them to the conversation."""

import asyncio
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.ext import Application, ApplicationBuilder, ExtBot, TypeHandler

from bot.channels.telegram.failures import failure_of
from bot.channels.telegram.handling import Handle, Handling
from bot.channels.telegram.intake import DurableQueue, NotKept
from bot.channels.telegram.updates import ALLOWED_UPDATES
from bot.channels.telegram.waiting import until_it_works
from bot.channels.telegram.webhook import Webhook, parse_update
from bot.channels.waiting import within
from bot.core.db import Database

log = structlog.get_logger()

# Each takes a database connection, and the pool has to serve others too.
HANDLED_AT_ONCE = 8
SWEEP_SECONDS = 60.0
POLL_STOP_SECONDS = 1.5
STOP_SECONDS = 5.0


class TelegramReceiver:
    """`greet` is told the bot's username once Telegram said it, before anything is handled.

    Of what people write in groups only `group_commands` are heard; all else is not even kept.
    """

    def __init__(
        self,
        bot: ExtBot[Any],
        database: Database,
        handle: Handle,
        *,
        webhook: Webhook | None = None,
        poll_seconds: float = 30.0,
        greet: Callable[[str], None] = lambda _username: None,
        group_commands: Collection[str] = (),
    ) -> None:
        self.connected = asyncio.Event()
        self.receiving = asyncio.Event()
        self._bot = bot
        self._webhook = webhook
        self._poll_seconds = poll_seconds
        self._greet = greet
        self._queue = DurableQueue(database, group_commands)
        self._handling = Handling(bot, database, self._queue, handle, group_commands)
        self._application = self._build_application()
        self._stopping = False
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Returns at once; a Telegram out of reach is tried until it answers.

        `connected` is set when the username is known, `receiving` when updates come.
        """
        self._running = asyncio.create_task(self._run())

    async def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Takes nothing more in; what is being handled may end in time, the rest waits in the inbox.

        The bot's connection stays open: senders may still need it.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        self._stopping = True
        self._handling.stopping = True
        self.receiving.clear()
        if self._running:
            await within(0.0, self._running)
        updater = self._application.updater
        if updater and updater.running:
            await within(min(POLL_STOP_SECONDS, seconds), asyncio.create_task(updater.stop()))
        if self._application.running:
            await within(max(0.0, deadline - loop.time()), asyncio.create_task(self._application.stop()))
        await self._handling.stop(max(0.0, deadline - loop.time()))
        await self._queue.settle()

    async def handle_webhook(self, body: bytes, secret_header: str | None) -> int:
        """The HTTP status to answer: 200 only when the update is kept; at 5xx Telegram sends it again."""
        if self._webhook is None:
            return 404
        if not self._webhook.knows(secret_header):
            return 403
        if self._stopping or not self.connected.is_set():
            return 503
        update = parse_update(body, self._bot)
        if update is None:
            return 400
        try:
            await self._queue.put(update)
        except NotKept:
            return 503
        return 200

    # --- starting

    def _build_application(self) -> Application[Any, Any, Any, Any, Any, Any]:
        builder = ApplicationBuilder().bot(self._bot).update_queue(self._queue).job_queue(None)
        builder = builder.concurrent_updates(HANDLED_AT_ONCE)
        application = (builder.updater(None) if self._webhook else builder).build()
        application.add_handler(TypeHandler(Update, lambda update, _context: self._handling.process(update)))
        return application

    async def _run(self) -> None:
        await until_it_works("connecting", self._connect)
        await self._handling.take_up_left()
        await self._application.start()
        await until_it_works("receiving", self._receive)
        self.receiving.set()
        log.info("telegram_receiving", username=self._bot.username, webhook=self._webhook is not None)
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await self._handling.take_up_left(older_than=timedelta(seconds=SWEEP_SECONDS))

    async def _connect(self) -> None:
        await self._application.initialize()
        self._queue.username = self._bot.username
        self._greet(self._bot.username)
        self.connected.set()

    async def _receive(self) -> None:
        if self._webhook:
            await self._bot.set_webhook(
                self._webhook.url, secret_token=self._webhook.secret, allowed_updates=ALLOWED_UPDATES
            )
        elif self._application.updater:
            # It takes a webhook away first, but not the updates that wait at Telegram.
            await self._application.updater.start_polling(
                timeout=timedelta(seconds=self._poll_seconds),
                allowed_updates=ALLOWED_UPDATES,
                error_callback=_polling_failed,
            )


def _polling_failed(error: TelegramError) -> None:
    """PTB waits longer and longer, up to 30 seconds, and goes on; this only tells."""
    if isinstance(error, Conflict):
        log.warning("another_program_receives_for_this_bot")
    elif not isinstance(error, NotKept):
        log.warning("polling_failed", reason=failure_of(error).reason)
