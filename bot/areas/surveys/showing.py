"""Results made ready to be shown: free words with their tags, report, slides; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import queries, service, tallying
from bot.areas.surveys.models import Answer, AnswerTag, Presentation, PresentedTo, Survey
from bot.areas.surveys.papers import report as report_papers
from bot.areas.surveys.papers import slides
from bot.areas.surveys.papers.report import Said
from bot.areas.surveys.tags import AuditTag
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.documents.paper import Paper
from bot.documents.presentation import Presentation as Slides

LONGEST_TAG = 40
QUOTES = 6


@dataclass(frozen=True, slots=True)
class Words:
    """One free answer: `response_id` names it, `voice` is a file that was said instead of written."""

    response_id: int
    text: str | None
    voice: int | None
    tags: tuple[str, ...]


async def list_words(
    session: AsyncSession, survey_id: int, question: str, offset: int, limit: int
) -> list[Words]:
    """In the order of the responses' numbers, which were drawn by lot."""
    answers = (
        await session.scalars(
            select(Answer)
            .where(Answer.survey_id == survey_id, Answer.question == question)
            .order_by(Answer.response_id)
            .offset(offset)
            .limit(limit)
        )
    ).all()
    rows = await session.execute(
        select(AnswerTag.response_id, AnswerTag.tag)
        .where(AnswerTag.survey_id == survey_id, AnswerTag.question == question)
        .where(AnswerTag.response_id.in_([one.response_id for one in answers]))
        .order_by(AnswerTag.tag)
    )
    tags: dict[int, list[str]] = {}
    for response_id, tag in rows:
        tags.setdefault(response_id, []).append(tag)
    return [
        Words(one.response_id, one.text, one.file_id, tuple(tags.get(one.response_id, ()))) for one in answers
    ]


async def count_words(session: AsyncSession, survey_id: int, question: str) -> int:
    counted = await session.scalar(
        select(func.count())
        .select_from(Answer)
        .where(Answer.survey_id == survey_id, Answer.question == question)
    )
    return counted or 0


async def known_tags(session: AsyncSession, survey_id: int, question: str) -> Sequence[str]:
    """The most frequent first."""
    found = await session.scalars(
        select(AnswerTag.tag)
        .where(AnswerTag.survey_id == survey_id, AnswerTag.question == question)
        .group_by(AnswerTag.tag)
        .order_by(func.count().desc(), AnswerTag.tag)
    )
    return found.all()


async def toggle_tag(
    session: AsyncSession, survey_id: int, question: str, response_id: int, tag: str, by: int, now: datetime
) -> None:
    """Give a free answer a tag, or take it off again. Raises `Refused`."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    tidy = " ".join(tag.split())
    if not tidy:
        raise Refused("surveys:words_missing")
    if len(tidy) > LONGEST_TAG:
        raise Refused("surveys:words_long", limit=LONGEST_TAG)
    survey = await service.get(session, survey_id)
    said = select(Answer.response_id).where(
        Answer.survey_id == survey_id, Answer.question == question, Answer.response_id == response_id
    )
    if await session.scalar(said) is None:
        raise Refused("surveys:gone")
    mine = (
        (AnswerTag.survey_id == survey_id)
        & (AnswerTag.question == question)
        & (AnswerTag.response_id == response_id)
        & (AnswerTag.tag == tidy)
    )
    if await session.scalar(select(AnswerTag.tag).where(mine)) is not None:
        await session.execute(delete(AnswerTag).where(mine))
    else:
        try:
            async with session.begin_nested():
                session.add(
                    AnswerTag(survey_id=survey_id, question=question, response_id=response_id, tag=tidy)
                )
        except IntegrityError:
            # A colleague gave the same one at the same moment.
            return
    form = await service.get_form(session, survey.form_id)
    service.record(session, now, AuditTag.TAGGED, by, survey, form, question=question, given=tidy)


# Papers


async def report(
    session: AsyncSession, t: Translator, survey: Survey, organisation: str, made_on: date
) -> Paper:
    await queries.check_enough(session, survey)
    found = await tallying.results(session, survey, t.timezone)
    return await report_papers.report(t, organisation, found, await _said(session, survey), made_on)


async def make_slides(
    session: AsyncSession, t: Translator, survey: Survey, organisation: str, made_on: date
) -> Slides:
    await queries.check_enough(session, survey)
    found = await tallying.results(session, survey, t.timezone)
    return slides.slides(t, organisation, found, made_on)


async def _said(session: AsyncSession, survey: Survey) -> Said:
    """Only words that staff have looked at, by giving them a tag, come into a report."""
    rows = await session.execute(
        select(AnswerTag.question, Answer.text)
        .join(
            Answer,
            (Answer.survey_id == AnswerTag.survey_id)
            & (Answer.question == AnswerTag.question)
            & (Answer.response_id == AnswerTag.response_id),
        )
        .where(AnswerTag.survey_id == survey.id, Answer.text.is_not(None))
        .order_by(AnswerTag.question, AnswerTag.tag, AnswerTag.response_id)
    )
    quotes: dict[str, list[str]] = {}
    for question, text in rows:
        kept = quotes.setdefault(question, [])
        if text and text not in kept and len(kept) < QUOTES:
            kept.append(text)
    return Said(quotes)


# Presented


async def present(
    session: AsyncSession,
    survey_id: int,
    to: PresentedTo,
    held_on: date,
    by: int,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """001 §3.3: shown to staff, council, a hearing, in social networks.

    Raises `Refused` for a day ahead, or before the survey was opened.
    """
    await people.check_may(session, by, Permission.RUN_SURVEY)
    survey = await service.take(session, survey_id)
    if survey.opened_at is None:
        raise Refused("surveys:not_open")
    if held_on > now.astimezone(zone).date():
        raise Refused("surveys:day_ahead")
    if held_on < survey.opened_at.astimezone(zone).date():
        raise Refused("surveys:day_early", opened_at=survey.opened_at)
    session.add(
        Presentation(survey_id=survey_id, presented_to=to, held_on=held_on, recorded_by=by, recorded_at=now)
    )
    await session.flush()
    form = await service.get_form(session, survey.form_id)
    service.record(session, now, AuditTag.PRESENTED, by, survey, form, to=to.value, day=held_on)
