"""Sends what is due: claims many, commits, sends with no transaction open, records many."""

import asyncio
import secrets
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.channel import Channel, Pace
from bot.core.db import Database
from bot.outbox import claims, lease, windows
from bot.outbox.carrier import Carrier
from bot.outbox.claims import Claimed
from bot.outbox.hand import Hand
from bot.outbox.models import Priority
from bot.outbox.money import Purse, Tariff
from bot.outbox.recorder import Observe, Recorder
from bot.outbox.service import cancel_pending

log = structlog.get_logger()

POLL_SECONDS = 0.2
STANDBY_SECONDS = 1.0
CLAIM_MOST = 4000
# A stop must take effect within a second, so no more is in hand than half a second's worth.
CLAIM_SECONDS = 0.4
SINGLES_MOST = 200
CONCURRENCY = 64
DRAIN_SECONDS = 8.0


def observe_nothing(_channel: str, _outcome: str) -> None:
    """For senders whose tries nobody counts."""


class Sender:
    """One channel's sending. `pace` None: no limit (benchmarks). `concurrency`: requests at once.

    `tariff`: what knocking costs, where the channel has a window.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        pace: Pace | None,
        *,
        concurrency: int | None = None,
        observe: Observe = observe_nothing,
        tariff: Tariff | None = None,
    ) -> None:
        self.alive = False
        self.owner = secrets.token_hex(8)
        self._database = database
        self._channel = channel.name
        self._window = channel.window
        self._purse = Purse(tariff) if tariff else None
        self._most = {
            Priority.REPLY: SINGLES_MOST,
            Priority.NOTICE: _in_hand(pace, SINGLES_MOST),
            Priority.BULK: _in_hand(pace, CLAIM_MOST),
        }
        self._hand = Hand()
        self._recorder = Recorder(database, channel, self.owner, observe, self._purse)
        self._carrier = Carrier(
            channel,
            self._hand,
            self._recorder,
            pace,
            concurrency=concurrency or _concurrency(pace),
            purse=self._purse,
            on_taken=self._taken,
            wake=self.wake,
        )
        self._wake = asyncio.Event()
        self._stopping = False
        self._drain_seconds = DRAIN_SECONDS

    @property
    def paused(self) -> bool:
        """The channel told us to wait."""
        return self._carrier.paused

    def wake(self) -> None:
        """Something was committed to the outbox."""
        self._wake.set()

    def stop(self, seconds: float | None = None) -> None:
        """Claim nothing more; `run` ends when what is under way has ended, at most `seconds` later.

        Called again without a number it changes nothing.
        """
        if seconds is not None:
            self._drain_seconds = seconds
        self._stopping = True
        self._carrier.close()
        self._wake.set()

    async def run(self) -> None:
        """Until `stop`; ends only after the outcomes of what was under way are recorded."""
        recording = asyncio.create_task(self._recorder.run())
        try:
            await self._claim_steadily()
        finally:
            self.stop()
            await self._carrier.finish(self._drain_seconds)
            recording.cancel()
            await asyncio.gather(recording, return_exceptions=True)
            await self._let_go()

    async def _claim_steadily(self) -> None:
        loop = asyncio.get_running_loop()
        renewed = float("-inf")
        woken = True
        while not self._stopping:
            try:
                if not self.alive or loop.time() - renewed >= lease.RENEW_SECONDS:
                    await self._keep_lease()
                    renewed = loop.time()
                if self.alive:
                    await self._look(woken=woken)
            except Exception as problem:  # noqa: BLE001 - the database is away for a moment: we wait
                log.warning("claiming_failed", channel=self._channel, error=type(problem).__name__)
            woken = await self._rest()

    async def _rest(self) -> bool:
        """True when woken, False when it is time to look what other processes have enqueued."""
        try:
            await asyncio.wait_for(self._wake.wait(), POLL_SECONDS if self.alive else STANDBY_SECONDS)
        except TimeoutError:
            return False
        self._wake.clear()
        return self.alive

    # The lease

    async def _keep_lease(self) -> None:
        now = clock.now()
        freed = 0
        async with self._database.session() as session:
            held = await lease.hold(session, self._channel, self.owner, now)
            if held and not self.alive:
                freed = await lease.free_others(session, self._channel, self.owner)
                until = await lease.paused_until(session, self._channel)
        if held and not self.alive:
            self._took_over(freed, (until - now).total_seconds() if until else 0.0)
        if self.alive and not held:
            # Another process took over: what is in hand is its business now.
            log.warning("lease_lost", channel=self._channel)
            self._hand.take_all()
        self.alive = held

    def _took_over(self, freed: int, pause: float) -> None:
        if freed:
            log.warning("took_over_unfinished", channel=self._channel, count=freed)
        if pause > 0:
            self._carrier.pause.extend(asyncio.get_running_loop().time() + pause)

    # Claiming

    async def _look(self, *, woken: bool) -> None:
        """Drop what was stopped, claim what is due. Only who was woken writes without looking first."""
        limits = self._limits()
        if not woken:
            async with self._database.reading() as session:
                stopped = await claims.stopped_batches(session, self._hand.batches)
                due = limits and await claims.is_due(session, self._channel, clock.now(), limits)
            limits = limits if due else {}
            if stopped:
                await self._drop(stopped)
        if limits:
            await self._claim(limits)

    def _limits(self) -> dict[Priority, int]:
        """What there is room for: a priority is refilled when half of it has gone."""
        if self._carrier.paused:
            return {}
        return {
            priority: most - self._hand.held(priority)
            for priority, most in self._most.items()
            if self._hand.held(priority) <= most // 2
        }

    async def _claim(self, limits: dict[Priority, int]) -> None:
        async with self._database.session() as session:
            claimed = await claims.claim(session, self._channel, self.owner, clock.now(), limits)
            stopped = await self._stopped(session, claimed)
            if self._window:
                await self._look_at_windows(session, claimed, self._window)
        for one in claimed:
            self._hand.add(one)
        if self._carrier.paused:
            # It began while we claimed: nothing is kept in hand for so long.
            self._carrier.give_back(self._hand.take_all())
        if stopped:
            await self._drop(stopped)
        self._carrier.pump()

    async def _look_at_windows(
        self, session: AsyncSession, claimed: list[Claimed], window: timedelta
    ) -> None:
        now = clock.now()
        await windows.learn(session, claimed, window, now)
        if self._purse and any(one.closed for one in claimed):
            await self._purse.look(session, self._channel, now)

    async def _stopped(self, session: AsyncSession, claimed: list[Claimed]) -> set[int]:
        new = {one.batch_id for one in claimed if one.batch_id is not None}
        return await claims.stopped_batches(session, new | self._hand.batches)

    async def _drop(self, stopped: set[int]) -> None:
        """Given back, they are cancelled with the rest of their batch."""
        self._carrier.give_back(self._hand.take_batches(stopped))
        more = True
        while more and not self._stopping:
            async with self._database.session() as session:
                more = await cancel_pending(session, stopped, clock.now()) > 0
        self.wake()

    def _taken(self, claimed: Claimed) -> None:
        """Fetch more in time."""
        if self._hand.held(claimed.priority) == self._most[Priority(claimed.priority)] // 2:
            self.wake()

    async def _let_go(self) -> None:
        self._carrier.give_back(self._hand.take_all())
        if not await self._recorder.write():
            return  # the lease expires, and the next sender takes over what is still marked as ours
        async with self._database.session() as session:
            await lease.free_own(session, self._channel, self.owner)
            await lease.release(session, self._channel, self.owner)
        self.alive = False


def _in_hand(pace: Pace | None, most: int) -> int:
    return min(most, max(2, int(pace.per_second * CLAIM_SECONDS))) if pace else most


def _concurrency(pace: Pace | None) -> int:
    """Enough for answers that take a fifth of a second."""
    return max(CONCURRENCY, min(3 * CONCURRENCY, int(pace.per_second / 5))) if pace else CONCURRENCY
