"""Decisions about mandates: plan days, what goes on after a question, how they are grouped. Pure."""

import enum
from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.areas.appeals.models import AppealEntry, AppealState, EntryKind
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


def state_after_reply(entries: Iterable[AppealEntry]) -> AppealState:
    """Where a mandate goes on once its author has answered the deputy's question."""
    kinds = {one.kind for one in entries}
    if EntryKind.PASSED_ON in kinds:
        return AppealState.COUNCIL
    return AppealState.PLANNED if EntryKind.PLANNED in kinds else AppealState.NEW


def plan_day(entries: Iterable[AppealEntry]) -> date | None:
    """Of the last plan."""
    days = [one.about.get("due_on") for one in entries if one.kind is EntryKind.PLANNED]
    return date.fromisoformat(days[-1]) if days and days[-1] else None
