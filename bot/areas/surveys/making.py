"""Making a questionnaire in chat, from a file or from a ready one (001 §3.1); never commits."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import queries, service
from bot.areas.surveys.models import Form, Source
from bot.areas.surveys.questionnaire import checks, reach, templates
from bot.areas.surveys.questionnaire.checks import Problem
from bot.areas.surveys.questionnaire.content import Question, Questionnaire
from bot.areas.surveys.tags import AuditTag
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES


@dataclass(frozen=True, slots=True)
class State:
    """What is to be known of a questionnaire before it is asked.

    `problems` must be mended. `lacking`: by language, the questions without it; `unreachable`: questions
    nobody can come to. `tried`: walked through as it is now.
    """

    problems: tuple[Problem, ...]
    lacking: dict[str, list[str]]
    unreachable: tuple[str, ...]
    tried: bool
    locked: bool


async def open_form(
    session: AsyncSession,
    content: Questionnaire,
    source: Source,
    by: int,
    now: datetime,
    *,
    template: str | None = None,
) -> Form:
    """A new questionnaire; it may still be empty, but what is there must be well-formed."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    form = Form(
        content=content.to_json(),
        source=source,
        template=template,
        version=1,
        author_id=by,
        created_at=now,
        changed_at=now,
    )
    session.add(form)
    await session.flush()
    service.record_form(session, now, AuditTag.FORM_OPENED, by, form, source=source.value)
    return form


async def copy_form(session: AsyncSession, form_id: int, by: int, now: datetime) -> Form:
    """The next version, which may be changed; waves of one series are compared with each other."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    old = await service.take_form(session, form_id)
    series = old.series or old.id
    form = Form(
        series=series,
        version=await queries.next_version(session, series),
        content=old.content,
        source=old.source,
        template=old.template,
        author_id=by,
        created_at=now,
        changed_at=now,
    )
    session.add(form)
    await session.flush()
    service.record_form(session, now, AuditTag.FORM_COPIED, by, form, copied_from=old.version)
    return form


async def delete_form(session: AsyncSession, form_id: int, by: int, now: datetime) -> None:
    """Only one that was never prepared for sending."""
    form = await _to_change(session, form_id, by)
    if await queries.surveys_of_form(session, form.id):
        raise Refused("surveys:form_used")
    if form.series is None and await queries.next_version(session, form.id) > 2:
        raise Refused("surveys:form_used")
    service.record_form(session, now, AuditTag.FORM_DELETED, by, form)
    await session.delete(form)
    await session.flush()


async def add_question(session: AsyncSession, form_id: int, by: int, now: datetime, *added: Question) -> Form:
    """At the end. Raises `Refused` for what couldn't be asked."""
    form = await _to_change(session, form_id, by)
    content = form.questionnaire
    return _changed(session, form, replace(content, questions=(*content.questions, *added)), by, now)


async def ask_sex_and_age(session: AsyncSession, form_id: int, by: int, now: datetime) -> Form:
    """At the end, whichever of the two isn't asked yet: results are then shown by them too."""
    asked = {one.role for one in (await service.get_form(session, form_id)).questionnaire.questions}
    missing = [one for one in templates.about_who_answers() if one.role not in asked]
    return await add_question(session, form_id, by, now, *missing)


async def remove_question(session: AsyncSession, form_id: int, name: str, by: int, now: datetime) -> Form:
    """With the «why?» that belongs to it. Raises `Refused` while another question asks about it."""
    form = await _to_change(session, form_id, by)
    content = form.questionnaire
    kept = tuple(one for one in content.questions if name not in (one.name, one.belongs_to))
    if len(kept) == len(content.questions):
        raise Refused("surveys:gone")
    return _changed(session, form, replace(content, questions=kept), by, now)


