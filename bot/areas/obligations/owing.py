"""Of what somebody is to be reminded on a day, and whom; never commits."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings.models import MeetingKind
from bot.areas.hearings.rules import notice
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.office_day import OfficeDay
from bot.areas.obligations import queries
from bot.areas.obligations.board import Row, Standing, board
from bot.areas.obligations.catalogue import Rule
from bot.areas.obligations.doing import meeting_of
from bot.areas.obligations.rules import reminding
from bot.areas.obligations.rules.reminding import Reminder, Term
from bot.areas.obligations.rules.state import OWED, State
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission, permissions_of

Roles = Mapping[int, Set[Role]]
"""By person."""

REMINDED_BY_BULLETINS = "plan.1.5"
"""Its own clock reminds the writers ten, three and one day before, and everybody of what is overdue."""
DEPUTIES_REPORTS = "cal.6"
"""Each deputy hears of their own report from the first of November on, by the mandates' clock."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One line of somebody's digest."""

    row: Row
    standing: Standing
    term: Term
    reminder: Reminder


async def owed_on(session: AsyncSession, today: OfficeDay) -> list[tuple[Owed, Sequence[int]]]:
    """Every reminder whose day has come, with whom it is for; whether it was given isn't asked here."""
    roles = await roles_held(session)
    owed = [one for row in await rows(session, today) for one in of_row(row, today)]
    return [(one, whom(one, roles)) for one in owed]


async def roles_held(session: AsyncSession) -> Roles:
    found: dict[int, set[Role]] = {}
    for holder in await staff.list_holders(session):
        found.setdefault(holder.person_id, set()).add(holder.role)
    return found


async def rows(session: AsyncSession, today: OfficeDay) -> list[Row]:
    """Of the years that something may still be owed for."""
    found = []
    for year in await queries.years(session):
        if today.day.year - 1 <= year <= today.day.year:
            found += await board(session, year, today.day, today.zone)
    return found


def of_row(row: Row, today: OfficeDay) -> Iterable[Owed]:
    for standing in row.standings:
        if standing.judgement.state not in OWED or not concerns(row):
            continue
        term = term_of(row, standing, today)
        reminder = reminding.due(term, standing.judgement.state, today.day, today.legal, today.calendar)
        if reminder is not None:
            yield Owed(row, standing, term, reminder)


def term_of(row: Row, standing: Standing, today: OfficeDay) -> Term:
    """A meeting's last day to act is the last lawful one for its notice (002 §2.5)."""
    kind, period = meeting_of(row.obligation.key), standing.period
    last_lawful = partial(_last_lawful, kind, today.legal) if kind else None
    return reminding.term_of(period.opens_on, period.closes_on, period.planned_on, today.day, last_lawful)


def _last_lawful(kind: MeetingKind, legal: LegalValues, day: date) -> date:
    days = notice.notice_days(kind, legal)
    return notice.last_lawful_day(day, days, counts_meeting_day=legal.notice_counts_meeting_day)


def whom(one: Owed, roles: Roles) -> Sequence[int]:
    """Those who owe it and work here still; of what is too late the head too, and of what nobody owes."""
    owing = [person for person in one.row.owing if _is_told_here(one, roles.get(person, set()))]
    if one.reminder.kind in reminding.ESCALATED or not owing:
        heads = [person for person, held in roles.items() if Permission.APPROVE_PLAN in permissions_of(held)]
        owing += [person for person in heads if person not in owing]
    return owing


def _is_told_here(one: Owed, held: Set[Role]) -> bool:
    return bool(held - {Role.DEPUTY} if one.row.obligation.key == DEPUTIES_REPORTS else held)


def concerns(row: Row) -> bool:
    """What is held as needed is nobody's debt, and the digest of the month has its own clock."""
    if row.measure is not None and row.measure.recurrence.rule is Rule.AS_NEEDED:
        return False
    return row.obligation.key != REMINDED_BY_BULLETINS


def as_opened(state: State) -> State:
    """What a window still ahead will be when it opens."""
    return State.OPEN if state is State.AHEAD else state


async def names(session: AsyncSession, row: Row) -> Sequence[str]:
    """Who answers for it, as papers name them."""
    named = [one.name for one in row.named]
    return named or [await staff.name_of(session, person) or "" for person in row.owing]


async def permissions(session: AsyncSession, person_id: int) -> frozenset[Permission]:
    return permissions_of(await staff.roles_of(session, person_id))
