"""Publishing hours, booking, giving back, cancelling, who came; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.receptions import queries, rules
from bot.areas.receptions.models import NAME_LENGTH, PLACE_LENGTH, Booking, Reception, ReceptionSeries
from bot.areas.receptions.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Hours:
    """What a holder publishes; on `day`, or on that day's weekday from then on."""

    day: date
    opens: time
    closes: time
    slot_minutes: int
    place: str


async def check_may_hold(session: AsyncSession, person_id: int) -> None:
    await people.check_may(session, person_id, Permission.HOLD_RECEPTION)


# Publishing


async def publish(session: AsyncSession, by: int, hours: Hours, now: datetime, zone: ZoneInfo) -> Reception:
    """On one day. Raises `Refused` for hours past, without a slot, or over others of theirs."""
    await check_may_hold(session, by)
    starts_at, ends_at = rules.on_day(hours.day, hours.opens, hours.closes, zone)
    rules.check_hours(starts_at, ends_at, hours.slot_minutes, now)
    if await _overlaps(session, by, starts_at, ends_at, now):
        raise Refused("receptions:overlap")
    place = rules.check_words(hours.place, PLACE_LENGTH)
    reception = Reception(
        holder_id=by,
        starts_at=starts_at,
        ends_at=ends_at,
        slot_minutes=hours.slot_minutes,
        place=place,
        created_at=now,
    )
    session.add(reception)
    await session.flush()
    audit.record(
        session,
        now,
        AuditTag.PUBLISHED,
        person_id=by,
        subject_id=reception.id,
        after={"when": starts_at.isoformat(), "place": place},
    )
    return reception


async def publish_weekly(
    session: AsyncSession, by: int, hours: Hours, now: datetime, zone: ZoneInfo
) -> Sequence[Reception]:
    """Every week from that day on; those of the coming weeks are made at once and given back."""
    await check_may_hold(session, by)
    starts_at, ends_at = rules.on_day(hours.day, hours.opens, hours.closes, zone)
    rules.check_hours(starts_at, ends_at, hours.slot_minutes, now)
    series = ReceptionSeries(
        holder_id=by,
        weekday=hours.day.weekday(),
        opens=hours.opens,
        closes=hours.closes,
        slot_minutes=hours.slot_minutes,
        place=rules.check_words(hours.place, PLACE_LENGTH),
        since=hours.day,
        created_at=now,
    )
    session.add(series)
    await session.flush()
    made = await make_ahead(session, series, now, zone)
    if not made:
        raise Refused("receptions:overlap")
    audit.record(
        session,
        now,
        AuditTag.WEEKLY,
        person_id=by,
        subject_id=series.id,
        after={"when": starts_at.isoformat(), "place": series.place},
    )
    return made


async def make_ahead(
    session: AsyncSession, series: ReceptionSeries, now: datetime, zone: ZoneInfo
) -> Sequence[Reception]:
    """The receptions of the coming weeks that aren't there yet; none on a holiday or over other hours."""
    legal = await municipality.get_legal(session)
    calendar = await municipality.get_work_calendar(session)
    today = now.astimezone(zone).date()
    first = max(series.since, today)
    last = first + rules.WEEK * legal.reception_weeks_ahead - timedelta(days=1)
    made: list[Reception] = []
    for day in rules.days_of_week(series.weekday, first, last):
        starts_at, ends_at = rules.on_day(day, series.opens, series.closes, zone)
        if starts_at <= now or calendar.holiday(day) or series.holder_id is None:
            continue
        if await _overlaps(session, series.holder_id, starts_at, ends_at, now):
            continue
        reception = await _make(session, series, starts_at, ends_at, now)
        if reception is not None:
            made.append(reception)
    return made


async def _make(
    session: AsyncSession, series: ReceptionSeries, starts_at: datetime, ends_at: datetime, now: datetime
) -> Reception | None:
    """None when it is there already, cancelled ones too: a cancelled day doesn't come back."""
    reception = Reception(
        holder_id=series.holder_id,
        series_id=series.id,
        starts_at=starts_at,
        ends_at=ends_at,
        slot_minutes=series.slot_minutes,
        place=series.place,
        created_at=now,
    )
    try:
        async with session.begin_nested():
            session.add(reception)
    except IntegrityError:
        return None
    return reception


async def _overlaps(
    session: AsyncSession, holder_id: int, starts_at: datetime, ends_at: datetime, now: datetime
) -> bool:
    others = await queries.ahead(session, now, holder_id)
    return any(rules.overlap((starts_at, ends_at), (one.starts_at, one.ends_at)) for one in others)


# The holder's own


async def own(session: AsyncSession, reception_id: int, by: int, *, lock: bool = False) -> Reception:
    """Only its holder sees who comes. Raises `Refused`; the same for what isn't there and isn't theirs."""
    await check_may_hold(session, by)
    found = await session.get(Reception, reception_id, populate_existing=True, with_for_update=lock or None)
    if found is None or found.holder_id != by:
        raise Refused("receptions:gone")
    return found


