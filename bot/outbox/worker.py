"""Sends what is due: claims many, commits, sends with no transaction open, records many."""

import asyncio
import secrets
from collections import deque
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.channel import Channel, Pace
from bot.core.db import Database
from bot.outbox import claims, lease
from bot.outbox.claims import Claimed, Ended, GivenBack
from bot.outbox.courier import Courier
from bot.outbox.models import Priority, Status
from bot.outbox.recorder import Observe, Recorder
from bot.outbox.retry import Decision

log = structlog.get_logger()

IDLE_SECONDS = 0.2
CLAIM_MOST = 500
# A stop must take effect within a second, so no more is in hand than half a second's worth.
CLAIM_SECONDS = 0.4
SINGLES_AT_ONCE = 100
DRAIN_SECONDS = 8.0
URGENT = (Priority.REPLY, Priority.NOTICE)


def observe_nothing(_channel: str, _outcome: str) -> None:
    """For senders whose tries nobody counts."""


class Sender:
    """One channel's sending. `pace` None: no limit (benchmarks). `concurrency`: requests at once."""

    def __init__(
        self,
        database: Database,
        channel: Channel,
        pace: Pace | None,
        *,
        concurrency: int = 64,
        observe: Observe = observe_nothing,
    ) -> None:
        self.alive = False
        self.owner = secrets.token_hex(8)
        self._database = database
        self._channel = channel.name
        self._concurrency = concurrency
        self._claim_most = (
            min(CLAIM_MOST, max(1, int(pace.per_second * CLAIM_SECONDS))) if pace else CLAIM_MOST
        )
        self._courier = Courier(database, channel, pace, self._throttled)
        self._recorder = Recorder(database, self._channel, self.owner, observe)
        self._bulk: deque[Claimed] = deque()
        self._chains: dict[object, deque[Claimed]] = {}
        self._stopped_batches: set[int] = set()
        self._wake = asyncio.Event()
        self._work = asyncio.Event()
        self._stopping = False
        self._side_tasks: set[asyncio.Task[None]] = set()

    @property
    def paused(self) -> bool:
        """The channel told us to wait."""
        return self._courier.pause.active

    def wake(self) -> None:
        """Something was committed to the outbox."""
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; `run` ends when what is under way has ended, within some seconds."""
        self._stopping = True
        self._wake.set()
        self._work.set()

    async def run(self) -> None:
        """Until `stop`; ends only after the outcomes of what was under way are recorded."""
        workers = [asyncio.create_task(self._send_bulk()) for _ in range(self._concurrency)]
        recording = asyncio.create_task(self._recorder.run())
        try:
            await self._claim_steadily()
        finally:
            await self._drain(workers)
            recording.cancel()
            await asyncio.gather(recording, return_exceptions=True)
            await self._let_go()

    # Claiming

    async def _claim_steadily(self) -> None:
        loop = asyncio.get_running_loop()
        renewed = float("-inf")
        while not self._stopping:
            claimed = 0
            try:
                if not self.alive or loop.time() - renewed >= lease.RENEW_SECONDS:
                    await self._keep_lease()
                    renewed = loop.time()
                if self.alive and not self._courier.pause.active:
                    claimed = await self._claim()
            except Exception:
                # The database is away for a moment; what is in hand waits, and so do we.
                log.exception("claiming_failed", channel=self._channel)
            if not claimed:
                await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)
        except TimeoutError:
            return  # another process may have filled the outbox meanwhile
        finally:
            self._wake.clear()

    async def _keep_lease(self) -> None:
        now = clock.now()
        async with self._database.session() as session:
            held = await lease.hold(session, self._channel, self.owner, now)
            if held and not self.alive:
                await self._take_over(session, now)
        if self.alive and not held:
            # Another process took over: what is in hand is its business now.
            log.warning("lease_lost", channel=self._channel)
            self._bulk.clear()
            for chain in self._chains.values():
                chain.clear()
        self.alive = held

    async def _take_over(self, session: AsyncSession, now: datetime) -> None:
        freed = await lease.free_orphans(session, self._channel, self.owner)
        if freed:
            log.warning("took_over_unfinished", channel=self._channel, count=freed)
        until = await lease.paused_until(session, self._channel)
        if until and until > now:
            self._courier.pause.extend((until - now).total_seconds())

    async def _claim(self) -> int:
        """Single messages always; mass mail only when little of it is in hand."""
        now = clock.now()
        limits: dict[Priority, int] = dict.fromkeys(URGENT, SINGLES_AT_ONCE)
        if len(self._bulk) <= self._claim_most // 2:
            limits[Priority.BULK] = self._claim_most
        async with self._database.reading() as session:
            due = await claims.due_ids(session, self._channel, now, limits)
        if not due:
            return 0
        async with self._database.session() as session:
            claimed = await claims.claim(session, self.owner, due)
            batches = {c.batch_id for c in claimed if c.batch_id}
            self._stopped_batches = await claims.stopped_batches(session, batches)
        for one in claimed:
            if one.priority == Priority.BULK:
                self._bulk.append(one)
            else:
                self._chain(one)
        self._work.set()
        return len(claimed)

    # Single messages, in order within a chat

    def _chain(self, claimed: Claimed) -> None:
        key = claimed.contact_id or claimed.address
        if key in self._chains:
            self._chains[key].append(claimed)
            return
        self._chains[key] = deque([claimed])
        self._aside(self._send_chain(key, self._chains[key]))

    async def _send_chain(self, key: object, chain: deque[Claimed]) -> None:
        while chain:
            claimed = chain.popleft()
            if self._stopping:
                self._recorder.note(GivenBack(claimed))
            else:
                self._recorder.note(await self._courier.carry(claimed, urgent=True))
        del self._chains[key]

    # Mass messages

    async def _send_bulk(self) -> None:
        while not self._stopping:
            if not self._bulk:
                self._work.clear()
                self._wake.set()
                await self._work.wait()
                continue
            claimed = self._bulk.popleft()
            if len(self._bulk) == self._claim_most // 2:
                self._wake.set()
            if claimed.batch_id in self._stopped_batches:
                stopped = Decision(Status.CANCELLED, "stopped", claimed.attempts)
                self._recorder.note(Ended(claimed, stopped))
            else:
                self._recorder.note(await self._courier.carry(claimed, urgent=False))

    # Pausing and ending

    def _throttled(self, seconds: float) -> None:
        log.warning("channel_paused", channel=self._channel, seconds=seconds)
        self._aside(self._remember_pause(seconds))

    async def _remember_pause(self, seconds: float) -> None:
        async with self._database.session() as session:
            until = clock.now() + timedelta(seconds=seconds)
            await lease.remember_pause(session, self._channel, until)

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._side_tasks.add(task)
        task.add_done_callback(self._side_tasks.discard)

    async def _drain(self, workers: list[asyncio.Task[None]]) -> None:
        """Let what is under way end; what still hangs then may have gone and is left to the next sender."""
        self.stop()
        _, hanging = await asyncio.wait([*workers, *self._side_tasks], timeout=DRAIN_SECONDS)
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)

    async def _let_go(self) -> None:
        for claimed in self._bulk:
            self._recorder.note(GivenBack(claimed))
        self._bulk.clear()
        await self._recorder.write()
        async with self._database.session() as session:
            await lease.release(session, self._channel, self.owner)
        self.alive = False
