"""Patience: trying until it works."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import TelegramError

from bot.channels.telegram.failures import failure_of

log = structlog.get_logger()

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 30.0


async def until_it_works(what: str, action: Callable[[], Awaitable[object]]) -> None:
    """Waits longer after each failure; ends only with success or when it is cancelled."""
    wait = FIRST_WAIT_SECONDS
    while True:
        try:
            await action()
        except TelegramError as error:
            log.warning("telegram_not_reached", doing=what, reason=failure_of(error).reason, retry_in=wait)
        except Exception:
            # Without this the program would run on deaf.
            log.exception("telegram_not_reached", doing=what, retry_in=wait)
        else:
            return
        await asyncio.sleep(wait)
        wait = min(LONGEST_WAIT_SECONDS, wait * 2)
