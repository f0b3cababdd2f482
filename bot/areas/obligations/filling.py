"""Setting up a row of the year: numbers, days, money, notes, what isn't done this year; never commits."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import carrying, editions, queries
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.models import Obligation, ObligationPeriod
from bot.areas.obligations.planning import check_may, check_reason, check_words, get, record
from bot.areas.obligations.rules import meetings, targets
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.errors import Refused

LONGEST_NOTE = 1000


async def set_number(
    session: AsyncSession, by: int, obligation_id: int, parameter: str, number: int | None, now: datetime
) -> Obligation:
    """None leaves the blank open again. Raises `Refused`."""
    await check_may(session, by)
    found = await get(session, obligation_id)
    known = targets.find_parameter(measures().get(found.key), parameter)
    if known is None:
        raise Refused("obligations:gone")
    if number is not None:
        targets.read_number(known, str(number))
    await editions.check_number_free(session, found, parameter, number)
    before = found.targets.get(parameter)
    rest = {key: value for key, value in found.targets.items() if key != parameter}
    found.targets = rest if number is None else {**rest, parameter: number}
    if before != number:
        record(session, now, AuditTag.NUMBER_SET, by, found, {parameter: before}, {parameter: number})
        await carrying.carry_number(session, by, found, parameter, before, number, now)
    return found


# Days


async def bounds(
    session: AsyncSession, period: ObligationPeriod, now: datetime, zone: ZoneInfo
) -> meetings.Bounds:
    """Which days may be chosen for it now."""
    obligation = await get(session, period.obligation_id)
    legal = await municipality.get_legal(session)
    return meetings.bounds(obligation.key, period.window, now, legal, zone)


async def get_period(session: AsyncSession, obligation_id: int, number: int) -> ObligationPeriod:
    """By its number within the year. Raises `Refused`."""
    found = (await queries.periods_of(session, [obligation_id]))[obligation_id]
    period = next((one for one in found if one.number == number), None)
    if period is None:
        raise Refused("obligations:gone")
    return period


async def set_day(
    session: AsyncSession,
    by: int,
    obligation_id: int,
    number: int,
    day: date | None,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """None: no day is chosen any more. Raises `Refused` with the days that are possible."""
    await check_may(session, by)
    found = await get(session, obligation_id)
    period = await get_period(session, obligation_id, number)
    if day == period.planned_on:
        return
    if day is not None:
        (await bounds(session, period, now, zone)).check(day)
    before, period.planned_on = period.planned_on, day
    record(
        session,
        now,
        AuditTag.DAY_CHOSEN,
        by,
        found,
        {"day": before.isoformat() if before else None},
        {"day": day.isoformat() if day else None},
    )


# Money and notes


async def set_amount(
    session: AsyncSession, by: int, obligation_id: int, amount: int | None, now: datetime
) -> None:
    await check_may(session, by)
    found = await get(session, obligation_id)
    if found.amount != amount:
        record(session, now, AuditTag.AMOUNT_SET, by, found, {"amount": found.amount}, {"amount": amount})
        found.amount = amount


async def set_note(
    session: AsyncSession, by: int, obligation_id: int, note: str | None, now: datetime
) -> None:
    await check_may(session, by)
    found = await get(session, obligation_id)
    if found.note != note:
        found.note = check_words(note, LONGEST_NOTE) if note else None
        record(session, now, AuditTag.NOTE_SET, by, found, None, None)


# Not this year


async def waive(session: AsyncSession, by: int, obligation_id: int, reason: str, now: datetime) -> None:
    """The head alone says that something isn't done this year, and why."""
    await people.check_may(session, by, Permission.APPROVE_PLAN)
    found = await get(session, obligation_id)
    found.waived_reason = check_reason(reason, LONGEST_NOTE)
    if found.waived_at is None:
        found.waived_at, found.waived_by = now, by
        record(session, now, AuditTag.WAIVED, by, found, None, None)


async def lift(session: AsyncSession, by: int, obligation_id: int, now: datetime) -> None:
    """It is done this year after all."""
    await people.check_may(session, by, Permission.APPROVE_PLAN)
    found = await get(session, obligation_id)
    if found.waived_at is not None:
        found.waived_reason = found.waived_at = found.waived_by = None
        record(session, now, AuditTag.WAIVER_LIFTED, by, found, None, None)
