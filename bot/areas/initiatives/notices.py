"""Who supported an initiative hears of each of its stages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives import queries
from bot.areas.initiatives.models import Initiative, InitiativeEvent
from bot.areas.initiatives.texts import public as texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.residents import queries as residents
from bot.core.i18n import DEFAULT_LANGUAGE, RESIDENT_LANGUAGES, Translator
from bot.core.messages import Choice, OutMessage, Purpose
from bot.outbox import service as outbox


async def stage_reached(
    session: AsyncSession, initiative: Initiative, event: InitiativeEvent, now: datetime, zone: ZoneInfo
) -> int:
    """Hundreds may support it, so one statement for all; nobody is woken. Returns how many."""
    legal = await municipality.get_legal(session)
    contents = {
        language: await outbox.keep_content(session, _message(Translator(language, zone), initiative, event))
        for language in RESIDENT_LANGUAGES
    }
    recipients = residents.audience_select(topic=None)
    return await outbox.expand(
        session,
        batch=f"initiative:{initiative.id}:{event.stage.value}",
        contents=contents,
        default_language=DEFAULT_LANGUAGE,
        recipients=recipients.where(residents.is_of(queries.supporters_of(initiative.id))),
        now=now,
        due_at=after_quiet(now, legal, zone),
    )


def _message(t: Translator, initiative: Initiative, event: InitiativeEvent) -> OutMessage:
    more = Choice(str(texts.more_button(t)), f"in:card.{initiative.id}")
    text = texts.stage_reached(t, initiative, event)
    return OutMessage(text=text, choices=((more,),), purpose=Purpose.CASE)
