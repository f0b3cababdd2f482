"""Every story is told twice, from one text: in Telegram and in WhatsApp, residents' and the office's side."""

from collections.abc import AsyncIterator

import pytest

from bot.core import clock
from bot.demo.telegram_emulator import TelegramEmulator
from bot.demo.whatsapp_emulator import WhatsAppEmulator
from tests.town import NOON, Town, open_town


@pytest.fixture(params=["telegram", "whatsapp"])
def platform(request: pytest.FixtureRequest) -> str:
    """Where everybody has their phone. A story about what one platform alone has names it."""
    return str(request.param)


@pytest.fixture
async def whatsapp(platform: str) -> AsyncIterator[WhatsAppEmulator | None]:
    if platform == "telegram":
        yield None
        return
    async with WhatsAppEmulator(now=clock.now) as emulator:
        yield emulator


@pytest.fixture
async def town(
    emulator: TelegramEmulator, sqlite_url: str, whatsapp: WhatsAppEmulator | None
) -> AsyncIterator[Town]:
    clock.move_to(NOON)
    async with open_town(emulator, sqlite_url, whatsapp) as town:
        yield town
