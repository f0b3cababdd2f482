"""How the doctor asks what this room doesn't know itself."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.operations.failures import OperationFailed

_TIMEOUT = aiohttp.ClientTimeout(total=8)


async def fetch_time(url: str) -> datetime:
    """The server's clock, from its HTTP Date header."""
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as client, client.get(url) as response:
        if "Date" not in response.headers:
            raise OperationFailed("The server doesn't tell the time.")
        return parsedate_to_datetime(response.headers["Date"])


async def fetch_status(url: str) -> int:
    async with (
        aiohttp.ClientSession(timeout=_TIMEOUT) as client,
        client.get(url, allow_redirects=False) as response,
    ):
        return response.status


async def no_time_zone() -> str | None:
    """Where no municipality was loaded."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """`get_me`: the bot's username; OperationFailed when Telegram doesn't know the token.

    `webhook_trouble`: what Telegram last complained of. `municipality`: its name once `init` was run.
    `roles`: those that somebody holds. `time_zone`: the one in the municipality's file.
    """

    get_me: Callable[[], Awaitable[str]]
    webhook_trouble: Callable[[], Awaitable[str | None]]
    municipality: Callable[[], Awaitable[str | None]]
    roles: Callable[[], Awaitable[Collection[str]]]
    time_zone: Callable[[], Awaitable[str | None]] = no_time_zone
    fetch_time: Callable[[str], Awaitable[datetime]] = fetch_time
    fetch_status: Callable[[str], Awaitable[int]] = fetch_status
