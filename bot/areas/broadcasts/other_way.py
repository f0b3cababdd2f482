"""What nobody may miss goes to a person's other address when it did not come to the one they prefer.

A notice of a meeting and a warning of danger; all else waits until the person looks after their address.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import rules, service
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.residents import queries as residents
from bot.core.scheduling import Tick
from bot.outbox import other_way

# Platforms tell of a failure up to a day later; after two, a warning of then would only confuse.
STILL_OF_USE = timedelta(days=2)


async def look_after(tick: Tick) -> None:
    """Of what is out already: some of it the platforms tell us later not to have come."""
    async with tick.database.reading() as session:
        lately = await _sent_lately(session, tick.now)
    for broadcast_id in lately:
        async with tick.database.session() as session:
            changed = await go_other_way(session, broadcast_id, tick.now, tick.timezone)
        if changed:
            tick.wake()


async def _sent_lately(session: AsyncSession, now: datetime) -> Sequence[int]:
    found = await session.scalars(
        select(Broadcast.id).where(
            Broadcast.state == BroadcastState.SENT,
            Broadcast.kind.in_(rules.CRITICAL),
            Broadcast.finished_at > now - STILL_OF_USE,
        )
    )
    return found.all()


async def go_other_way(
    session: AsyncSession, broadcast_id: int, now: datetime, zone: ZoneInfo, *, search: bool = True
) -> bool:
    """Whether anything changed. Nobody gets it twice where that can be helped; at night only a warning of
    danger goes. Without `search` only what became needless is taken back.
    """
    broadcast = await service.take(session, broadcast_id)
    if not rules.goes_other_way(broadcast):
        return False
    changed = await other_way.take_needless_back(session, broadcast.batch_name)
    if not search:
        return changed > 0
    emergency = broadcast.kind is BroadcastKind.EMERGENCY
    due_at = now if emergency else after_quiet(now, await municipality.get_legal(session), zone)
    whom = residents.subscribed()
    changed += await other_way.go_other_way(session, broadcast.batch_name, whom, now, due_at)
    return changed > 0
