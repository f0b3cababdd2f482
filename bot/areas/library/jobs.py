"""The clockwork of the library: once a week those who keep it are told what is missing, old and asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import notices, queries
from bot.areas.library.models import Digest
from bot.areas.library.queries import Shelf
from bot.areas.library.rules.freshness import State
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Municipality
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.people import queries as staff
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.core.scheduling import Job, Tick

EVERY_SECONDS = 300
WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
LOOK_AHEAD_DAYS = 21


@dataclass(frozen=True, slots=True)
class Office:
    """When somebody is there to do anything."""

    row: Municipality
    calendar: WorkCalendar
    zone: ZoneInfo

    def open_at(self, now: datetime) -> bool:
        at = now.astimezone(self.zone)
        return self.calendar.works(at.date()) and self.row.office_opens <= at.time() < self.row.office_closes

    def first_day(self) -> date:
        """An office that has only begun knows itself that its shelves are empty."""
        return (self.row.created_at + WEEK).astimezone(self.zone).date()


async def _office(session: AsyncSession, zone: ZoneInfo) -> Office | None:
    row = await municipality.get_municipality(session)
    return Office(row, await municipality.get_work_calendar(session), zone) if row else None


def is_due(shelf: Shelf) -> bool:
    return shelf.state is not State.FRESH or shelf.waiting > 0


async def due_by_person(session: AsyncSession, today: date) -> dict[int, list[Shelf]]:
    """What each of those who keep the library is reminded of.

    Each section has its keepers; where nobody holds such a role, all who may keep the library hear of it.
    """
    may = {role for role, permissions in PERMISSIONS.items() if Permission.KEEP_LIBRARY in permissions}
    holders = [one for one in await staff.list_holders(session) if one.role in may]
    found: dict[int, list[Shelf]] = {}
    for shelf in await queries.shelves(session, today):
        if not is_due(shelf):
            continue
        keepers = {one.person_id for one in holders if one.role in shelf.section.keepers}
        for person_id in keepers or {one.person_id for one in holders}:
            found.setdefault(person_id, []).append(shelf)
    return found


def _may_be_told(last: datetime | None, day: date, zone: ZoneInfo) -> bool:
    return last is None or day >= (last + WEEK).astimezone(zone).date()


async def _told_at(session: AsyncSession, person_id: int) -> datetime | None:
    row = await session.get(Digest, person_id, populate_existing=True)
    return row.told_at if row else None


async def remind(tick: Tick) -> None:
    today = tick.now.astimezone(tick.timezone).date()
    async with tick.database.reading() as session:
        office = await _office(session, tick.timezone)
        if office is None or not office.open_at(tick.now) or today < office.first_day():
            return
        people = [
            person_id
            for person_id in await due_by_person(session, today)
            if _may_be_told(await _told_at(session, person_id), today, tick.timezone)
        ]
    for person_id in people:
        async with tick.database.session() as session:
            await _remind(session, person_id, today, tick.now, tick.timezone)
    if people:
        tick.wake()


async def _remind(session: AsyncSession, person_id: int, today: date, now: datetime, zone: ZoneInfo) -> None:
    """All is read anew: what was filled a moment ago isn't asked for."""
    if not await _claim(session, person_id, today, now, zone):
        return
    due: Sequence[Shelf] = (await due_by_person(session, today)).get(person_id, [])
    months = (await municipality.get_legal(session)).publication_update_months
    if due:
        await notices.digest(session, person_id, due, months, now)


async def _claim(session: AsyncSession, person_id: int, today: date, now: datetime, zone: ZoneInfo) -> bool:
    """One process alone tells them, once a week."""
    row = await session.get(Digest, person_id, populate_existing=True, with_for_update=True)
    if row is None:
        try:
            async with session.begin_nested():
                session.add(Digest(person_id=person_id, told_at=now))
        except IntegrityError:
            return False
        return True
    if not _may_be_told(row.told_at, today, zone):
        return False
    row.told_at = now
    return True


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next opening of the office at which somebody will be told."""
    office = await _office(session, zone)
    if office is None:
        return None
    today = now.astimezone(zone).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        day = today + ahead * ONE_DAY
        opens = datetime.combine(day, office.row.office_opens, zone)
        if opens <= now or day < office.first_day() or not office.calendar.works(day):
            continue
        for person_id in await due_by_person(session, day):
            if _may_be_told(await _told_at(session, person_id), day, zone):
                return opens
    return None


jobs = (Job(name="library_reminders", every_seconds=EVERY_SECONDS, run=remind, next_due=next_due),)
