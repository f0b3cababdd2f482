"""Keeps the duty group in line: cards that show what is, a group that is lost, cards nobody takes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import notices, service
from bot.areas.appeals.duty import cards, groups
from bot.areas.appeals.models import AppealState, AppealStep
from bot.areas.appeals.rules import silence
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.office_day import office_day
from bot.core.scheduling import Tick

log = structlog.get_logger()

# A group that becomes a supergroup may look lost for a moment, until its new address is told.
BELIEVED_AFTER = timedelta(seconds=15)


async def run(tick: Tick) -> None:
    """Each in a transaction of its own: one that fails must not hold up the others."""
    async with tick.database.reading() as session:
        found = await groups.chosen(session)
        since = found.place.trouble_since if found else None
        stale, silent = await cards.stale(session), await _silent(session, tick.now, tick.timezone)
    if since is not None and since + BELIEVED_AFTER <= tick.now:
        async with tick.database.session() as session:
            await groups.lose(session, tick.now)
    for number in stale:
        await _each(tick, number, draw=True)
    for number, due_at in silent:
        if due_at <= tick.now:
            await _each(tick, number, draw=False)
    if since is not None or stale or silent:
        tick.wake()


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    return min((due_at for _, due_at in await _silent(session, now, zone) if due_at > now), default=None)


async def _each(tick: Tick, number: int, *, draw: bool) -> None:
    try:
        async with tick.database.session() as session:
            if draw:
                await cards.draw(session, await service.lock(session, number), tick.now)
            else:
                await _tell_everybody(session, number, tick.now)
    except Exception:
        log.exception("duty_card_failed", appeal=number)


async def _tell_everybody(session: AsyncSession, number: int, now: datetime) -> None:
    """The group was silent for a working day: the card goes to each person on duty after all."""
    appeal = await service.lock(session, number)
    if appeal.state is not AppealState.NEW or appeal.handler_id is not None:
        return
    posted = dict(await cards.unseen(session)).get(number)
    if posted is not None and await service.claim_step(session, number, _step(posted), now):
        await notices.to_each(session, appeal, now)


async def _silent(session: AsyncSession, now: datetime, zone: ZoneInfo) -> list[tuple[int, datetime]]:
    """What nobody took and nobody was told of privately yet, and when everybody is."""
    waiting = await cards.unseen(session)
    office = await office_day(session, now, zone) if waiting else None
    if office is None:
        return []
    calendar = await municipality.get_work_calendar(session)
    hours = office.office.office_opens, office.office.office_closes
    return [
        (number, silence.due_at(posted_at, *hours, calendar, zone))
        for number, posted_at in waiting
        if await session.get(AppealStep, (number, _step(posted_at))) is None
    ]


def _step(posted_at: datetime) -> str:
    return f"duty_silent/{posted_at:%Y%m%d%H%M}"
