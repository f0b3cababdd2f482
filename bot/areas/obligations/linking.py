"""Staff say to which period a meeting or a bulletin belongs, or that it doesn't; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.bulletins.models import Bulletin
from bot.areas.hearings.models import Meeting, MeetingState
from bot.areas.initiatives.models import Initiative
from bot.areas.obligations import fitting, proving, queries
from bot.areas.obligations.facts.initiatives import CAME_TO_NOTHING
from bot.areas.obligations.models import Link, Obligation
from bot.areas.obligations.proving import Place
from bot.areas.obligations.rules.state import FactKind
from bot.areas.obligations.subjects import Subject
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys.models import Form, Presentation, Survey, SurveyState
from bot.core import audit
from bot.core.errors import Refused

# From so long before the year until so long after it things are offered.
AROUND = timedelta(days=92)
_F = FactKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that could be linked, with the day it would count on."""

    subject: Subject
    on: date


async def candidates(session: AsyncSession, place: Place, zone: ZoneInfo) -> list[Candidate]:
    """Of fitting kinds, around the year, and not counted in this period already; the nearest first."""
    obligation, period = place.obligation, place.period
    since = date(obligation.year, 1, 1) - AROUND
    until = date(obligation.year, 12, 31) + AROUND
    found: list[Candidate] = []
    for kind in sorted(fitting.kinds_for(obligation.key, own=obligation.own)):
        found += [
            Candidate((kind, number), on)
            for number, on in await _rows(session, kind, obligation, since, until, zone)
        ]
    here = {
        (fact.kind, fact.subject_id)
        for one in place.row.standings
        if one.period.id == period.id
        for fact in one.judgement.facts
    }
    rest = [one for one in found if one.subject not in here]
    return sorted(rest, key=lambda one: abs(one.on - period.window.middle))


async def _rows(
    session: AsyncSession,
    kind: FactKind,
    obligation: Obligation,
    since: date,
    until: date,
    zone: ZoneInfo,
) -> list[tuple[int, date]]:
    start, end = datetime.combine(since, time.min, zone), datetime.combine(until, time.max, zone)
    match kind:
        case FactKind.MEETING:
            kinds = fitting.meeting_kinds(obligation.key, own=obligation.own)
            rows = await session.execute(
                select(Meeting.id, Meeting.starts_at).where(
                    Meeting.kind.in_(kinds),
                    Meeting.state != MeetingState.CANCELLED,
                    Meeting.starts_at.between(start, end),
                )
            )
        case FactKind.BULLETIN:
            rows = await session.execute(
                select(Bulletin.id, func.coalesce(Bulletin.published_at, Bulletin.publish_at)).where(
                    Bulletin.closed_at.is_(None), Bulletin.publish_at.between(start, end)
                )
            )
        case FactKind.SURVEY:
            rows = await session.execute(
                select(Survey.id, Survey.created_at).where(
                    Survey.state != SurveyState.DROPPED, Survey.created_at.between(start, end)
                )
            )
        case FactKind.QUESTIONNAIRE:
            rows = await session.execute(
                select(Form.id, Form.created_at).where(Form.created_at.between(start, end))
            )
        case FactKind.PRESENTATION:
            held = await session.execute(
                select(Presentation.id, Presentation.held_on).where(
                    Presentation.held_on.between(since, until)
                )
            )
            return [(number, on) for number, on in held]
        case FactKind.INITIATIVE:
            of_kind = fitting.INITIATIVES.get(obligation.key)
            registered = await session.execute(
                select(Initiative.id, Initiative.registered_on).where(
                    Initiative.stage.not_in(CAME_TO_NOTHING),
                    Initiative.registered_on.between(since, until),
                    Initiative.kind == of_kind if of_kind else Initiative.kind.is_not(None),
                )
            )
            return [(number, on) for number, on in registered]
        case _:
            return []
    return [(number, moment.astimezone(zone).date()) for number, moment in rows]


