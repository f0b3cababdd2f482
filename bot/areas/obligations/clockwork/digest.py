"""One message a day to each who owes something; nothing at night, nothing on days off."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality.office_day import OfficeDay, office_day
from bot.areas.obligations import owing
from bot.areas.obligations.models import ObligationStep
from bot.areas.obligations.owing import Owed
from bot.areas.obligations.rules import reminding
from bot.areas.obligations.rules.state import OWED
from bot.areas.obligations.texts import digest as texts
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import OutMessage
from bot.core.scheduling import Tick

LOOK_AHEAD = timedelta(days=400)


async def remind(tick: Tick) -> None:
    """Once each working day, when the office is open: where everything stands is looked up anew."""
    async with tick.database.reading() as session:
        today = await office_day(session, tick.now, tick.timezone)
        if today is None or not today.open_at(tick.now) or await _is_done(session, "day", _day(today)):
            return
    async with tick.database.session() as session:
        if await claim(session, "day", _day(today), tick.now):
            await tell_all(session, today, tick.now)
    tick.wake()


async def tell_all(session: AsyncSession, today: OfficeDay, now: datetime) -> None:
    lists: dict[int, list[Owed]] = {}
    owed = await owing.owed_on(session, today)
    given = await _given(session, [_subject(one) for one, _ in owed])
    for one, persons in owed:
        for person_id in persons:
            step = f"{one.reminder.name}/{person_id}"
            if (_subject(one), step) not in given and await claim(session, _subject(one), step, now):
                lists.setdefault(person_id, []).append(one)
    for person_id, lines in lists.items():
        await _tell(session, person_id, lines, today, now)


async def _tell(
    session: AsyncSession, person_id: int, lines: list[Owed], today: OfficeDay, now: datetime
) -> None:
    # Nobody needs their own name.
    names = {
        one.row.obligation.id: []
        if list(one.row.owing) == [person_id]
        else await owing.names(session, one.row)
        for one in lines
    }
    may = await owing.permissions(session, person_id)

    def message(t: Translator) -> OutMessage:
        return OutMessage(
            text=texts.digest(t, lines, names, today.day),
            choices=texts.choices(t, lines, may),
        )

    await people.tell(session, person_id, message, now)


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next opening of the office at which somebody is to be reminded, were nothing done until then."""
    today = await office_day(session, now, zone)
    if today is None:
        return None
    days = set()
    for row in await owing.rows(session, today):
        for standing in row.standings:
            state = standing.judgement.state
            if not owing.concerns(row) or (state not in OWED and standing.period.opens_on <= today.day):
                continue
            term = owing.term_of(row, standing, today)
            awaited = owing.as_opened(state)
            days |= {one.on for one in reminding.reminders(term, awaited, today.legal, today.calendar)}
    moments = (today.opens(day) for day in days if day <= today.day + LOOK_AHEAD)
    return min((moment for moment in moments if moment > now), default=None)


async def claim(session: AsyncSession, subject: str, step: str, now: datetime) -> bool:
    """False when it was told before, by this process or another."""
    try:
        async with session.begin_nested():
            session.add(ObligationStep(subject=subject, step=step, done_at=now))
    except IntegrityError:
        return False
    return True


def _subject(one: Owed) -> str:
    return f"p{one.standing.period.id}"


async def _given(session: AsyncSession, subjects: Collection[str]) -> set[tuple[str, str]]:
    """What was claimed of these before."""
    rows = await session.execute(
        select(ObligationStep.subject, ObligationStep.step).where(ObligationStep.subject.in_(subjects))
    )
    return {(row[0], row[1]) for row in rows}


async def _is_done(session: AsyncSession, subject: str, step: str) -> bool:
    found = await session.scalar(
        select(ObligationStep.step).where(ObligationStep.subject == subject, ObligationStep.step == step)
    )
    return found is not None


def _day(today: OfficeDay) -> str:
    return f"{today.day:%Y%m%d}"
