"""Which source tells of which duty, joined with what people ticked, planned and linked; never commits."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.models import Link, Obligation, ObligationPeriod, Proof
from bot.areas.obligations.rules.state import Fact, FactKind, Need, Stage


@dataclass(frozen=True, slots=True)
class Ask:
    """A duty in its year. Facts are looked for from `since` to `until`, both included."""

    obligation: Obligation
    periods: Sequence[ObligationPeriod]
    legal: LegalValues
    zone: ZoneInfo

    @property
    def since(self) -> date:
        return min(period.opens_on for period in self.periods)

    @property
    def until(self) -> date:
        catch_up = timedelta(days=self.legal.obligation_catch_up_days)
        return max(period.closes_on for period in self.periods) + catch_up

    def target(self, parameter: str) -> int | None:
        """What the blank was filled with; None while it is blank."""
        found: int | None = self.obligation.targets.get(parameter)
        return found


Source = Callable[[AsyncSession, Ask], Awaitable[Sequence[Fact]]]
Needed = Callable[[AsyncSession, Ask], Awaitable[Need]]

SOURCES: Mapping[str, Source] = {}
"""By a measure's key; a duty that isn't here is one the system can't see, and is ticked with a proof."""

NEEDS: Mapping[str, Needed] = {}
"""Where it isn't once in each period."""


async def asked_for(session: AsyncSession, ask: Ask) -> Need:
    needed = NEEDS.get(ask.obligation.key)
    return await needed(session, ask) if needed else Need()


async def gather(
    session: AsyncSession, ask: Ask, proofs: Sequence[Proof], links: Sequence[Link]
) -> list[Fact]:
    """All facts of a duty; what staff linked goes to its period, what they excluded isn't there."""
    numbers = {period.id: period.number for period in ask.periods}
    source = SOURCES.get(ask.obligation.key)
    seen = list(await source(session, ask)) if source else []
    return [
        *_planned(ask.periods),
        *_ticked(proofs, numbers),
        *_as_linked(seen, links, numbers),
    ]


def _planned(periods: Sequence[ObligationPeriod]) -> list[Fact]:
    return [
        Fact(Stage.PLANNED, one.planned_on, FactKind.DATE, one.id, period=one.number)
        for one in periods
        if one.planned_on
    ]


def _ticked(proofs: Sequence[Proof], numbers: Mapping[int, int]) -> list[Fact]:
    return [
        Fact(
            Stage.REPORTED if one.reports else Stage.DONE,
            one.done_on,
            FactKind.TICK,
            one.id,
            period=numbers[one.period_id],
        )
        for one in proofs
        if one.period_id in numbers
    ]


def _as_linked(seen: Sequence[Fact], links: Sequence[Link], numbers: Mapping[int, int]) -> list[Fact]:
    chosen = {(one.kind, one.subject_id): numbers.get(one.period_id) for one in links if not one.excluded}
    excluded = {(one.kind, one.subject_id) for one in links if one.excluded}
    return [
        _to_period(fact, chosen.get((fact.kind, fact.subject_id)))
        for fact in seen
        if (fact.kind, fact.subject_id) not in excluded
    ]


def _to_period(fact: Fact, number: int | None) -> Fact:
    if number is None:
        return fact
    return Fact(fact.stage, fact.on, fact.kind, fact.subject_id, period=number, about=fact.about)
