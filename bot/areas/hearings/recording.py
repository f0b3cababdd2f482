"""The day and its protocol (002 §3.2-3.8); never commits."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import notices, queries, service
from bot.areas.hearings.models import Meeting, MeetingState, Protocol, Statement, StatementKind
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.service import record
from bot.areas.hearings.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.contacts import primary_contact
from bot.core.errors import Refused

NAME_LENGTH = 120


async def open_day(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    *,
    chair: str,
    secretary: str,
    votes_for: int | None,
    votes_against: int | None,
    now: datetime,
) -> Meeting:
    """Chair and secretary were chosen and the agenda approved by those present (002 §3.2)."""
    meeting = await begun(session, meeting_id, by, now)
    before = {"chair": meeting.chair, "secretary": meeting.secretary}
    meeting.chair = meeting_rules.check_words(chair, NAME_LENGTH)
    meeting.secretary = meeting_rules.check_words(secretary, NAME_LENGTH)
    meeting.agenda_for, meeting.agenda_against = votes_for, votes_against
    after = {"chair": meeting.chair, "secretary": meeting.secretary, "for": votes_for}
    record(session, now, AuditTag.OPENING, by, meeting, before, after)
    return meeting


async def note_statement(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    *,
    kind: StatementKind,
    speaker: str | None,
    text: str | None,
    attachments: list[Any],
    answer: str | None,
    now: datetime,
) -> Statement:
    """A question or a speech from the hall, with who made it; a question may have got its answer there."""
    meeting = await begun(session, meeting_id, by, now)
    if not text and not attachments:
        raise Refused("hearings:empty")
    statement = Statement(
        meeting_id=meeting.id,
        kind=kind,
        beforehand=False,
        speaker=speaker,
        text=text,
        attachments=attachments,
        noted_by=by,
        noted_at=now,
    )
    if answer:
        statement.answer = meeting_rules.check_words(answer, meeting_rules.LONGEST_TEXT)
        statement.answered_by, statement.answered_at = by, now
    session.add(statement)
    await session.flush()
    record(session, now, AuditTag.STATED, by, meeting, after={"statement": kind.value})
    return statement


async def answer_question(
    session: AsyncSession, statement_id: int, by: int, text: str, now: datetime
) -> tuple[Statement, bool]:
    """The written reply; True when it went to who asked, who otherwise gets it on paper."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    question = await session.get(Statement, statement_id, populate_existing=True, with_for_update=True)
    if question is None or question.kind is not StatementKind.QUESTION:
        raise Refused("hearings:gone")
    if question.answered_at is not None:
        raise Refused("hearings:done")
    question.answer = meeting_rules.check_words(text, meeting_rules.LONGEST_TEXT)
    question.answered_by, question.answered_at = by, now
    meeting = await service.get(session, question.meeting_id)
    record(session, now, AuditTag.ANSWERED, by, meeting, after={"question": question.id})
    reachable = question.person_id is not None and await primary_contact(session, question.person_id)
    if reachable:
        await notices.question_answered(session, meeting, question, now)
    return question, bool(reachable)


# The protocol


async def register_protocol(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    *,
    invited: int | None,
    attended: int | None,
    recommendations: list[str],
    notes: str | None,
    now: datetime,
    zone: ZoneInfo,
) -> Protocol:
    """The next number of the year's register; written anew it keeps its number."""
    meeting = await begun(session, meeting_id, by, now)
    found = await queries.protocol_of(session, meeting_id)
    protocol = found or await _numbered(session, meeting, by, now, zone)
    before = {"attended": protocol.attended} if found else None
    protocol.invited, protocol.attended = invited, attended
    protocol.recommendations, protocol.notes = recommendations, notes
    meeting.state = MeetingState.HELD
    session.add(protocol)
    await session.flush()
    after = {"number": f"{protocol.number}/{protocol.year}", "attended": attended}
    record(session, now, AuditTag.PROTOCOL, by, meeting, before, after)
    return protocol


async def keep_scan(
    session: AsyncSession, meeting_id: int, by: int, files: list[Any], now: datetime, zone: ZoneInfo
) -> Protocol:
    """The signed paper; it may come without the steps having been walked."""
    meeting = await begun(session, meeting_id, by, now)
    protocol = await queries.protocol_of(session, meeting_id)
    if protocol is None:
        protocol = await _numbered(session, meeting, by, now, zone)
        protocol.attended = await queries.came(session, meeting_id) or None
        session.add(protocol)
    protocol.scan = [*protocol.scan, *files]
    meeting.state = MeetingState.HELD
    await session.flush()
    record(session, now, AuditTag.SCANNED, by, meeting, after={"files": len(files)})
    return protocol


async def _numbered(
    session: AsyncSession, meeting: Meeting, by: int, now: datetime, zone: ZoneInfo
) -> Protocol:
    """The register runs through the year of the meeting; of two at once the second waits for the first."""
    await municipality.lock(session)
    year = meeting.starts_at.astimezone(zone).year
    last = await session.scalar(select(func.max(Protocol.number)).where(Protocol.year == year))
    return Protocol(
        meeting_id=meeting.id,
        year=year,
        number=(last or 0) + 1,
        recommendations=[],
        scan=[],
        registered_by=by,
        registered_at=now,
    )


async def begun(session: AsyncSession, meeting_id: int, by: int, now: datetime) -> Meeting:
    """Raises `Refused` for who may not keep it, and before it has begun."""
    await people.check_may(session, by, Permission.RECORD_MEETING)
    meeting = await service.take(session, meeting_id)
    meeting_rules.check_state(meeting, meeting_rules.CALLED_OR_HELD)
    if now < meeting.starts_at:
        raise Refused("hearings:not_begun")
    return meeting
