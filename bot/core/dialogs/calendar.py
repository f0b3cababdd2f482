"""A day and an hour, tapped or typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from markupsafe import Markup

from bot.core import moments
from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import (
    NOTHING,
    Accepted,
    Heard,
    Option,
    Outcome,
    Rejected,
    Screen,
    Step,
    page_key,
)
from bot.core.errors import Refused
from bot.core.typed_numbers import read_number

WEEK = 7
# A button must have a label, and platforms take a blank for none.
EMPTY = "·"
_MONTH = "m"


def _unmarked(_view: View, _day: date) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class PickDay(Step):
    """A month of day buttons, Monday first, between `first` and `last`; `mark` stands before a day's number.

    `opens` tells the day whose month is shown first. The answer is the day in ISO form. `explain` words
    what isn't a day that can be chosen.
    """

    first: Callable[[View], date]
    last: Callable[[View], date]
    explain: Callable[[View, Refused], Markup]
    mark: Callable[[View, date], str] = _unmarked
    opens: Callable[[View], date] | None = None

    def show(self, view: View) -> Screen:
        month = self._month(view)
        head = (
            self._turn(view, month, -1, "◀️"),
            Option(view.t.month(month), NOTHING),
            self._turn(view, month, 1, "▶️"),
        )
        names = tuple(Option(view.t.weekday(day), NOTHING) for day in _week_of(month))
        return Screen(self.text(view), (head, names, *self._weeks(view, month)))

    def tapped(self, view: View, heard: Heard) -> str | None:
        """A number alone is that day of the month that is shown."""
        number = read_number(heard.text)
        if heard.value is not None or number is None:
            return heard.value
        shown = (day for week in self._weeks(view, self._month(view)) for day in week)
        return next((day.value for day in shown if _is_day(day, number)), None)

    def accept(self, view: View, heard: Heard) -> Outcome:
        if heard.value is None:
            return self._typed(view, heard)
        if heard.value.startswith(_MONTH):
            return Accepted(heard.value[1:], stay=True, key=page_key(self.name))
        if heard.value == NOTHING:
            return Rejected(words.tap_a_day(view.t))
        return self._chosen(view, date.fromisoformat(heard.value))

    def _typed(self, view: View, heard: Heard) -> Outcome:
        day = moments.read_day(heard.text, view.now, view.t.timezone)
        return self._chosen(view, day) if day else Rejected(words.tap_a_day(view.t))

    def _chosen(self, view: View, day: date) -> Outcome:
        if not self.first(view) <= day <= self.last(view):
            return Rejected(self.explain(view, Refused("dialogs:day")))
        return Accepted(day.isoformat())

    def _month(self, view: View) -> date:
        """The first of the month that is shown: the one turned to, the chosen day's, or the first."""
        turned = view.answers.get(page_key(self.name)) or view.answers.get(self.name)
        shown = date.fromisoformat(turned) if turned else (self.opens or self.first)(view)
        return min(max(shown, self.first(view)), self.last(view)).replace(day=1)

    def _turn(self, view: View, month: date, direction: int, sign: str) -> Option:
        other = (month + timedelta(days=31)) if direction > 0 else (month - timedelta(days=1))
        other = other.replace(day=1)
        reachable = self.first(view).replace(day=1) <= other <= self.last(view)
        return Option(sign, f"{_MONTH}{other.isoformat()}") if reachable else Option(EMPTY, NOTHING)

    def _weeks(self, view: View, month: date) -> list[tuple[Option, ...]]:
        start = month - timedelta(days=month.weekday())
        weeks: list[tuple[Option, ...]] = []
        while start < month or start.month == month.month:
            days = [start + timedelta(days=n) for n in range(WEEK)]
            # Weeks in which nothing can be chosen would only push the others down.
            if days[-1] >= self.first(view) and days[0] <= self.last(view):
                weeks.append(tuple(self._day(view, month, day) for day in days))
            start += timedelta(days=WEEK)
        return weeks

    def _day(self, view: View, month: date, day: date) -> Option:
        if day.month != month.month:
            return Option(EMPTY, NOTHING)
        if not self.first(view) <= day <= self.last(view):
            return Option(EMPTY, NOTHING)
        return Option(f"{self.mark(view, day)}{day.day}", day.isoformat())


@dataclass(frozen=True, kw_only=True)
class PickTime(Step):
    """An hour and its minutes, of some usual ones or typed; the answer is `14:30`."""

    suggestions: Callable[[View], Sequence[time]]
    columns: int = 4

    def show(self, view: View) -> Screen:
        found = [Option(view.t.time(one), f"{one:%H:%M}") for one in self.suggestions(view)]
        rows = tuple(tuple(found[i : i + self.columns]) for i in range(0, len(found), self.columns))
        return Screen(self.text(view), rows)

    def accept(self, view: View, heard: Heard) -> Outcome:
        at = moments.read_time(heard.value if heard.value is not None else heard.text)
        return Accepted(f"{at:%H:%M}") if at else Rejected(words.write_a_time(view.t))


def _is_day(option: Option, number: int) -> bool:
    return option.value != NOTHING and date.fromisoformat(option.value).day == number


def _week_of(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(WEEK)]
