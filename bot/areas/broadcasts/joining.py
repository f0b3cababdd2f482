"""Two persons who turn out to be one, where messages to many know of them; never commits."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState, ProgressMessage
from bot.core import joining
from bot.core.errors import Refused
from bot.core.joining import Joining
from bot.outbox import other_way

_OVER = (BroadcastState.SENT, BroadcastState.STOPPED)


async def join(session: AsyncSession, one: Joining) -> None:
    """Who is meant by name is meant still. Raises `Refused` while one's message waits with the other's yes.

    What has gone out keeps the list that it went to: it is sealed with it, and nobody is looked up there.
    """
    await joining.keep_one(session, ProgressMessage, one, "broadcast_id", first=lambda row: -row.delivery_id)
    both = {one.stays, one.goes}
    await other_way.wait_once(session, both)
    for broadcast in await session.scalars(select(Broadcast).where(Broadcast.state.not_in(_OVER))):
        _check_other_person(broadcast, both)
        named = broadcast.audience.get("persons") or ()
        if one.goes in named:
            others = {*named} - {one.goes} | {one.stays}
            broadcast.audience = {**broadcast.audience, "persons": sorted(others)}
    await session.flush()


def _check_other_person(broadcast: Broadcast, both: set[int]) -> None:
    """It was to be seen by two pairs of eyes, and these are the same. Once it is out that can't be mended."""
    waits = broadcast.state is BroadcastState.APPROVED and broadcast.kind is not BroadcastKind.EMERGENCY
    if waits and {broadcast.author_id, broadcast.decided_by} == both:
        raise Refused("broadcasts:two_are_one")
