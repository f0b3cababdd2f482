"""Answers taps, so that the button stops turning whatever handling takes."""

import asyncio
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.failures import failure_of, says
from bot.channels.waiting import within

log = structlog.get_logger()

TOO_LATE = ("query is too old", "query id is invalid")
STOP_SECONDS = 1.0
# Telegram's own limit; and what is longer than a glance stays until it is closed.
LONGEST = 200
READ_AT_A_GLANCE = 60


class TapAnswers:
    """One task for each tap, beside its handling."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot
        self._under_way: set[asyncio.Task[None]] = set()

    def answer_soon(self, query_id: str, text: str | None = None) -> None:
        """`text` is shown to who tapped and to nobody else."""
        task = asyncio.create_task(self._answer(query_id, text))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self, seconds: float) -> None:
        await within(min(STOP_SECONDS, seconds), *self._under_way)

    async def _answer(self, query_id: str, text: str | None) -> None:
        long = len(text or "") > READ_AT_A_GLANCE
        said = text if len(text or "") <= LONGEST else f"{(text or '')[: LONGEST - 1]}…"
        try:
            await self._bot.answer_callback_query(query_id, said, show_alert=long or None)
        except BadRequest as error:
            if says(error, *TOO_LATE):
                log.info("tap_answered_too_late")
            else:
                log.warning("tap_not_answered", reason=failure_of(error).reason)
        except TelegramError as error:
            log.warning("tap_not_answered", reason=failure_of(error).reason)
