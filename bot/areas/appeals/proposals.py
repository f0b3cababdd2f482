"""A mandate that is with the council may become an initiative; never commits."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries
from bot.areas.appeals.models import AppealState
from bot.areas.appeals.rules.access import Relation


async def find_proposal(session: AsyncSession, appeal_id: int, person_id: int) -> str | None:
    """Its words, to who keeps the council's proposals; None for any other mandate and anybody else."""
    appeal = await queries.find(session, appeal_id)
    if appeal is None or appeal.state is not AppealState.COUNCIL:
        return None
    if Relation.COUNCIL not in await queries.relations_of(session, appeal, person_id):
        return None
    return (appeal.text or "")[:600] or f"№ {appeal.number}"
