"""Repairs what a crash left and forgets what is old; safe to run at any moment, in any process."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.channel import ReceiptState
from bot.core.db import Database
from bot.core.scheduling import Job, Tick
from bot.outbox import lease
from bot.outbox.claims import IS_PENDING
from bot.outbox.models import Batch, Delivery, Priority, ReceiptKept, Status
from bot.outbox.service import cancel_pending

log = structlog.get_logger()

EVERY_SECONDS = 60
KEEP_SINGLES = timedelta(days=90)
# How often somebody was answered tells how long their way through a survey without names was.
KEEP_REPLIES = timedelta(hours=1)
# By then the platform has said what became of it, or will not.
KEEP_BODIES = timedelta(days=1)
# What they said of a message stands in its delivery; they are kept for those that came before it was known.
KEEP_RECEIPTS = timedelta(days=30)


async def sweep(database: Database, now: datetime) -> None:
    async with database.session() as session:
        freed = await lease.free_abandoned(session)
    if freed:
        log.warning("freed_abandoned", count=freed)
    await _cancel_stopped(database, now)
    async with database.session() as session:
        await forget_singles(session, now - KEEP_SINGLES)
        await forget_bodies(session, now - KEEP_BODIES)
        await forget_replies(session, now - KEEP_REPLIES)
        await session.execute(delete(ReceiptKept).where(ReceiptKept.at < now - KEEP_RECEIPTS))


async def _cancel_stopped(database: Database, now: datetime) -> None:
    """A sender that died while it took a stopped batch back left some of it waiting."""
    async with database.reading() as session:
        stopped = select(Batch.id).where(Batch.stopped_at.is_not(None))
        found = await session.scalars(
            select(Delivery.batch_id).where(IS_PENDING, Delivery.batch_id.in_(stopped)).distinct()
        )
        batch_ids = {batch_id for batch_id in found if batch_id is not None}
    more = bool(batch_ids)
    while more:
        async with database.session() as session:
            more = await cancel_pending(session, batch_ids, now) > 0


async def forget_singles(session: AsyncSession, before: datetime) -> None:
    """Old single messages leave nothing behind; a batch's rows are evidence and stay."""
    await session.execute(delete(Delivery).where(Delivery.batch_id.is_(None), Delivery.finished_at < before))


async def forget_replies(session: AsyncSession, before: datetime) -> None:
    """An answer that came is of no use later: who wrote has read it.

    What is held for them is not read yet; and what it cost is counted until the month is over.
    """
    await session.execute(
        delete(Delivery).where(
            Delivery.batch_id.is_(None),
            Delivery.priority == Priority.REPLY,
            Delivery.status == Status.SENT,
            Delivery.finished_at < before,
            Delivery.held_at.is_(None),
            Delivery.told.is_distinct_from(ReceiptState.ACCEPTED),
        )
    )


async def forget_bodies(session: AsyncSession, before: datetime) -> None:
    """Of single messages that the platform took without saying more; what is held for somebody stays."""
    await session.execute(
        update(Delivery)
        .where(
            Delivery.batch_id.is_(None),
            Delivery.status == Status.SENT,
            Delivery.told.is_not(None),
            Delivery.held_at.is_(None),
            Delivery.body.is_not(null()),
            Delivery.finished_at < before,
        )
        .values(body=null(), told=ReceiptState.SENT)
        .execution_options(synchronize_session=False)
    )


async def _run(tick: Tick) -> None:
    await sweep(tick.database, tick.now)
    tick.wake()


jobs = (Job(name="outbox", every_seconds=EVERY_SECONDS, run=_run),)
