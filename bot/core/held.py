"""What waits until a person writes: they were knocked at, for free words may not be said to them before."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact

OPEN = "open"

Arrived = Callable[[AsyncSession, Contact, datetime], Awaitable[bool]]
"""Told once of every message of a person, before it is answered: what is held for them may go now. False
when nothing is on its way to them."""


def opening(delivery_id: int) -> str:
    """The payload of a knock's button."""
    return f"{OPEN}:{delivery_id}"


def is_opening(payload: str | None) -> bool:
    return payload is not None and payload.partition(":")[0] == OPEN
