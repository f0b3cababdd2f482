"""What a duty's screen needs to name its facts and people; never commits."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations.board import Row
from bot.areas.obligations.facts.surveys import CIRCLES
from bot.areas.obligations.models import Proof
from bot.areas.obligations.rules import targets
from bot.areas.obligations.rules.state import FactKind
from bot.areas.obligations.subjects import describe
from bot.areas.obligations.texts import proving as texts
from bot.areas.obligations.texts.card import Names
from bot.areas.people import service as people
from bot.areas.people.models import StaffMember
from bot.areas.surveys import planning
from bot.core.i18n import Translator


async def names(session: AsyncSession, t: Translator, row: Row) -> Names:
    facts = [fact for one in row.standings for fact in one.judgement.facts]
    ticks = [fact.subject_id for fact in facts if fact.kind is FactKind.TICK]
    proofs = {one.id: one for one in await session.scalars(select(Proof).where(Proof.id.in_(ticks)))}
    numbers = {fact.about for fact in facts if fact.about}
    numbers |= {number for one in row.standings for number in one.judgement.missing}
    numbers |= {one.recorded_by for one in proofs.values() if one.recorded_by}
    return Names(
        await describe(session, {(fact.kind, fact.subject_id) for fact in facts}),
        await names_of(session, numbers),
        proofs,
        {number: str(texts.circle(t, number)) for number in CIRCLES.values()},
        await municipality.get_legal(session),
    )


async def names_of(session: AsyncSession, numbers: Iterable[int]) -> Mapping[int, str]:
    """Staff by their number."""
    rows = await session.execute(
        select(StaffMember.person_id, StaffMember.name).where(StaffMember.person_id.in_(set(numbers)))
    )
    return {row.person_id: row.name for row in rows}


async def answers(session: AsyncSession, row: Row) -> tuple[int, int | None] | None:
    """001 §3.2: answers and forms in the box this year, against the number that is asked."""
    if row.obligation.key != "plan.3.2":
        return None
    figures = await planning.figures(session, row.obligation.year, await people.zone_of(session))
    legal = await municipality.get_legal(session)
    target = targets.target(row.measure, "questionnaires_min", row.obligation.targets, legal)
    return figures.answers + figures.in_box, target
