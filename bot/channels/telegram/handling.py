"""Hands updates that are in the inbox to the conversation: the new ones, and what was left there."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import Update
from telegram.ext import ExtBot

from bot.channels.telegram.intake import DurableQueue
from bot.channels.telegram.taps import TapAnswers
from bot.channels.telegram.updates import NAME, is_in_group, read_update
from bot.channels.waiting import within
from bot.core import clock, inbox
from bot.core.db import Database
from bot.core.inbox import Inbound
from bot.core.messages import InMessage

log = structlog.get_logger()

Handle = Callable[[InMessage], Awaitable[str | None]]
"""`Conversation.handle`: marks the message handled in the inbox together with all that it changes. Gives
what to say on a button that was tapped in a group."""


class Handling:
    """Once `stopping` is set, what wasn't begun stays in the inbox for the next start."""

    def __init__(
        self,
        bot: ExtBot[Any],
        database: Database,
        queue: DurableQueue,
        handle: Handle,
        group_commands: Collection[str],
    ) -> None:
        self.stopping = False
        self._bot = bot
        self._database = database
        self._queue = queue
        self._handle = handle
        self._group_commands = group_commands
        self._taps = TapAnswers(bot)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._chats: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def process(self, update: Update) -> None:
        """Handle an update that the queue holds. Failures are logged, never raised."""
        task = asyncio.current_task()
        if self.stopping or task is None:
            return
        self._under_way.add(task)
        query, toast = update.callback_query, None
        # In a group the answer says what became of the tap, so it waits for that.
        waits = query is not None and is_in_group(query)
        try:
            if query and not waits:
                self._taps.answer_soon(query.id)
            toast = await self._understand(update)
        except Exception:
            # One message must not stop everybody's; it stays in the inbox and a sweep tries again.
            log.exception("update_not_handled", update=update.update_id)
        finally:
            if query and waits:
                self._taps.answer_soon(query.id, toast)
            self._under_way.discard(task)
            self._queue.let_go(update.update_id)

    async def take_up_left(self, *, older_than: timedelta = timedelta(0)) -> None:
        """Handle what a stop or a failure left in the inbox, in the order it came."""
        try:
            async with self._database.reading() as session:
                rows = await inbox.unhandled(session, NAME)
        except Exception:
            # The database is away for a moment: the next sweep finds the same.
            log.exception("inbox_not_read", channel=NAME)
            return
        left = [row for row in rows if row.received_at <= clock.now() - older_than]
        for row in sorted(left, key=lambda row: (row.received_at, int(row.external_id))):
            await self._take_up(row)

    async def stop(self, seconds: float) -> None:
        """What still runs is ended; its changes are undone and it stays in the inbox.

        The platform's answers to taps may take as long as is left.
        """
        await within(0.0, *self._under_way)
        await self._taps.stop(seconds)

    async def _take_up(self, row: Inbound) -> None:
        if not row.payload or not self._queue.take(int(row.external_id)):
            return
        try:
            update = Update.de_json(row.payload, self._bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            log.exception("update_not_read", update=row.external_id)
            self._queue.let_go(int(row.external_id))
            return
        await self.process(update)

    async def _understand(self, update: Update) -> str | None:
        message = read_update(update, self._bot.username, self._group_commands)
        if message is not None:
            # Chats don't wait for each other; within one, a lock lets in whoever asked first.
            async with self._chats.setdefault(message.chat, asyncio.Lock()):
                return await self._handle(message)
        # Kept by an older version that knew what to do with it.
        async with self._database.session() as session:
            await inbox.claim(session, NAME, str(update.update_id), clock.now())
        return None
