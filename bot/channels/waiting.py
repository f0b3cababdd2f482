"""Stopping within a time."""

import asyncio
from typing import Any

import structlog

log = structlog.get_logger()

CANCEL_SECONDS = 0.5


async def within(seconds: float, *tasks: asyncio.Task[Any]) -> None:
    """Wait so long, then cancel until they end: some libraries swallow a first cancelling and go on."""
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=seconds)
    while late:
        for task in late:
            task.cancel()
        _, late = await asyncio.wait(late, timeout=CANCEL_SECONDS)
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.warning("stopping_failed", error=type(outcome).__name__)
