"""The one list: what a year asks, how far each stands, who owes it, what proves it; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import editions, facts, queries
from bot.areas.obligations.catalogue import Measure, Recurrence, Rule, measures
from bot.areas.obligations.models import Obligation, ObligationPeriod, Proof, ResponsiblePerson
from bot.areas.obligations.rules.state import Fact, Judgement, Need, Stage, assign, judge
from bot.areas.obligations.rules.windows import windows_of
from bot.areas.people import queries as staff
from bot.areas.people.queries import Holder

# Thirty events of the office's own still leave the year on one screen.
LONGEST_SHORT = 48


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
        """What lists and buttons call it; of what the office named at length, its beginning."""
        if self.measure:
            return self.measure.short(language)
        title = self.title(language)
        return title if len(title) <= LONGEST_SHORT else f"{title[: LONGEST_SHORT - 1].rstrip()}…"

    def title(self, language: str) -> str:
        """The document's words."""
        if self.measure:
            return self.measure.title(language)
        ky, ru = self.obligation.title_ky or "", self.obligation.title_ru
        return (ru or ky) if language == "ru" else ky


async def board(
    session: AsyncSession, year: int, today: date, zone: ZoneInfo, until: date | None = None
) -> list[Row]:
    """Every row of the year, in the documents' order. `until`: a period that goes on after that day stands
    as it stood then; what was owed by then may have come late.
    """
    return await _rows(session, await queries.of_year(session, year), today, zone, until)


async def row_of(session: AsyncSession, obligation: Obligation, today: date, zone: ZoneInfo) -> Row:
    return (await _rows(session, [obligation], today, zone))[0]


async def _rows(
    session: AsyncSession,
    obligations: Sequence[Obligation],
    today: date,
    zone: ZoneInfo,
    until: date | None = None,
) -> list[Row]:
    """Everything is read for all of them at once: a year has some twenty rows and dozens of periods."""
    if not obligations:
        return []
    ground = await _read(session, obligations, zone)
    rows = []
    for one in obligations:
        measure = measures().get(one.key)
        named = ground.named[one.id]
        ask = ground.look.asks.get(one.key)
        needs = await facts.asked_for(session, ask) if ask else {}
        rows.append(
            Row(
                one,
                measure,
                _standings(ask, needs, ground.facts[one.key], measure, today, until) if ask else (),
                named,
                _owing(measure, named, ground.holders),
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Ground:
    look: facts.Look
    facts: Mapping[str, Sequence[Fact]]
    named: Mapping[int, Sequence[ResponsiblePerson]]
    holders: Sequence[Holder]


async def _read(session: AsyncSession, obligations: Sequence[Obligation], zone: ZoneInfo) -> _Ground:
    legal = await municipality.get_legal(session)
    numbers = [one.id for one in obligations]
    periods = await queries.periods_of(session, numbers)
    hold = await editions.in_force(session, obligations[0].year)
    asks = {
        one.key: facts.Ask(one, periods[one.id], legal, zone, hold[one.key])
        for one in obligations
        if periods[one.id]
    }
    ties = [
        facts.Tie(year, key, number, link.kind, link.subject_id, link.excluded)
        for link, year, key, number in await queries.all_links(session)
    ]
    look = facts.Look(obligations[0].year, asks, ties, legal, zone)
    proofs: dict[int, list[Proof]] = {}
    for proof in await queries.proofs_of(session, [one.id for ask in asks.values() for one in ask.periods]):
        proofs.setdefault(proof.period_id, []).append(proof)
    return _Ground(
        look,
        await facts.gather(session, look, proofs) if asks else {},
        await queries.responsibles_of(session, numbers),
        await staff.list_holders(session),
    )


def _standings(
    ask: facts.Ask,
    needs: Mapping[int, Need],
    found: Sequence[Fact],
    measure: Measure | None,
    today: date,
    until: date | None,
) -> list[Standing]:
    recurrence = _recurrence(ask.obligation, measure)
    windows = [period.window for period in ask.periods]
    beyond = windows_of(recurrence, ask.obligation.year + 1, ask.legal) if recurrence else ()
    by_window = assign(found, windows, timedelta(days=ask.legal.obligation_catch_up_days), beyond)
    waived = ask.obligation.waived_at is not None
    return [
        Standing(
            period,
            judge(
                period.window,
                _as_required(needs[period.number], recurrence),
                _known(by_window[period.number], period.closes_on, until),
                min(today, until) if until and period.closes_on > until else today,
                waived=waived,
            ),
        )
        for period in ask.periods
    ]


def _known(found: Sequence[Fact], closes_on: date, until: date | None) -> Sequence[Fact]:
    """Of a period that goes on after `until` only what had happened by then, and what was planned."""
    if until is None or closes_on <= until:
        return found
    return [one for one in found if one.on <= until or one.stage is Stage.PLANNED]


def _recurrence(obligation: Obligation, measure: Measure | None) -> Recurrence | None:
    if measure:
        return measure.recurrence
    return Recurrence.model_validate(obligation.recurrence) if obligation.recurrence else None


def _as_required(need: Need, recurrence: Recurrence | None) -> Need:
    """What is held as needed was never missed."""
    required = need.required and (recurrence is None or recurrence.rule is not Rule.AS_NEEDED)
    return Need(need.count, need.everyone, required)


def _owing(
    measure: Measure | None, named: Sequence[ResponsiblePerson], holders: Sequence[Holder]
) -> Sequence[int]:
    """Who is reminded. People named without a phone can't be: then the roles' holders are."""
    people = [one.person_id for one in named if one.person_id is not None]
    if people or measure is None:
        return people
    roles = {one.role for one in measure.responsibles if one.role is not None}
    return sorted({holder.person_id for holder in holders if holder.role in roles})
