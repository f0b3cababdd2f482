"""Counting answers: the database counts, in a few passes however many there are."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.areas.surveys.models import Answer, Response
from bot.areas.surveys.questionnaire.content import Question, Questionnaire, QuestionType, Role
from bot.areas.surveys.results import Dimension

_T = QuestionType
Key = str | int | None
OF_RESPONSE: Mapping[Dimension, Any] = {
    Dimension.VILLAGE: Response.village_id,
    Dimension.LANGUAGE: Response.language,
    Dimension.ORIGIN: Response.origin,
}
ROLES = {Dimension.SEX: Role.SEX, Dimension.AGE: Role.AGE}


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


Add = Callable[[Part], None]
"""Adds one counted piece to a part."""


def with_role(content: Questionnaire, role: Role) -> Question | None:
    return next((one for one in content.questions if one.role is role), None)


async def count(
    session: AsyncSession, survey_id: int, content: Questionnaire, kinds: Iterable[Dimension]
) -> tuple[Part, dict[Dimension, defaultdict[Key, Part]]]:
    """All answers, and those of each group of each kind.

    One walk for all that a response itself knows (village, language, way), one for each role asked for.
    """
    parts: dict[Dimension, defaultdict[Key, Part]] = {kind: defaultdict(Part) for kind in kinds}
    whole = Part()
    known = [kind for kind in parts if kind in OF_RESPONSE]
    walk = _Walk(session, survey_id, content, [OF_RESPONSE[kind] for kind in known])
    async for keys, add in walk.pieces():
        add(whole)
        for kind, key in zip(known, keys, strict=True):
            add(parts[kind][key])
    for kind in parts.keys() - known:
        question = with_role(content, ROLES[kind])
        if question is None:
            continue
        async for keys, add in _RoleWalk(session, survey_id, content, question.name).pieces():
            add(parts[kind][keys[0]])
    return whole, parts


class _Walk:
    """Counts within every combination of the columns of a response."""

    def __init__(
        self, session: AsyncSession, survey_id: int, content: Questionnaire, columns: Sequence[Any]
    ) -> None:
        self._session = session
        self._survey_id = survey_id
        self._by = list(columns)
        self._several = _names(content, _T.SEVERAL, _T.RANK)
        self._ranks = _names(content, _T.RANK)
        self._numbers = _names(content, _T.NUMBER)

    async def pieces(self) -> AsyncIterator[tuple[tuple[Any, ...], Add]]:
        for statement, make in self._counts():
            for row in await self._session.execute(statement):
                yield tuple(row[: len(self._by)]), make(*row[len(self._by) :])

    def _counts(self) -> list[tuple[Select[Any], Callable[..., Add]]]:
        found: list[tuple[Select[Any], Callable[..., Add]]] = [
            (self._people(), _people),
            (self._items(), self._item),
        ]
        if self._several:
            found.append((self._heads(), _answered))
        if self._ranks:
            found.append((self._firsts(), _first))
        if self._numbers:
            found.append((self._given(), _number))
        return found

    def _people(self) -> Select[Any]:
        mine = Response.survey_id == self._survey_id
        return select(*self._by, func.count()).where(mine).group_by(*self._by)

    def _grouped(self, keys: Sequence[Any], *sums: Any) -> Select[Any]:
        """Answers by the group they are in and by `keys`."""
        found = select(*self._by, *keys, *sums).select_from(Answer)
        if self._by:
            found = found.join(Response, Response.id == Answer.response_id)
        return found.where(Answer.survey_id == self._survey_id).group_by(*self._by, *keys)

    def _items(self) -> Select[Any]:
        found = self._grouped([Answer.question, Answer.item], func.count(), func.sum(Answer.number))
        return found.where(Answer.question.not_in(self._numbers))

    def _heads(self) -> Select[Any]:
        found = self._grouped([Answer.question], func.count(Answer.response_id.distinct()))
        return found.where(Answer.question.in_(self._several))

    def _firsts(self) -> Select[Any]:
        found = self._grouped([Answer.question, Answer.item], func.count())
        return found.where(Answer.question.in_(self._ranks), Answer.number == 1)

    def _given(self) -> Select[Any]:
        found = self._grouped([Answer.question, Answer.number], func.count())
        return found.where(Answer.question.in_(self._numbers))

    def _item(self, question: str, item: str, times: int, places: float | None) -> Add:
        def add(part: Part) -> None:
            counted = part.counts[question]
            counted.items[item] += times
            counted.places[item] += int(places or 0)
            counted.answered += 0 if question in self._several else times

        return add


class _RoleWalk(_Walk):
    """Counts within what people answered to one question: their sex, their age."""

    def __init__(self, session: AsyncSession, survey_id: int, content: Questionnaire, question: str) -> None:
        self._of_role = aliased(Answer)
        super().__init__(session, survey_id, content, [self._of_role.item])
        self._question = question

    def _people(self) -> Select[Any]:
        role = self._of_role
        found = select(*self._by, func.count()).where(role.survey_id == self._survey_id)
        return found.where(role.question == self._question).group_by(role.item)

    def _grouped(self, keys: Sequence[Any], *sums: Any) -> Select[Any]:
        role = self._of_role
        same = (role.survey_id == self._survey_id) & (role.question == self._question)
        return (
            select(*self._by, *keys, *sums)
            .select_from(Answer)
            .join(role, same & (role.response_id == Answer.response_id))
            .where(Answer.survey_id == self._survey_id)
            .group_by(*self._by, *keys)
        )


def _names(content: Questionnaire, *kinds: QuestionType) -> list[str]:
    return [one.name for one in content.questions if one.type in kinds]


def _people(times: int) -> Add:
    def add(part: Part) -> None:
        part.responses += times

    return add


def _answered(question: str, times: int) -> Add:
    def add(part: Part) -> None:
        part.counts[question].answered += times

    return add


def _first(question: str, item: str, times: int) -> Add:
    def add(part: Part) -> None:
        part.counts[question].firsts[item] += times

    return add


def _number(question: str, number: float, times: int) -> Add:
    def add(part: Part) -> None:
        counted = part.counts[question]
        counted.numbers[number] += times
        counted.answered += times

    return add
