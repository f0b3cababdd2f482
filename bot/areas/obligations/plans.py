"""Finding plans of some years and their editions; never commits."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations import editions, planning
from bot.areas.obligations.models import Plan, PlanState
from bot.areas.obligations.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused


async def current(session: AsyncSession, year: int) -> Plan | None:
    """The edition that is being drawn up for the year, else the approved one."""
    draft = await editions.plan_of(session, year, PlanState.DRAFT)
    return draft or await editions.plan_of(session, year, PlanState.APPROVED)


async def get(session: AsyncSession, plan_id: int) -> Plan:
    found = await session.get(Plan, plan_id, populate_existing=True)
    if found is None:
        raise Refused("obligations:gone")
    return found


async def get_draft(session: AsyncSession, by: int, plan_id: int) -> Plan:
    """To change it; nobody else changes it meanwhile. Raises `Refused` for what is approved or dropped."""
    await planning.check_may(session, by)
    found = await session.get(Plan, plan_id, populate_existing=True, with_for_update=True)
    if found is None or found.state is not PlanState.DRAFT:
        raise Refused("obligations:not_draft")
    return found


async def editions_of(session: AsyncSession, plan: Plan) -> Sequence[Plan]:
    """Those that were approved once, the first one first."""
    found = await session.scalars(
        select(Plan)
        .where(Plan.first_year == plan.first_year, Plan.approved_at.is_not(None))
        .order_by(Plan.edition)
    )
    return found.all()


def check_past(day: date, now: datetime, zone: ZoneInfo) -> None:
    today = now.astimezone(zone).date()
    if day > today:
        raise Refused("obligations:future", today=today)


def record(
    session: AsyncSession, now: datetime, tag: AuditTag, by: int, plan: Plan, after: dict[str, Any]
) -> None:
    years = {"first": plan.first_year, "last": plan.last_year}
    audit.record(session, now, tag, person_id=by, subject_id=plan.id, before=None, after={**years, **after})
