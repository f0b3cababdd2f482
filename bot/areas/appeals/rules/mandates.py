"""Decisions about mandates: plan days, how they are grouped. Pure."""

import enum
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.areas.appeals.models import AppealState
from bot.core.errors import Refused

LONGEST_PLAN = 1000


class Group(enum.StrEnum):
    """How a deputy's mandates are laid out."""

    NEW = "new"
    PLANNED = "planned"
    ASKED = "asked"
    COUNCIL = "council"
    DONE = "done"
    DECLINED = "declined"


STATES = {
    Group.NEW: frozenset({AppealState.NEW}),
    Group.PLANNED: frozenset({AppealState.PLANNED}),
    Group.ASKED: frozenset({AppealState.ASKED}),
    Group.COUNCIL: frozenset({AppealState.COUNCIL}),
    Group.DONE: frozenset({AppealState.CLOSED}),
    Group.DECLINED: frozenset({AppealState.DECLINED}),
}


def last_plan_day(today: date) -> date:
    """A promise for later than this is none."""
    return today + relativedelta(years=2)


def check_plan_day(day: date, today: date) -> date:
    """Raises `Refused("appeals:plan_day")`."""
    if not today <= day <= last_plan_day(today):
        raise Refused("appeals:plan_day")
    return day
