"""A mandate that is with the council may become an initiative; never commits."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries
from bot.areas.appeals.models import AppealState, EntryKind
from bot.areas.appeals.rules.access import Relation


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
