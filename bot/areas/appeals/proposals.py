"""A mandate that is with the council may become an initiative; never commits."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries, service
from bot.areas.appeals.models import AppealState, EntryKind
from bot.areas.appeals.rules.access import Relation
from bot.areas.appeals.texts import mandates as texts
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage, Purpose


async def find_proposal(session: AsyncSession, appeal_id: int, person_id: int) -> str | None:
    """The deputy's words, else its own, to who keeps the council's proposals; None for everything else."""
    appeal = await queries.find(session, appeal_id)
    if appeal is None or appeal.state is not AppealState.COUNCIL:
        return None
    if Relation.COUNCIL not in await queries.relations_of(session, appeal, person_id):
        return None
    passed = await queries.entries_of(session, appeal.id, {EntryKind.PASSED_ON})
    words = (passed[-1].text if passed else None) or appeal.text
    return words[:600] if words else f"№ {appeal.number}"


async def deputy_of(session: AsyncSession, appeal_id: int) -> int | None:
    """Who has the mandate now, and hears what comes of it."""
    appeal = await queries.find(session, appeal_id)
    return appeal.deputy_id if appeal else None


async def tell_registered(
    session: AsyncSession, appeal_id: int, number: str, button: Callable[[Translator], Choice], now: datetime
) -> int | None:
    """Its author and its deputy; `number` is the initiative's, `button` opens it. The mandate tells it too.

    Gives the author's id.
    """
    appeal = await queries.find(session, appeal_id)
    if appeal is None:
        return None
    await service.note(session, appeal, EntryKind.INITIATIVE, None, now, about={"number": number})

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.registered(t, appeal, number), choices=((button(t),),))

    for person_id in dict.fromkeys([appeal.author_id, appeal.deputy_id]):
        if person_id is not None:
            await people.tell(session, person_id, message, now, purpose=Purpose.CASE)
    return appeal.author_id
