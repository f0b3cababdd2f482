"""One process at a time sends for a channel; who comes after a crash takes over what was in hand."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.models import Delivery, SenderLease, Status

DURATION = timedelta(seconds=10)
RENEW_SECONDS = 3.0


async def hold(session: AsyncSession, channel: str, owner: str, now: datetime) -> bool:
    """Take or renew the lease; False while another process holds it."""
    dialect = session.get_bind().dialect.name
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(SenderLease)
    expires = now + DURATION
    held = await session.execute(
        statement.values(channel=channel, owner=owner, expires_at=expires)
        .on_conflict_do_update(
            index_elements=["channel"],
            set_={"owner": owner, "expires_at": expires},
            where=or_(SenderLease.owner == owner, SenderLease.owner.is_(None), SenderLease.expires_at <= now),
        )
        .returning(SenderLease.owner)
    )
    return held.scalar_one_or_none() == owner


async def free_orphans(session: AsyncSession, channel: str, owner: str) -> int:
    """What a dead sender had in hand goes again: at least once, the possible repeat counted."""
    freed = await session.execute(
        update(Delivery)
        .where(Delivery.channel == channel, Delivery.status == Status.SENDING, Delivery.claim != owner)
        .values(status=Status.PENDING, claim=None, uncertain=Delivery.uncertain + 1)
        .returning(Delivery.id)
    )
    return len(freed.all())


async def release(session: AsyncSession, channel: str, owner: str) -> None:
    await session.execute(
        update(SenderLease)
        .where(SenderLease.channel == channel, SenderLease.owner == owner)
        .values(owner=None)
    )


async def remember_pause(session: AsyncSession, channel: str, until: datetime) -> None:
    await session.execute(
        update(SenderLease).where(SenderLease.channel == channel).values(paused_until=until)
    )


async def paused_until(session: AsyncSession, channel: str) -> datetime | None:
    return await session.scalar(select(SenderLease.paused_until).where(SenderLease.channel == channel))
