"""Who draws up the plan (004 §4.1-4.5); never commits.

What is said of a member's sex and groups is for who keeps the plan alone: no record and no paper has it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import planning
from bot.areas.obligations.models import GroupMember, GroupPart, Plan
from bot.areas.obligations.models.plan import ORDER_LENGTH
from bot.areas.obligations.plans import check_past, get_draft, record
from bot.areas.obligations.rules import group as group_rules
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import queries as staff
from bot.areas.people.models import NAME_LENGTH, Role
from bot.areas.people.rules import check_name
from bot.core.errors import Refused

MOST_MEMBERS = 40


async def members_of(session: AsyncSession, plan_id: int) -> Sequence[GroupMember]:
    """Who leads comes first, then by part."""
    found = await session.scalars(
        select(GroupMember).where(GroupMember.plan_id == plan_id).order_by(GroupMember.id)
    )
    order = list(GroupPart)
    return sorted(found.all(), key=lambda one: (not one.leads, order.index(one.part), one.id))


async def remarks(session: AsyncSession, plan: Plan) -> list[group_rules.Remark]:
    """§4.1 means the head: whoever else leads the group doesn't count, where the head is known here."""
    members = await members_of(session, plan.id)
    heads = await staff.holders_of(session, Role.HEAD)
    return group_rules.remarks(
        [
            group_rules.Someone(
                one.part,
                one.leads and (not heads or one.person_id in heads),
                one.woman,
                one.minority,
                one.disability,
                one.social_group,
            )
            for one in members
        ],
        await municipality.get_legal(session),
    )


@dataclass(frozen=True, slots=True)
class Joining:
    """Who joins. None: not said."""

    name: str
    part: GroupPart
    person_id: int | None = None
    position: str | None = None
    leads: bool = False
    woman: bool | None = None
    minority: bool | None = None
    disability: bool | None = None
    social_group: bool | None = None


async def add_member(
    session: AsyncSession, by: int, plan_id: int, one: Joining, now: datetime
) -> GroupMember:
    plan = await get_draft(session, by, plan_id)
    members = await members_of(session, plan.id)
    if len(members) >= MOST_MEMBERS:
        raise Refused("obligations:people", limit=MOST_MEMBERS)
    name = check_name(one.name)
    if any(other.name.casefold() == name.casefold() for other in members):
        raise Refused("obligations:member_twice", name=name)
    member = GroupMember(
        plan_id=plan.id,
        person_id=one.person_id,
        name=name,
        position=planning.check_words(one.position, NAME_LENGTH) if one.position else None,
        part=one.part,
        leads=one.leads,
        woman=one.woman,
        minority=one.minority,
        disability=one.disability,
        social_group=one.social_group,
    )
    session.add(member)
    await session.flush()
    record(session, now, AuditTag.GROUP_CHANGED, by, plan, {"members": len(members) + 1})
    return member


async def find_member(session: AsyncSession, plan_id: int, member_id: int) -> GroupMember:
    member = await session.get(GroupMember, member_id, populate_existing=True)
    if member is None or member.plan_id != plan_id:
        raise Refused("obligations:gone")
    return member


async def describe_member(
    session: AsyncSession, by: int, plan_id: int, member_id: int, values: Mapping[str, Any], now: datetime
) -> GroupMember:
    """`position`, `woman`, `minority`, `disability`, `social_group`."""
    plan = await get_draft(session, by, plan_id)
    member = await find_member(session, plan.id, member_id)
    for name in ("position", "woman", "minority", "disability", "social_group"):
        if name in values:
            setattr(member, name, values[name])
    count = len(await members_of(session, plan.id))
    record(session, now, AuditTag.GROUP_CHANGED, by, plan, {"members": count})
    return member


async def remove_member(session: AsyncSession, by: int, plan_id: int, member_id: int, now: datetime) -> None:
    plan = await get_draft(session, by, plan_id)
    await session.delete(await find_member(session, plan.id, member_id))
    await session.flush()
    count = len(await members_of(session, plan.id))
    record(session, now, AuditTag.GROUP_CHANGED, by, plan, {"members": count})


async def lead(session: AsyncSession, by: int, plan_id: int, member_id: int, now: datetime) -> None:
    """Who leads the group; §4.1 means the head."""
    plan = await get_draft(session, by, plan_id)
    chosen = await find_member(session, plan.id, member_id)
    for one in await members_of(session, plan.id):
        one.leads = one.id == chosen.id
    count = len(await members_of(session, plan.id))
    record(session, now, AuditTag.GROUP_CHANGED, by, plan, {"members": count})


async def order_group(
    session: AsyncSession, by: int, plan_id: int, number: str, day: date, now: datetime, zone: ZoneInfo
) -> None:
    """§4.2: the head's order that makes the group; a day to come is none yet."""
    plan = await get_draft(session, by, plan_id)
    check_past(day, now, zone)
    plan.group_order, plan.group_order_on = planning.check_words(number, ORDER_LENGTH), day
    record(session, now, AuditTag.GROUP_ORDERED, by, plan, {"day": day.isoformat()})
