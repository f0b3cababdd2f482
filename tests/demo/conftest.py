"""What the demo's tests share: to fill a sample takes seconds, to start a browser too."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import datetime

import pytest
import pytest_asyncio

from bot.core import clock
from bot.demo.run import Demo, open_demo
from tests.databases import sqlite_in_place


@pytest.fixture(autouse=True)
def _sqlite_without_switches() -> Iterator[None]:
    """Filling the sample is thousands of statements one after the other."""
    with sqlite_in_place():
        yield


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def _sample() -> AsyncIterator[tuple[Demo, datetime]]:
    async with AsyncExitStack() as opened:
        with sqlite_in_place():
            demo = await opened.enter_async_context(open_demo())
        yield demo, clock.now()


@pytest.fixture
def sample(_sample: tuple[Demo, datetime]) -> Demo:
    """To look at only: it is the same for all."""
    demo, morning = _sample
    clock.move_to(morning)
    return demo
