"""The clockwork of receptions: weeks ahead, reminders, who comes, hours whose holder is gone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet, is_quiet
from bot.areas.receptions import notices, queries, rules, service
from bot.core.scheduling import Job, Tick

log = structlog.get_logger()

EVERY_SECONDS = 30


async def call_off_unheld(tick: Tick) -> None:
    """Who lost the role or deleted themselves receives nobody; who had booked must not come for nothing."""
    async with tick.database.reading() as session:
        holders = await queries.may_hold(session)
        unheld = [one.id for one in await queries.ahead(session, tick.now) if one.holder_id not in holders]
        series = [one.id for one in await queries.series_of(session) if one.holder_id not in holders]
    if not unheld and not series:
        return
    async with tick.database.session() as session:
        for one in await queries.series_of(session):
            if one.id in series:
                one.ended_at = tick.now
        for reception in await queries.ahead(session, tick.now):
            if reception.id in unheld:
                booked = await service.call_off(session, reception, None, None, tick.now)
                await notices.called_off(session, reception, booked, tick.now)


async def make_ahead(tick: Tick) -> None:
    """The next week of weekly hours, once it is near enough."""
    async with tick.database.session() as session:
        for series in await queries.series_of(session):
            await service.make_ahead(session, series, tick.now, tick.timezone)


async def remind(tick: Tick) -> None:
    """Each is read anew: of a slot given back or a cancelled day nothing stale goes."""
    async with tick.database.reading() as session:
        legal = await municipality.get_legal(session)
        due = [
            (booking.id, hours)
            for booking, _ in await queries.to_remind(session, tick.now)
            if (hours := _due(booking.starts_at, booking.booked_at, tick, legal)) is not None
            and (booking.reminded is None or booking.reminded > hours)
        ]
    for booking_id, hours in due:
        async with tick.database.session() as session:
            if not await service.claim_reminder(session, booking_id, hours):
                continue
            booking = await queries.find_booking(session, booking_id)
            reception = await queries.find(session, booking.reception_id) if booking else None
            if booking and reception and reception.cancelled_at is None:
                await notices.remind(session, reception, booking, tick.now)


def _due(slot: datetime, booked_at: datetime, tick: Tick, legal: LegalValues) -> int | None:
    # After an outage the moment itself may lie in the night.
    if is_quiet(tick.now, legal, tick.timezone) and after_quiet(tick.now, legal, tick.timezone) < slot:
        return None
    return rules.due_reminder(slot, booked_at, tick.now, legal, tick.timezone)


async def tell_holders(tick: Tick) -> None:
    async with tick.database.reading() as session:
        legal = await municipality.get_legal(session)
        ahead = await queries.ahead(session, tick.now)
        booked = await queries.counts(session, [one.id for one in ahead])
        quiet = is_quiet(tick.now, legal, tick.timezone)
        due = [
            one.id
            for one in ahead
            if one.holder_told_at is None
            and one.id in booked
            and not quiet
            and rules.list_moment(one, legal, tick.timezone) <= tick.now < one.starts_at
        ]
    for reception_id in due:
        async with tick.database.session() as session:
            if not await service.claim_list(session, reception_id, tick.now):
                continue
            reception = await queries.find(session, reception_id)
            if reception:
                await notices.tell_who_comes(session, reception, tick.now)


async def run(tick: Tick) -> None:
    await call_off_unheld(tick)
    await make_ahead(tick)
    await remind(tick)
    await tell_holders(tick)
    tick.wake()


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next reminder or list."""
    legal = await municipality.get_legal(session)
    ahead = await queries.ahead(session, now)
    booked = await queries.counts(session, [one.id for one in ahead])
    moments = [
        rules.list_moment(one, legal, zone)
        for one in ahead
        if one.id in booked and one.holder_told_at is None
    ]
    moments += [
        rules.reminder_moment(booking.starts_at, hours, legal, zone)
        for booking, _ in await queries.to_remind(session, now)
        for hours in legal.reception_reminder_hours
        if booking.reminded is None or booking.reminded > hours
    ]
    return min((moment for moment in moments if moment > now), default=None)


jobs = (Job(name="receptions", every_seconds=EVERY_SECONDS, run=run, next_due=next_due),)
