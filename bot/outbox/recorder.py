"""Collects outcomes and writes them many at a time, often enough that a crash repeats little."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.core import clock
from bot.core.db import Database
from bot.outbox import lease, outcomes
from bot.outbox.outcomes import Ended, Outcome, Sent

log = structlog.get_logger()

EVERY_SECONDS = 0.1
AT_ONCE = 1000

Observe = Callable[[str, str], None]
"""(channel, outcome) of each finished try, for the metrics."""


class Recorder:
    def __init__(self, database: Database, channel: str, owner: str, observe: Observe) -> None:
        self._database = database
        self._channel = channel
        self._owner = owner
        self._observe = observe
        self._outcomes: list[Outcome] = []
        self._paused_until: datetime | None = None
        self._hurry = asyncio.Event()

    def note(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        if isinstance(outcome, Sent):
            self._observe(self._channel, "sent")
        elif isinstance(outcome, Ended):
            self._observe(self._channel, outcome.decision.status.value)
        if len(self._outcomes) >= AT_ONCE:
            self._hurry.set()

    def note_pause(self, until: datetime) -> None:
        self._paused_until = until
        self._observe(self._channel, "throttled")
        self._hurry.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await _wait(self._hurry, EVERY_SECONDS)
            self._hurry.clear()
            await self.write()

    async def write(self) -> bool:
        """False when it could not be written and is kept for the next time."""
        done, self._outcomes = self._outcomes, []
        until, self._paused_until = self._paused_until, None
        if not done and until is None:
            return True
        try:
            async with self._database.session() as session:
                await outcomes.record(session, self._channel, self._owner, done, clock.now())
                if until is not None:
                    await lease.remember_pause(session, self._channel, until)
        except BaseException as problem:
            # Kept and written the next time: forgetting an outcome would mean sending twice.
            self._outcomes = done + self._outcomes
            self._paused_until = self._paused_until or until
            if not isinstance(problem, Exception):
                raise
            log.warning(
                "recording_failed", channel=self._channel, count=len(done), error=type(problem).__name__
            )
            return False
        return True


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """For the event, or for so long."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
