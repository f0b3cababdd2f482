"""On which days a duty may be planned: within its time, and late enough for lawful notice of a meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.areas.hearings.rules.notice import earliest_day, notice_days
from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.doing import meeting_of
from bot.areas.obligations.rules.windows import Window
from bot.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days that may be chosen, both included; none where `first` is after `last`.

    `notice`: so many days before, people must be told; None where nobody need be.
    """

    first: date
    last: date
    notice: int | None = None

    def check(self, day: date) -> date:
        """Raises `Refused` with what is possible."""
        if self.first > self.last:
            raise Refused("obligations:no_day", last=self.last, notice=self.notice)
        if not self.first <= day <= self.last:
            raise Refused("obligations:day", first=self.first, last=self.last, notice=self.notice)
        return day


def bounds(key: str, window: Window, now: datetime, legal: LegalValues, zone: ZoneInfo) -> Bounds:
    """From today, or from the first day for which notice given now is lawful, to the window's end."""
    first = max(window.opens_on, now.astimezone(zone).date())
    kind = meeting_of(key)
    if kind is None:
        return Bounds(first, window.closes_on)
    first = max(first, earliest_day(kind, now, legal, zone))
    return Bounds(first, window.closes_on, notice_days(kind, legal))
