"""The only source of time. The demo and the tests move it; nothing else reads the system clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


def today(timezone: ZoneInfo) -> date:
    """The calendar day it is in `timezone`."""
    return now().astimezone(timezone).date()


def move(by: timedelta) -> None:
    """Let the clock jump; only the demo and the tests do."""
    global _offset  # one process has one clock
    _offset += by


def move_to(moment: datetime) -> None:
    move(moment - now())


def reset() -> None:
    global _offset  # one process has one clock
    _offset = timedelta(0)
