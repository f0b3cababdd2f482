"""How the doctor asks what this room doesn't know itself."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.operations.failures import OperationFailed

_TIMEOUT = aiohttp.ClientTimeout(total=8)
_LETTERS = 100


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


async def fetch_text(url: str) -> tuple[int, str]:
    """The status, and the first letters of what is answered."""
    async with (
        aiohttp.ClientSession(timeout=_TIMEOUT) as client,
        client.get(url, allow_redirects=False) as response,
    ):
        return response.status, (await response.content.read(_LETTERS)).decode(errors="replace")


@dataclass(frozen=True, slots=True)
class WhatsAppNumber:
    """As Meta shows it; `quality` is GREEN, YELLOW, RED or UNKNOWN."""

    number: str
    name: str
    quality: str


async def no_number() -> WhatsAppNumber:
    raise OperationFailed("WhatsApp is not in use.")


async def no_templates() -> Collection[str]:
    return ()


async def no_time_zone() -> str | None:
    """Where no municipality was loaded."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """`get_me`: the bot's username; OperationFailed when Telegram doesn't know the token.

    `webhook_trouble`: what Telegram last complained of. `municipality`: its name once `init` was run.
    `roles`: those that somebody holds. `time_zone`: the one in the municipality's file. `whatsapp_number`:
    OperationFailed when Meta refuses the token or the app's secret. `whatsapp_templates_wanting`: the names
    of those that aren't approved.
    """

    get_me: Callable[[], Awaitable[str]]
    webhook_trouble: Callable[[], Awaitable[str | None]]
    municipality: Callable[[], Awaitable[str | None]]
    roles: Callable[[], Awaitable[Collection[str]]]
    time_zone: Callable[[], Awaitable[str | None]] = no_time_zone
    fetch_time: Callable[[str], Awaitable[datetime]] = fetch_time
    fetch_status: Callable[[str], Awaitable[int]] = fetch_status
    fetch_text: Callable[[str], Awaitable[tuple[int, str]]] = fetch_text
    whatsapp_number: Callable[[], Awaitable[WhatsAppNumber]] = no_number
    whatsapp_templates_wanting: Callable[[], Awaitable[Collection[str]]] = no_templates
