"""A report to residents: who writes it, what stands in it already, what the program knows; never commits."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from dateutil.relativedelta import relativedelta
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import queries as broadcasts
from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.hearings import queries, service
from bot.areas.hearings.checklists import items_of
from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import (
    Decision,
    Meeting,
    MeetingKind,
    MeetingState,
    ReportPart,
    Statement,
    StatementKind,
)
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.service import record
from bot.areas.hearings.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import District
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.areas.residents import queries as residents
from bot.core.errors import Refused
from bot.core.i18n import Translator

LONGEST_PART = 3000
HEADLINES = 12


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of the period."""

    meeting: Meeting
    came: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the program knows of a period, from which a report's items are drafted."""

    since: datetime
    until: datetime
    held: Sequence[Held]
    done: Sequence[Decision]
    open: Sequence[Decision]
    questions: int
    answered: int
    messages: Sequence[Broadcast]
    bulletins: int
    subscribers: int


Contributor = Callable[
    [AsyncSession, Translator, Sequence[int], datetime, datetime],
    Awaitable[Mapping[str, Sequence[Markup]]],
]
"""What another area knows of what these people did between two moments: lines by a report's item."""


async def contributed(
    session: AsyncSession,
    t: Translator,
    contributors: Sequence[Contributor],
    meeting: Meeting,
    item: str,
    known: Known,
) -> list[Markup]:
    """Under one item, in the order of the areas."""
    whom = await reporters(session, meeting)
    found = [await contribute(session, t, whom, known.since, known.until) for contribute in contributors]
    return [line for one in found for line in one.get(item, ())]


async def report_meeting_of(
    session: AsyncSession, deputy_id: int, since: datetime, until: datetime
) -> datetime | None:
    """When this deputy's report meeting of that time is or was; None while none is called."""
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.kind == MeetingKind.DEPUTY_REPORT,
            Meeting.state.in_((MeetingState.CALLED, MeetingState.HELD)),
            Meeting.starts_at >= since,
            Meeting.starts_at < until,
        )
        .order_by(Meeting.starts_at)
    )
    for meeting in found:
        if deputy_id in await reporters(session, meeting):
            return meeting.starts_at
    return None


async def check_may_write(session: AsyncSession, meeting: Meeting, person_id: int) -> None:
    """The reporter, or who keeps the meeting for them. Raises `Refused`."""
    if not items_of(meeting.kind):
        raise Refused("hearings:no_report")
    if await people.may(session, person_id, Permission.CALL_MEETING):
        return
    if person_id not in await reporters(session, meeting):
        raise Refused("hearings:not_reporter")


async def reporters(session: AsyncSession, meeting: Meeting) -> list[int]:
    """Who reports: the deputies it concerns (002 §1.6), else who answers for this kind of meeting."""
    if meeting.kind is not MeetingKind.DEPUTY_REPORT:
        return list(await staff.holders_of(session, KINDS[meeting.kind].responsible))
    deputies = [one for one in await staff.list_holders(session) if one.role is Role.DEPUTY]
    districts = await municipality.list_districts(session) if meeting.audience.get("villages") else ()
    return whose_report(meeting.audience, meeting.rapporteurs, deputies, districts)


class Elected(Protocol):
    """A deputy, now or then."""

    @property
    def person_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def district_id(self) -> int | None: ...


def whose_report(
    audience: Mapping[str, Any],
    rapporteurs: Sequence[str],
    deputies: Iterable[Elected],
    districts: Iterable[District],
) -> list[int]:
    """Of these deputies those who report at a meeting: whom it names, else all whom it concerns."""
    meant = _districts(audience, districts)
    concerned = [one for one in deputies if meant is None or one.district_id in meant]
    named = [one for one in concerned if any(one.name in name for name in rapporteurs)]
    return [one.person_id for one in named or concerned]


def _districts(audience: Mapping[str, Any], all_of_them: Iterable[District]) -> set[int] | None:
    """Those that the meeting concerns, wholly or in part; None: all."""
    villages = set(audience.get("villages") or ())
    districts = set(audience.get("districts") or ())
    if not villages and not districts:
        return None
    touched = {one.id for one in all_of_them if villages & {part.village_id for part in one.parts}}
    return districts | touched


