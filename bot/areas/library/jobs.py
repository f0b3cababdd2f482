"""The clockwork of the library: once a week those who keep it are told what is missing, old and asked for."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import notices
from bot.areas.library.keepers import due_by_person
from bot.areas.library.models import Digest
from bot.areas.municipality.office_day import OfficeDay, office_day
from bot.core.scheduling import Job, Tick

EVERY_SECONDS = 300
WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
LOOK_AHEAD_DAYS = 21


def _first_day(today: OfficeDay) -> date:
    """An office that has only begun knows itself that its shelves are empty."""
    return (today.office.created_at + WEEK).astimezone(today.zone).date()


def _may_be_told(last: datetime | None, day: date, zone: ZoneInfo) -> bool:
    return last is None or day >= (last + WEEK).astimezone(zone).date()


async def _told_at(session: AsyncSession, person_id: int) -> datetime | None:
    row = await session.get(Digest, person_id, populate_existing=True)
    return row.told_at if row else None


async def remind(tick: Tick) -> None:
    async with tick.database.reading() as session:
        today = await office_day(session, tick.now, tick.timezone)
        if today is None or not today.open_at(tick.now) or today.day < _first_day(today):
            return
        people = [
            person_id
            for person_id in await due_by_person(session, today.day)
            if _may_be_told(await _told_at(session, person_id), today.day, today.zone)
        ]
    for person_id in people:
        async with tick.database.session() as session:
            await _remind(session, person_id, today, tick.now)
    if people:
        tick.wake()


async def _remind(session: AsyncSession, person_id: int, today: OfficeDay, now: datetime) -> None:
    """All is read anew: what was filled a moment ago isn't asked for."""
    if not await _claim(session, person_id, today, now):
        return
    due = (await due_by_person(session, today.day)).get(person_id, [])
    if due:
        await notices.digest(session, person_id, due, today.legal.publication_update_months, now)


async def _claim(session: AsyncSession, person_id: int, today: OfficeDay, now: datetime) -> bool:
    """One process alone tells them, once a week."""
    row = await session.get(Digest, person_id, populate_existing=True, with_for_update=True)
    if row is None:
        try:
            async with session.begin_nested():
                session.add(Digest(person_id=person_id, told_at=now))
        except IntegrityError:
            return False
        return True
    if not _may_be_told(row.told_at, today.day, today.zone):
        return False
    row.told_at = now
    return True


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next opening of the office at which somebody will be told."""
    today = await office_day(session, now, zone)
    if today is None:
        return None
    for ahead in range(LOOK_AHEAD_DAYS):
        day = today.day + ahead * ONE_DAY
        if today.opens(day) <= now or day < _first_day(today) or not today.calendar.works(day):
            continue
        for person_id in await due_by_person(session, day):
            if _may_be_told(await _told_at(session, person_id), day, zone):
                return today.opens(day)
    return None


jobs = (Job(name="library_reminders", every_seconds=EVERY_SECONDS, run=remind, next_due=next_due),)
