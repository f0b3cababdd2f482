"""Collects outcomes and writes them many at a time, often enough that a crash repeats little."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.channel import Channel
from bot.core.db import Database
from bot.outbox import lease, troubles, writing
from bot.outbox.money import MONEY_LIMIT, Purse
from bot.outbox.outcomes import Ended, Outcome, Sent

log = structlog.get_logger()

EVERY_SECONDS = 0.1
AT_ONCE = 1000

Observe = Callable[[str, str], None]
"""(channel, outcome) of each finished try, for the metrics."""


class Recorder:
    """`purse` learns when what it set aside is in the tables."""

    def __init__(
        self, database: Database, channel: Channel, owner: str, observe: Observe, purse: Purse | None = None
    ) -> None:
        self._database = database
        self._channel = channel
        self._name = channel.name
        self._purse = purse
        self._owner = owner
        self._observe = observe
        self._outcomes: list[Outcome] = []
        self._paused_until: datetime | None = None
        self._trouble: str | None = None
        # Who sent before us may have left one.
        self._may_be_troubled = True
        self._hurry = asyncio.Event()

    def note(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        if isinstance(outcome, Sent):
            self._observe(self._name, "sent")
        elif isinstance(outcome, Ended):
            self._observe(self._name, outcome.decision.status.value)
        if len(self._outcomes) >= AT_ONCE:
            self._hurry.set()

    def note_pause(self, until: datetime) -> None:
        self._paused_until = until
        self._observe(self._name, "throttled")
        self._hurry.set()

    def note_trouble(self, reason: str) -> None:
        """The channel is broken until something goes again."""
        self._trouble = reason
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
        trouble, self._trouble = self._trouble, None
        if not done and until is None and trouble is None:
            return True
        try:
            async with self._database.session() as session:
                await writing.record(session, self._channel, self._owner, done, clock.now())
                if until is not None:
                    await lease.remember_pause(session, self._name, until)
                await self._write_trouble(session, trouble, done)
        except BaseException as problem:
            # Kept and written the next time: forgetting an outcome would mean sending twice.
            self._outcomes = done + self._outcomes
            self._paused_until = self._paused_until or until
            self._trouble = self._trouble or trouble
            if not isinstance(problem, Exception):
                raise
            log.warning("recording_failed", channel=self._name, count=len(done), error=type(problem).__name__)
            return False
        self._may_be_troubled = bool(trouble) or (self._may_be_troubled and not _any_sent(done))
        if self._purse:
            self._purse.written([o.claimed.id for o in done if isinstance(o, Sent)])
        return True

    async def _write_trouble(
        self, session: AsyncSession, trouble: str | None, done: Sequence[Outcome]
    ) -> None:
        now = clock.now()
        if trouble:
            await troubles.note(session, self._name, trouble, now)
        elif self._may_be_troubled and _any_sent(done):
            await troubles.clear(session, self._name)
        if any(isinstance(o, Ended) and o.held for o in done) and self._purse:
            await troubles.note(
                session, self._name, MONEY_LIMIT, now, before=self._purse.tariff.month_start(now)
            )


def _any_sent(done: Sequence[Outcome]) -> bool:
    return any(isinstance(outcome, Sent) for outcome in done)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """For the event, or for so long."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
