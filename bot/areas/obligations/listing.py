"""The list as one person narrowed it: whose, when, of which document, how far; never commits."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations import queries
from bot.areas.obligations.board import Row, board
from bot.areas.obligations.rules.state import Judgement
from bot.areas.obligations.rules.summary import Group, Summary, is_owed, overdue, summarize
from bot.areas.obligations.rules.windows import Window
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import clock


class Which(enum.StrEnum):
    """Of which document."""

    ALL = "a"
    CALENDAR = "c"
    PLAN = "p"
    OTHER = "o"


class How(enum.StrEnum):
    """How far it has come."""

    ALL = "a"
    BEHIND = "b"
    NOW = "n"
    AHEAD = "h"
    DONE = "d"


_GROUPS = {How.BEHIND: Group.BEHIND, How.NOW: Group.NOW, How.AHEAD: Group.AHEAD, How.DONE: Group.DONE}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`mine`: what this person owes. `quarter`: what has a time in the quarter of today."""

    mine: bool = False
    quarter: bool = False
    which: Which = Which.ALL
    how: How = How.ALL

    def write(self) -> str:
        """For a button's payload; `read` reads it back."""
        return f"{'m' if self.mine else 'a'}{'q' if self.quarter else 'y'}{self.which.value}{self.how.value}"

    @property
    def is_whole(self) -> bool:
        return self == Narrowed()


def read(code: str) -> Narrowed:
    """The whole list for what no button of ours says."""
    try:
        who, when, which, how = list(code)
        return Narrowed(who == "m", when == "q", Which(which), How(how))
    except ValueError:
        return Narrowed()


@dataclass(frozen=True, slots=True)
class Line:
    row: Row
    summary: Summary


def periods_of(row: Row) -> list[tuple[Window, Judgement]]:
    return [(one.period.window, one.judgement) for one in row.standings]


def ordered(rows: Sequence[Row], today: date) -> list[Line]:
    """What is behind first; within a group in the documents' order. Rows without any time are left out."""
    order = list(Group)
    lines = [Line(row, summarize(periods_of(row), today)) for row in rows if row.standings]
    return sorted(lines, key=lambda line: order.index(line.summary.group))


def narrow(lines: Sequence[Line], by: Narrowed, person_id: int, today: date) -> list[Line]:
    return [
        line
        for line in lines
        if (not by.mine or person_id in line.row.owing)
        and (not by.quarter or _in_quarter(line.row, today))
        and _of_document(line.row, by.which)
        and (by.how is How.ALL or line.summary.group is _GROUPS[by.how])
    ]


def _in_quarter(row: Row, today: date) -> bool:
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    after = date(today.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return any(one.period.opens_on < after and one.period.closes_on >= first for one in row.standings)


def _of_document(row: Row, which: Which) -> bool:
    document = row.measure.document if row.measure else ""
    return {
        Which.ALL: True,
        Which.CALENDAR: document == "cal",
        Which.PLAN: document == "plan",
        Which.OTHER: document not in {"cal", "plan"},
    }[which]


async def count_owed(session: AsyncSession, person_id: int) -> int:
    """For the menu: what this person owes now, and what is overdue to those who keep the plan."""
    zone = await people.zone_of(session)
    today = clock.now().astimezone(zone).date()
    if not await queries.is_open(session, today.year):
        return 0
    roles = await staff.roles_of(session, person_id)
    keeps = Permission.KEEP_PLAN in people_rules.permissions_of(roles)
    return sum(
        1
        for row in await board(session, today.year, today, zone)
        if (person_id in row.owing and is_owed(periods_of(row), today))
        or (keeps and overdue(periods_of(row)))
    )
