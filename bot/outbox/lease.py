"""One process at a time sends for a channel; who comes after a crash takes over what was in hand."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.claims import IS_SENDING
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


async def free_others(session: AsyncSession, channel: str, owner: str) -> int:
    """What a dead sender had in hand goes again."""
    return await _free(session, Delivery.channel == channel, Delivery.claim != owner)


async def free_own(session: AsyncSession, channel: str, owner: str) -> int:
    """At the end: what still hangs may have gone, and goes again."""
    return await _free(session, Delivery.channel == channel, Delivery.claim == owner)


async def free_abandoned(session: AsyncSession) -> int:
    """Whatever is in the hands of someone who holds no lease."""
    owners = select(SenderLease.owner).where(
        SenderLease.channel == Delivery.channel, SenderLease.owner == Delivery.claim
    )
    return await _free(session, ~owners.exists())


async def _free(session: AsyncSession, *whose: ColumnElement[bool]) -> int:
    """At least once: the possible repeat is counted."""
    freed: Any = await session.execute(
        update(Delivery)
        .where(IS_SENDING, *whose)
        .values(status=Status.PENDING, claim=None, uncertain=Delivery.uncertain + 1)
        .execution_options(synchronize_session=False)
    )
    return int(freed.rowcount)


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
