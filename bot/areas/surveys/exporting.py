"""Reading whole answers back, some thousand at a time; never commits."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Answer, Cell, Response, Survey
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType, Role, Value
from bot.areas.surveys.results import Origin
from bot.areas.surveys.rules.lone import Kind, without_lone

AT_ONCE = 2000
_T = QuestionType


@dataclass(frozen=True, slots=True)
class Row:
    """One response with its answers by the question's name."""

    number: int
    origin: Origin | None
    village_id: int | None
    language: str | None
    name: str | None
    answered_on: date | None
    paper: int | None
    answers: Mapping[str, Value]


async def rows(session: AsyncSession, survey: Survey, content: Questionnaire) -> AsyncIterator[Sequence[Row]]:
    """All responses in the order of their numbers, which were drawn by lot.

    Without names, of who answered only what enough others share is told: village, sex and age beside each
    other would point at somebody.
    """
    shown = await _shown(session, survey) if survey.anonymous else {}
    after = 0
    while True:
        found = (
            await session.scalars(
                select(Response)
                .where(Response.survey_id == survey.id, Response.id > after)
                .order_by(Response.id)
                .limit(AT_ONCE)
            )
        ).all()
        if not found:
            return
        answers = await _answers(session, survey.id, found[0].id, found[-1].id, content)
        after = found[-1].id
        yield [_row(one, answers.get(one.id, {}), content, shown.get(one.cell)) for one in found]
        session.expunge_all()


async def _shown(session: AsyncSession, survey: Survey) -> dict[int, Kind]:
    """By cell."""
    found = await session.execute(
        select(Cell, func.count())
        .join(Response, Response.cell == Cell.id)
        .where(Cell.survey_id == survey.id)
        .group_by(Cell.id)
    )
    times = {cell.id: (_kind(cell), count) for cell, count in found}
    counts: Counter[Kind] = Counter()
    for kind, count in times.values():
        counts[kind] += count
    told = without_lone(counts)
    return {number: told[kind] for number, (kind, _) in times.items()}


def _kind(cell: Cell) -> Kind:
    return Kind(
        cell.origin or None,
        cell.village_id or None,
        cell.language or None,
        cell.sex or None,
        cell.age or None,
    )


def _row(one: Response, answers: Mapping[str, Value], content: Questionnaire, told: Kind | None) -> Row:
    row = Row(one.id, one.origin, one.village_id, one.language, one.name, one.answered_on, one.paper, answers)
    if told is None:
        return row
    kept = {None, *([Role.SEX] if told.sex else []), *([Role.AGE] if told.age else [])}
    hidden = {question.name for question in content.questions if question.role not in kept}
    return replace(
        row,
        origin=Origin(told.origin) if told.origin else None,
        village_id=told.village,
        language=told.language,
        answers={name: value for name, value in answers.items() if name not in hidden},
    )


async def _answers(
    session: AsyncSession, survey_id: int, first: int, last: int, content: Questionnaire
) -> dict[int, dict[str, Value]]:
    pieces = await session.execute(
        select(
            Answer.response_id, Answer.question, Answer.item, Answer.number, Answer.text, Answer.file_id
        ).where(Answer.response_id.between(first, last), Answer.survey_id == survey_id)
    )
    kinds = {one.name: one.type for one in content.questions}
    found: defaultdict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for response, question, *piece in pieces:
        found[response][question].append(piece)
    return {
        response: {name: value_of(kinds[name], given) for name, given in by_name.items() if name in kinds}
        for response, by_name in found.items()
    }


def value_of(kind: QuestionType, pieces: Sequence[Any]) -> Value:
    """The answer that `boxes.rows_of` took apart; each piece is item, number, text, file."""
    item, number, text, file_id = pieces[0]
    match kind:
        case _T.ONE | _T.YES_NO:
            return str(item)
        case _T.SEVERAL:
            return sorted(str(piece[0]) for piece in pieces if piece[0])
        case _T.RANK:
            placed = [piece for piece in pieces if piece[0]]
            return [str(piece[0]) for piece in sorted(placed, key=lambda piece: piece[1])]
        case _T.SCALE:
            return int(number)
        case _T.NUMBER:
            return int(number) if float(number).is_integer() else float(number)
        case _T.TEXT:
            return {"text": text} if text else {"voice": file_id}
        case _T.PHOTO | _T.VOICE:
            return int(file_id)
    return _place(text) if kind is _T.PLACE else text


def _place(text: str) -> list[Any]:
    return [float(one) for one in text.split(",")]
