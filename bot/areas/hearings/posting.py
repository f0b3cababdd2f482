"""Posters, groups, rounds of the houses: the other ways people were told; never commits."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.hearings import queries, service
from bot.areas.hearings.models import Meeting, MeetingState, NoticePurpose, Posting, PostingKind
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.service import record
from bot.areas.hearings.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.errors import Refused


async def check_printable(session: AsyncSession, meeting: Meeting) -> None:
    """Paper goes on walls: only what a second person approved. Raises `Refused`."""
    if meeting.state is MeetingState.CANCELLED:
        raise Refused("hearings:cancelled")
    if meeting.called_at is not None:
        return
    told = await queries.open_notice(session, meeting.id)
    approved = told is not None and told.broadcast.state in broadcast_rules.DECIDED
    if not approved or told is None or told.notice.purpose is not NoticePurpose.CALL:
        raise Refused("hearings:not_approved")


async def record_posting(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    *,
    kind: PostingKind,
    village_id: int | None,
    place: str,
    people_reached: int | None,
    photo_id: int | None,
    now: datetime,
) -> Posting:
    """Part of the evidence of notice (002 §2.5)."""
    await check_may_post(session, by)
    meeting = await service.get(session, meeting_id)
    await check_printable(session, meeting)
    posting = Posting(
        meeting_id=meeting_id,
        kind=kind,
        village_id=village_id,
        place=meeting_rules.check_words(place),
        people_reached=people_reached,
        photo_id=photo_id,
        recorded_by=by,
        recorded_at=now,
    )
    session.add(posting)
    await session.flush()
    record(session, now, AuditTag.POSTED, by, meeting, after={"way": kind.value, "place": posting.place})
    return posting


async def check_may_post(session: AsyncSession, by: int) -> None:
    """Raises `Refused`."""
    if not await people.may(session, by, Permission.RECORD_DISTRIBUTION):
        await people.check_may(session, by, Permission.CALL_MEETING)
