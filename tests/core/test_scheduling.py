"""The clockwork: what a tick promises to those whose work is due."""

import asyncio
from zoneinfo import ZoneInfo

from bot.core.db import Database
from bot.core.links import Links
from bot.core.scheduling import Job, Tick, Ticks


def clockwork(database: Database, *jobs: Job) -> Ticks:
    return Ticks(
        jobs=jobs, database=database, timezone=ZoneInfo("Asia/Bishkek"), links=Links(), wake=lambda: None
    )


async def test_what_came_due_while_nobody_ran_is_looked_at_at_once(sqlite_url: str) -> None:
    looked = asyncio.Event()

    async def look(_tick: Tick) -> None:
        looked.set()

    ticks = clockwork(Database(sqlite_url), Job(name="hourly", every_seconds=3600, run=look))
    ticks.start()
    try:
        async with asyncio.timeout(5):
            await looked.wait()
    finally:
        await ticks.stop()


async def test_a_job_that_fails_does_not_stop_the_others(sqlite_url: str) -> None:
    ran: list[str] = []

    async def fail(_tick: Tick) -> None:
        ran.append("failing")
        raise RuntimeError

    async def work(_tick: Tick) -> None:
        ran.append("working")

    ticks = clockwork(
        Database(sqlite_url),
        Job(name="a", every_seconds=60, run=fail),
        Job(name="b", every_seconds=60, run=work),
    )
    assert ticks.last_run is None
    await ticks.run_all()
    assert ran == ["failing", "working"]
    assert ticks.last_run is not None


async def test_a_job_that_hangs_does_not_hold_up_a_stop(sqlite_url: str) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def hang(_tick: Tick) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    ticks = clockwork(Database(sqlite_url), Job(name="hanging", every_seconds=60, run=hang))
    ticks.start()
    async with asyncio.timeout(5):
        await begun.wait()
        await ticks.stop(0.1)
    assert ended.is_set(), "it is ended, not forgotten"
