"""Collects outcomes and writes them many at a time, often enough that a crash repeats little."""

import asyncio
from collections.abc import Callable

import structlog

from bot.core import clock
from bot.core.db import Database
from bot.outbox import claims
from bot.outbox.claims import Ended, Outcome, Sent

log = structlog.get_logger()

EVERY_SECONDS = 0.1
AT_ONCE = 500

Observe = Callable[[str, str], None]
"""(channel, outcome) of each finished try, for the metrics."""


class Recorder:
    def __init__(self, database: Database, channel: str, owner: str, observe: Observe) -> None:
        self._database = database
        self._channel = channel
        self._owner = owner
        self._observe = observe
        self._outcomes: list[Outcome] = []
        self._full = asyncio.Event()

    def note(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        if isinstance(outcome, Sent):
            self._observe(self._channel, "sent")
        elif isinstance(outcome, Ended):
            self._observe(self._channel, outcome.decision.status.value)
        if len(self._outcomes) >= AT_ONCE:
            self._full.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await _wait(self._full, EVERY_SECONDS)
            self._full.clear()
            await self.write()

    async def write(self) -> None:
        outcomes, self._outcomes = self._outcomes, []
        if not outcomes:
            return
        try:
            async with self._database.session() as session:
                await claims.record(session, self._owner, outcomes, clock.now())
        except BaseException as problem:
            # Kept and written the next time: forgetting an outcome would mean sending twice.
            self._outcomes = outcomes + self._outcomes
            if not isinstance(problem, Exception):
                raise
            log.exception("recording_failed", channel=self._channel, count=len(outcomes))


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """For the event, or for so long."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
