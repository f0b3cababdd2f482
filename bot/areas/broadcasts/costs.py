"""What a message would cost where writing to people isn't free; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import audience, rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.outbox import postage
from bot.outbox.postage import Estimate


@dataclass(frozen=True, slots=True)
class Cost:
    """`platform` as people call it; the estimate's sums are in millionths of `currency`."""

    platform: str
    currency: str
    estimate: Estimate


async def of_broadcast(session: AsyncSession, broadcast: Broadcast, now: datetime) -> Sequence[Cost]:
    """As it would be now; nothing where it costs nothing or nobody is reached that way."""
    return await _of(session, audience.audience_of(broadcast), broadcast.kind, now)


async def of_emergency(session: AsyncSession, broadcast: Broadcast, now: datetime) -> Sequence[Cost]:
    """If it were sent as one now."""
    return await _of(session, audience.in_emergency(broadcast), BroadcastKind.EMERGENCY, now)


async def _of(
    session: AsyncSession, recipients: audience.Audience, kind: BroadcastKind, now: datetime
) -> Sequence[Cost]:
    purpose = rules.purpose(kind)
    found = [
        Cost(
            one.title,
            one.tariff.currency,
            await postage.estimate_for(session, one, recipients, purpose, now),
        )
        for one in postage.in_use()
    ]
    return [cost for cost in found if cost.estimate.is_here]
