"""What the running process tells about itself: is it well, and how much is there to do."""

from functools import cache

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, exists, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import queries as residents
from bot.core import clock
from bot.core.db import Database
from bot.core.inbox import Inbound
from bot.operations.migrate.setup import FOLDER, alembic_config
from bot.outbox import queries as outbox
from bot.outbox import troubles
from bot.outbox.models import SenderLease
from bot.web.metrics import Figures


async def database_answers(database: Database) -> bool:
    async with database.reading() as session:
        await session.execute(text("SELECT 1"))
    return True


async def migrations_current(database: Database) -> bool:
    """Another process of a newer version may have migrated since we started."""
    async with database.reading() as session:
        connection = await session.connection()
        return await connection.run_sync(_is_current)


def _is_current(connection: Connection) -> bool:
    return set(MigrationContext.configure(connection).get_current_heads()) == _wanted()


@cache
def _wanted() -> frozenset[str]:
    """This program's own don't change while it runs."""
    return frozenset(ScriptDirectory.from_config(alembic_config(FOLDER)).get_heads())


async def somebody_sends(database: Database, channel: str) -> bool:
    """One process holds the lease; the others stand by and are well, too."""
    held = exists().where(
        SenderLease.channel == channel, SenderLease.owner.is_not(None), SenderLease.expires_at > clock.now()
    )
    async with database.reading() as session:
        return bool(await session.scalar(select(held)))


async def read_figures(database: Database) -> Figures:
    async with database.reading() as session:
        return Figures(
            waiting=await outbox.depth(session),
            unhandled=await _unhandled(session),
            subscribers=await residents.subscribers_count(session, clock.now()),
            broken=await troubles.broken_channels(session),
        )


async def _unhandled(session: AsyncSession) -> dict[str, int]:
    rows = await session.execute(
        select(Inbound.channel, func.count()).where(Inbound.handled_at.is_(None)).group_by(Inbound.channel)
    )
    return {row[0]: row[1] for row in rows}
