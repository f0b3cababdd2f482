"""Telling residents what came of it, those who answered before the others; never commits."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import service as broadcasts
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.areas.surveys import announcing, service, tallying
from bot.areas.surveys.models import Publication, SurveyState
from bot.areas.surveys.results import SMALLEST_GROUP
from bot.areas.surveys.tags import AuditTag
from bot.core.errors import Refused

ANSWERED = "answered"


async def publish(
    session: AsyncSession,
    survey_id: int,
    questions: Sequence[str],
    measures_ky: str,
    measures_ru: str | None,
    by: int,
    now: datetime,
    zone: ZoneInfo,
) -> Broadcast:
    """A message for a second person to look at: the chosen results and what the office will do.

    Raises `Refused` while answers are still taken, and for too few of them.
    """
    await people.check_may(session, by, Permission.RUN_SURVEY)
    survey = await service.take(session, survey_id)
    if survey.state is not SurveyState.CLOSED:
        raise Refused("surveys:still_open")
    form = await service.get_form(session, survey.form_id)
    found = await tallying.results(session, survey, zone)
    chosen = [one for one in found.questionnaire.asked if one.name in questions]
    # Also of a question that most weren't asked.
    if min([found.responses, *(found.tallies[one.name].answered for one in chosen)]) < SMALLEST_GROUP:
        raise Refused("surveys:too_few", count=SMALLEST_GROUP)
    measures = {"ky": measures_ky, "ru": measures_ru or measures_ky}
    said = announcing.announce_results(found, chosen, measures, zone)
    broadcast = await broadcasts.open_broadcast(
        session,
        kind=BroadcastKind.SURVEY,
        topic=Topic.SURVEYS,
        text_ky=said["ky"],
        text_ru=said["ru"],
        attachments=[],
        audience={**survey.audience, "first": f"{ANSWERED}:{survey.id}"},
        author_id=by,
        now=now,
        home=f"survey:card.{survey.id}",
    )
    session.add(
        Publication(
            survey_id=survey.id,
            questions=[one.name for one in chosen],
            measures_ky=measures_ky,
            measures_ru=measures_ru,
            broadcast_id=broadcast.id,
            created_at=now,
        )
    )
    await session.flush()
    service.record(session, now, AuditTag.PUBLISHED, by, survey, form, questions=len(chosen))
    return broadcast
