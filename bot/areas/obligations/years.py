"""Opening a year: its obligations and their periods, with what was set the year before; never commits."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations import queries
from bot.areas.obligations.catalogue import Measure, Recurrence, measures
from bot.areas.obligations.models import Obligation, ObligationPeriod, ResponsiblePerson
from bot.areas.obligations.rules.windows import windows_of
from bot.areas.obligations.tags import AuditTag
from bot.core import audit

# From then on the next year can be planned.
OPENS_MONTH = 12


async def open_year(session: AsyncSession, year: int, now: datetime, zone: ZoneInfo) -> bool:
    """False when it is open already, or when the municipality isn't set up.

    A municipality that begins in the middle of a year owes nothing for what was over before.
    """
    office = await municipality.get_municipality(session)
    if office is None:
        return False
    await municipality.lock(session)
    if await queries.is_open(session, year):
        return False
    legal = await municipality.get_legal(session)
    since = office.created_at.astimezone(zone).date()
    before = {one.key: one for one in await queries.of_year(session, year - 1)}
    for measure in measures().values():
        await _open_measure(session, measure, year, before, legal, since, now)
    for last in before.values():
        if last.own and last.every_year:
            await open_again(session, last, year, now)
    audit.record(session, now, AuditTag.YEAR_OPENED, person_id=None, subject_id=year, after={"year": year})
    return True


async def _open_measure(
    session: AsyncSession,
    measure: Measure,
    year: int,
    before: Mapping[str, Obligation],
    legal: LegalValues,
    since: date,
    now: datetime,
) -> None:
    last = before.get(measure.key)
    obligation = Obligation(
        year=year,
        key=measure.key,
        targets=dict(last.targets) if last else {},
        amount=None,
        note=None,
        created_at=now,
    )
    session.add(obligation)
    await session.flush()
    await add_periods(session, obligation, measure.recurrence, legal, since)
    if last:
        await _keep_responsibles(session, last, obligation)


async def open_again(session: AsyncSession, last: Obligation, year: int, now: datetime) -> None:
    """The office's own event that every year has."""
    again = Obligation(
        year=year,
        key=last.key,
        own=True,
        title_ky=last.title_ky,
        title_ru=last.title_ru,
        recurrence=last.recurrence,
        every_year=True,
        targets=dict(last.targets),
        created_at=now,
        created_by=last.created_by,
    )
    await open_own(session, again)
    await _keep_responsibles(session, last, again)


async def open_own(session: AsyncSession, obligation: Obligation) -> None:
    """The office's own event, with its periods: what it sets itself for days gone by is its own affair."""
    session.add(obligation)
    await session.flush()
    recurrence = Recurrence.model_validate(obligation.recurrence)
    legal = await municipality.get_legal(session)
    await add_periods(session, obligation, recurrence, legal, date(obligation.year, 1, 1))


async def add_periods(
    session: AsyncSession, obligation: Obligation, recurrence: Recurrence, legal: LegalValues, since: date
) -> None:
    """Those that weren't over before `since`."""
    session.add_all(
        ObligationPeriod(
            obligation_id=obligation.id, number=one.number, opens_on=one.opens_on, closes_on=one.closes_on
        )
        for one in windows_of(recurrence, obligation.year, legal)
        if one.closes_on >= since
    )
    await session.flush()


async def _keep_responsibles(session: AsyncSession, last: Obligation, obligation: Obligation) -> None:
    for one in (await queries.responsibles_of(session, [last.id]))[last.id]:
        session.add(ResponsiblePerson(obligation_id=obligation.id, person_id=one.person_id, name=one.name))
