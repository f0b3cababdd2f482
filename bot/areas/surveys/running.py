"""Asking a questionnaire: prepared, sent after a second person's look, open, closed; never commits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import service as broadcasts
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.areas.surveys import announcing, boxes, making, queries, service
from bot.areas.surveys.models import Form, Survey, SurveyState
from bot.areas.surveys.rules import timing
from bot.areas.surveys.tags import AuditTag
from bot.core.errors import Refused
from bot.outbox import service as outbox

MOST_IN_BOX = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is asked of who sends a questionnaire."""

    form_id: int
    anonymous: bool
    audience: dict[str, Any]
    closes_at: datetime


async def prepare(session: AsyncSession, plan: Plan, by: int, now: datetime, zone: ZoneInfo) -> Survey:
    """A draft with its invitation. Raises `Refused` for a questionnaire nobody has tried, or with faults."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    form = await service.get_form(session, plan.form_id)
    await making.check_ready(session, form, now)
    timing.check_end(plan.closes_at, now)
    survey = Survey(
        form_id=form.id,
        state=SurveyState.DRAFT,
        anonymous=plan.anonymous,
        audience=plan.audience,
        closes_at=plan.closes_at,
        author_id=by,
        created_at=now,
    )
    session.add(survey)
    await session.flush()
    service.record(session, now, AuditTag.PREPARED, by, survey, form, anonymous=plan.anonymous)
    await _invite(session, survey, form, by, now, zone)
    return survey


async def change(
    session: AsyncSession, survey_id: int, by: int, now: datetime, zone: ZoneInfo, **parts: Any
) -> Survey:
    """`anonymous`, `audience` or `closes_at` of what isn't out; its invitation is written anew."""
    survey, form = await _draft(session, survey_id, by)
    for name, value in parts.items():
        setattr(survey, name, value)
    timing.check_end(survey.closes_at, now)
    service.record(session, now, AuditTag.CHANGED, by, survey, form, parts=sorted(parts))
    await refresh(session, survey, form, by, now, zone)
    return survey


async def refresh(
    session: AsyncSession, survey: Survey, form: Form, by: int, now: datetime, zone: ZoneInfo
) -> Broadcast:
    """The invitation with what holds now; one that was stopped before it went is written anew."""
    broadcast = await broadcasts.get(session, survey.broadcast_id) if survey.broadcast_id else None
    if broadcast is None or broadcast.state is BroadcastState.STOPPED:
        return await _invite(session, survey, form, by, now, zone)
    said = announcing.invite(survey, form.questionnaire, zone)
    return await broadcasts.rewrite(
        session,
        broadcast.id,
        by,
        now,
        send_by=survey.closes_at,
        choices=said.choices,
        point=None,
        text_ky=said.texts["ky"],
        text_ru=said.texts["ru"],
        audience=survey.audience,
    )


async def drop(session: AsyncSession, survey_id: int, by: int, now: datetime) -> Survey:
    """A draft nobody was asked by is given up."""
    survey, form = await _draft(session, survey_id, by)
    await _discard_invitation(session, survey, by, now)
    survey.state = SurveyState.DROPPED
    service.record(session, now, AuditTag.DROPPED, by, survey, form)
    return survey


async def open_without_sending(session: AsyncSession, survey_id: int, by: int, now: datetime) -> Survey:
    """Only on paper, by posters and at meetings: nobody is written to, so nobody else need agree."""
    survey, form = await _draft(session, survey_id, by)
    timing.check_end(survey.closes_at, now)
    await _discard_invitation(session, survey, by, now)
    survey.state, survey.opened_at = SurveyState.OPEN, now
    service.record(session, now, AuditTag.OPENED, by, survey, form, sent=False)
    return survey


async def apply(session: AsyncSession, survey_id: int, now: datetime) -> None:
    """The invitation goes out: from now on answers are taken."""
    survey = await service.take(session, survey_id)
    if survey.state is not SurveyState.DRAFT or survey.broadcast_id is None:
        return
    broadcast = await broadcasts.get(session, survey.broadcast_id)
    survey.state, survey.opened_at = SurveyState.OPEN, broadcast.started_at or now
    form = await service.get_form(session, survey.form_id)
    service.record(session, now, AuditTag.OPENED, broadcast.author_id, survey, form, sent=True)


