"""A plan for its years: working group, discussion, approval, revision (004 §4); never commits."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import queries as hearings
from bot.areas.hearings.models import Meeting, MeetingKind, MeetingState
from bot.areas.municipality import queries as municipality
from bot.areas.obligations import editions, planning, plans, working_group
from bot.areas.obligations.models import GroupMember, GroupPart, Plan, PlanState
from bot.areas.obligations.models.plan import ORDER_LENGTH
from bot.areas.obligations.rules import revision
from bot.areas.obligations.rules.editions import Difference, differences
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.errors import Refused

LONGEST_REASON = 1000
FIRST_POSSIBLE_YEAR = 2020
LONGEST_PLAN = 10


# What there is


async def discussed_on(session: AsyncSession, plan: Plan, zone: ZoneInfo) -> date | None:
    """The day of the assembly."""
    if plan.meeting_id is None:
        return plan.discussed_on
    meeting = await hearings.find(session, plan.meeting_id)
    return meeting.starts_at.astimezone(zone).date() if meeting else plan.discussed_on


async def assemblies(session: AsyncSession, plan: Plan, zone: ZoneInfo, limit: int = 8) -> Sequence[Meeting]:
    """Held ones that the draft may have been discussed at (§4.9), the latest first."""
    since = await revised_since(session, plan)
    earliest = [Meeting.starts_at >= datetime.combine(since, time.min, zone)] if since else []
    found = await session.scalars(
        select(Meeting)
        .where(Meeting.kind == MeetingKind.VILLAGE_ASSEMBLY, Meeting.state == MeetingState.HELD, *earliest)
        .order_by(Meeting.starts_at.desc())
        .limit(limit)
    )
    return found.all()


async def revised_since(session: AsyncSession, plan: Plan) -> date | None:
    """Of a revision the day when what it changes was approved: nobody discussed its draft before."""
    earlier = [one for one in await plans.editions_of(session, plan) if one.edition < plan.edition]
    return earlier[-1].order_on if earlier else None


async def _check_discussed(session: AsyncSession, plan: Plan, day: date) -> None:
    since = await revised_since(session, plan)
    if since is not None and day < since:
        raise Refused("obligations:discussed_before", day=since)


# Beginning


async def begin(session: AsyncSession, by: int, first_year: int, last_year: int, now: datetime) -> Plan:
    """The head leads the working group (§4.1). Raises `Refused` while another plan has one of these years."""
    await planning.check_may(session, by)
    check_years(first_year, last_year)
    await municipality.lock(session)
    taken = await session.scalar(
        select(Plan)
        .where(Plan.first_year <= last_year, Plan.last_year >= first_year)
        .where(Plan.state.in_([PlanState.DRAFT, PlanState.APPROVED]))
    )
    if taken is not None:
        raise Refused("obligations:years_taken", first=taken.first_year, last=taken.last_year)
    plan = await _open(session, by, first_year, last_year, None, now)
    heads = await staff.holders_of(session, Role.HEAD)
    if heads:
        name = await staff.name_of(session, heads[0]) or ""
        session.add(
            GroupMember(plan_id=plan.id, person_id=heads[0], name=name, part=GroupPart.OFFICE, leads=True)
        )
    await session.flush()
    return plan


def check_years(first: int, last: int) -> None:
    if not FIRST_POSSIBLE_YEAR <= first <= last < first + LONGEST_PLAN:
        raise Refused("obligations:years")


async def begin_revision(
    session: AsyncSession, by: int, plan_id: int, reason: str, now: datetime, zone: ZoneInfo
) -> Plan:
    """§4.11: at most once a year, if priorities change. Raises `Refused` with the day when it may be."""
    await planning.check_may(session, by)
    await municipality.lock(session)
    approved = await plans.get(session, plan_id)
    if approved.state is not PlanState.APPROVED:
        raise Refused("obligations:not_approved")
    if await editions.plan_of(session, approved.last_year, PlanState.DRAFT):
        raise Refused("obligations:draft_there")
    await check_may_be_revised(session, approved, now, zone)
    plan = await _open(session, by, approved.first_year, approved.last_year, reason, now)
    plan.group_order, plan.group_order_on = approved.group_order, approved.group_order_on
    for one in await working_group.members_of(session, approved.id):
        session.add(_again(one, plan.id))
    await session.flush()
    return plan


async def check_may_be_revised(session: AsyncSession, plan: Plan, now: datetime, zone: ZoneInfo) -> None:
    legal = await municipality.get_legal(session)
    revised = [_approved_on(one, zone) for one in (await plans.editions_of(session, plan))[1:]]
    revision.check_may_be_revised(revised, now.astimezone(zone).date(), legal)


def _approved_on(plan: Plan, zone: ZoneInfo) -> date:
    if plan.order_on is not None:
        return plan.order_on
    if plan.approved_at is None:
        raise ValueError(f"plan {plan.id} was never approved")
    return plan.approved_at.astimezone(zone).date()


async def _open(
    session: AsyncSession, by: int, first_year: int, last_year: int, reason: str | None, now: datetime
) -> Plan:
    """The next edition of these years: a dropped one keeps its number."""
    last = await session.scalar(select(func.max(Plan.edition)).where(Plan.first_year == first_year))
    plan = Plan(
        first_year=first_year,
        last_year=last_year,
        edition=(last or 0) + 1,
        state=PlanState.DRAFT,
        reason=planning.check_reason(reason, LONGEST_REASON) if reason is not None else None,
        created_by=by,
        created_at=now,
    )
    session.add(plan)
    await session.flush()
    plans.record(session, now, AuditTag.PLAN_BEGUN, by, plan, {"edition": plan.edition})
    return plan


def _again(member: GroupMember, plan_id: int) -> GroupMember:
    fields = ("person_id", "name", "position", "part", "leads", "woman", "minority", "disability")
    values = {name: getattr(member, name) for name in (*fields, "social_group")}
    return GroupMember(plan_id=plan_id, **values)


async def drop(session: AsyncSession, by: int, plan_id: int, now: datetime) -> Plan | None:
    """The draft is given up; what is approved holds again, and is returned."""
    plan = await plans.get_draft(session, by, plan_id)
    plan.state = PlanState.DROPPED
    await session.flush()
    approved = await editions.plan_of(session, plan.last_year, PlanState.APPROVED)
    if approved is not None:
        await editions.bring_back(session, approved, now)
    plans.record(session, now, AuditTag.PLAN_DROPPED, by, plan, {"edition": plan.edition})
    return approved


# Discussion and approval


async def link_discussion(
    session: AsyncSession, by: int, plan_id: int, meeting_id: int, now: datetime, zone: ZoneInfo
) -> None:
    """§4.9. Raises `Refused` for what is no village assembly, wasn't held, or was before this edition."""
    plan = await plans.get_draft(session, by, plan_id)
    meeting = await hearings.find(session, meeting_id)
    if meeting is None or meeting.kind is not MeetingKind.VILLAGE_ASSEMBLY:
        raise Refused("obligations:no_assembly")
    if meeting.state is not MeetingState.HELD:
        raise Refused("obligations:not_held")
    await _check_discussed(session, plan, meeting.starts_at.astimezone(zone).date())
    plan.meeting_id, plan.discussed_on, plan.discussion = meeting.id, None, None
    plans.record(session, now, AuditTag.PLAN_DISCUSSED, by, plan, {"meeting": meeting.id})


