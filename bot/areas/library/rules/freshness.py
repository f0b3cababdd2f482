"""How old what is public may become."""

import enum
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


class State(enum.StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"


def due_on(since: date, months: int) -> date:
    """The last day on which it is not too old: 004 §2.5, «at least once every half-year»."""
    return since + relativedelta(months=months)


def state(moments: Iterable[datetime], today: date, months: int, zone: ZoneInfo) -> State:
    """`moments`: for each language that has something, when it was last published or looked at.

    The oldest decides: who reads only that language reads it.
    """
    days = [moment.astimezone(zone).date() for moment in moments]
    if not days:
        return State.MISSING
    return State.STALE if today > due_on(min(days), months) else State.FRESH
