"""Which source tells of which duty, joined with what people ticked, planned and linked; never commits."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations.facts import bulletins, initiatives, library, meetings, papers, surveys
from bot.areas.obligations.facts.looking import Area, Ask, Found, Look, Needed, Tie
from bot.areas.obligations.models import ObligationPeriod, Proof
from bot.areas.obligations.rules.state import Fact, FactKind, Need, Stage

AREAS: tuple[Area, ...] = (
    meetings.AREA,
    *bulletins.AREAS,
    surveys.AREA,
    *initiatives.AREAS,
    papers.AREA,
    library.AREA,
)

SOURCES: Mapping[str, tuple[Area, ...]] = {
    key: tuple(area for area in AREAS if key in area.keys)
    for key in sorted(frozenset().union(*(area.keys for area in AREAS)))
}
"""By a measure's key; a duty that isn't here is one the system can't see, and is ticked with a proof."""

NEEDS: Mapping[str, Needed] = {
    "cal.6": meetings.every_deputy,
    "plan.1.4": bulletins.materials,
    "plan.2.2": initiatives.local_initiatives,
    "plan.2.3": initiatives.acts,
    "plan.2.4": initiatives.tpsg_projects,
    "plan.3.3": surveys.both_circles,
}
"""Where it isn't once in each period."""


async def asked_for(session: AsyncSession, ask: Ask) -> Mapping[int, Need]:
    """By the period's number."""
    needed = NEEDS.get(ask.obligation.key)
    if needed:
        return await needed(session, ask)
    return {period.number: Need() for period in ask.periods}


async def gather(
    session: AsyncSession, look: Look, proofs: Mapping[int, Sequence[Proof]]
) -> Mapping[str, list[Fact]]:
    """All facts of each duty; what staff linked goes to its period, what they excluded isn't there.

    `proofs` by period.
    """
    found = await _seen(session, look)
    return {
        key: [
            *_planned(ask.periods),
            *_ticked(ask.periods, proofs),
            *_as_linked(key, look, found),
        ]
        for key, ask in look.asks.items()
    }


async def _seen(session: AsyncSession, look: Look) -> list[Found]:
    """Each area is read once, and only if a duty or a link asks for it."""
    found: list[Found] = []
    for area in AREAS:
        if area.keys & look.asks.keys() or look.tied(*area.kinds):
            found += await area.read(session, look)
    return found


def _planned(periods: Sequence[ObligationPeriod]) -> list[Fact]:
    return [
        Fact(Stage.PLANNED, one.planned_on, FactKind.DATE, one.id, period=one.number)
        for one in periods
        if one.planned_on
    ]


def _ticked(periods: Sequence[ObligationPeriod], proofs: Mapping[int, Sequence[Proof]]) -> list[Fact]:
    return [
        Fact(
            Stage.REPORTED if one.reports else Stage.DONE,
            one.done_on,
            FactKind.TICK,
            one.id,
            period=period.number,
            about=one.about,
        )
        for period in periods
        for one in proofs.get(period.id, ())
    ]


def _as_linked(key: str, look: Look, found: Iterable[Found]) -> list[Fact]:
    mine = [tie for tie in look.ties if (tie.year, tie.key) == (look.year, key)]
    chosen = {tie.subject: tie.number for tie in mine if not tie.excluded}
    gone = {tie.subject for tie in mine if tie.excluded} | {
        tie.subject for tie in look.ties if not tie.excluded and _takes_from(tie, look.year, key)
    }
    facts: list[Fact] = []
    own = {(one.fact.kind, one.fact.subject_id) for one in found if one.key == key}
    for one in found:
        subject = (one.fact.kind, one.fact.subject_id)
        if one.key == key:
            if subject in chosen:
                facts.append(_to_period(one.fact, chosen[subject]))
            elif subject not in gone:
                facts.append(one.fact)
        elif one.key is None and subject in chosen and subject not in own:
            facts.append(_to_period(one.fact, chosen[subject]))
    return facts


def _takes_from(tie: Tie, year: int, key: str) -> bool:
    """A meeting stands in one row of the calendar, and in one period of a row."""
    if (tie.year, tie.key) == (year, key):
        return False
    both_of_calendar = tie.key.startswith("cal.") and key.startswith("cal.")
    return both_of_calendar or tie.key == key


def _to_period(fact: Fact, number: int) -> Fact:
    return Fact(fact.stage, fact.on, fact.kind, fact.subject_id, period=number, about=fact.about)


def can_be_seen(key: str) -> bool:
    return key in SOURCES


def kinds_of(key: str) -> frozenset[FactKind]:
    """What proves this duty by itself."""
    return frozenset().union(*(area.kinds for area in SOURCES.get(key, ())))
