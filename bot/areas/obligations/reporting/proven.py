"""What the proofs of a report's rows are called, for those who read it; never commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations.models import Proof
from bot.areas.obligations.rules.state import Fact, FactKind
from bot.areas.obligations.subjects import Described, Subject, describe


@dataclass(frozen=True, slots=True)
class Proven:
    """`notes`: by proof, what the person who ticked wrote, or the link they gave."""

    subjects: Mapping[Subject, Described]
    notes: Mapping[int, str]


async def proven(session: AsyncSession, facts: Collection[Fact]) -> Proven:
    ticks = [fact.subject_id for fact in facts if fact.kind is FactKind.TICK]
    rows = await session.execute(select(Proof.id, Proof.note, Proof.link).where(Proof.id.in_(ticks)))
    return Proven(
        await describe(session, {(fact.kind, fact.subject_id) for fact in facts}),
        {number: note or link or "" for number, note, link in rows},
    )
