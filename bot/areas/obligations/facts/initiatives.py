"""What the register and the mandates tell: initiatives, acts, projects of TPSGs (001 §2.2-2.4)."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, AppealState
from bot.areas.appeals.models.entry import EntryKind
from bot.areas.initiatives.models import Initiative, InitiativeEvent, InitiativeKind, InitiativeStage
from bot.areas.obligations.facts.looking import Area, Ask, Found, Look, anywhere_and
from bot.areas.obligations.rules.state import Fact, FactKind, Need, Stage

DUTIES: Mapping[InitiativeKind, tuple[str, InitiativeStage]] = {
    # «колдоого алынды жана ишке ашырылды»: what was carried out counts.
    InitiativeKind.LOCAL: ("plan.2.2", InitiativeStage.DONE),
    # «демилгеленген жана бекитилген»: the act that the council passed.
    InitiativeKind.NORM_MAKING: ("plan.2.3", InitiativeStage.ACCEPTED),
    InitiativeKind.TPSG: ("plan.2.4", InitiativeStage.DONE),
}
"""In which row each kind counts, and the stage by which it does."""
CAME_TO_NOTHING = (InitiativeStage.REFUSED, InitiativeStage.WITHDRAWN)


async def read_register(session: AsyncSession, look: Look) -> list[Found]:
    """On the day of the stage that counts; planned, until it is reached, on the day of the last one."""
    tied = look.tied(FactKind.INITIATIVE)
    rows = await session.execute(
        select(Initiative.id, Initiative.kind, Initiative.act_on, InitiativeEvent.stage, InitiativeEvent.on)
        .join(InitiativeEvent, InitiativeEvent.initiative_id == Initiative.id)
        .where(
            Initiative.stage.not_in(CAME_TO_NOTHING),
            or_(InitiativeEvent.on.between(look.since, look.until), Initiative.id.in_(tied)),
        )
        .order_by(InitiativeEvent.on, InitiativeEvent.id)
    )
    last: dict[int, tuple[str, Fact]] = {}
    for number, kind, act_on, stage, on in rows:
        key, counts = DUTIES[kind]
        fact = last[number][1] if number in last else None
        if stage is counts:
            last[number] = key, Fact(Stage.DONE, _day(kind, act_on, on), FactKind.INITIATIVE, number)
        elif fact is None or fact.stage is Stage.PLANNED:
            last[number] = key, Fact(Stage.PLANNED, on, FactKind.INITIATIVE, number)
    return [one for key, fact in last.values() for one in anywhere_and(key, fact)]


def _day(kind: InitiativeKind, act_on: date | None, on: date) -> date:
    """An act bears its own day."""
    return act_on if kind is InitiativeKind.NORM_MAKING and act_on else on


async def read_mandates(session: AsyncSession, look: Look) -> list[Found]:
    """2.3: voters' mandates that a deputy put before the council, on their way to an act."""
    rows = await session.execute(
        select(Appeal.id, AppealEntry.at)
        .join(AppealEntry, AppealEntry.appeal_id == Appeal.id)
        .where(
            Appeal.kind == AppealKind.MANDATE,
            Appeal.state == AppealState.COUNCIL,
            AppealEntry.kind == EntryKind.PASSED_ON,
            AppealEntry.at >= look.start,
            AppealEntry.at < look.end,
        )
        .order_by(AppealEntry.at)
    )
    return [
        Found("plan.2.3", Fact(Stage.PLANNED, look.day(at), FactKind.MANDATE, number)) for number, at in rows
    ]


async def local_initiatives(_session: AsyncSession, ask: Ask) -> Mapping[int, Need]:
    return _at_least(ask, ask.target("initiatives_min"))


async def acts(_session: AsyncSession, ask: Ask) -> Mapping[int, Need]:
    return _at_least(ask, ask.target("acts_min"))


async def tpsg_projects(_session: AsyncSession, ask: Ask) -> Mapping[int, Need]:
    return _at_least(ask, ask.target("tpsg_projects_min"))


def _at_least(ask: Ask, number: int | None) -> Mapping[int, Need]:
    """One while the blank is blank."""
    return {period.number: Need(count=number or 1) for period in ask.periods}


AREAS: Sequence[Area] = (
    Area(
        frozenset(key for key, _ in DUTIES.values()),
        frozenset({FactKind.INITIATIVE}),
        read_register,
    ),
    Area(frozenset({"plan.2.3"}), frozenset({FactKind.MANDATE}), read_mandates),
)
