"""A message to many that went out before the demo began, with the deliveries it would have had."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.audience import audience_of
from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.broadcasts.showing import languages_of, out_message
from bot.outbox import service as outbox
from bot.outbox.models import Delivery, Status

_LOSSES = ((23, Status.BLOCKED, "blocked"), (71, Status.BLOCKED, "gone"), (97, Status.FAILED, "unreachable"))


async def deliver(session: AsyncSession, broadcast: Broadcast, at: datetime) -> None:
    """As everywhere, some have blocked the bot or have no connection: reports have something to tell."""
    broadcast.state, broadcast.send_at, broadcast.started_at = BroadcastState.SENT, at, at
    broadcast.finished_at = at + timedelta(minutes=1)
    await session.flush()
    contents = {
        language: await outbox.keep_content(session, out_message(broadcast, language))
        for language in languages_of(broadcast)
    }
    await outbox.expand(
        session,
        batch=broadcast.batch_name,
        contents=contents,
        default_language="ky",
        recipients=audience_of(broadcast),
        now=at,
    )
    mine = Delivery.created_at == at
    await session.execute(
        update(Delivery).where(mine).values(status=Status.SENT, finished_at=at, external_id="0")
    )
    for every, status, reason in _LOSSES:
        await session.execute(
            update(Delivery)
            .where(mine, Delivery.contact_id % every == every - 1)
            .values(status=status, reason=reason, external_id=None)
        )
