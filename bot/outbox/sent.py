"""What went out, written down many at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, null, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.channel import Channel, ReceiptState
from bot.outbox import fallout, shown
from bot.outbox.bulk import as_table
from bot.outbox.models import EXTERNAL_ID_LENGTH, TEMPLATE_LENGTH, Delivery, RowNumber, Status
from bot.outbox.outcomes import Sent


async def record_sent(
    session: AsyncSession, channel: Channel, owner: str, sent: Sequence[Sent], now: datetime
) -> None:
    whole = [one for one in sent if one.template is None]
    knocked = [one for one in sent if one.template is not None]
    if whole:
        await _record_whole(session, channel, owner, whole, now)
    if knocked:
        await _record_knocked(session, channel, owner, knocked, now)
    if channel.numbered:
        await shown.remember(session, sent, now)
    if channel.confirms:
        # Some of what the platform tells is quicker than we are.
        external_ids = [one.external_id[:EXTERNAL_ID_LENGTH] for one in sent]
        await fallout.apply(session, channel.name, external_ids, now)


async def _record_whole(
    session: AsyncSession, channel: Channel, owner: str, sent: Sequence[Sent], now: datetime
) -> None:
    given = as_table(
        session.get_bind().dialect,
        {
            "id": (RowNumber, [one.claimed.id for one in sent]),
            "external_id": (String(), [one.external_id[:EXTERNAL_ID_LENGTH] for one in sent]),
            "parts_sent": (Integer(), [one.claimed.parts_sent for one in sent]),
        },
    )
    values: dict[str, Any] = {"body": null()}
    if channel.confirms:
        # Until the platform says that it went it may have to be said again.
        values = {"told": ReceiptState.ACCEPTED}
    if channel.window:
        # They may have been knocked at before, in vain.
        values |= {"template": None, "cost": None, "held_at": None}
    await session.execute(
        update(Delivery)
        .where(Delivery.id == given.c.id, Delivery.claim == owner)
        .values(
            status=Status.SENT,
            external_id=given.c.external_id,
            parts_sent=given.c.parts_sent,
            finished_at=now,
            claim=None,
            reason=None,
            **values,
        )
        .execution_options(synchronize_session=False)
    )


async def _record_knocked(
    session: AsyncSession, channel: Channel, owner: str, knocked: Sequence[Sent], now: datetime
) -> None:
    given = as_table(
        session.get_bind().dialect,
        {
            "id": (RowNumber, [one.claimed.id for one in knocked]),
            "external_id": (String(), [one.external_id[:EXTERNAL_ID_LENGTH] for one in knocked]),
            "template": (String(), [(one.template or "")[:TEMPLATE_LENGTH] for one in knocked]),
            "cost": (Integer(), [one.cost for one in knocked]),
        },
    )
    await session.execute(
        update(Delivery)
        .where(Delivery.id == given.c.id, Delivery.claim == owner)
        .values(
            status=Status.SENT,
            external_id=given.c.external_id,
            template=given.c.template,
            cost=given.c.cost,
            held_at=now,
            opened_at=None,
            told=ReceiptState.ACCEPTED if channel.confirms else None,
            finished_at=now,
            claim=None,
            reason=None,
        )
        .execution_options(synchronize_session=False)
    )
