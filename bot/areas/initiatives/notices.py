"""Who supported an initiative hears of each of its stages, and the deputy whose mandate it was."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives import queries
from bot.areas.initiatives.models import Initiative, InitiativeEvent
from bot.areas.initiatives.texts import public as texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.people import service as people
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


async def tell_deputy(
    session: AsyncSession, initiative: Initiative, event: InitiativeEvent, deputy_id: int, now: datetime
) -> None:
    """What came of a mandate to them, also when they don't support it; not of what they noted themselves."""
    if event.noted_by == deputy_id or await queries.is_supported_by(session, initiative.id, deputy_id):
        return
    await people.tell(
        session,
        deputy_id,
        lambda t: _message(t, initiative, event, to_deputy=True),
        now,
        purpose=Purpose.CASE,
    )


def _message(
    t: Translator, initiative: Initiative, event: InitiativeEvent, *, to_deputy: bool = False
) -> OutMessage:
    more = Choice(str(texts.more_button(t)), f"in:card.{initiative.id}")
    text = texts.stage_reached(t, initiative, event, to_deputy=to_deputy)
    return OutMessage(text=text, choices=((more,),), purpose=Purpose.CASE)
