"""What a resident left in surveys: given to them in their export, made nameless when they delete themselves.

An answer without a name is nobody's, so it is in neither: that they took part is all there is to give.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Answer, Form, Participation, Response, Survey
from bot.core.files import StoredFile


async def forget(session: AsyncSession, person_id: int) -> None:
    """That they took part goes with them; a name and a voice go here. The count stays."""
    mine = select(Response.id).where(Response.person_id == person_id)
    files = select(Answer.file_id).where(Answer.response_id.in_(mine), Answer.file_id.is_not(None))
    numbers = (await session.scalars(files)).all()
    await session.execute(update(StoredFile).where(StoredFile.id.in_(numbers)).values(content=None, name=""))
    await session.execute(
        update(Response).where(Response.person_id == person_id).values(name=None, person_id=None)
    )


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
