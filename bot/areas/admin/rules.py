"""Which part of the record is looked at, as a button carries it; and when a menu is another one."""

import enum
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import orjson

from bot.areas.admin.entries import Commands

SYSTEM = 0
"""Stands for "nobody" where a person is chosen."""
RESIDENTS = "resident"
# What was done, by the first part of its tag, in the order of the buttons.
SUBJECTS = ("broadcast", "bulletin", "people", "municipality", RESIDENTS)


class Period(enum.StrEnum):
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Choosing:
    """A page of the record; None leaves that side open. Written as `page.person.subject.period`."""

    page: int = 0
    person: int | None = None
    subject: str | None = None
    period: Period | None = None

    def write(self) -> str:
        parts = (self.page, self.person, self.subject, self.period)
        return ".".join("" if part is None else str(part) for part in parts)

    def at_page(self, page: int) -> "Choosing":
        return replace(self, page=page)

    @property
    def narrowed(self) -> bool:
        return (self.person, self.subject, self.period) != (None, None, None)


def read_choosing(written: str) -> Choosing:
    """What can't be read is left open: old buttons, and forged ones."""
    page, person, subject, period = (*written.split("."), "", "", "", "")[:4]
    return Choosing(
        page=_number(page) or 0,
        person=_number(person),
        subject=subject if subject in SUBJECTS else None,
        period=Period(period) if period in set(Period) else None,
    )


def begins_at(period: Period, now: datetime, zone: ZoneInfo) -> datetime:
    """The midnight with which it begins; a week and a month are the last 7 and 30 days, today included."""
    days = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}[period]
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days - 1)


def fingerprint(commands: Commands) -> str:
    return hashlib.sha256(orjson.dumps([list(pair) for pair in commands])).hexdigest()


def _number(text: str) -> int | None:
    """Small enough for any database."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
