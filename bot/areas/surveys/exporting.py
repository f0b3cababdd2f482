"""Reading whole answers back, some thousand at a time; never commits."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Answer, Response, Survey
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType, Value
from bot.areas.surveys.results import Origin

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
    """All responses in the order of their numbers, which were drawn by lot."""
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
        yield [
            Row(
                one.id,
                one.origin,
                one.village_id,
                one.language,
                one.name,
                one.answered_on,
                one.paper,
                answers.get(one.id, {}),
            )
            for one in found
        ]
        session.expunge_all()


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
