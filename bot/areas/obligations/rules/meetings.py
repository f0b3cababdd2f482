"""Which duties are meetings that people must be told of in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.areas.hearings.models import MeetingKind
from bot.areas.hearings.rules.notice import earliest_day, notice_days
from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.rules.windows import Window
from bot.core.errors import Refused

_K = MeetingKind
KINDS: Mapping[str, MeetingKind] = {
    "cal.1": _K.BUDGET_HEARING,
    "cal.2": _K.HEAD_REPORT,
    "cal.3": _K.PROGRAMME_HEARING,
    "cal.4": _K.BUDGET_HEARING,
    "cal.5": _K.TARIFF_HEARING,
    "cal.6": _K.DEPUTY_REPORT,
    # An assembly will do, and of all it asks the shortest notice.
    "plan.1.2": _K.VILLAGE_ASSEMBLY,
    "plan.2.1": _K.VILLAGE_ASSEMBLY,
    "own.greening_meeting": _K.OTHER,
    "own.youth_forum": _K.OTHER,
    "own.local_kurultai": _K.KURULTAI,
}
"""By the duty's key."""


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
    kind = KINDS.get(key)
    if kind is None:
        return Bounds(first, window.closes_on)
    first = max(first, earliest_day(kind, now, legal, zone))
    return Bounds(first, window.closes_on, notice_days(kind, legal))
