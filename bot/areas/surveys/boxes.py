"""Emptying the box of anonymous answers (`rules/box.py` tells why and how); never commits."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Answer, BoxedPaper, Cell, Response, Survey
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType, Role
from bot.areas.surveys.results import Origin
from bot.areas.surveys.rules import box
from bot.areas.surveys.rules.box import Slip
from bot.core import sealing
from bot.core.files import FileReference, StoredFile

log = structlog.get_logger()

# Below JavaScript's and Excel's largest whole number: exports keep it to the last digit.
LOTS = 2**53
# Where a slip lies: still in the box, or with the responses already; and its number there.
Key = tuple[str, int]
BOXED, OUT = "boxed", "out"
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
    papers = await _open(session, survey.id)
    slips: list[Slip[Key]] = [
        Slip((BOXED, number), one.origin, one.village_id, one.language)
        for number, (one, _answers) in papers.items()
    ]
    lots = secrets.SystemRandom()
    if whole:
        out = await _taken_out(session, survey.id) if slips else []
        taken = box.last([*slips, *out], lots)
        await _forget(session, survey.id, out, taken)
    else:
        taken = box.ready(slips)
    taken = [slip for slip in taken if slip.key[0] == BOXED]
    lots.shuffle(taken)
    for slip in taken:
        _paper, answers = papers[slip.key[1]]
        reply = Reply(answers=answers, origin=slip.origin, village_id=slip.village, language=slip.language)
        await keep(session, survey, content, reply)
        await _blur_files(session, survey, content, answers)
    numbers = [slip.key[1] for slip in taken]
    if numbers:
        await session.execute(delete(BoxedPaper).where(BoxedPaper.id.in_(numbers)))
    return len(numbers)


async def _open(session: AsyncSession, survey_id: int) -> dict[int, tuple[BoxedPaper, dict[str, Any]]]:
    """What lies in the box, by its number; what was sealed with a key that is gone stays where it is."""
    found = await session.scalars(select(BoxedPaper).where(BoxedPaper.survey_id == survey_id))
    opened = [(paper, sealing.unseal(paper.answers)) for paper in found]
    if lost := sum(answers is None for _paper, answers in opened):
        log.warning("box_not_opened", survey=survey_id, answers=lost)
    return {paper.id: (paper, answers) for paper, answers in opened if answers is not None}


async def _taken_out(session: AsyncSession, survey_id: int) -> list[Slip[Key]]:
    """What is known of the answers that came by chat and lie in the box no more."""
    rows = await session.execute(
        select(Response.id, Response.origin, Response.village_id, Response.language).where(
            Response.survey_id == survey_id, Response.entered_by.is_(None)
        )
    )
    return [Slip((OUT, number), origin, village, language) for number, origin, village, language in rows]


async def _forget(
    session: AsyncSession, survey_id: int, before: Sequence[Slip[Key]], after: Sequence[Slip[Key]]
) -> None:
    """Of some that were taken out earlier less is known from now on, for those that came after them."""
    known = set(before)
    for slip in after:
        if slip.key[0] == OUT and slip not in known:
            response = await session.get_one(Response, slip.key[1])
            old = await session.get_one(Cell, response.cell)
            kind = _kind(
                survey_id, slip.origin, slip.village, slip.language, {"sex": old.sex, "age": old.age}
            )
            response.cell = await _cell(session, kind)
            response.origin, response.village_id = slip.origin, slip.village
            response.language = slip.language
            await session.flush()
            await session.execute(
                update(Answer).where(Answer.response_id == response.id).values(cell=response.cell)
            )


async def keep(session: AsyncSession, survey: Survey, content: Questionnaire, reply: Reply) -> int:
    """A response with its answers; returns its number."""
    roles = {
        role.value: next(
            (str(reply.answers.get(q.name) or "") for q in content.questions if q.role is role), ""
        )
        for role in Role
    }
    cell = await _cell(session, _kind(survey.id, reply.origin, reply.village_id, reply.language, roles))
    response = Response(
        id=draw_lot(),
        survey_id=survey.id,
        cell=cell,
        origin=reply.origin,
        village_id=reply.village_id,
        language=reply.language,
        person_id=reply.person_id,
        name=storable(reply.name),
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


def _kind(
    survey_id: int,
    origin: Origin | None,
    village_id: int | None,
    language: str | None,
    roles: Mapping[str, str],
) -> dict[str, Any]:
    """What a response is of, as the table of cells has it."""
    return {
        "survey_id": survey_id,
        "origin": origin.value if origin else "",
        "village_id": village_id or 0,
        "language": language or "",
        **roles,
    }


async def _cell(session: AsyncSession, kind: Mapping[str, Any]) -> int:
    """Its number; of two that are the first of a kind the second finds it."""
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


def storable(text: str | None) -> str | None:
    """Without the one sign that PostgreSQL holds in no text: a box with it in could never be emptied."""
    return text.replace("\0", "") if text else text


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
    _T.TEXT: lambda value: [{"text": storable(value.get("text")), "file_id": value.get("voice")}],
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
