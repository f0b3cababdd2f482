"""What keeps a whole channel from sending: noted when it begins, told once, cleared when something goes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, false, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.models import ChannelTrouble
from bot.outbox.money import MONEY_LIMIT


async def note(
    session: AsyncSession,
    channel: str,
    reason: str,
    now: datetime,
    *,
    by_receipt: bool = False,
    before: datetime | None = None,
) -> None:
    """One that is noted already keeps its beginning, unless that was `before`: then it is a new one.

    `by_receipt`: told of afterwards, and only of knocks; other messages go all the same.
    """
    dialect = session.get_bind().dialect.name
    new = (postgresql if dialect == "postgresql" else sqlite).insert(ChannelTrouble)
    values = {"since": now, "told_at": None, "by_receipt": by_receipt}
    added = new.values(channel=channel, reason=reason, **values)
    await session.execute(
        added.on_conflict_do_nothing()
        if before is None
        else added.on_conflict_do_update(
            index_elements=["channel", "reason"], set_=values, where=ChannelTrouble.since < before
        )
    )


async def clear(session: AsyncSession, channel: str, *, by_receipt: bool = False) -> None:
    """Something went. A spent limit is no trouble of the channel's: it ends with the month."""
    await session.execute(
        delete(ChannelTrouble).where(
            ChannelTrouble.channel == channel,
            ChannelTrouble.by_receipt == by_receipt,
            ChannelTrouble.reason != MONEY_LIMIT,
        )
    )


async def untold(session: AsyncSession) -> Sequence[ChannelTrouble]:
    """Locked until the session ends, so that no two processes tell of the same."""
    found = await session.scalars(
        select(ChannelTrouble)
        .where(ChannelTrouble.told_at.is_(None))
        .order_by(ChannelTrouble.since, ChannelTrouble.channel, ChannelTrouble.reason)
        .with_for_update(skip_locked=True)
    )
    return found.all()


async def broken_channels(session: AsyncSession) -> frozenset[str]:
    """Over which nothing goes at present."""
    found = await session.scalars(
        select(ChannelTrouble.channel).where(
            ChannelTrouble.reason != MONEY_LIMIT, ChannelTrouble.by_receipt == false()
        )
    )
    return frozenset(found)
