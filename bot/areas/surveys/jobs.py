"""The clockwork of surveys: open when the invitation goes, remind once, close in time, empty the box."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import service as broadcasts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents import queries as residents
from bot.areas.residents.models import Topic
from bot.areas.surveys import answering, boxes, handing_out, queries, running, service, uploading
from bot.areas.surveys.models import Form, Survey, SurveyState
from bot.areas.surveys.rules import timing
from bot.areas.surveys.texts import invitation as texts
from bot.areas.surveys.texts import office as office_texts
from bot.core.contacts import Contact
from bot.core.dialogs import store
from bot.core.i18n import DEFAULT_LANGUAGE, RESIDENT_LANGUAGES, Translator
from bot.core.messages import Choice, OutMessage, Purpose
from bot.core.scheduling import Job, Tick
from bot.outbox import service as outbox
from bot.outbox.models import Batch, Delivery, Status

log = structlog.get_logger()

APPLY_EVERY_SECONDS = 2
LOOK_EVERY_SECONDS = 30
KEPT_AFTER_END = timedelta(days=1)


async def apply_invitations(tick: Tick) -> None:
    """An invitation on its way opens its survey, before anybody taps its button."""
    async with tick.database.reading() as session:
        gone = [survey.id for survey in await queries.gone_out(session)]
    for number in gone:
        async with tick.database.session() as session:
            await running.apply(session, number, tick.now)


async def look_at_surveys(tick: Tick) -> None:
    """Every survey in a transaction of its own: one that fails must not hold up the others."""
    async with tick.database.reading() as session:
        numbers = await queries.running_ids(session)
    for number in numbers:
        try:
            async with tick.database.session() as session:
                await _look(session, number, tick.now, tick.timezone)
        except Exception:
            log.exception("survey_not_looked_at", survey=number)
    await forget_walks(tick)
    tick.wake()


async def forget_walks(tick: Tick) -> None:
    """Unfinished answers to what is over: for a day their owner is told so, then they are gone."""
    before = tick.now - KEPT_AFTER_END
    async with tick.database.reading() as session:
        numbers = await queries.with_walks_left(session, before)
    for number in numbers:
        async with tick.database.session() as session:
            if await service.claim_step(session, number, queries.WALKS, tick.now):
                await store.drop_form(session, answering.walk(number))


async def _look(session: AsyncSession, survey_id: int, now: datetime, zone: ZoneInfo) -> None:
    survey = await service.take(session, survey_id)
    if survey.state is not SurveyState.OPEN:
        return
    form = await service.get_form(session, survey.form_id)
    if now >= survey.closes_at:
        await running.close(session, survey_id, None, now)
        await _tell_over(session, survey, form, now)
        return
    await boxes.empty(session, survey, form.questionnaire, whole=False)
    await _remind(session, survey, form, now, zone)


async def _tell_over(session: AsyncSession, survey: Survey, form: Form, now: datetime) -> None:
    count = await queries.count_responses(session, survey.id)

    def message(t: Translator) -> OutMessage:
        results = Choice(str(office_texts.results_button(t)), f"survey:results.{survey.id}")
        return OutMessage(text=office_texts.over(t, form.questionnaire, count), choices=((results,),))

    await people.tell_all(session, Permission.RUN_SURVEY, message, now)


async def _remind(session: AsyncSession, survey: Survey, form: Form, now: datetime, zone: ZoneInfo) -> None:
    """Only those who were asked and have not answered to the end; nobody in the quiet hours."""
    legal = await municipality.get_legal(session)
    if survey.broadcast_id is None or survey.opened_at is None or after_quiet(now, legal, zone) > now:
        return
    days = timing.due_reminder(survey.opened_at, survey.closes_at, now, legal.survey_reminder_days_before)
    if days is None or not await service.claim_step(session, survey.id, f"reminder.{days}", now):
        return
    for earlier in legal.survey_reminder_days_before:
        if earlier > days:
            await outbox.stop_batch(session, running.reminder_batch(survey.id, earlier), now)
    contents = {
        language: await outbox.keep_content(
            session, _reminder(Translator(language, zone), survey, form, days)
        )
        for language in RESIDENT_LANGUAGES
    }
    asked = await broadcasts.get(session, survey.broadcast_id)
    got_it = (
        select(Contact.person_id)
        .join(Delivery, Delivery.contact_id == Contact.id)
        .join(Batch, Batch.id == Delivery.batch_id)
        .where(Batch.name == asked.batch_name, Delivery.status == Status.SENT)
    )
    recipients = residents.audience_select(topic=Topic.SURVEYS)
    await outbox.expand(
        session,
        batch=running.reminder_batch(survey.id, days),
        contents=contents,
        default_language=DEFAULT_LANGUAGE,
        recipients=recipients.where(
            residents.is_of(got_it), ~residents.is_of(queries.who_answered(survey.id))
        ),
        now=now,
    )


def _reminder(t: Translator, survey: Survey, form: Form, days: int) -> OutMessage:
    answer = Choice(str(texts.answer_button(t)), f"sv:start.{survey.id}")
    text = texts.reminder(t, form.questionnaire, survey, days=days)
    return OutMessage(text=text, choices=((answer,),), purpose=Purpose.REMINDER)


async def read_uploads(tick: Tick) -> None:
    """Files that were sent, once their bytes are here; one that can't be read must not hold up the others."""
    async with tick.database.reading() as session:
        waiting = await uploading.list_waiting(session)
    for one in waiting:
        try:
            await uploading.read(tick.database, one, tick.now)
        except Exception:
            log.exception("upload_not_read", upload=one.upload_id)
            await uploading.give_up(tick.database, one, tick.now)
        tick.wake()


async def make_exports(tick: Tick) -> None:
    """Long tables that were asked for; one that fails must not hold up the others."""
    async with tick.database.reading() as session:
        ordered = await handing_out.list_ordered(session)
    for number in ordered:
        try:
            await handing_out.make_ordered(tick.database, number, tick.now, tick.timezone)
        except Exception:
            log.exception("export_not_made", export=number)
        tick.wake()


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next end, or the next reminder before one."""
    legal = await municipality.get_legal(session)
    ends = await queries.ends_ahead(session, now)
    reminders = [
        after_quiet(end - timedelta(days=days), legal, zone)
        for end in ends
        for days in legal.survey_reminder_days_before
    ]
    return min((moment for moment in [*ends, *reminders] if moment > now), default=None)


jobs = (
    Job(name="survey_invitations", every_seconds=APPLY_EVERY_SECONDS, run=apply_invitations),
    Job(name="survey_uploads", every_seconds=APPLY_EVERY_SECONDS, run=read_uploads),
    Job(name="survey_exports", every_seconds=APPLY_EVERY_SECONDS, run=make_exports),
    Job(name="surveys", every_seconds=LOOK_EVERY_SECONDS, run=look_at_surveys, next_due=next_due),
)
