"""A sending that would run on into the quiet hours rests there and goes on in the morning.

Where each message stands is written at its own delivery: what waits is put off to the morning, so a
restart changes nothing and nobody gets it twice. `send_at` says until when the whole rests.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import queries, rules, service
from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.core.scheduling import Tick
from bot.outbox import service as outbox


async def rest_at_night(tick: Tick) -> None:
    """Again with every tick of the night: what failed or was in hand at its start waits too."""
    async with tick.database.reading() as session:
        if not await queries.sending_ids(session):
            return
        morning = after_quiet(tick.now, await municipality.get_legal(session), tick.timezone)
        sending = await queries.may_rest(session, morning) if morning > tick.now else ()
    for broadcast_id in sending:
        more = True
        while more:
            async with tick.database.session() as session:
                more = await _rest(session, broadcast_id, tick.now, morning)
        tick.wake()


async def _rest(session: AsyncSession, broadcast_id: int, now: datetime, morning: datetime) -> bool:
    """Put off some of what waits; False when nothing does any more."""
    broadcast = await service.take(session, broadcast_id)
    if broadcast.state is not BroadcastState.SENDING:
        return False
    put_off = await outbox.postpone_batch(session, broadcast.batch_name, morning)
    if put_off and not rules.rests(broadcast, now):
        _note(session, broadcast, now, morning)
    return put_off > 0


def _note(session: AsyncSession, broadcast: Broadcast, now: datetime, morning: datetime) -> None:
    before, broadcast.send_at = service.moment(broadcast.send_at), morning
    after = {"send_at": service.moment(morning)}
    service.record(session, now, AuditTag.PAUSED, None, broadcast, {"send_at": before}, after)
