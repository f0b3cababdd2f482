"""Which questionnaires and surveys there are, and who has answered; never commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.municipality import queries as municipality
from bot.areas.residents import queries as residents
from bot.areas.surveys.models import (
    BoxedPaper,
    Form,
    Participation,
    Presentation,
    Publication,
    Response,
    Survey,
    SurveyState,
    SurveyStep,
)
from bot.areas.surveys.results import SMALLEST_GROUP
from bot.core.errors import Refused

PAGE = 8
WALKS = "walks"
_HANDED_IN = (
    BroadcastState.WAITING,
    BroadcastState.APPROVED,
    BroadcastState.SENDING,
    BroadcastState.SENT,
)


# Questionnaires


async def list_forms(session: AsyncSession, page: int) -> Sequence[Form]:
    """The newest version of each, the latest first."""
    found = await session.scalars(_newest().order_by(Form.id.desc()).offset(page * PAGE).limit(PAGE))
    return found.all()


async def count_forms(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(_newest().subquery())) or 0


def _newest() -> Select[Form]:
    newest = select(func.max(Form.id)).group_by(func.coalesce(Form.series, Form.id))
    return select(Form).where(Form.id.in_(newest))


async def next_version(session: AsyncSession, series: int) -> int:
    latest = await session.scalar(
        select(func.max(Form.version)).where(or_(Form.series == series, Form.id == series))
    )
    return (latest or 0) + 1


async def is_answered(session: AsyncSession, form_id: int) -> bool:
    """Whether somebody has begun to answer it, or has it on paper: from then on it stays as it is."""
    mine = select(Survey.id).where(Survey.form_id == form_id)
    found = await session.scalar(
        select(
            or_(
                exists().where(Participation.survey_id.in_(mine)),
                exists().where(Response.survey_id.in_(mine)),
                exists().where(Survey.form_id == form_id, Survey.printed > 0),
            )
        )
    )
    return bool(found)


async def is_handed_in(session: AsyncSession, form_id: int) -> bool:
    """Whether a second person looks at its invitation, or has agreed to it."""
    found = await session.scalar(
        select(
            exists()
            .where(Survey.form_id == form_id, Survey.state == SurveyState.DRAFT)
            .where(Broadcast.id == Survey.broadcast_id, Broadcast.state.in_(_HANDED_IN))
        )
    )
    return bool(found)


async def surveys_of_form(session: AsyncSession, form_id: int) -> Sequence[Survey]:
    found = await session.scalars(select(Survey).where(Survey.form_id == form_id).order_by(Survey.id))
    return found.all()


# Surveys


async def list_surveys(session: AsyncSession, page: int) -> Sequence[tuple[Survey, Form]]:
    """What goes on first, then the latest."""
    running = Survey.state.in_((SurveyState.OPEN, SurveyState.DRAFT))
    rows = await session.execute(
        select(Survey, Form)
        .join(Form, Form.id == Survey.form_id)
        .where(Survey.state != SurveyState.DROPPED)
        .order_by(running.desc(), Survey.id.desc())
        .offset(page * PAGE)
        .limit(PAGE)
    )
    return [(survey, form) for survey, form in rows]


async def count_surveys(session: AsyncSession) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(Survey).where(Survey.state != SurveyState.DROPPED)
    )
    return counted or 0


async def open_for(session: AsyncSession, person_id: int) -> Sequence[tuple[Survey, Form, bool]]:
    """What goes on and is meant for this person; with whether they have finished it."""
    rows = await session.execute(
        select(Survey, Form, Participation.finished)
        .join(Form, Form.id == Survey.form_id)
        .outerjoin(
            Participation,
            (Participation.survey_id == Survey.id) & (Participation.person_id == person_id),
        )
        .where(Survey.state == SurveyState.OPEN)
        .order_by(Survey.closes_at, Survey.id)
    )
    return [
        (survey, form, bool(finished))
        for survey, form, finished in rows
        if await is_meant(session, survey, person_id)
    ]


async def is_meant(session: AsyncSession, survey: Survey, person_id: int) -> bool:
    """Whether the survey is for where this person lives, whatever topics they turned off."""
    followed = {one.village.id for one in await residents.villages_of(session, person_id)}
    villages, districts = survey.audience.get("villages") or [], survey.audience.get("districts") or []
    if not villages and not districts:
        return bool(followed)
    return bool(followed & {*villages, *await municipality.villages_of_districts(session, districts)})


async def participation(session: AsyncSession, survey_id: int, person_id: int) -> Participation | None:
    return await session.get(Participation, (survey_id, person_id), populate_existing=True)


def who_answered(survey_id: int) -> Select[int]:
    """The persons who have answered to the end."""
    return select(Participation.person_id).where(
        Participation.survey_id == survey_id, Participation.finished.is_(True)
    )


async def count_finished(session: AsyncSession, survey_id: int) -> int:
    """Persons, not papers."""
    counted = await session.scalar(select(func.count()).select_from(who_answered(survey_id).subquery()))
    return counted or 0


async def count_begun(session: AsyncSession, survey_id: int) -> int:
    """Persons who began and haven't finished."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Participation)
        .where(Participation.survey_id == survey_id, Participation.finished.is_(False))
    )
    return counted or 0


