"""What a meeting leads to: decisions, what was done about them, results, reports demanded; never commits."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import announcing, calling, queries, recording, service
from bot.areas.hearings.announcing import Announcement
from bot.areas.hearings.models import Decision, Meeting, MeetingNotice, NoticePurpose, ReportDemand
from bot.areas.hearings.queries import Told
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import timing
from bot.areas.hearings.service import plain, record
from bot.areas.hearings.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused


async def record_decision(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    *,
    text: str,
    owner_id: int | None,
    owner: str | None,
    due_on: date | None,
    now: datetime,
    zone: ZoneInfo,
) -> Decision:
    """`owner` names who has no phone here. By default it is due a month after the meeting (002 §3.9)."""
    meeting = await recording.begun(session, meeting_id, by, now)
    day = meeting.starts_at.astimezone(zone).date()
    legal = await municipality.get_legal(session)
    name = await staff.name_of(session, owner_id) if owner_id else owner
    decision = Decision(
        meeting_id=meeting_id,
        text=meeting_rules.check_words(text, meeting_rules.LONGEST_TEXT),
        owner_id=owner_id,
        owner=meeting_rules.check_words(name or "", recording.NAME_LENGTH),
        due_on=due_on or timing.measures_due(day, legal),
        recorded_by=by,
        recorded_at=now,
        attachments=[],
    )
    if decision.due_on < day:
        raise Refused("hearings:day")
    session.add(decision)
    await session.flush()
    after = {"decision": decision.text[:80], "owner": decision.owner, "due_on": plain(decision.due_on)}
    record(session, now, AuditTag.DECIDED, by, meeting, after=after)
    return decision


async def answer_decision(
    session: AsyncSession,
    decision_id: int,
    by: int,
    *,
    text: str,
    attachments: list[Any],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Decision, Told]:
    """What was done: the owner's words, or the secretary's for them; ready to be handed in for all."""
    decision = await _take(session, decision_id)
    await check_may_answer(session, decision, by)
    if decision.answered_at is not None:
        raise Refused("hearings:done")
    decision.answer = meeting_rules.check_words(text, meeting_rules.LONGEST_TEXT)
    decision.attachments = attachments
    decision.answered_by, decision.answered_at = by, now
    meeting = await service.get(session, decision.meeting_id)
    record(session, now, AuditTag.DECISION_ANSWERED, by, meeting, after={"decision": decision.text[:80]})
    said = announcing.announce_measures(meeting, decision, zone)
    told = await _tell_all(session, meeting, NoticePurpose.MEASURES, said, by, now)
    told.notice.decision_id = decision.id
    return decision, told


async def check_may_answer(session: AsyncSession, decision: Decision, by: int) -> None:
    """Raises `Refused`: only the owner and those who keep the protocol."""
    if decision.owner_id == by and await staff.roles_of(session, by):
        return
    if not await people.may(session, by, Permission.RECORD_MEETING):
        raise Refused("hearings:not_yours")


async def prepare_results(
    session: AsyncSession, meeting_id: int, by: int, now: datetime, zone: ZoneInfo
) -> Told:
    """What was decided and recommended, for all it concerned (charter, instructions to §20)."""
    meeting = await recording.begun(session, meeting_id, by, now)
    protocol = await queries.protocol_of(session, meeting_id)
    if protocol is None:
        raise Refused("hearings:no_protocol")
    for told in await queries.notices_of(session, meeting_id):
        if told.notice.purpose is NoticePurpose.RESULTS and queries.is_alive(told):
            return told
    decisions = list(await queries.decisions_of(session, meeting_id))
    said = announcing.announce_results(meeting, decisions, protocol.recommendations, zone)
    record(session, now, AuditTag.RESULTS, by, meeting)
    return await _tell_all(session, meeting, NoticePurpose.RESULTS, said, by, now)


async def _tell_all(
    session: AsyncSession,
    meeting: Meeting,
    purpose: NoticePurpose,
    said: Announcement,
    by: int,
    now: datetime,
) -> Told:
    """Those it concerned, those who were told, those who came: a notice like the first one.

    A deputy or another owner writes it; it stands without an author until somebody hands it in.
    """
    audience: dict[str, Any] = dict(meeting.audience)
    audience["told"] = await queries.told_before(session, meeting.id)
    audience["persons"] = sorted(
        {
            *await queries.concerned_persons(session, meeting.id),
            *[one.person_id for one in await queries.participants(session, meeting.id) if one.person_id],
        }
    )
    may = await people.may(session, by, Permission.CALL_MEETING)
    notice = MeetingNotice(
        meeting_id=meeting.id,
        purpose=purpose,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        place=meeting.place,
        created_at=now,
    )
    return await calling.publish(session, meeting, notice, said, audience, by if may else None, now)


# Reports on demand (002 §2.4)


async def record_demand(
    session: AsyncSession,
    by: int,
    *,
    demanded_by: str,
    of_whom: str,
    matter: str,
    received_on: date,
    now: datetime,
) -> ReportDemand:
    """A collective, an association or a party wants a report."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    demand = ReportDemand(
        demanded_by=meeting_rules.check_words(demanded_by),
        of_whom=meeting_rules.check_words(of_whom),
        matter=meeting_rules.check_words(matter, meeting_rules.LONGEST_MATTER),
        received_on=received_on,
        recorded_by=by,
        recorded_at=now,
    )
    session.add(demand)
    await session.flush()
    after = {"demanded_by": demand.demanded_by, "of_whom": demand.of_whom}
    audit.record(session, now, AuditTag.DEMANDED, person_id=by, subject_id=demand.id, after=after)
    return demand


async def answer_demand(session: AsyncSession, demand_id: int, meeting: Meeting) -> None:
    """The meeting that was called for it."""
    demand = await session.get(ReportDemand, demand_id)
    if demand is not None:
        demand.meeting_id = meeting.id


async def _take(session: AsyncSession, decision_id: int) -> Decision:
    found = await session.get(Decision, decision_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise Refused("hearings:gone")
    return found
