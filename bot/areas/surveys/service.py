"""Taking a questionnaire or a survey to look at or to change, and noting what was done; never commits.

Making questionnaires is in `making`, asking them in `running`, answering in `answering`, papers in
`entering`, results in `tallying` and `publishing`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.surveys.models import Form, Survey, SurveyStep
from bot.areas.surveys.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused

# What a column for numbers holds in PostgreSQL.
LARGEST_NUMBER = 2**31 - 1


def check_number(number: int, largest: int = LARGEST_NUMBER) -> None:
    """A forged button may name any number. Raises `Refused` for one that no row can have."""
    if not 0 <= number <= largest:
        raise Refused("surveys:gone")


async def get_form(session: AsyncSession, form_id: int) -> Form:
    """To look at. Raises `Refused` for one that is gone."""
    check_number(form_id)
    found = await session.get(Form, form_id, populate_existing=True)
    if found is None:
        raise Refused("surveys:gone")
    return found


async def take_form(session: AsyncSession, form_id: int) -> Form:
    """To change: whoever else changes it waits until this is committed. Raises `Refused`."""
    check_number(form_id)
    found = await session.get(Form, form_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise Refused("surveys:gone")
    return found


async def get(session: AsyncSession, survey_id: int) -> Survey:
    """To look at. Raises `Refused` for one that is gone."""
    check_number(survey_id)
    found = await session.get(Survey, survey_id, populate_existing=True)
    if found is None:
        raise Refused("surveys:gone")
    return found


async def hold(session: AsyncSession, survey_id: int) -> None:
    """Whoever changes it waits until this is committed, and this waits for them."""
    await session.get(Survey, survey_id, populate_existing=True, with_for_update={"read": True})


async def take(session: AsyncSession, survey_id: int) -> Survey:
    """To change: whoever else changes it waits until this is committed. Raises `Refused`."""
    check_number(survey_id)
    found = await session.get(Survey, survey_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise Refused("surveys:gone")
    return found


async def claim_step(session: AsyncSession, survey_id: int, step: str, now: datetime) -> bool:
    """Whether it is ours to do: False when it was done before, by this process or another."""
    try:
        async with session.begin_nested():
            session.add(SurveyStep(survey_id=survey_id, step=step, done_at=now))
    except IntegrityError:
        return False
    return True


def record_form(
    session: AsyncSession, now: datetime, tag: AuditTag, by: int | None, form: Form, **after: Any
) -> None:
    which = {"title": _title(form), "version": form.version}
    audit.record(session, now, tag, person_id=by, subject_id=form.id, after=which | _plain(after))


def record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int | None,
    survey: Survey,
    form: Form,
    **after: Any,
) -> None:
    """With which survey it was, as it was called then."""
    which = {"title": _title(form)}
    audit.record(session, now, tag, person_id=by, subject_id=survey.id, after=which | _plain(after))


def _title(form: Form) -> str:
    title = form.content.get("title") or {}
    return str(title.get("ky") or next(iter(title.values()), ""))[:80]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime | date) else value
        for name, value in values.items()
    }