async def cancel(
    session: AsyncSession, reception_id: int, by: int, reason: str | None, now: datetime
) -> tuple[Reception, Sequence[Booking]]:
    """It won't be; who had booked is given back, to be told. Raises `Refused` for one that is over."""
    reception = await own(session, reception_id, by, lock=True)
    if reception.cancelled_at is not None:
        raise Refused("receptions:cancelled")
    if reception.ends_at <= now:
        raise Refused("receptions:over")
    tidy = rules.check_words(reason, rules.LONGEST_MATTER) if reason else None
    return reception, await call_off(session, reception, by, tidy, now)


async def call_off(
    session: AsyncSession, reception: Reception, by: int | None, reason: str | None, now: datetime
) -> Sequence[Booking]:
    """Whoever asks; `by` None is the clock. Those still to come in are given back."""
    reception.cancelled_at, reception.reason = now, reason
    audit.record(
        session,
        now,
        AuditTag.CANCELLED,
        person_id=by,
        subject_id=reception.id,
        after={"when": reception.starts_at.isoformat(), "reason": reason},
    )
    booked = await queries.bookings_of(session, reception.id)
    return [one for one in booked if one.starts_at > now and one.person_id is not None]


async def end_series(session: AsyncSession, series_id: int, by: int, now: datetime) -> ReceptionSeries:
    """No further weeks; what is published already stays, each day can be cancelled by itself."""
    await check_may_hold(session, by)
    found = await session.get(ReceptionSeries, series_id, populate_existing=True, with_for_update=True)
    if found is None or found.holder_id != by:
        raise Refused("receptions:gone")
    if found.ended_at is None:
        found.ended_at = now
        audit.record(session, now, AuditTag.ENDED, person_id=by, subject_id=found.id)
    return found


async def mark(
    session: AsyncSession, booking_id: int, by: int, *, came: bool, now: datetime
) -> tuple[Booking, Reception]:
    """Raises `Refused` before its time has come."""
    booking = await queries.find_booking(session, booking_id)
    if booking is None:
        raise Refused("receptions:gone")
    reception = await own(session, booking.reception_id, by)
    if booking.starts_at > now:
        raise Refused("receptions:not_begun")
    booking.came = came
    await session.flush()
    return booking, reception


# Residents


async def open_reception(session: AsyncSession, reception_id: int, now: datetime) -> Reception:
    """One that can be booked. Raises `Refused` for one cancelled, over, or of who receives no more."""
    found = await queries.find(session, reception_id)
    if found is None or found.holder_id is None:
        raise Refused("receptions:gone")
    if found.cancelled_at is not None:
        raise Refused("receptions:cancelled")
    if found.ends_at <= now:
        raise Refused("receptions:over")
    if not await people.may(session, found.holder_id, Permission.HOLD_RECEPTION):
        raise Refused("receptions:gone")
    return found


async def book(
    session: AsyncSession,
    reception_id: int,
    person_id: int,
    *,
    slot: datetime,
    name: str,
    matter: str,
    now: datetime,
) -> Booking:
    """Raises `Refused`: `receptions:taken` when somebody was quicker, `receptions:twice` for a second one."""
    # The lock keeps a cancelling holder and a booking resident from passing each other.
    await session.get(Reception, reception_id, populate_existing=True, with_for_update=True)
    reception = await open_reception(session, reception_id, now)
    if reception.holder_id == person_id:
        raise Refused("receptions:own")
    booked = await queries.bookings_of(session, reception_id)
    if any(one.person_id == person_id for one in booked):
        raise Refused("receptions:twice")
    if slot not in rules.free(reception, {one.starts_at for one in booked}, now):
        raise Refused("receptions:taken")
    booking = Booking(
        reception_id=reception_id,
        starts_at=slot,
        person_id=person_id,
        name=rules.check_words(name, NAME_LENGTH),
        matter=rules.check_words(matter, rules.LONGEST_MATTER),
        booked_at=now,
    )
    try:
        async with session.begin_nested():
            session.add(booking)
    except IntegrityError:
        raise Refused("receptions:taken") from None
    return booking


async def give_back(
    session: AsyncSession, booking_id: int, person_id: int, now: datetime
) -> tuple[Booking, Reception]:
    """The slot is free again. Raises `Refused` for what isn't theirs and for what has begun."""
    booking = await queries.find_booking(session, booking_id)
    reception = await queries.find(session, booking.reception_id) if booking else None
    if booking is None or reception is None or booking.person_id != person_id:
        raise Refused("receptions:gone")
    if booking.starts_at <= now:
        raise Refused("receptions:over")
    await session.execute(delete(Booking).where(Booking.id == booking_id))
    return booking, reception


async def claim_reminder(session: AsyncSession, booking_id: int, hours: int) -> bool:
    """Whether it is ours to tell: False when it was told or given back meanwhile."""
    claimed = await session.execute(
        update(Booking)
        .where(Booking.id == booking_id, (Booking.reminded.is_(None)) | (Booking.reminded > hours))
        .values(reminded=hours)
        .returning(Booking.id)
    )
    return claimed.scalar_one_or_none() is not None


async def claim_list(session: AsyncSession, reception_id: int, now: datetime) -> bool:
    claimed = await session.execute(
        update(Reception)
        .where(
            Reception.id == reception_id,
            Reception.holder_told_at.is_(None),
            Reception.cancelled_at.is_(None),
        )
        .values(holder_told_at=now)
        .returning(Reception.id)
    )
    return claimed.scalar_one_or_none() is not None