async def link(
    session: AsyncSession,
    period_id: int,
    subject: Subject,
    by: int,
    now: datetime,
    zone: ZoneInfo,
) -> Place:
    """It counts in this period from now on, and in no other of this duty. Raises `Refused`."""
    place = await _place(session, period_id, by, now, zone)
    fits = {one.subject for one in await candidates(session, place, zone)}
    if subject not in fits:
        raise Refused("obligations:link_unfit")
    await _forget(session, place.obligation, subject)
    await _forget_elsewhere(session, place.obligation, subject)
    session.add(
        Link(period_id=period_id, kind=subject[0], subject_id=subject[1], linked_by=by, linked_at=now)
    )
    await session.flush()
    _record(session, now, AuditTag.LINKED, by, place, subject)
    return place


async def exclude(
    session: AsyncSession,
    period_id: int,
    subject: Subject,
    by: int,
    now: datetime,
    zone: ZoneInfo,
) -> Place:
    """It doesn't prove this duty, whatever its kind and day say. Raises `Refused`."""
    place = await _place(session, period_id, by, now, zone)
    seen = {(fact.kind, fact.subject_id) for one in place.row.standings for fact in one.judgement.facts}
    if subject not in seen or subject[0] in {_F.TICK, _F.DATE}:
        raise Refused("obligations:link_unfit")
    await _forget(session, place.obligation, subject)
    session.add(
        Link(
            period_id=period_id,
            kind=subject[0],
            subject_id=subject[1],
            excluded=True,
            linked_by=by,
            linked_at=now,
        )
    )
    await session.flush()
    _record(session, now, AuditTag.EXCLUDED, by, place, subject)
    return place


async def unlink(session: AsyncSession, link_id: int, by: int, now: datetime, zone: ZoneInfo) -> Place:
    """What people said of it no longer holds: its kind and its day decide again."""
    found = await session.get(Link, link_id)
    if found is None:
        raise Refused("obligations:proof_gone")
    place = await _place(session, found.period_id, by, now, zone)
    await session.delete(found)
    await session.flush()
    _record(session, now, AuditTag.UNLINKED, by, place, (found.kind, found.subject_id))
    return place


async def links_of(session: AsyncSession, place: Place) -> Sequence[Link]:
    """What people said of this duty's things."""
    return await queries.links_of(session, [one.period.id for one in place.row.standings])


async def _place(session: AsyncSession, period_id: int, by: int, now: datetime, zone: ZoneInfo) -> Place:
    await people.check_may(session, by, Permission.KEEP_PLAN)
    return await proving.place_of(session, period_id, now, zone)


async def _forget(session: AsyncSession, obligation: Obligation, subject: Subject) -> None:
    """What was said of it before, for this duty."""
    periods = (await queries.periods_of(session, [obligation.id]))[obligation.id]
    await session.execute(
        delete(Link).where(
            Link.period_id.in_([one.id for one in periods]),
            Link.kind == subject[0],
            Link.subject_id == subject[1],
        )
    )


async def _forget_elsewhere(session: AsyncSession, obligation: Obligation, subject: Subject) -> None:
    """A meeting stands in one row of the calendar: the last word counts."""
    if not obligation.key.startswith("cal."):
        return
    for one, year, key, _number in await queries.all_links(session):
        other = (year, key) != (obligation.year, obligation.key) and key.startswith("cal.")
        if other and not one.excluded and (one.kind, one.subject_id) == subject:
            await session.delete(one)
    await session.flush()


def _record(
    session: AsyncSession, now: datetime, tag: AuditTag, by: int, place: Place, subject: Subject
) -> None:
    after = {
        "year": place.obligation.year,
        "key": place.obligation.key,
        "number": place.period.number,
        "kind": subject[0].value,
        "subject": subject[1],
    }
    audit.record(session, now, tag, person_id=by, subject_id=place.obligation.id, after=after)
