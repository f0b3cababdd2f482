"""What surveys tell: questionnaires made or asked again, collected, reported (001 §3.1-3.3)."""

from collections.abc import Mapping

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations.facts.looking import Area, Ask, Found, Look, anywhere_and
from bot.areas.obligations.rules.state import Fact, FactKind, Need, Stage
from bot.areas.surveys.models import (
    Form,
    Participation,
    Presentation,
    PresentedTo,
    Response,
    Survey,
    SurveyState,
)

CIRCLES: Mapping[PresentedTo, int] = {PresentedTo.STAFF: 1, PresentedTo.COUNCIL: 2}
"""001 §3.3 asks for both; the numbers stand for them where a fact is about somebody."""
_NO_CIRCLE = 0


async def read(session: AsyncSession, look: Look) -> list[Found]:
    return [
        *await _questionnaires(session, look),
        *await _collections(session, look),
        *await _presentations(session, look),
    ]


async def _questionnaires(session: AsyncSession, look: Look) -> list[Found]:
    """3.1, as `surveys.planning` counts them: made and tried, or asked again."""
    made = await session.execute(
        select(Form.id, Form.created_at, Form.tried_at).where(
            or_(
                and_(Form.created_at >= look.start, Form.created_at < look.end),
                Form.id.in_(look.tied(FactKind.QUESTIONNAIRE)),
            )
        )
    )
    asked = await session.execute(
        select(Survey.form_id, Survey.opened_at).where(
            Survey.opened_at >= look.start, Survey.opened_at < look.end
        )
    )
    facts = [
        Fact(
            Stage.DONE if tried_at else Stage.PLANNED,
            look.day(created_at),
            FactKind.QUESTIONNAIRE,
            number,
        )
        for number, created_at, tried_at in made
    ]
    facts += [
        Fact(Stage.DONE, look.day(opened_at), FactKind.QUESTIONNAIRE, number)
        for number, opened_at in asked
        if opened_at
    ]
    return [one for fact in facts for one in anywhere_and("plan.3.1", fact)]


async def _collections(session: AsyncSession, look: Look) -> list[Found]:
    """3.2: opened, on the day it opened; done once somebody has answered or put a form in the box."""
    answered = or_(
        Survey.in_box > 0,
        exists().where(Response.survey_id == Survey.id),
        exists().where(Participation.survey_id == Survey.id, Participation.finished),
    )
    begins = (Survey.opened_at, Survey.opens_at)
    rows = await session.execute(
        select(Survey.id, Survey.state, *begins, Survey.created_at, answered).where(
            Survey.state != SurveyState.DROPPED,
            or_(
                *(and_(moment >= look.start, moment < look.end) for moment in begins),
                Survey.id.in_(look.tied(FactKind.SURVEY)),
            ),
        )
    )
    found: list[Found] = []
    for number, state, opened_at, opens_at, created_at, has_answers in rows:
        if state is SurveyState.CLOSED and not has_answers:
            continue
        stage = Stage.DONE if has_answers else Stage.ANNOUNCED if opened_at else Stage.PLANNED
        on = look.day(opened_at or opens_at or created_at)
        found += anywhere_and("plan.3.2", Fact(stage, on, FactKind.SURVEY, number))
    return found


async def _presentations(session: AsyncSession, look: Look) -> list[Found]:
    """3.3: to whom the report was presented."""
    rows = await session.execute(
        select(Presentation.id, Presentation.presented_to, Presentation.held_on).where(
            or_(
                Presentation.held_on.between(look.since, look.until),
                Presentation.id.in_(look.tied(FactKind.PRESENTATION)),
            )
        )
    )
    return [
        one
        for number, to, held_on in rows
        for one in anywhere_and(
            "plan.3.3",
            Fact(Stage.DONE, held_on, FactKind.PRESENTATION, number, about=CIRCLES.get(to, _NO_CIRCLE)),
        )
    ]


async def both_circles(_session: AsyncSession, ask: Ask) -> Mapping[int, Need]:
    return {period.number: Need(everyone=frozenset(CIRCLES.values())) for period in ask.periods}


AREA = Area(
    frozenset({"plan.3.1", "plan.3.2", "plan.3.3"}),
    frozenset({FactKind.QUESTIONNAIRE, FactKind.SURVEY, FactKind.PRESENTATION}),
    read,
)
