"""The bot's own number, which links need; only Meta knows it for sure."""

import asyncio
import re

import structlog

from bot.channels.whatsapp.api import ApiRefusal, GraphApi
from bot.channels.whatsapp.failures import failure_of
from bot.core.channel import SendFailure

log = structlog.get_logger()

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0


async def read_number(api: GraphApi) -> str:
    """Digits alone. Raises `SendFailure`s."""
    try:
        found = await api.get(api.account.phone_id, fields="display_phone_number")
    except ApiRefusal as refusal:
        raise failure_of(refusal) from None
    return re.sub(r"\D", "", str(found.get("display_phone_number", "")))


async def until_known(api: GraphApi) -> str:
    """Waits longer after each failure; ends only with success or when it is cancelled."""
    wait = FIRST_WAIT_SECONDS
    while True:
        try:
            return await read_number(api)
        except SendFailure as failure:
            log.warning("whatsapp_not_reached", reason=failure.reason, retry_in=wait)
        await asyncio.sleep(wait)
        wait = min(LONGEST_WAIT_SECONDS, wait * 2)
