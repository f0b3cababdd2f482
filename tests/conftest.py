"""What all tests share: databases, an emulated Telegram, a town."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.core import clock
from bot.demo.telegram_emulator import TelegramEmulator
from tests.town import NOON, Town, open_town


@pytest.fixture(autouse=True)
def _real_time() -> Iterator[None]:
    """A test that moved the clock must not move another's."""
    yield
    clock.reset()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/town.db"


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator(now=clock.now) as emulator:
        yield emulator


@pytest.fixture
async def town(emulator: TelegramEmulator, database_url: str) -> AsyncIterator[Town]:
    clock.move_to(NOON)
    async with open_town(emulator, database_url) as town:
        yield town
