"""How many questionnaires were filled in (001 §3.2), by phone and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import BoxedPaper, Response, Survey


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """Of the `surveys` that opened in the time. `on_paper`: the filled forms that lay in the box, or those
    typed in where they are more. `villages`: where an answer tells its own.
    """

    surveys: int
    by_phone: int
    in_box: int
    on_paper: int
    villages: Mapping[int, int]

    @property
    def filled(self) -> int:
        return self.by_phone + self.on_paper


async def questionnaires(session: AsyncSession, start: datetime, end: datetime) -> Questionnaires:
    opened = select(Survey.id).where(Survey.opened_at >= start, Survey.opened_at < end)
    boxes = (await session.execute(select(Survey.id, Survey.in_box).where(Survey.id.in_(opened)))).all()
    typed = await _counted(
        session,
        select(Response.survey_id, func.count())
        .where(Response.survey_id.in_(opened), Response.paper.is_not(None))
        .group_by(Response.survey_id),
    )
    by_phone = await session.scalar(
        select(func.count())
        .select_from(Response)
        .where(Response.survey_id.in_(opened), Response.paper.is_(None))
    )
    # Answers without names wait here until enough others lie beside them.
    waiting = await session.scalar(
        select(func.count()).select_from(BoxedPaper).where(BoxedPaper.survey_id.in_(opened))
    )
    villages = await _counted(
        session,
        select(Response.village_id, func.count())
        .where(Response.survey_id.in_(opened), Response.village_id.is_not(None))
        .group_by(Response.village_id),
    )
    return Questionnaires(
        surveys=len(boxes),
        by_phone=(by_phone or 0) + (waiting or 0),
        in_box=sum(in_box or 0 for _, in_box in boxes),
        on_paper=sum(max(in_box or 0, typed.get(survey, 0)) for survey, in_box in boxes),
        villages=villages,
    )


async def _counted(session: AsyncSession, statement: Select[int | None, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in await session.execute(statement) if row[0] is not None}
