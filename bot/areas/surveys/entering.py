"""Papers (001 §3.2): numbered when printed, typed in once each; never commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import boxes, service
from bot.areas.surveys.boxes import Reply
from bot.areas.surveys.models import Form, Response, Survey, SurveyState
from bot.areas.surveys.questionnaire import flow
from bot.areas.surveys.results import Origin
from bot.areas.surveys.rules import paper_numbers
from bot.areas.surveys.tags import AuditTag
from bot.core.errors import Refused


async def number_papers(
    session: AsyncSession, survey_id: int, copies: int, by: int, now: datetime
) -> tuple[Survey, Form, range]:
    """The serials of so many more papers; no number is given twice."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    survey = await service.take(session, survey_id)
    if survey.state is not SurveyState.OPEN:
        raise Refused("surveys:past", state=survey.state)
    if survey.printed + copies > paper_numbers.MOST_PAPERS:
        raise Refused("surveys:paper_many", limit=paper_numbers.MOST_PAPERS)
    first = survey.printed + 1
    survey.printed += copies
    form = await service.get_form(session, survey.form_id)
    service.record(session, now, AuditTag.PRINTED, by, survey, form, first=first, last=survey.printed)
    return survey, form, range(first, survey.printed + 1)


def check_serial(survey: Survey, typed: str) -> int:
    """Raises `Refused` for a number that was mistyped, of another survey, or never printed."""
    serial = paper_numbers.read_number(typed, survey.id)
    if serial > survey.printed:
        raise Refused("surveys:paper_unknown", number=typed)
    return serial


async def enter(
    session: AsyncSession,
    survey_id: int,
    serial: int | None,
    answers: Mapping[str, Any],
    village_id: int | None,
    by: int,
    now: datetime,
    zone: ZoneInfo,
) -> Response:
    """One filled paper; `serial` None: staff asked somebody and noted it. Raises `Refused` the second time.

    Also after the survey has closed: the box is opened afterwards.
    """
    await people.check_may(session, by, Permission.RUN_SURVEY)
    survey = await service.take(session, survey_id)
    if survey.opened_at is None:
        raise Refused("surveys:not_open")
    form = await service.get_form(session, survey.form_id)
    content = form.questionnaire
    settled = flow.settle(content, answers, now.astimezone(zone).date())
    if not any(name in settled for name in answers):
        raise Refused("surveys:entry_empty")
    reply = Reply(
        answers=settled,
        origin=Origin.STAFF if serial is None else Origin.PAPER,
        village_id=village_id,
        language=None,
        paper=serial,
        entered_by=by,
    )
    try:
        async with session.begin_nested():
            number = await boxes.keep(session, survey, content, reply)
    except IntegrityError:
        raise Refused(
            "surveys:paper_twice", number=paper_numbers.make_number(survey.id, serial or 0)
        ) from None
    service.record(session, now, AuditTag.ENTERED, by, survey, form, paper=serial)
    return await session.get_one(Response, number)


async def take_out(session: AsyncSession, response_id: int, by: int, now: datetime) -> Survey:
    """A paper that was mistyped; only papers, and only while it is there. Raises `Refused`."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    service.check_number(response_id, boxes.LOTS)
    response = await session.scalar(select(Response).where(Response.id == response_id).with_for_update())
    if response is None or response.entered_by is None:
        raise Refused("surveys:gone")
    survey = await service.get(session, response.survey_id)
    form = await service.get_form(session, survey.form_id)
    service.record(session, now, AuditTag.REMOVED, by, survey, form, paper=response.paper)
    await session.execute(delete(Response).where(Response.id == response_id))
    session.expunge(response)
    return survey
