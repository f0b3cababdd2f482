"""Keeps every update in the inbox before Telegram is told that it was taken."""

import asyncio
from collections.abc import Collection

import structlog
from sqlalchemy import select
from telegram import Update
from telegram.error import TelegramError

from bot.channels.telegram.updates import NAME, read_update
from bot.core import clock, inbox
from bot.core.db import Database
from bot.core.inbox import Inbound

log = structlog.get_logger()


class NotKept(TelegramError):  # noqa: N818 - named for what happened, as core.channel does
    """The database didn't take an update; Telegram will offer it again."""


class DurableQueue(asyncio.Queue[object]):
    """PTB's way from its poller to its handlers, with the inbox in between.

    The poller awaits `put` for each update and moves its offset after the last one; a `TelegramError`
    from here makes it wait and ask for the same updates again.
    """

    def __init__(self, database: Database, group_commands: Collection[str] = ()) -> None:
        super().__init__()
        self.username = ""
        self._group_commands = group_commands
        self._database = database
        self._in_hand: set[int] = set()
        self._keeping: dict[int, asyncio.Task[None]] = {}

    async def put(self, item: object) -> None:
        """Anything but an update is PTB's own sign to stop."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        identity = item.update_id
        keeping = self._keeping.get(identity)
        if keeping is None:
            keeping = self._keeping[identity] = asyncio.create_task(self._keep(item))
            keeping.add_done_callback(lambda _task: self._keeping.pop(identity, None))
        # A stop or a dropped webhook call must not fall between keeping an update and queueing it.
        await asyncio.shield(keeping)

    def take(self, update_id: int) -> bool:
        """False when it waits here or is being handled already."""
        if update_id in self._in_hand:
            return False
        self._in_hand.add(update_id)
        return True

    def let_go(self, update_id: int) -> None:
        self._in_hand.discard(update_id)

    async def settle(self) -> None:
        """Until everything that came is in the inbox."""
        await asyncio.gather(*self._keeping.values(), return_exceptions=True)

    async def _keep(self, update: Update) -> None:
        if not self._is_of_use(update) or not self.take(update.update_id):
            return
        try:
            wanted = await self._receive(update)
        except Exception:
            # Whatever the database said: unkept, it must not count as taken, and polling must go on.
            log.exception("update_not_kept", update=update.update_id)
            self.let_go(update.update_id)
            raise NotKept("the update could not be kept") from None
        if wanted:
            self.put_nowait(update)
        else:
            self.let_go(update.update_id)

    def _is_of_use(self, update: Update) -> bool:
        try:
            return read_update(update, self.username, self._group_commands) is not None
        except Exception:
            # A mistake of ours in reading it: kept, so that it can be handled once that is repaired.
            log.exception("update_not_read", update=update.update_id)
            return True

    async def _receive(self, update: Update) -> bool:
        """Whether it is to be handled: it is new, or was kept once but never handled."""
        identity = str(update.update_id)
        if await inbox.receive(self._database, NAME, identity, update.to_dict(), clock.now()):
            return True
        unhandled = select(Inbound.external_id).where(
            Inbound.channel == NAME, Inbound.external_id == identity, Inbound.handled_at.is_(None)
        )
        async with self._database.reading() as session:
            return await session.scalar(unhandled) is not None
