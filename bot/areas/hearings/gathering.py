"""Residents say whether they come, ask, want the floor, register at the door; never commits."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import notices, queries, service
from bot.areas.hearings.models import (
    Answer,
    Attendance,
    HeadCount,
    Meeting,
    MeetingState,
    Participant,
    Statement,
    StatementKind,
)
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import timing
from bot.areas.hearings.service import record
from bot.areas.hearings.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents import queries as residents
from bot.core.errors import Refused

MOST_QUESTIONS = 10


async def answer(
    session: AsyncSession, meeting_id: int, person_id: int, said: Answer, now: datetime
) -> Attendance:
    """The last answer counts. Raises `Refused` for a meeting that has begun or won't be."""
    await _ahead(session, meeting_id, now)
    attendance = await _attendance(session, meeting_id, person_id, now)
    attendance.answer, attendance.answered_at = said, now
    return attendance


async def ask_floor(
    session: AsyncSession, meeting_id: int, person_id: int, name: str, matter: str, now: datetime
) -> Attendance:
    """They want to speak, so they come; who keeps the list hears of it."""
    meeting = await _ahead(session, meeting_id, now)
    attendance = await _attendance(session, meeting_id, person_id, now)
    attendance.name = meeting_rules.check_words(name, 120)
    attendance.floor = meeting_rules.check_words(matter, meeting_rules.LONGEST_MATTER)
    attendance.floor_asked_at = attendance.floor_asked_at or now
    if attendance.answer is not Answer.YES:
        attendance.answer, attendance.answered_at = Answer.YES, now
    await notices.floor_asked(session, meeting, attendance, now)
    return attendance


async def ask_question(
    session: AsyncSession,
    meeting_id: int,
    person_id: int,
    *,
    name: str | None,
    text: str | None,
    attachments: list[Any],
    now: datetime,
) -> Statement:
    """Beforehand. Raises `Refused` for an empty one and when one person has asked very many."""
    meeting = await _ahead(session, meeting_id, now)
    asked = await session.scalars(
        select(Statement.id).where(
            Statement.meeting_id == meeting_id, Statement.person_id == person_id, Statement.beforehand
        )
    )
    if len(asked.all()) >= MOST_QUESTIONS:
        raise Refused("hearings:many_questions", most=MOST_QUESTIONS)
    question = Statement(
        meeting_id=meeting_id,
        kind=StatementKind.QUESTION,
        beforehand=True,
        person_id=person_id,
        speaker=name,
        text=meeting_rules.check_words(text, meeting_rules.LONGEST_TEXT) if text else None,
        attachments=attachments,
        noted_by=person_id,
        noted_at=now,
    )
    if not question.text and not attachments:
        raise Refused("hearings:empty")
    session.add(question)
    await session.flush()
    await notices.question_asked(session, meeting, question, now)
    return question


async def ask_anew(session: AsyncSession, meeting_id: int) -> None:
    """On another day who said yes comes perhaps; the change asks them again."""
    await session.execute(
        update(Attendance)
        .where(Attendance.meeting_id == meeting_id, Attendance.answer == Answer.YES)
        .values(answer=Answer.MAYBE)
    )


# The door (002 §3.1)


async def register(session: AsyncSession, door_key: str, person_id: int, now: datetime) -> Participant:
    """Who scanned the code at the door. A second scan changes nothing. Raises `Refused` outside the hours."""
    meeting = await queries.find_by_door(session, door_key)
    if meeting is None:
        raise Refused("hearings:gone")
    door = await _door(session, meeting)
    if now < door.opens_at:
        raise Refused("hearings:door_early", opens_at=door.opens_at)
    _check_door(meeting, door, now)
    found = await session.scalar(
        select(Participant).where(Participant.meeting_id == meeting.id, Participant.person_id == person_id)
    )
    if found is not None:
        return found
    attendance = await queries.attendance_of(session, meeting.id, person_id)
    followed = await residents.villages_of(session, person_id)
    participant = Participant(
        meeting_id=meeting.id,
        person_id=person_id,
        name=attendance.name if attendance else None,
        village_id=followed[0].village.id if followed else None,
        registered_at=now,
        late=door.is_late(now),
    )
    session.add(participant)
    await session.flush()
    return participant


