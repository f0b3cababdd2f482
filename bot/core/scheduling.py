"""Fixed ticks. What is due stands in tables; a tick reads them, so a missed one changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.db import Database
from bot.core.links import Links

log = structlog.get_logger()

STOP_SECONDS = 4.0
UNDO_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a job may use. A job opens its own sessions: one for each thing it claims.

    `wake` tells the senders that something was put into the outbox and committed.
    """

    database: Database
    now: datetime
    timezone: ZoneInfo
    links: Links
    wake: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`next_due` tells when there will be something to do after a moment; None: nothing is in sight."""

    name: str
    every_seconds: float
    run: Callable[[Tick], Awaitable[None]]
    next_due: Callable[[AsyncSession, datetime, ZoneInfo], Awaitable[datetime | None]] | None = None


class Ticks:
    """Runs jobs on APScheduler's memory store; the same job never runs twice at once.

    `last_run`: when a job ended last, well or badly.
    """

    def __init__(
        self,
        *,
        jobs: Sequence[Job],
        database: Database,
        timezone: ZoneInfo,
        links: Links,
        wake: Callable[[], None],
    ) -> None:
        self.links = links
        self.last_run: datetime | None = None
        self._jobs = jobs
        self._database = database
        self._timezone = timezone
        self._wake = wake
        self._locks = {job.name: asyncio.Lock() for job in jobs}
        self._scheduler = AsyncIOScheduler(
            timezone=timezone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 300},
        )

    def start(self) -> None:
        """At once for the first time: what came due while nobody ran has waited long enough."""
        for job in self._jobs:
            self._scheduler.add_job(
                self._run,
                "interval",
                seconds=job.every_seconds,
                args=[job],
                id=job.name,
                next_run_time=datetime.now(self._timezone),
            )
        self._scheduler.start()

    async def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Starts nothing more and lets what runs finish, but not longer than `seconds`.

        What is cut off then undoes its changes; it is due still, and done after the next start.
        """
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        _, late = await asyncio.wait([asyncio.create_task(self._until_idle())], timeout=seconds)
        # The scheduler cancels what still runs.
        self._scheduler.shutdown(wait=False)
        if late:
            log.warning("jobs_cut_off", jobs=[name for name, lock in self._locks.items() if lock.locked()])
            await asyncio.wait(late, timeout=UNDO_SECONDS)

    async def _until_idle(self) -> None:
        for lock in self._locks.values():
            async with lock:
                pass

    async def run_all(self) -> None:
        """Every job once, in order: after a start, and after the demo moved the clock."""
        for job in self._jobs:
            await self._run(job)

    async def next_due(self) -> datetime | None:
        """The next moment at which any job will have something to do."""
        now = clock.now()
        async with self._database.reading() as session:
            found = [await job.next_due(session, now, self._timezone) for job in self._jobs if job.next_due]
        return min((moment for moment in found if moment and moment > now), default=None)

    async def _run(self, job: Job) -> None:
        async with self._locks[job.name]:
            tick = Tick(
                database=self._database,
                now=clock.now(),
                timezone=self._timezone,
                links=self.links,
                wake=self._wake,
            )
            try:
                await job.run(tick)
            except Exception:
                # The edge of the program: one failing job must not end the clockwork.
                log.exception("job_failed", job=job.name)
            self.last_run = clock.now()
