"""What surveys count for in the municipality's plan (001 §3.1-3.3); never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Form, Presentation, PresentedTo, Response, Survey

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """One year. `questionnaires`: by quarter, those made and tried, and those asked again (3.1).

    `collections`: surveys opened, `answers` theirs, `in_box` the forms counted in the box (3.2). `presented`:
    by circle, the days (3.3).
    """

    year: int
    questionnaires: Mapping[int, int]
    collections: int
    answers: int
    in_box: int
    presented: Mapping[PresentedTo, tuple[date, ...]]


async def figures(session: AsyncSession, year: int, zone: ZoneInfo) -> PlanFigures:
    start, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    made = select(Form.created_at, Form.id).where(
        Form.created_at >= start, Form.created_at < end, Form.tried_at.is_not(None)
    )
    asked = select(Survey.opened_at, Survey.form_id).where(Survey.opened_at >= start, Survey.opened_at < end)
    seen = {
        ((moment.astimezone(zone).month - 1) // 3 + 1, form)
        for rows in (await session.execute(made), await session.execute(asked))
        for moment, form in rows
        if moment is not None
    }
    quarters = {one: sum(quarter == one for quarter, _ in seen) for one in QUARTERS}
    opened = select(Survey.id).where(Survey.opened_at >= start, Survey.opened_at < end)
    collections, in_box = (
        await session.execute(
            select(func.count(), func.coalesce(func.sum(Survey.in_box), 0)).where(Survey.id.in_(opened))
        )
    ).one()
    answers = await session.scalar(
        select(func.count()).select_from(Response).where(Response.survey_id.in_(opened))
    )
    return PlanFigures(
        year, quarters, collections, answers or 0, in_box or 0, await _presented(session, year)
    )


async def _presented(session: AsyncSession, year: int) -> dict[PresentedTo, tuple[date, ...]]:
    rows = await session.execute(
        select(Presentation.presented_to, Presentation.held_on)
        .where(Presentation.held_on >= date(year, 1, 1), Presentation.held_on <= date(year, 12, 31))
        .order_by(Presentation.held_on)
    )
    found: dict[PresentedTo, tuple[date, ...]] = {}
    for to, day in rows:
        found[to] = (*found.get(to, ()), day)
    return found