async def count_responses(session: AsyncSession, survey_id: int) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(Response).where(Response.survey_id == survey_id)
    )
    return counted or 0


async def check_enough(session: AsyncSession, survey: Survey) -> None:
    """Of few answers without names nothing is handed out. Raises `Refused`."""
    if survey.anonymous and await count_responses(session, survey.id) < SMALLEST_GROUP:
        raise Refused("surveys:too_few", count=SMALLEST_GROUP)


async def count_boxed(session: AsyncSession, survey_id: int) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(BoxedPaper).where(BoxedPaper.survey_id == survey_id)
    )
    return counted or 0


async def count_papers(session: AsyncSession, survey_id: int) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(Response)
        .where(Response.survey_id == survey_id, Response.paper.is_not(None))
    )
    return counted or 0


async def typed_papers(session: AsyncSession, survey_id: int) -> Sequence[int]:
    """The serials of the papers that were typed in."""
    found = await session.scalars(
        select(Response.paper).where(Response.survey_id == survey_id, Response.paper.is_not(None))
    )
    return [serial for serial in found if serial is not None]


async def publications(session: AsyncSession, survey_id: int) -> Sequence[tuple[Publication, Broadcast]]:
    rows = await session.execute(
        select(Publication, Broadcast)
        .join(Broadcast, Broadcast.id == Publication.broadcast_id)
        .where(Publication.survey_id == survey_id)
        .order_by(Publication.id.desc())
    )
    return [(publication, broadcast) for publication, broadcast in rows]


async def presentations(session: AsyncSession, survey_id: int) -> Sequence[Presentation]:
    found = await session.scalars(
        select(Presentation)
        .where(Presentation.survey_id == survey_id)
        .order_by(Presentation.held_on, Presentation.id)
    )
    return found.all()


# Time


async def gone_out(session: AsyncSession) -> Sequence[Survey]:
    """Drafts whose invitation is on its way: they are open from now on."""
    found = await session.scalars(
        select(Survey)
        .join(Broadcast, Broadcast.id == Survey.broadcast_id)
        .where(Survey.state == SurveyState.DRAFT, Broadcast.started_at.is_not(None))
        .order_by(Survey.id)
    )
    return found.all()


async def running_ids(session: AsyncSession) -> Sequence[int]:
    found = await session.scalars(
        select(Survey.id).where(Survey.state == SurveyState.OPEN).order_by(Survey.id)
    )
    return found.all()


async def with_walks_left(session: AsyncSession, before: datetime) -> Sequence[int]:
    """Surveys that closed before, whose unfinished answers were not thrown away yet."""
    done = exists().where(SurveyStep.survey_id == Survey.id, SurveyStep.step == WALKS)
    found = await session.scalars(
        select(Survey.id).where(Survey.state == SurveyState.CLOSED, Survey.closed_at <= before, ~done)
    )
    return found.all()


async def ends_ahead(session: AsyncSession, now: datetime) -> Sequence[datetime]:
    """When those that go on will end."""
    found = await session.scalars(
        select(Survey.closes_at).where(Survey.state == SurveyState.OPEN, Survey.closes_at > now)
    )
    return found.all()
