"""When in a year something is owed; pure sums over the calendar."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import Recurrence, Rule


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which it is in time, both included; `number` counts within the year from one."""

    number: int
    opens_on: date
    closes_on: date

    def holds(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on

    @property
    def middle(self) -> date:
        return self.opens_on + (self.closes_on - self.opens_on) / 2


def windows_of(recurrence: Recurrence, year: int, legal: LegalValues) -> list[Window]:
    """In their order. A monthly one with a day is owed from the first of the month until that day."""
    last_day = getattr(legal, recurrence.last_day) if recurrence.last_day else None
    return [
        Window(number, date(year, first, 1), _end(year, last, last_day))
        for number, (first, last) in enumerate(_months(recurrence), start=1)
    ]


def _months(recurrence: Recurrence) -> Iterator[tuple[int, int]]:
    """The first and the last month of each."""
    length = {Rule.MONTHLY: 1, Rule.QUARTERLY: 3, Rule.HALF_YEARLY: 6}.get(recurrence.rule, 12)
    if recurrence.rule is Rule.WINDOWS:
        yield from ((one.first_month, one.last_month) for one in recurrence.windows)
    else:
        yield from ((first, first + length - 1) for first in range(1, 13, length))


def _end(year: int, month: int, last_day: int | None) -> date:
    return date(year, month, last_day or monthrange(year, month)[1])