async def note_discussion(
    session: AsyncSession, by: int, plan_id: int, day: date, note: str, now: datetime, zone: ZoneInfo
) -> None:
    """An assembly held before this program knew of any."""
    plan = await plans.get_draft(session, by, plan_id)
    plans.check_past(day, now, zone)
    await _check_discussed(session, plan, day)
    plan.meeting_id, plan.discussed_on = None, day
    plan.discussion = planning.check_reason(note, LONGEST_REASON)
    plans.record(session, now, AuditTag.PLAN_DISCUSSED, by, plan, {"day": day.isoformat()})


async def check_may_be_approved(
    session: AsyncSession, by: int, plan_id: int, zone: ZoneInfo
) -> tuple[Plan, date]:
    """With the day of its discussion. Raises `Refused`: not the head (§4.10), and as `check_ready`."""
    await people.check_may(session, by, Permission.APPROVE_PLAN)
    return await check_ready(session, by, plan_id, zone)


async def check_ready(session: AsyncSession, by: int, plan_id: int, zone: ZoneInfo) -> tuple[Plan, date]:
    """Raises `Refused`: a group of fewer than seven (§4.3), no discussion (§4.9)."""
    plan = await plans.get_draft(session, by, plan_id)
    stopping = next((one for one in await working_group.remarks(session, plan) if one.stops), None)
    if stopping:
        raise Refused("obligations:group_small", have=stopping.have, need=stopping.need)
    discussed = await discussed_on(session, plan, zone)
    if discussed is None:
        raise Refused("obligations:not_discussed")
    return plan, discussed


async def approve(
    session: AsyncSession, by: int, plan_id: int, number: str, day: date, now: datetime, zone: ZoneInfo
) -> Plan:
    """By the head alone and by their order (§4.10); what it says is kept from then on. Raises `Refused`."""
    plan, discussed = await check_may_be_approved(session, by, plan_id, zone)
    plans.check_past(day, now, zone)
    if day < discussed:
        raise Refused("obligations:before_discussion", day=discussed)
    legal = await municipality.get_legal(session)
    before = await editions.plan_of(session, plan.last_year, PlanState.APPROVED)
    if before is not None:
        before.state = PlanState.REPLACED
    plan.order, plan.order_on = planning.check_words(number, ORDER_LENGTH), day
    plan.state, plan.approved_by, plan.approved_at = PlanState.APPROVED, by, now
    await editions.set_as_said(session, plan, legal)
    await session.flush()
    plan.said = await editions.say(session, plan, legal)
    plans.record(
        session, now, AuditTag.PLAN_APPROVED, by, plan, {"edition": plan.edition, "day": day.isoformat()}
    )
    return plan


async def changes(session: AsyncSession, plan: Plan) -> list[Difference]:
    """What a draft changes of the approved plan, or an approved edition of the one before it."""
    legal = await municipality.get_legal(session)
    said = plan.said or await editions.say(session, plan, legal)
    earlier = [one for one in await plans.editions_of(session, plan) if one.edition < plan.edition]
    return differences(earlier[-1].said or {}, said) if earlier else []
