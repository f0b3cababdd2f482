"""Counting answers: the database walks once through them, however many there are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Answer, Cell, Response
from bot.areas.surveys.questionnaire.content import Question, Questionnaire, QuestionType, Role
from bot.areas.surveys.results import Dimension

_T = QuestionType
Key = str | int | None
ROLES = {Dimension.SEX: Role.SEX, Dimension.AGE: Role.AGE}
_WITH_MARKER = frozenset({_T.SEVERAL, _T.RANK})
_KEYS: Mapping[Dimension, Callable[[Cell], Key]] = {
    Dimension.VILLAGE: lambda cell: cell.village_id or None,
    Dimension.LANGUAGE: lambda cell: cell.language or None,
    Dimension.ORIGIN: lambda cell: cell.origin or None,
    Dimension.SEX: lambda cell: cell.sex or None,
    Dimension.AGE: lambda cell: cell.age or None,
}


@dataclass(slots=True)
class Count:
    """What is summed up of one question.

    `firsts`: how often an option was put first; `places`: the sum of its places. `numbers`: how often each
    was given.
    """

    answered: int = 0
    items: Counter[str] = field(default_factory=Counter)
    firsts: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    numbers: Counter[float] = field(default_factory=Counter)


@dataclass(slots=True)
class Part:
    """The answers of a group, by the question's name."""

    responses: int = 0
    counts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))


def with_role(content: Questionnaire, role: Role) -> Question | None:
    return next((one for one in content.questions if one.role is role), None)


async def count(
    session: AsyncSession, survey_id: int, content: Questionnaire, kinds: Iterable[Dimension]
) -> tuple[Part, dict[Dimension, defaultdict[Key, Part]]]:
    """All answers, and those of each group of each kind."""
    whole = Part()
    parts: dict[Dimension, defaultdict[Key, Part]] = {kind: defaultdict(Part) for kind in kinds}
    cells = await session.scalars(select(Cell).where(Cell.survey_id == survey_id))
    # The parts that an answer of the cell is added to.
    of_cell = {cell.id: [whole, *(parts[kind][_KEYS[kind](cell)] for kind in parts)] for cell in cells.all()}
    await _count_responses(session, survey_id, of_cell)
    await _count_items(session, survey_id, content, of_cell)
    await _count_numbers(session, survey_id, content, of_cell)
    return whole, parts


async def _count_responses(session: AsyncSession, survey_id: int, of_cell: Mapping[int, list[Part]]) -> None:
    rows = await session.execute(
        select(Response.cell, func.count()).where(Response.survey_id == survey_id).group_by(Response.cell)
    )
    for cell, times in rows:
        for part in of_cell[cell]:
            part.responses += times


async def _count_items(
    session: AsyncSession, survey_id: int, content: Questionnaire, of_cell: Mapping[int, list[Part]]
) -> None:
    """In the order of the table's own key: nothing is sorted and nothing looked up."""
    first = func.sum(case((Answer.number == 1, 1), else_=0))
    rows = await session.execute(
        select(Answer.question, Answer.item, Answer.cell, func.count(), func.sum(Answer.number), first)
        .where(Answer.survey_id == survey_id)
        .group_by(Answer.survey_id, Answer.question, Answer.item, Answer.cell)
    )
    kinds = {one.name: one.type for one in content.questions}
    for question, item, cell, times, places, firsts in rows:
        alone = kinds.get(question) not in _WITH_MARKER
        for part in of_cell[cell]:
            counted = part.counts[question]
            if alone or not item:
                counted.answered += times
            if not item:
                continue
            counted.items[item] += times
            if not alone:
                counted.places[item] += int(places or 0)
                counted.firsts[item] += firsts


async def _count_numbers(
    session: AsyncSession, survey_id: int, content: Questionnaire, of_cell: Mapping[int, list[Part]]
) -> None:
    asked = [one.name for one in content.questions if one.type is _T.NUMBER]
    if not asked:
        return
    rows = await session.execute(
        select(Answer.question, Answer.cell, Answer.number, func.count())
        .where(Answer.survey_id == survey_id, Answer.question.in_(asked))
        .group_by(Answer.question, Answer.cell, Answer.number)
    )
    for question, cell, number, times in rows:
        for part in of_cell[cell]:
            part.counts[question].numbers[float(number or 0)] += times
