"""Which meetings there are, whom they concern, who will come; never commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.hearings.models import (
    Answer,
    Attendance,
    Decision,
    HeadCount,
    Meeting,
    MeetingNotice,
    MeetingState,
    NoticePurpose,
    Participant,
    Posting,
    PreparationTask,
    Protocol,
    ReportDemand,
    Statement,
    StatementKind,
    TaskKind,
)
from bot.areas.municipality import queries as municipality
from bot.areas.residents.models import ResidentVillage

PAGE = 8
# Protocol, replies and results are asked for so long; decisions until they are answered.
OWING = timedelta(days=60)
CHANGES = (NoticePurpose.CALL, NoticePurpose.MOVE, NoticePurpose.CANCEL)
HANDED_IN = (BroadcastState.WAITING, BroadcastState.APPROVED)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with the broadcast that holds its text and its state."""

    notice: MeetingNotice
    broadcast: Broadcast


async def find(session: AsyncSession, meeting_id: int) -> Meeting | None:
    return await session.get(Meeting, meeting_id, populate_existing=True)


async def find_by_door(session: AsyncSession, door_key: str) -> Meeting | None:
    return await session.scalar(select(Meeting).where(Meeting.door_key == door_key))


# For the office


async def list_office(session: AsyncSession, page: int = 0) -> Sequence[Meeting]:
    """What is ahead first, the next one at the top; then what is over, the latest first."""
    ahead = Meeting.state.in_((MeetingState.DRAFT, MeetingState.CALLED))
    found = await session.scalars(
        select(Meeting)
        .order_by(
            ahead.desc(), case((ahead, Meeting.starts_at), else_=None), Meeting.starts_at.desc(), Meeting.id
        )
        .offset(page * PAGE)
        .limit(PAGE)
    )
    return found.all()


async def count_all(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Meeting)) or 0


# For residents


async def ahead(session: AsyncSession, now: datetime) -> Sequence[Meeting]:
    """Called and not over, the next one first."""
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.state == MeetingState.CALLED, Meeting.starts_at > now)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return found.all()


async def ahead_for(session: AsyncSession, person_id: int, now: datetime) -> Sequence[Meeting]:
    """Those that concern the villages this resident follows."""
    mine = await session.scalars(
        select(ResidentVillage.village_id).where(ResidentVillage.person_id == person_id)
    )
    return await ahead_in(session, set(mine), now)


async def ahead_in(session: AsyncSession, mine: set[int], now: datetime) -> Sequence[Meeting]:
    """Those that concern any of these villages."""
    return [
        meeting for meeting in await ahead(session, now) if mine & await _villages(session, meeting, mine)
    ]


async def _villages(session: AsyncSession, meeting: Meeting, mine: set[int]) -> set[int]:
    """Whom it concerns; all of `mine` when it concerns everybody."""
    villages = set(meeting.audience.get("villages") or ())
    districts = meeting.audience.get("districts") or ()
    if not villages and not districts:
        return mine
    return villages | await municipality.villages_of_districts(session, districts)


async def past(session: AsyncSession, limit: int = PAGE) -> Sequence[Meeting]:
    """Held, the latest first."""
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.state == MeetingState.HELD)
        .order_by(Meeting.starts_at.desc())
        .limit(limit)
    )
    return found.all()


# Notices


async def notices_of(session: AsyncSession, meeting_id: int) -> Sequence[Told]:
    """All of them, the oldest first."""
    return await _told(session, MeetingNotice.meeting_id == meeting_id)


async def open_notice(session: AsyncSession, meeting_id: int) -> Told | None:
    """The call, the move or the cancellation that isn't out yet."""
    found = await _told(
        session,
        MeetingNotice.meeting_id == meeting_id,
        MeetingNotice.purpose.in_(CHANGES),
        MeetingNotice.applied_at.is_(None),
        MeetingNotice.dropped_at.is_(None),
    )
    return found[-1] if found else None


async def gone_out(session: AsyncSession) -> Sequence[Told]:
    """Notices that have begun to go out and don't hold yet."""
    return await _told(
        session,
        Broadcast.started_at.is_not(None),
        MeetingNotice.applied_at.is_(None),
        MeetingNotice.dropped_at.is_(None),
    )


async def not_out(session: AsyncSession) -> Sequence[Told]:
    """Calls and moves that still have to go out in time."""
    return await _told(
        session,
        MeetingNotice.purpose.in_((NoticePurpose.CALL, NoticePurpose.MOVE)),
        MeetingNotice.applied_at.is_(None),
        MeetingNotice.dropped_at.is_(None),
        Broadcast.started_at.is_(None),
        Broadcast.send_by.is_not(None),
        Broadcast.state != BroadcastState.STOPPED,
    )


