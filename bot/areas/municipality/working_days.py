"""Working days: the country's holidays, weekends, and what staff set right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """`corrections` say of single days whether people work on them, whatever the calendar says."""

    corrections: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        known = self.corrections.get(day)
        if known is not None:
            return known
        return day.weekday() < SATURDAY and day not in _holidays_of(day.year)

    def holiday(self, day: date) -> bool:
        """A day off that is no ordinary weekend."""
        return not self.works(day) and (day.weekday() < SATURDAY or day in _holidays_of(day.year))

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself isn't counted."""
        while count > 0:
            day += ONE_DAY
            count -= self.works(day)
        return day

    def before(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`."""
        while count > 0:
            day -= ONE_DAY
            count -= self.works(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.works(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@cache
def _holidays_of(year: int) -> frozenset[date]:
    # Labour Code of the Kyrgyz Republic art. 121; moving ones are estimates until the government names them.
    return frozenset(holidays.country_holidays("KG", years=year))