async def to_write(session: AsyncSession, person_id: int, now: datetime) -> list[Meeting]:
    """The reports that are this person's, of meetings ahead and of the last month."""
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.state != MeetingState.CANCELLED,
            Meeting.starts_at > now - relativedelta(months=1),
        )
        .order_by(Meeting.starts_at)
    )
    meetings = [one for one in found if items_of(one.kind)]
    return [one for one in meetings if person_id in await reporters(session, one)]


async def count_to_write(session: AsyncSession, person_id: int) -> int:
    """For the menu: reports of called meetings with empty items."""
    found = await session.scalars(
        select(Meeting).where(Meeting.state == MeetingState.CALLED).order_by(Meeting.starts_at)
    )
    mine = [one for one in found if items_of(one.kind) and person_id in await reporters(session, one)]
    return sum([1 for one in mine if await missing(session, one)])


async def parts_of(session: AsyncSession, meeting_id: int) -> dict[str, str]:
    """What is written, by item."""
    found = await session.scalars(select(ReportPart).where(ReportPart.meeting_id == meeting_id))
    return {part.item: part.text for part in found}


async def missing(session: AsyncSession, meeting: Meeting) -> list[str]:
    """Items without a word yet, in their order."""
    written = await parts_of(session, meeting.id)
    return [item for item in items_of(meeting.kind) if item not in written]


async def write_part(
    session: AsyncSession, meeting_id: int, by: int, item: str, text: str, now: datetime
) -> ReportPart:
    meeting = await service.take(session, meeting_id)
    await check_may_write(session, meeting, by)
    if item not in items_of(meeting.kind):
        raise Refused("hearings:gone")
    words = meeting_rules.check_words(text, LONGEST_PART)
    part = await session.scalar(
        select(ReportPart).where(ReportPart.meeting_id == meeting_id, ReportPart.item == item)
    )
    if part is None:
        part = ReportPart(meeting_id=meeting_id, item=item, text=words, written_by=by, written_at=now)
        session.add(part)
    else:
        part.text, part.written_by, part.written_at = words, by, now
    await session.flush()
    record(session, now, AuditTag.REPORTED, by, meeting, after={"item": item})
    return part


async def look_up(session: AsyncSession, meeting: Meeting, now: datetime) -> Known:
    """Of the year up to the meeting, or up to now while it is ahead."""
    until = min(now, meeting.starts_at)
    since = until - relativedelta(years=1)
    held = await _held(session, meeting, since, until)
    numbers = [one.meeting.id for one in held]
    decisions = list(
        await session.scalars(
            select(Decision).where(Decision.meeting_id.in_(numbers)).order_by(Decision.due_on, Decision.id)
        )
    )
    asked, answered = await _questions(session, numbers)
    told = await broadcasts.sent_between(session, since, until)
    return Known(
        since=since,
        until=until,
        held=held,
        done=[one for one in decisions if one.answered_at],
        open=[one for one in decisions if not one.answered_at],
        questions=asked,
        answered=answered,
        messages=[one for one in told if one.kind is BroadcastKind.ORDINARY],
        bulletins=await _bulletins(session, since, until),
        subscribers=await residents.subscribers_count(session, until),
    )


async def _held(session: AsyncSession, meeting: Meeting, since: datetime, until: datetime) -> list[Held]:
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.state == MeetingState.HELD,
            Meeting.id != meeting.id,
            Meeting.starts_at >= since,
            Meeting.starts_at < until,
        )
        .order_by(Meeting.starts_at)
    )
    return [Held(one, await queries.came(session, one.id)) for one in found]


async def _questions(session: AsyncSession, meetings: Sequence[int]) -> tuple[int, int]:
    row = (
        await session.execute(
            select(func.count(), func.count(Statement.answered_at)).where(
                Statement.meeting_id.in_(meetings), Statement.kind == StatementKind.QUESTION
            )
        )
    ).one()
    return row[0], row[1]


async def _bulletins(session: AsyncSession, since: datetime, until: datetime) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(Broadcast)
        .where(
            Broadcast.kind == BroadcastKind.BULLETIN,
            Broadcast.started_at >= since,
            Broadcast.started_at < until,
        )
    )
    return counted or 0


def headlines(known: Known) -> list[str]:
    """Of the latest messages residents got, newest last."""
    return [broadcast_rules.headline(one.text_ky) for one in known.messages[-HEADLINES:]]
