"""What meetings tell: called, held, with a protocol, their results told (000; 001 §1.2, 2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import (
    Meeting,
    MeetingKind,
    MeetingNotice,
    MeetingState,
    NoticePurpose,
    Protocol,
)
from bot.areas.hearings.reporting import whose_report
from bot.areas.municipality import queries as municipality
from bot.areas.obligations.facts.looking import Area, Ask, Found, Look
from bot.areas.obligations.rules import budget_hearings
from bot.areas.obligations.rules.state import Fact, FactKind, Need, Stage
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.people.queries import Term

_K = MeetingKind
ROWS: Mapping[MeetingKind, str] = {
    _K.HEAD_REPORT: "cal.2",
    _K.PROGRAMME_HEARING: "cal.3",
    _K.TARIFF_HEARING: "cal.5",
}
HEARINGS = frozenset({_K.BUDGET_HEARING, _K.PROGRAMME_HEARING, _K.TARIFF_HEARING, _K.PUBLIC_HEARING})
# 001 §2.1: assemblies and hearings.
COMMUNITY = HEARINGS | {_K.VILLAGE_ASSEMBLY, _K.KURULTAI}
# 001 §1.2: where the presentation of local issues has its place; the head's report is a gathering too.
PRESENTING = COMMUNITY | {_K.HEAD_REPORT}
_NOBODY = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting as far as the list needs it."""

    id: int
    kind: MeetingKind
    state: MeetingState
    starts_at: datetime
    audience: Mapping[str, Any]
    rapporteurs: Sequence[str]
    protocol: bool
    results: bool

    def stage(self, *, with_results: bool) -> Stage:
        if self.state is MeetingState.DRAFT:
            return Stage.PLANNED
        if self.state is MeetingState.CALLED:
            return Stage.ANNOUNCED
        told = self.results or not with_results or not KINDS[self.kind].publishes_results
        return Stage.REPORTED if self.protocol and told else Stage.DONE


async def read(session: AsyncSession, look: Look) -> list[Found]:
    """On the day the meeting is or was held, whenever its protocol was registered."""
    seen = await _seen(session, look)
    found: list[Found] = []
    for one in seen:
        plain, whole = (_fact(look, one, with_results=asked) for asked in (False, True))
        found.append(Found(None, whole))
        if row := _row(look, one):
            found.append(Found(row, whole))
        if one.kind in COMMUNITY:
            found.append(Found("plan.2.1", plain))
        if one.kind in PRESENTING:
            found.append(Found("plan.1.2", plain))
    return found + await _of_deputies(session, look, seen)


def _row(look: Look, one: Seen) -> str | None:
    """Its row of the calendar."""
    if one.kind is not MeetingKind.BUDGET_HEARING:
        return ROWS.get(one.kind)
    year, row = budget_hearings.row_of(look.day(one.starts_at), look.legal) or (None, None)
    return row if year == look.year else None


async def _seen(session: AsyncSession, look: Look) -> list[Seen]:
    told = (
        select(MeetingNotice.id)
        .where(
            MeetingNotice.meeting_id == Meeting.id,
            MeetingNotice.purpose == NoticePurpose.RESULTS,
            MeetingNotice.applied_at.is_not(None),
        )
        .exists()
    )
    rows = await session.execute(
        select(
            Meeting.id,
            Meeting.kind,
            Meeting.state,
            Meeting.starts_at,
            Meeting.audience,
            Meeting.rapporteurs,
            Protocol.meeting_id.is_not(None),
            told,
        )
        .outerjoin(Protocol, Protocol.meeting_id == Meeting.id)
        .where(
            Meeting.state != MeetingState.CANCELLED,
            or_(
                and_(Meeting.starts_at >= look.start, Meeting.starts_at < look.end),
                Meeting.id.in_(look.tied(FactKind.MEETING)),
            ),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [Seen(*row) for row in rows]


async def _of_deputies(session: AsyncSession, look: Look, seen: Sequence[Seen]) -> list[Found]:
    """One fact for each who reports there; one that is nobody's where none of the deputies does."""
    reports = [one for one in seen if one.kind is MeetingKind.DEPUTY_REPORT]
    if not reports or "cal.6" not in look.asks:
        return []
    terms = await deputies(session)
    districts = await municipality.list_districts(session)
    found: list[Found] = []
    for one in reports:
        then = [term for term in terms if term.covers(one.starts_at, one.starts_at)]
        whose = whose_report(one.audience, one.rapporteurs, then, districts) or [_NOBODY]
        whole = _fact(look, one, with_results=True)
        found += [Found("cal.6", replace(whole, about=person_id)) for person_id in whose]
    return found


def _fact(look: Look, one: Seen, *, with_results: bool) -> Fact:
    return Fact(one.stage(with_results=with_results), look.day(one.starts_at), FactKind.MEETING, one.id)


async def deputies(session: AsyncSession) -> Sequence[Term]:
    return await staff.terms_of(session, Role.DEPUTY)


async def every_deputy(session: AsyncSession, ask: Ask) -> Mapping[int, Need]:
    """Each who is in office from the window's first day to its last (000 row 6).

    Who left before its end owes no report any more, who came after its beginning not yet. Where the
    municipality itself began within it, all who are in office at its end owe one.
    """
    terms = await deputies(session)
    office = await municipality.get_municipality(session)
    needs: dict[int, Need] = {}
    for period in ask.periods:
        opens = datetime.combine(period.opens_on + timedelta(days=1), time.min, ask.zone)
        closes = datetime.combine(period.closes_on, time.max, ask.zone)
        began_within = office is not None and office.created_at >= opens
        owing = frozenset(
            term.person_id for term in terms if term.covers(closes if began_within else opens, closes)
        )
        needs[period.number] = Need(everyone=owing, required=bool(owing) or not terms)
    return needs


AREA = Area(
    frozenset({*ROWS.values(), *budget_hearings.ROWS, "cal.6", "plan.1.2", "plan.2.1"}),
    frozenset({FactKind.MEETING}),
    read,
)
