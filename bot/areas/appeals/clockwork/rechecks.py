"""Weeks after a repair its author is asked whether it holds; once for each repair."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import notices_to_author, service
from bot.areas.appeals.models import Appeal, AppealState, AppealStep, Outcome
from bot.areas.appeals.rules import following
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.core.scheduling import Tick

log = structlog.get_logger()

# Who was out of reach of the clock for longer isn't asked of what is long past.
NOT_AFTER = timedelta(days=14)


def step_of(closed_at: datetime) -> str:
    return f"recheck.{closed_at:%Y%m%d%H%M}"


async def run(tick: Tick) -> None:
    """Each in a transaction of its own: one that fails must not hold up the others."""
    async with tick.database.reading() as session:
        waiting = await _repaired(session, tick.now)
    for number, asked_at in waiting:
        if asked_at > tick.now:
            continue
        try:
            async with tick.database.session() as session:
                await _ask(session, number, tick.now)
        except Exception:
            log.exception("repair_not_asked_about", appeal=number)
    tick.wake()


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    legal = await municipality.get_legal(session)
    waiting = await _repaired(session, now)
    return min((after_quiet(at, legal, zone) for _, at in waiting if at > now), default=None)


async def _ask(session: AsyncSession, appeal_id: int, now: datetime) -> None:
    appeal = await service.lock(session, appeal_id)
    legal = await municipality.get_legal(session)
    asked_at = following.recheck_at(appeal, legal.appeal_recheck_days)
    if asked_at is None or asked_at > now or appeal.closed_at is None:
        return
    if await service.claim_step(session, appeal_id, step_of(appeal.closed_at), now):
        await notices_to_author.ask_whether_it_holds(session, appeal, now)


async def _repaired(session: AsyncSession, now: datetime) -> list[tuple[int, datetime]]:
    """Those whose authors weren't asked yet, and when they are."""
    legal = await municipality.get_legal(session)
    days = timedelta(days=legal.appeal_recheck_days)
    found = await session.execute(
        select(Appeal.id, Appeal.closed_at).where(
            Appeal.state == AppealState.CLOSED,
            Appeal.outcome == Outcome.REPAIRED,
            Appeal.author_id.is_not(None),
            Appeal.closed_at > now - days - NOT_AFTER,
        )
    )
    rows = [(number, closed_at) for number, closed_at in found if closed_at]
    asked = await session.execute(
        select(AppealStep.appeal_id, AppealStep.step).where(
            AppealStep.appeal_id.in_([number for number, _ in rows]), AppealStep.step.startswith("recheck.")
        )
    )
    done = {(number, step) for number, step in asked}
    return [(number, at + days) for number, at in rows if (number, step_of(at)) not in done]
