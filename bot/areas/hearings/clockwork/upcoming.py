"""When the clock will have something to do for a meeting next: what is done already isn't waited for."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import preparing, queries, reporting
from bot.areas.hearings.clockwork import late
from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import Meeting, MeetingState, NoticePurpose
from bot.areas.hearings.rules import timing
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next reminder, list, door, end or last day."""
    legal = await municipality.get_legal(session)
    moments: list[datetime] = []
    for meeting in await queries.in_hand(session, now):
        if meeting.state is MeetingState.HELD:
            moments += await _owed(session, meeting, legal, zone)
        else:
            moments += await _ahead(session, meeting, now, legal, zone)
    for told in await queries.not_out(session):
        if told.broadcast.send_by:
            moments += timing.alarm_moments(told.broadcast.send_by, legal)
    return min((moment for moment in moments if moment > now), default=None)


async def _ahead(
    session: AsyncSession, meeting: Meeting, now: datetime, legal: LegalValues, zone: ZoneInfo
) -> list[datetime]:
    tasks = await preparing.open_tasks(session, meeting.id)
    if await late.is_past(session, meeting, now, legal, zone):
        tasks = preparing.whatever_the_day(tasks)
    moments = [one for task in tasks for one in timing.task_moments(task.due_at)]
    if meeting.state is not MeetingState.CALLED:
        return moments
    door = timing.registration(meeting, legal)
    reminder = timing.next_reminder(meeting, now, legal)
    moments += [timing.lists_moment(meeting, legal, zone), door.opens_at, meeting.starts_at, door.ends_at]
    if await reporting.missing(session, meeting):
        moments += timing.report_moments(meeting, zone)
    return [*moments, reminder] if reminder else moments


async def _owed(
    session: AsyncSession, meeting: Meeting, legal: LegalValues, zone: ZoneInfo
) -> list[datetime]:
    held_on = meeting.starts_at.astimezone(zone).date()
    moments: list[datetime] = []
    if await queries.protocol_of(session, meeting.id) is None:
        moments += timing.days_after(held_on, legal.protocol_reminder_days, zone)
    if await queries.unanswered(session, meeting.id):
        moments += timing.before_last_day(timing.answers_due(held_on, legal), zone)
    publishes = KINDS[meeting.kind].publishes_results
    if publishes and not await queries.is_told(session, meeting.id, NoticePurpose.RESULTS):
        moments += timing.before_last_day(timing.results_due(held_on, legal), zone)
    for decision in await queries.decisions_of(session, meeting.id):
        if decision.answered_at is None:
            moments += timing.decision_moments(held_on, decision.due_on, legal, zone)
    return moments
