"""The time that figures and reports are of: a quarter, or a whole year; pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WHOLE_YEAR = 0
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Span:
    """`quarter` 0: the whole year."""

    year: int
    quarter: int = WHOLE_YEAR

    @property
    def first(self) -> date:
        return date(self.year, self.quarter * 3 - 2 if self.quarter else 1, 1)

    @property
    def last(self) -> date:
        return self._after - timedelta(days=1)

    @property
    def _after(self) -> date:
        if self.quarter in {WHOLE_YEAR, 4}:
            return date(self.year + 1, 1, 1)
        return date(self.year, self.quarter * 3 + 1, 1)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From the first up to, but not with, the second."""
        return _midnight(self.first, zone), _midnight(self._after, zone)

    def of_year(self) -> "Span":
        return Span(self.year)


def quarter_of(day: date) -> Span:
    return Span(day.year, (day.month - 1) // 3 + 1)


def last_ended(day: date) -> Span:
    """The quarter that a report can be written of: the one before this day's."""
    return quarter_of(quarter_of(day).first - timedelta(days=1))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
