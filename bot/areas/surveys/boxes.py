"""Emptying the box of anonymous answers (`rules/box.py` tells why and how); never commits."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Answer, BoxedPaper, Cell, Response, Survey
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType, Role
from bot.areas.surveys.results import Origin
from bot.areas.surveys.rules import box
from bot.areas.surveys.rules.box import Slip
from bot.core.files import FileReference, StoredFile

# Below JavaScript's and Excel's largest whole number: exports keep it to the last digit.
LOTS = 2**53
_T = QuestionType
_WITH_FILE = {_T.PHOTO, _T.VOICE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One complete answer on its way into the tables; what isn't known is None."""

    answers: Mapping[str, Any]
    origin: Origin | None
    village_id: int | None
    language: str | None
    person_id: int | None = None
    name: str | None = None
    answered_on: date | None = None
    paper: int | None = None
    entered_by: int | None = None


def draw_lot() -> int:
    return secrets.randbelow(LOTS - 1) + 1


async def empty(session: AsyncSession, survey: Survey, content: Questionnaire, *, whole: bool) -> int:
    """Take out what may be, at the end the `whole` rest; returns how many."""
    papers = {
        paper.id: paper
        for paper in await session.scalars(select(BoxedPaper).where(BoxedPaper.survey_id == survey.id))
    }
    slips = [Slip(one.id, one.origin, one.village_id, one.language) for one in papers.values()]
    lots = secrets.SystemRandom()
    taken = box.last(slips, lots) if whole else box.ready(slips)
    lots.shuffle(taken)
    for slip in taken:
        paper = papers[slip.key]
        reply = Reply(
            answers=paper.answers, origin=slip.origin, village_id=slip.village, language=slip.language
        )
        await keep(session, survey, content, reply)
        await _blur_files(session, survey, content, paper.answers)
    numbers = [slip.key for slip in taken]
    if numbers:
        await session.execute(delete(BoxedPaper).where(BoxedPaper.id.in_(numbers)))
    return len(numbers)


async def keep(session: AsyncSession, survey: Survey, content: Questionnaire, reply: Reply) -> int:
    """A response with its answers; returns its number."""
    cell = await _cell(session, survey, content, reply)
    response = Response(
        id=draw_lot(),
        survey_id=survey.id,
        cell=cell,
        origin=reply.origin,
        village_id=reply.village_id,
        language=reply.language,
        person_id=reply.person_id,
        name=reply.name,
        answered_on=reply.answered_on,
        paper=reply.paper,
        entered_by=reply.entered_by,
    )
    session.add(response)
    await session.flush()
    rows = [
        {"survey_id": survey.id, "response_id": response.id, "cell": cell, **row}
        for question in content.questions
        for row in rows_of(question.name, question.type, reply.answers.get(question.name))
    ]
    if rows:
        await session.execute(insert(Answer), rows)
    return response.id


async def _cell(session: AsyncSession, survey: Survey, content: Questionnaire, reply: Reply) -> int:
    """The number of what the response is of; of two that are the first of a kind the second finds it."""
    kind = {
        "survey_id": survey.id,
        "origin": reply.origin.value if reply.origin else "",
        "village_id": reply.village_id or 0,
        "language": reply.language or "",
        **{
            role.value: next(
                (str(reply.answers.get(q.name) or "") for q in content.questions if q.role is role), ""
            )
            for role in Role
        },
    }
    wanted = select(Cell.id).filter_by(**kind)
    found = await session.scalar(wanted)
    if found is not None:
        return found
    try:
        async with session.begin_nested():
            made = Cell(**kind)
            session.add(made)
        return made.id
    except IntegrityError:
        return (await session.execute(wanted)).scalar_one()


def rows_of(name: str, kind: QuestionType, value: Any) -> list[dict[str, Any]]:
    """An answer as the table of pieces has it; `tallying.value_of` reads it back."""
    if value is None:
        return []
    empty = {"question": name, "item": "", "number": None, "text": None, "file_id": None}
    return [empty | piece for piece in _PIECES.get(kind, _as_text)(value)]


def _as_text(value: Any) -> list[dict[str, Any]]:
    return [{"text": str(value)}]


def _as_item(value: Any) -> list[dict[str, Any]]:
    return [{"item": str(value)}]


def _as_file(value: Any) -> list[dict[str, Any]]:
    return [{"file_id": int(value)}]


_PIECES: Mapping[QuestionType, Callable[[Any], list[dict[str, Any]]]] = {
    _T.ONE: _as_item,
    _T.YES_NO: _as_item,
    _T.SEVERAL: lambda value: [{}, *({"item": one} for one in value)],
    _T.RANK: lambda value: [
        {},
        *({"item": one, "number": float(place)} for place, one in enumerate(value, 1)),
    ],
    _T.SCALE: lambda value: [{"item": str(int(value)), "number": float(value)}],
    _T.NUMBER: lambda value: [{"number": float(value)}],
    _T.TEXT: lambda value: [{"text": value.get("text"), "file_id": value.get("voice")}],
    _T.PHOTO: _as_file,
    _T.VOICE: _as_file,
    _T.PLACE: lambda value: [{"text": f"{value[0]},{value[1]}"}],
    _T.NOTE: lambda _value: [],
}


async def _blur_files(
    session: AsyncSession, survey: Survey, content: Questionnaire, answers: Mapping[str, Any]
) -> None:
    """When a voice or a picture came tells who sent it: the messenger's other messages have times too."""
    numbers = files_of(content, answers)
    if not numbers:
        return
    moment: datetime = survey.opened_at or survey.created_at
    await session.execute(
        update(StoredFile).where(StoredFile.id.in_(numbers)).values(created_at=moment, next_fetch_at=moment)
    )
    # What a platform calls a file is of use only until its bytes are here.
    fetched = select(StoredFile.id).where(StoredFile.id.in_(numbers), StoredFile.content.is_not(None))
    await session.execute(delete(FileReference).where(FileReference.file_id.in_(fetched)))


def files_of(content: Questionnaire, answers: Mapping[str, Any]) -> list[int]:
    """The numbers of the files that were sent as answers."""
    found = []
    for question in content.questions:
        value = answers.get(question.name)
        if value is None:
            continue
        if question.type in _WITH_FILE:
            found.append(int(value))
        elif question.type is QuestionType.TEXT and value.get("voice"):
            found.append(int(value["voice"]))
    return found
