"""Working days that staff set right, and the last days that move with them; never commits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import notices_to_author, queries, service
from bot.areas.appeals.models import Appeal
from bot.areas.appeals.rules import deadlines
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import NAME_LENGTH, WorkingDayCorrection
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused

ONE_DAY = timedelta(days=1)
BACK, AHEAD = timedelta(days=60), timedelta(days=400)
LISTED = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Moved:
    """An open appeal whose last day is another now."""

    appeal: Appeal
    before: date


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days on which nobody works, one after another; ordinary weekends stand for themselves and aren't."""

    first: date
    last: date


async def correct(
    session: AsyncSession,
    day: date,
    by: int,
    *,
    works: bool,
    reason: str,
    now: datetime,
    zone: ZoneInfo,
) -> list[Moved]:
    """From now on that day counts so; tells which open appeals are due on another day. Raises `Refused`."""
    await people.check_may(session, by, Permission.HANDLE_APPEALS)
    said = word_rules.check_words(reason, NAME_LENGTH)
    today = now.astimezone(zone).date()
    if not today - BACK <= day <= today + AHEAD:
        raise Refused("appeals:day_far")
    before = await municipality.get_work_calendar(session)
    if before.works(day) is works:
        raise Refused("appeals:day_same", works=works)
    found = await session.get(WorkingDayCorrection, day, with_for_update=True)
    if found is None:
        found = WorkingDayCorrection(day=day, works=works, reason=said, set_by=by, set_at=now)
        session.add(found)
    found.works, found.reason, found.set_by, found.set_at = works, said, by, now
    return await _changed(session, day, by, now, zone, {"works": works})


async def drop(session: AsyncSession, day: date, by: int, now: datetime, zone: ZoneInfo) -> list[Moved]:
    """The country's calendar holds for that day again. Raises `Refused` when it does already."""
    await people.check_may(session, by, Permission.HANDLE_APPEALS)
    found = await session.get(WorkingDayCorrection, day, with_for_update=True)
    if found is None:
        raise Refused("appeals:no_correction")
    await session.delete(found)
    return await _changed(session, day, by, now, zone, {"works": None})


async def _changed(
    session: AsyncSession, day: date, by: int, now: datetime, zone: ZoneInfo, after: dict[str, bool | None]
) -> list[Moved]:
    await session.flush()
    audit.record(
        session,
        now,
        AuditTag.DAY_CORRECTED,
        person_id=by,
        subject_id=None,
        before=None,
        after={"day": day.isoformat(), **after},
    )
    legal = await municipality.get_legal(session)
    calendar = await municipality.get_work_calendar(session)
    moved: list[Moved] = []
    for number in await queries.open_ids(session, mandates=False):
        appeal = await service.lock(session, number)
        received_on = appeal.received_at.astimezone(zone).date()
        if appeal.due_on is None or received_on >= day:
            continue
        new, old = deadlines.deadlines(received_on, legal, calendar), appeal.due_on
        # What was opened again after its lawful day keeps its new aim.
        if appeal.target_on is None or appeal.target_on <= old:
            appeal.target_on = new.target_on
        if new.due_on != old and day <= max(old, new.due_on):
            appeal.due_on = new.due_on
            moved.append(Moved(appeal, old))
            await notices_to_author.due_changed(session, appeal, now)
    return moved


def coming(calendar: WorkCalendar, today: date) -> Iterator[DaysOff]:
    """Holidays of the next months, joined with the weekends beside them when they touch."""
    day, end = today, today + LISTED
    while day <= end:
        if not calendar.holiday(day):
            day += ONE_DAY
            continue
        last = day
        while not calendar.works(last + ONE_DAY):
            last += ONE_DAY
        first = day
        while first > today and not calendar.works(first - ONE_DAY):
            first -= ONE_DAY
        yield DaysOff(first, last)
        day = last + ONE_DAY
