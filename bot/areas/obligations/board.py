"""The one list: what a year asks, how far each stands, who owes it, what proves it; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import facts, queries
from bot.areas.obligations.catalogue import Measure, Recurrence, Rule, measures
from bot.areas.obligations.models import Obligation, ObligationPeriod, ResponsiblePerson
from bot.areas.obligations.rules.state import Judgement, Need, assign, judge
from bot.areas.people import queries as staff


@dataclass(frozen=True, slots=True)
class Standing:
    """One period and how it stands."""

    period: ObligationPeriod
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Row:
    """A duty of the year. `measure` None: the office's own event. `named` are those who answer for it by
    name; where there are none, `owing` are the holders of the roles that the document names.
    """

    obligation: Obligation
    measure: Measure | None
    standings: Sequence[Standing]
    named: Sequence[ResponsiblePerson]
    owing: Sequence[int]

    def short(self, language: str) -> str:
        """What lists and buttons call it."""
        return self.measure.short(language) if self.measure else self.title(language)

    def title(self, language: str) -> str:
        """The document's words."""
        if self.measure:
            return self.measure.title(language)
        ky, ru = self.obligation.title_ky or "", self.obligation.title_ru
        return (ru or ky) if language == "ru" else ky


async def board(session: AsyncSession, year: int, today: date, zone: ZoneInfo) -> list[Row]:
    """Every row of the year, in the documents' order."""
    return await _rows(session, await queries.of_year(session, year), today, zone)


async def row_of(session: AsyncSession, obligation: Obligation, today: date, zone: ZoneInfo) -> Row:
    return (await _rows(session, [obligation], today, zone))[0]


async def _rows(
    session: AsyncSession, obligations: Sequence[Obligation], today: date, zone: ZoneInfo
) -> list[Row]:
    legal = await municipality.get_legal(session)
    numbers = [one.id for one in obligations]
    periods = await queries.periods_of(session, numbers)
    named = await queries.responsibles_of(session, numbers)
    rows = []
    for one in obligations:
        measure = measures().get(one.key)
        ask = facts.Ask(one, periods[one.id], legal, zone)
        rows.append(
            Row(
                one,
                measure,
                await _standings(session, ask, measure, today) if ask.periods else (),
                named[one.id],
                await _owing(session, measure, named[one.id]),
            )
        )
    return rows


async def _standings(
    session: AsyncSession, ask: facts.Ask, measure: Measure | None, today: date
) -> list[Standing]:
    period_ids = [period.id for period in ask.periods]
    proofs = await queries.proofs_of(session, period_ids)
    links = await queries.links_of(session, period_ids)
    found = await facts.gather(session, ask, proofs, links)
    windows = [period.window for period in ask.periods]
    by_window = assign(found, windows, timedelta(days=ask.legal.obligation_catch_up_days))
    need = _as_required(await facts.asked_for(session, ask), _recurrence(ask.obligation, measure))
    waived = ask.obligation.waived_at is not None
    return [
        Standing(period, judge(period.window, need, by_window[period.number], today, waived=waived))
        for period in ask.periods
    ]


def _recurrence(obligation: Obligation, measure: Measure | None) -> Recurrence | None:
    if measure:
        return measure.recurrence
    return Recurrence.model_validate(obligation.recurrence) if obligation.recurrence else None


def _as_required(need: Need, recurrence: Recurrence | None) -> Need:
    """What is held as needed was never missed."""
    required = need.required and (recurrence is None or recurrence.rule is not Rule.AS_NEEDED)
    return Need(need.count, need.everyone, required)


async def _owing(
    session: AsyncSession, measure: Measure | None, named: Sequence[ResponsiblePerson]
) -> Sequence[int]:
    """Who is reminded. People named without a phone can't be: then the roles' holders are."""
    people = [one.person_id for one in named if one.person_id is not None]
    if people or measure is None:
        return people
    roles = [one.role for one in measure.responsibles if one.role is not None]
    return await staff.holders_of(session, *roles) if roles else ()