async def extend(session: AsyncSession, survey_id: int, until: datetime, by: int, now: datetime) -> Survey:
    """A later end, or an earlier one, of what goes on."""
    survey, form = await _running(session, survey_id, by)
    timing.check_end(until, now)
    before, survey.closes_at = survey.closes_at, until
    service.record(session, now, AuditTag.EXTENDED, by, survey, form, before=before, until=until)
    return survey


async def close(session: AsyncSession, survey_id: int, by: int | None, now: datetime) -> Survey:
    """At its end, or earlier by hand: no answers are taken any more; the box is emptied to the ground."""
    if by is None:
        survey = await service.take(session, survey_id)
        if survey.state is not SurveyState.OPEN or now < survey.closes_at:
            return survey
        form = await service.get_form(session, survey.form_id)
    else:
        survey, form = await _running(session, survey_id, by)
    survey.state, survey.closed_at = SurveyState.CLOSED, now
    await boxes.empty(session, survey, form.questionnaire, whole=True)
    for step in timing.reminder_steps():
        await outbox.stop_batch(session, reminder_batch(survey.id, step), now)
    service.record(session, now, AuditTag.CLOSED, by, survey, form)
    return survey


async def count_box(session: AsyncSession, survey_id: int, count: int, by: int, now: datetime) -> Survey:
    """How many filled forms lay in the box (үкөк, 001 §3.2). Raises `Refused` for no such number."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    survey = await service.take(session, survey_id)
    if survey.opened_at is None:
        raise Refused("surveys:not_open")
    if not 0 <= count <= MOST_IN_BOX:
        raise Refused("surveys:number")
    before, survey.in_box, survey.box_counted_at = survey.in_box, count, now
    form = await service.get_form(session, survey.form_id)
    service.record(session, now, AuditTag.BOX, by, survey, form, before=before, count=count)
    return survey


def reminder_batch(survey_id: int, days: int) -> str:
    return f"survey:{survey_id}:{days}d"


async def _invite(
    session: AsyncSession, survey: Survey, form: Form, by: int, now: datetime, zone: ZoneInfo
) -> Broadcast:
    said = announcing.invite(survey, form.questionnaire, zone)
    broadcast = await broadcasts.open_broadcast(
        session,
        kind=BroadcastKind.SURVEY,
        topic=Topic.SURVEYS,
        text_ky=said.texts["ky"],
        text_ru=said.texts["ru"],
        attachments=[],
        audience=survey.audience,
        author_id=by,
        now=now,
        send_by=survey.closes_at,
        choices=said.choices,
        home=f"survey:card.{survey.id}",
    )
    survey.broadcast_id = broadcast.id
    await session.flush()
    return broadcast


async def _discard_invitation(session: AsyncSession, survey: Survey, by: int, now: datetime) -> None:
    if survey.broadcast_id is None:
        return
    broadcast = await broadcasts.take(session, survey.broadcast_id)
    if broadcast.state is not BroadcastState.STOPPED:
        await broadcasts.discard(session, broadcast.id, by, now)


async def _draft(session: AsyncSession, survey_id: int, by: int) -> tuple[Survey, Form]:
    return await _in_state(session, survey_id, by, SurveyState.DRAFT)


async def _running(session: AsyncSession, survey_id: int, by: int) -> tuple[Survey, Form]:
    return await _in_state(session, survey_id, by, SurveyState.OPEN)


async def _in_state(
    session: AsyncSession, survey_id: int, by: int, state: SurveyState
) -> tuple[Survey, Form]:
    await people.check_may(session, by, Permission.RUN_SURVEY)
    survey = await service.take(session, survey_id)
    if survey.state is not state:
        raise Refused("surveys:past", state=survey.state)
    return survey, await service.get_form(session, survey.form_id)


async def refresh_invitations(
    session: AsyncSession, form: Form, by: int, now: datetime, zone: ZoneInfo
) -> None:
    """A changed questionnaire changes what its prepared invitations say."""
    for survey in await queries.surveys_of_form(session, form.id):
        if survey.state is SurveyState.DRAFT:
            await refresh(session, survey, form, by, now, zone)