async def name_participant(
    session: AsyncSession, participant_id: int, person_id: int, name: str
) -> Participant:
    """As the list of participants names them."""
    found = await session.get(Participant, participant_id)
    if found is None or found.person_id != person_id:
        raise Refused("hearings:gone")
    found.name = meeting_rules.check_words(name, 120)
    return found


async def register_names(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    *,
    village_id: int | None,
    names: list[str],
    now: datetime,
) -> list[Participant]:
    """Who came without a phone, written down at the door."""
    meeting = await _recording(session, meeting_id, by)
    door = await _door(session, meeting)
    _check_begun(door, now)
    added = [
        Participant(
            meeting_id=meeting.id,
            name=meeting_rules.check_words(name, 120),
            village_id=village_id,
            registered_at=now,
            registered_by=by,
            late=door.is_late(now),
        )
        for name in names
    ]
    session.add_all(added)
    await session.flush()
    return added


async def count_heads(
    session: AsyncSession, meeting_id: int, by: int, *, village_id: int, women: int, men: int, now: datetime
) -> HeadCount:
    """Those who aren't on the list by name; counting a village again replaces its count."""
    meeting = await _recording(session, meeting_id, by)
    _check_begun(await _door(session, meeting), now)
    found = await session.scalar(
        select(HeadCount).where(HeadCount.meeting_id == meeting_id, HeadCount.village_id == village_id)
    )
    before = {"women": found.women, "men": found.men} if found else None
    count = found or HeadCount(meeting_id=meeting_id, village_id=village_id)
    count.women, count.men, count.counted_by, count.counted_at = women, men, by, now
    session.add(count)
    await session.flush()
    after = {"village": village_id, "women": women, "men": men}
    record(session, now, AuditTag.COUNTED, by, meeting, before, after)
    return count


async def _ahead(session: AsyncSession, meeting_id: int, now: datetime) -> Meeting:
    meeting = await service.get(session, meeting_id)
    if meeting.state is MeetingState.CANCELLED:
        raise Refused("hearings:cancelled")
    if meeting.state is not MeetingState.CALLED:
        raise Refused("hearings:over")
    if now >= meeting.starts_at:
        raise Refused("hearings:over")
    return meeting


async def _attendance(session: AsyncSession, meeting_id: int, person_id: int, now: datetime) -> Attendance:
    """The person's row; their messages come one after another, so nobody else makes it meanwhile."""
    found = await queries.attendance_of(session, meeting_id, person_id)
    if found is None:
        found = Attendance(meeting_id=meeting_id, person_id=person_id, answered_at=now)
        session.add(found)
        await session.flush()
    return found


async def _door(session: AsyncSession, meeting: Meeting) -> timing.Registration:
    return timing.registration(meeting, await municipality.get_legal(session))


async def _recording(session: AsyncSession, meeting_id: int, by: int) -> Meeting:
    await people.check_may(session, by, Permission.RECORD_MEETING)
    meeting = await service.get(session, meeting_id)
    meeting_rules.check_state(meeting, meeting_rules.CALLED_OR_HELD)
    return meeting


def _check_begun(door: timing.Registration, now: datetime) -> None:
    """Papers are typed in afterwards too. Raises `Refused` before the door opens."""
    if now < door.opens_at:
        raise Refused("hearings:door_early", opens_at=door.opens_at)


def _check_door(meeting: Meeting, door: timing.Registration, now: datetime) -> None:
    if meeting.state is MeetingState.CANCELLED:
        raise Refused("hearings:cancelled")
    if meeting.state not in meeting_rules.CALLED_OR_HELD or not door.is_open(now):
        raise Refused("hearings:over")
