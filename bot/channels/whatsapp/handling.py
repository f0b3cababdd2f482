"""Works off the bodies that are in the inbox: the new ones, and what was left there."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import orjson
import structlog

from bot.channels.waiting import within
from bot.channels.whatsapp.albums import Albums
from bot.channels.whatsapp.together import Together
from bot.channels.whatsapp.updates import NAME, Batch, Said, read_batch
from bot.core import clock, inbox
from bot.core.channel import Receipt
from bot.core.db import Database
from bot.core.messages import InMessage

log = structlog.get_logger()

# Each takes a database connection, and the pool has to serve others too.
HANDLED_AT_ONCE = 8
# One that fails so often waits for the next start, with a better program or a better database.
ATTEMPTS = 5

Handle = Callable[[InMessage], Awaitable[str | None]]
"""`Conversation.handle`: marks the message handled in the inbox together with all that it changes."""
TakeReceipts = Callable[[Sequence[Receipt]], Awaitable[object]]
"""Records what became of our messages; told the same again it changes nothing."""
Moved = Callable[[str, str], Awaitable[object]]
"""A person known under the first address is to be reached under the second; told so again and again."""

Queued = tuple[Said, list[asyncio.Event], asyncio.Event]
"""With what it has to wait for, and what tells that it is over."""


class Handling:
    """Once `stopping` is set, what wasn't begun stays in the inbox for the next start."""

    def __init__(
        self, database: Database, phone_id: str, handle: Handle, receipts: TakeReceipts, moved: Moved
    ) -> None:
        self.stopping = False
        self._database = database
        self._phone_id = phone_id
        self._handle = handle
        self._receipts = receipts
        self._moved = moved
        self._albums = Albums()
        self._room = asyncio.Semaphore(HANDLED_AT_ONCE)
        # Of each address the last that is in hand: what comes next waits for that.
        self._last: dict[str, asyncio.Event] = {}
        self._told = Together(self._record)
        self._over = Together(self._mark)
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._failed: Counter[str] = Counter()

    def take(self, key: str, batch: Batch) -> None:
        """A body that is in the inbox; one that is in hand already is not taken twice."""
        if self.stopping or key in self._in_hand:
            return
        queued = [self._queue(self._albums.tied(said)) for said in batch.said]
        task = self._in_hand[key] = asyncio.create_task(self._work_off(key, batch, queued))
        task.add_done_callback(lambda _task: self._in_hand.pop(key, None))

    async def take_up_left(self, *, older_than: timedelta = timedelta(0)) -> None:
        """What a stop or a failure left in the inbox, in the order it came; returns when it is done."""
        try:
            async with self._database.reading() as session:
                rows = await inbox.unhandled(session, NAME)
        except Exception:
            # The database is away for a moment: the next sweep finds the same.
            log.exception("inbox_not_read", channel=NAME)
            return
        for row in rows:
            due = row.received_at <= clock.now() - older_than and self._failed[row.external_id] < ATTEMPTS
            if due and row.payload:
                body = orjson.loads(row.payload["body"])
                self.take(row.external_id, read_batch(body, self._phone_id))
                if working := self._in_hand.get(row.external_id):
                    await asyncio.wait([working])

    async def stop(self, seconds: float) -> None:
        """What still runs then is ended; its changes are undone and it stays in the inbox."""
        self.stopping = True
        await within(seconds, *self._in_hand.values())

    async def _work_off(self, key: str, batch: Batch, queued: Sequence[Queued]) -> None:
        deeds: list[Awaitable[object]] = [self._hear(*waiting) for waiting in queued]
        if batch.receipts:
            deeds.append(self._told.add(batch.receipts))
        outcomes = await asyncio.gather(*deeds, return_exceptions=True)
        failures = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        for failure in failures:
            # One message must not stop everybody's; the body stays in the inbox and a sweep tries again.
            if not isinstance(failure, NotBegun):
                log.error("update_not_handled", channel=NAME, exc_info=failure)
        if failures or batch.unread:
            self._failed[key] += 1
            return
        await self._done(key)

    def _queue(self, said: Said) -> Queued:
        """Everybody's turn is settled at once when a body is taken: nothing waits for what came later."""
        before = [self._last[address] for address in said.addresses if address in self._last]
        over = asyncio.Event()
        self._last.update(dict.fromkeys(said.addresses, over))
        return said, before, over

    async def _hear(self, said: Said, before: Sequence[asyncio.Event], over: asyncio.Event) -> None:
        try:
            for earlier in before:
                await earlier.wait()
            async with self._room:
                await self._let_in(said)
        finally:
            over.set()
            for address in said.addresses:
                if self._last.get(address) is over:
                    del self._last[address]

    async def _let_in(self, said: Said) -> None:
        if self.stopping:
            raise NotBegun
        for move in said.moves:
            await self._moved(move.old, move.new)
        if said.message is not None:
            await self._handle(said.message)

    async def _record(self, told: Sequence[Sequence[Receipt]]) -> Sequence[None]:
        """Of a message to many they come by the thousand."""
        await self._receipts([receipt for receipts in told for receipt in receipts])
        return [None] * len(told)

    async def _mark(self, keys: Sequence[str]) -> Sequence[None]:
        async with self._database.session() as session:
            for key in keys:
                await inbox.claim(session, NAME, key, clock.now())
        return [None] * len(keys)

    async def _done(self, key: str) -> None:
        self._failed.pop(key, None)
        try:
            await self._over.add(key)
        except Exception:
            # Everything in it was done and is known by its own id: taken up again it changes nothing.
            log.exception("update_not_marked", channel=NAME)


class NotBegun(Exception):  # noqa: N818 - named for what happened, as core.channel does
    """The program is stopping."""
