"""Answering in chat: who may, once each, and where the answer goes; never commits."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import queries as residents
from bot.areas.surveys import boxes, queries, service
from bot.areas.surveys.boxes import Reply
from bot.areas.surveys.models import BoxedPaper, Form, Participation, Survey, SurveyState
from bot.areas.surveys.questionnaire import flow
from bot.areas.surveys.questionnaire.content import Questionnaire
from bot.areas.surveys.results import Origin
from bot.core import sealing
from bot.core.contacts import Person
from bot.core.errors import Refused
from bot.core.i18n import DEFAULT_LANGUAGE

LONGEST_NAME = 120
FORM = "survey"


def walk(survey_id: int) -> str:
    """The dialog's name of one person's way through this survey."""
    return f"{FORM}:{survey_id}"


async def begin(session: AsyncSession, survey_id: int, person_id: int, now: datetime) -> tuple[Survey, Form]:
    """Raises `Refused` for a survey that isn't open, isn't for this person, or that they have answered."""
    survey = await service.get(session, survey_id)
    check_open(survey, now)
    if not await queries.is_meant(session, survey, person_id):
        raise Refused("surveys:not_for_you", survey=survey)
    done = await queries.participation(session, survey_id, person_id)
    if done is not None and done.finished:
        raise Refused("surveys:answered")
    if done is None:
        session.add(Participation(survey_id=survey_id, person_id=person_id, finished=False))
        await session.flush()
    return survey, await service.get_form(session, survey.form_id)


async def finish(
    session: AsyncSession,
    survey_id: int,
    person_id: int,
    given: Mapping[str, Any],
    origin: Origin,
    now: datetime,
    *,
    today: date,
    name: str | None = None,
) -> Survey:
    """One complete answer. Raises `Refused` for a second one, a late one and one with a question left out."""
    # Nobody closes it and empties the box meanwhile: what came after that would lie there for ever.
    await service.hold(session, survey_id)
    survey, form = await begin(session, survey_id, person_id, now)
    content = form.questionnaire
    settled = check_complete(content, given, today)
    await _claim(session, survey_id, person_id)
    village = next(
        (one.village.id for one in await residents.villages_of(session, person_id) if one.main), None
    )
    person = await session.get_one(Person, person_id)
    language = person.language or DEFAULT_LANGUAGE
    if survey.anonymous:
        session.add(
            BoxedPaper(
                id=boxes.draw_lot(),
                survey_id=survey_id,
                answers=sealing.seal(settled),
                origin=origin,
                village_id=village,
                language=language,
            )
        )
        await session.flush()
        return survey
    reply = Reply(
        answers=settled,
        origin=origin,
        village_id=village,
        language=language,
        person_id=person_id,
        name=name,
        answered_on=today,
    )
    await boxes.keep(session, survey, content, reply)
    return survey


def check_open(survey: Survey, now: datetime) -> None:
    """Raises `Refused`."""
    if survey.state is SurveyState.CLOSED or (survey.state is SurveyState.OPEN and now >= survey.closes_at):
        raise Refused("surveys:over", closed_at=survey.closed_at or survey.closes_at)
    if survey.state is not SurveyState.OPEN:
        raise Refused("surveys:not_open")


def check_complete(content: Questionnaire, given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What counts of the answers. Raises `Refused` for the first question that is missing or wrong."""
    settled = flow.settle(content, given, today)
    for question in flow.path(content, settled, today):
        try:
            flow.check_answer(question, settled.get(question.name), settled, today)
        except Refused as refused:
            raise Refused(refused.code, **refused.data, question=question) from refused
    return settled


async def _claim(session: AsyncSession, survey_id: int, person_id: int) -> None:
    """Of two taps at once the second finds it done."""
    claimed = await session.scalar(
        update(Participation)
        .where(
            Participation.survey_id == survey_id,
            Participation.person_id == person_id,
            Participation.finished.is_(False),
        )
        .values(finished=True)
        .returning(Participation.person_id)
    )
    if claimed is None:
        raise Refused("surveys:answered")


async def has_answered(session: AsyncSession, survey_id: int, person_id: int) -> bool:
    found = await session.scalar(
        select(Participation.finished).where(
            Participation.survey_id == survey_id, Participation.person_id == person_id
        )
    )
    return bool(found)
