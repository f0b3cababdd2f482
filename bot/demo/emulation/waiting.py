"""Waiting for what happens, without sleeping in between."""

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], bool], changed: asyncio.Event, seconds: float) -> bool:
    """Whether the condition held before the time was over; looked at whenever something changed."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not holds():
        changed.clear()
        if not await happens(changed, deadline - asyncio.get_running_loop().time()):
            return holds()
    return True


async def until_quiet(stirred: asyncio.Event, quiet: float, seconds: float) -> bool:
    """Whether nothing stirred for `quiet` seconds on end before the time was over."""
    deadline = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < deadline:
        stirred.clear()
        if not await happens(stirred, quiet):
            return True
    return False


async def happens(event: asyncio.Event, seconds: float) -> bool:
    if seconds <= 0:
        return event.is_set()
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