async def move_question(session: AsyncSession, form_id: int, name: str, by: int, now: datetime) -> Form:
    """One place up, with what belongs to it; never before what it asks about. Raises `Refused`."""
    form = await _to_change(session, form_id, by)
    content = form.questionnaire
    heads = [one for one in content.questions if one.belongs_to is None]
    place = next((i for i, one in enumerate(heads) if one.name == name), None)
    if not place:
        raise Refused("surveys:first_already")
    heads[place - 1], heads[place] = heads[place], heads[place - 1]
    ordered = [one for head in heads for one in content.questions if head.name in (one.name, one.belongs_to)]
    return _changed(session, form, replace(content, questions=tuple(ordered)), by, now)


async def change_question(
    session: AsyncSession, form_id: int, name: str, by: int, now: datetime, **parts: Any
) -> Form:
    """Some fields of one question."""
    form = await _to_change(session, form_id, by)
    content = form.questionnaire
    if name not in content.by_name:
        raise Refused("surveys:gone")
    questions = tuple(replace(one, **parts) if one.name == name else one for one in content.questions)
    return _changed(session, form, replace(content, questions=questions), by, now)


async def change_words(
    session: AsyncSession, form_id: int, by: int, now: datetime, **parts: dict[str, str] | None
) -> Form:
    """The title, the words before the first question, the words after the last."""
    form = await _to_change(session, form_id, by)
    return _changed(session, form, replace(form.questionnaire, **parts), by, now)  # type: ignore[arg-type] # only texts are passed


async def mark_tried(session: AsyncSession, form_id: int, by: int, now: datetime) -> None:
    """Staff walked through it to the end."""
    form = await service.take_form(session, form_id)
    form.tried_at = now
    service.record_form(session, now, AuditTag.FORM_TRIED, by, form)


async def state_of(session: AsyncSession, form: Form, now: datetime) -> State:
    content = form.questionnaire
    problems = tuple(checks.find_problems(content))
    lost = () if problems else await asyncio.to_thread(_unreachable, form.id, form.changed_at, content)
    return State(
        problems=problems,
        lacking=checks.missing_languages(content, RESIDENT_LANGUAGES),
        unreachable=lost,
        tried=form.tried_at is not None and form.tried_at >= form.changed_at,
        locked=await is_locked(session, form.id),
    )


async def check_ready(session: AsyncSession, form: Form, now: datetime) -> None:
    """Raises `Refused` for a questionnaire that can't be sent yet."""
    state = await state_of(session, form, now)
    if state.problems:
        raise Refused("surveys:not_ready")
    if not state.tried:
        raise Refused("surveys:not_tried")


async def is_locked(session: AsyncSession, form_id: int) -> bool:
    """Begun to be answered, or before the eyes of who approves: it stays as it is."""
    return await queries.is_answered(session, form_id) or await queries.is_handed_in(session, form_id)


async def _to_change(session: AsyncSession, form_id: int, by: int) -> Form:
    await people.check_may(session, by, Permission.RUN_SURVEY)
    form = await service.take_form(session, form_id)
    if await queries.is_answered(session, form_id):
        raise Refused("surveys:form_locked")
    if await queries.is_handed_in(session, form_id):
        raise Refused("surveys:form_handed_in")
    return form


def _changed(session: AsyncSession, form: Form, content: Questionnaire, by: int, now: datetime) -> Form:
    problems = [one for one in checks.find_problems(content) if one.code != "surveys:form_empty"]
    if problems:
        raise Refused(problems[0].code, problem=problems[0])
    form.content, form.changed_at = content.to_json(), now
    service.record_form(session, now, AuditTag.FORM_CHANGED, by, form, questions=len(content.questions))
    return form


_found: dict[tuple[int, datetime], tuple[str, ...]] = {}


def _unreachable(form_id: int, changed_at: datetime, content: Questionnaire) -> tuple[str, ...]:
    """Trying all ways may take a second or two; the same words aren't tried twice."""
    key = (form_id, changed_at)
    if key not in _found:
        if len(_found) > 100:
            _found.clear()
        _found[key] = tuple(reach.unreachable(content, changed_at.date()))
    return _found[key]
