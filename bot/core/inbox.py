"""What arrived, kept before the platform is told so: a crash loses nothing, a repeat does nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Database


class Inbound(Base):
    """`payload` is the platform's own update until it is handled; then only the id stays, against repeats."""

    __tablename__ = "inbox"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    payload: Mapped[dict[str, Any] | None]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_inbox_handled_at", "handled_at"),)


async def receive(
    database: Database, channel: str, external_id: str, payload: dict[str, Any], now: datetime
) -> bool:
    """Keep an update; False when it was here before."""
    row = {"channel": channel, "external_id": external_id, "payload": payload, "received_at": now}
    try:
        async with database.session() as session:
            await session.execute(insert(Inbound).values(row))
    except IntegrityError:
        return False
    return True


async def receive_all(
    database: Database, channel: str, payloads: Mapping[str, dict[str, Any]], now: datetime
) -> set[str]:
    """Keep many updates, by their ids, in one transaction; which of them are new."""
    rows = [
        {"channel": channel, "external_id": external_id, "payload": payload, "received_at": now}
        for external_id, payload in payloads.items()
    ]
    async with database.session() as session:
        dialect = session.get_bind().dialect.name
        new = (postgresql if dialect == "postgresql" else sqlite).insert(Inbound.__table__)
        kept = new.values(rows).on_conflict_do_nothing(index_elements=["channel", "external_id"])
        return set(await session.scalars(kept.returning(Inbound.external_id)))


async def unhandled(session: AsyncSession, channel: str) -> Sequence[Inbound]:
    """What a stop left behind, oldest first."""
    rows = await session.scalars(
        select(Inbound)
        .where(Inbound.channel == channel, Inbound.handled_at.is_(None))
        .order_by(Inbound.received_at, Inbound.external_id)
    )
    return rows.all()


async def claim(session: AsyncSession, channel: str, external_id: str, now: datetime) -> bool:
    """Mark it handled together with what handling changes; False when someone did already.

    A message that never went through `receive` (a test, a direct call) is noted here.
    """
    dialect = session.get_bind().dialect.name
    new = (postgresql if dialect == "postgresql" else sqlite).insert(Inbound.__table__)
    claimed = new.values(
        channel=channel, external_id=external_id, received_at=now, handled_at=now
    ).on_conflict_do_update(
        index_elements=["channel", "external_id"],
        set_={"handled_at": now, "payload": None},
        where=Inbound.handled_at.is_(None),
    )
    return await session.scalar(claimed.returning(Inbound.external_id)) is not None


async def forget_handled(session: AsyncSession, before: datetime) -> None:
    """Ids older than any platform repeats are of no use."""
    await session.execute(delete(Inbound).where(Inbound.handled_at < before))