def is_alive(told: Told) -> bool:
    """It waits, goes or went; a stopped one that nobody got is as good as none."""
    unsent_stop = told.broadcast.state is BroadcastState.STOPPED and told.broadcast.started_at is None
    return told.notice.dropped_at is None and not unsent_stop


async def is_told(session: AsyncSession, meeting_id: int, purpose: NoticePurpose) -> bool:
    """Whether a notice of this kind is approved or out."""
    found = await notices_of(session, meeting_id)
    return any(
        one.notice.purpose is purpose and one.broadcast.state in broadcast_rules.DECIDED for one in found
    )


async def told_before(session: AsyncSession, meeting_id: int) -> list[int]:
    """The broadcasts by which people heard of it."""
    found = await session.scalars(
        select(MeetingNotice.broadcast_id)
        .where(
            MeetingNotice.meeting_id == meeting_id,
            MeetingNotice.purpose.in_((NoticePurpose.CALL, NoticePurpose.MOVE)),
            MeetingNotice.applied_at.is_not(None),
        )
        .order_by(MeetingNotice.id)
    )
    return list(found)


async def change_waits(session: AsyncSession, meeting_id: int) -> bool:
    """Whether a move or a cancellation is handed in: reminders of the old day would be wrong."""
    told = await open_notice(session, meeting_id)
    return told is not None and told.broadcast.state in HANDED_IN


async def _told(session: AsyncSession, *conditions: object) -> Sequence[Told]:
    rows = await session.execute(
        select(MeetingNotice, Broadcast)
        .join(Broadcast, Broadcast.id == MeetingNotice.broadcast_id)
        .where(*conditions)  # type: ignore[arg-type] # each is a column's condition, whose type has many names
        .order_by(MeetingNotice.id)
    )
    return [Told(notice, broadcast) for notice, broadcast in rows]


async def postings(session: AsyncSession, meeting_id: int) -> Sequence[Posting]:
    found = await session.scalars(
        select(Posting).where(Posting.meeting_id == meeting_id).order_by(Posting.id)
    )
    return found.all()


# Coming


@dataclass(frozen=True, slots=True)
class Coming:
    """How many of a village will come, perhaps, or not; `village_id` None: they follow none any more."""

    village_id: int | None
    yes: int
    maybe: int
    no: int


async def attendance_of(session: AsyncSession, meeting_id: int, person_id: int) -> Attendance | None:
    return await session.scalar(
        select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.person_id == person_id)
    )


async def concerned_persons(session: AsyncSession, meeting_id: int) -> list[int]:
    """Who said something about coming, wherever they live."""
    found = await session.scalars(
        select(Attendance.person_id).where(Attendance.meeting_id == meeting_id).order_by(Attendance.person_id)
    )
    return list(found)


async def coming_by_village(session: AsyncSession, meeting_id: int) -> list[Coming]:
    main = select(ResidentVillage).where(ResidentVillage.main).subquery()
    rows = await session.execute(
        select(main.c.village_id, Attendance.answer, func.count())
        .select_from(Attendance)
        .outerjoin(main, main.c.person_id == Attendance.person_id)
        .where(Attendance.meeting_id == meeting_id, Attendance.answer.is_not(None))
        .group_by(main.c.village_id, Attendance.answer)
    )
    counts: dict[int | None, dict[Answer, int]] = {}
    for village_id, answer, count in rows:
        counts.setdefault(village_id, {})[answer] = count
    found = [
        Coming(village_id, *(of.get(answer, 0) for answer in (Answer.YES, Answer.MAYBE, Answer.NO)))
        for village_id, of in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.yes, one.village_id or 0))


async def floor_list(session: AsyncSession, meeting_id: int) -> Sequence[Attendance]:
    """Who asked to speak, in the order they asked."""
    found = await session.scalars(
        select(Attendance)
        .where(Attendance.meeting_id == meeting_id, Attendance.floor.is_not(None))
        .order_by(Attendance.floor_asked_at, Attendance.id)
    )
    return found.all()


async def will_come(session: AsyncSession, meeting_id: int, answers: Collection[Answer]) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(Attendance)
        .where(Attendance.meeting_id == meeting_id, Attendance.answer.in_(answers))
    )
    return counted or 0


# Time


async def called(session: AsyncSession) -> Sequence[Meeting]:
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.state == MeetingState.CALLED)
        .order_by(Meeting.starts_at, Meeting.id)
        .with_for_update(skip_locked=True)
    )
    return found.all()


