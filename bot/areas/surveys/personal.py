"""What a resident left in surveys: given to them in their export, made nameless when they delete themselves.

An answer without a name is nobody's, so it is in neither: that they took part is all there is to give.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Answer, Form, Participation, Response, Survey, SurveyState
from bot.core import joining
from bot.core.files import StoredFile
from bot.core.joining import Joining


async def forget(session: AsyncSession, person_id: int) -> None:
    """That they took part goes with them; a name and a voice go here. The count stays."""
    mine = await session.scalars(select(Response.id).where(Response.person_id == person_id))
    await _make_nameless(session, mine.all())


async def _make_nameless(session: AsyncSession, responses: Sequence[int]) -> None:
    await _empty_files(session, responses)
    await session.execute(
        update(Response).where(Response.id.in_(responses)).values(name=None, person_id=None)
    )


async def _empty_files(session: AsyncSession, responses: Sequence[int]) -> None:
    files = select(Answer.file_id).where(Answer.response_id.in_(responses), Answer.file_id.is_not(None))
    numbers = (await session.scalars(files)).all()
    await session.execute(update(StoredFile).where(StoredFile.id.in_(numbers)).values(content=None, name=""))


async def join(session: AsyncSession, one: Joining) -> None:
    """One vote: the one cast earlier. Who has answered on either phone has answered.

    Of a survey that is over nothing changes any more: the later answer stays counted, without its person. Of
    an anonymous one nobody can tell which two answers are one person's, so both stay; there is no third.
    """
    for kept, dropped in await joining.doubles(session, Participation, one, "survey_id"):
        kept.finished = kept.finished or dropped.finished
    for mine, theirs in await joining.doubles(session, Response, one, "survey_id"):
        # Only the day is known; of one day the answer of the person who stays counts as the earlier.
        days = [row.answered_on or date.max for row in (mine, theirs)]
        later = theirs if days[0] <= days[1] else mine
        survey = await session.get_one(Survey, later.survey_id)
        if survey.state is SurveyState.CLOSED:
            await _make_nameless(session, [later.id])
        else:
            await _empty_files(session, [later.id])
            await session.execute(delete(Response).where(Response.id == later.id))
    await session.flush()


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    taken = await session.execute(
        select(Survey, Form, Participation.finished)
        .join(Form, Form.id == Survey.form_id)
        .join(Participation, Participation.survey_id == Survey.id)
        .where(Participation.person_id == person_id)
        .order_by(Survey.id)
    )
    answers: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = await session.execute(
        select(Answer)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.person_id == person_id)
        .order_by(Answer.question, Answer.item)
    )
    for (answer,) in rows:
        value = answer.item or answer.text or answer.number
        answers[answer.survey_id].append({"question": answer.question, "answer": value})
    found = [
        {
            "survey": form.questionnaire.title.get("ky", ""),
            "without_names": survey.anonymous,
            "finished": bool(finished),
            "answers": answers.get(survey.id, []),
        }
        for survey, form, finished in taken
    ]
    return {"surveys": found} if found else {}