async def in_hand(session: AsyncSession, now: datetime) -> Sequence[Meeting]:
    """Whatever the clock may have something to say to: what is ahead, and what something is owed for."""
    owed = exists().where(Decision.meeting_id == Meeting.id, Decision.answered_at.is_(None))
    unsent = exists().where(
        MeetingNotice.meeting_id == Meeting.id,
        MeetingNotice.applied_at.is_(None),
        MeetingNotice.dropped_at.is_(None),
    )
    found = await session.scalars(
        select(Meeting)
        .where(
            or_(
                Meeting.state.in_((MeetingState.DRAFT, MeetingState.CALLED)),
                and_(Meeting.state == MeetingState.HELD, or_(Meeting.starts_at > now - OWING, owed, unsent)),
            )
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return found.all()


async def came(session: AsyncSession, meeting_id: int) -> int:
    """By name and by head."""
    by_name = await session.scalar(
        select(func.count()).select_from(Participant).where(Participant.meeting_id == meeting_id)
    )
    by_head = await session.scalar(
        select(func.sum(HeadCount.women + HeadCount.men)).where(HeadCount.meeting_id == meeting_id)
    )
    return (by_name or 0) + (by_head or 0)


async def participants(session: AsyncSession, meeting_id: int) -> Sequence[Participant]:
    found = await session.scalars(
        select(Participant).where(Participant.meeting_id == meeting_id).order_by(Participant.id)
    )
    return found.all()


async def head_counts(session: AsyncSession, meeting_id: int) -> Sequence[HeadCount]:
    found = await session.scalars(
        select(HeadCount).where(HeadCount.meeting_id == meeting_id).order_by(HeadCount.id)
    )
    return found.all()


async def statements(session: AsyncSession, meeting_id: int, *kinds: StatementKind) -> Sequence[Statement]:
    """In the order they were made."""
    found = await session.scalars(
        select(Statement)
        .where(Statement.meeting_id == meeting_id, Statement.kind.in_(kinds or tuple(StatementKind)))
        .order_by(Statement.id)
    )
    return found.all()


async def unanswered(session: AsyncSession, meeting_id: int) -> Sequence[Statement]:
    """Questions that are owed an answer (charter 17.5)."""
    questions = await statements(session, meeting_id, StatementKind.QUESTION)
    return [question for question in questions if question.answered_at is None]


# What came of it


async def decisions_of(session: AsyncSession, meeting_id: int) -> Sequence[Decision]:
    found = await session.scalars(
        select(Decision).where(Decision.meeting_id == meeting_id).order_by(Decision.id)
    )
    return found.all()


async def protocol_of(session: AsyncSession, meeting_id: int) -> Protocol | None:
    return await session.get(Protocol, meeting_id)


async def find_decision(session: AsyncSession, decision_id: int) -> Decision | None:
    return await session.get(Decision, decision_id, populate_existing=True)


async def open_decisions(session: AsyncSession) -> Sequence[Decision]:
    """Without an answer, the next due first."""
    found = await session.scalars(
        select(Decision).where(Decision.answered_at.is_(None)).order_by(Decision.due_on, Decision.id)
    )
    return found.all()


async def count_owned(session: AsyncSession, person_id: int) -> int:
    """Decisions that wait for this person's answer."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Decision)
        .where(Decision.answered_at.is_(None), Decision.owner_id == person_id)
    )
    return counted or 0


async def open_demands(session: AsyncSession) -> Sequence[ReportDemand]:
    found = await session.scalars(
        select(ReportDemand).where(ReportDemand.meeting_id.is_(None)).order_by(ReportDemand.received_on)
    )
    return found.all()


async def register(session: AsyncSession, limit: int = 30) -> Sequence[tuple[Protocol, Meeting]]:
    """The protocols with their meetings, the latest number first."""
    rows = await session.execute(
        select(Protocol, Meeting)
        .join(Meeting, Meeting.id == Protocol.meeting_id)
        .order_by(Protocol.year.desc(), Protocol.number.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


async def recommendations_of(session: AsyncSession, meeting_id: int) -> Sequence[str]:
    protocol = await protocol_of(session, meeting_id)
    return protocol.recommendations if protocol else ()


async def lists_are_ready(session: AsyncSession, meeting_id: int) -> bool:
    found = await session.scalar(
        select(PreparationTask.done_at).where(
            PreparationTask.meeting_id == meeting_id, PreparationTask.kind == TaskKind.LISTS
        )
    )
    return found is not None
