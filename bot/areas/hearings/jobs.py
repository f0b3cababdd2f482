"""The clockwork of meetings: what went out holds, what gets late is called out, who comes is reminded."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import announcing, calling, queries, service
from bot.areas.hearings.clockwork import late, look_at_meetings
from bot.areas.hearings.clockwork.upcoming import next_due
from bot.areas.hearings.models import Answer, Attendance, Meeting
from bot.areas.hearings.queries import Told
from bot.areas.hearings.rules import notice as notice_rules
from bot.areas.hearings.rules import timing
from bot.areas.hearings.texts import alarms as texts
from bot.areas.hearings.texts import notice as notice_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.residents import queries as residents
from bot.core.i18n import DEFAULT_LANGUAGE, RESIDENT_LANGUAGES, Translator
from bot.core.messages import Choice, OutMessage, Purpose
from bot.core.scheduling import Job, Tick
from bot.outbox import other_way
from bot.outbox import service as outbox

log = structlog.get_logger()

APPLY_EVERY_SECONDS = 2
LOOK_EVERY_SECONDS = 30


async def apply_notices(tick: Tick) -> None:
    """What is being told holds from now on, before any reminder looks at it."""
    async with tick.database.reading() as session:
        if not await queries.gone_out(session):
            return
    async with tick.database.session() as session:
        for told in await queries.gone_out(session):
            await calling.apply(session, told, tick.now, tick.timezone)
    tick.wake()


async def warn_of_late(tick: Tick) -> None:
    """Hours before the last lawful moment, and once when it was missed: officer and head hear of it."""
    async with tick.database.session() as session:
        legal = await municipality.get_legal(session)
        for told in await queries.not_out(session):
            await _warn(session, told, tick.now, legal)
    tick.wake()


async def _warn(session: AsyncSession, told: Told, now: datetime, legal: LegalValues) -> None:
    send_by, notice = told.broadcast.send_by, told.notice
    meeting = await service.get(session, notice.meeting_id)
    if send_by is None or (meeting.starts_at <= now and notice.starts_at <= now):
        return
    if notice_rules.missed(send_by, now):
        await late.tell(session, meeting, notice, legal, now)
        return
    hours = notice_rules.due_alarm(send_by, now, legal)
    # Who wrote it just now knows how late it is.
    if hours is None or now - told.broadcast.created_at < (send_by - told.broadcast.created_at) / 10:
        return
    step = f"notice.{notice.id}.{notice.starts_at:%Y%m%d}.{hours}h"
    if await service.claim_step(session, meeting.id, step, now):
        await late.warn(session, meeting, send_by, hours, now)


async def remind(tick: Tick) -> None:
    """Those who come, or perhaps. Each is read anew: of a moved or cancelled one nothing stale goes."""
    async with tick.database.reading() as session:
        legal = await municipality.get_legal(session)
        ahead = [meeting.id for meeting in await queries.ahead(session, tick.now)]
    for meeting_id in ahead:
        async with tick.database.session() as session:
            await _remind_of(session, meeting_id, tick.now, legal, tick.timezone)
    tick.wake()


async def _remind_of(
    session: AsyncSession, meeting_id: int, now: datetime, legal: LegalValues, zone: ZoneInfo
) -> None:
    meeting = await service.take(session, meeting_id)
    hours = timing.due_reminder(meeting, now, legal)
    if hours is None or await queries.change_waits(session, meeting_id):
        return
    batch = calling.reminder_batch(meeting_id, meeting.sequence, hours)
    due_at = timing.reminder_moment(meeting, now, legal, zone)
    if not await service.claim_step(session, meeting_id, f"reminder.{meeting.sequence}.{hours}", now):
        # Who comes must not miss it: what failed meanwhile finds their other address.
        await other_way.take_needless_back(session, batch)
        await other_way.go_other_way(session, batch, residents.subscribed(), now, due_at)
        return
    contents = {
        language: await outbox.keep_content(session, _reminder(Translator(language, zone), meeting, now))
        for language in RESIDENT_LANGUAGES
    }
    coming = select(Attendance.person_id).where(
        Attendance.meeting_id == meeting_id, Attendance.answer.in_((Answer.YES, Answer.MAYBE))
    )
    # Whoever didn't get the one before would now read «tomorrow» on the day itself.
    await calling.stop_reminders(session, meeting, legal, now, before=hours)
    recipients = residents.audience_select(topic=None, any_address=True)
    await outbox.expand(
        session,
        batch=batch,
        contents=contents,
        default_language=DEFAULT_LANGUAGE,
        recipients=recipients.where(residents.is_of(coming)),
        now=now,
        due_at=due_at,
    )


def _reminder(t: Translator, meeting: Meeting, now: datetime) -> OutMessage:
    days = (meeting.starts_at.astimezone(t.timezone).date() - now.astimezone(t.timezone).date()).days
    point = announcing.map_link(meeting.latitude, meeting.longitude)
    rows = (
        (Choice(str(notice_texts.wont_come(t)), f"mt:no.{meeting.id}"),),
        (Choice(str(notice_texts.more(t)), f"mt:card.{meeting.id}"),),
    )
    return OutMessage(
        text=texts.reminder(t, meeting, days, point),
        choices=rows,
        purpose=Purpose.REMINDER,
        summary=texts.reminder_in_short(t, meeting),
    )


async def run(tick: Tick) -> None:
    await warn_of_late(tick)
    await remind(tick)
    await look_at_meetings(tick)


jobs = (
    Job(name="meeting_notices", every_seconds=APPLY_EVERY_SECONDS, run=apply_notices),
    Job(name="meetings", every_seconds=LOOK_EVERY_SECONDS, run=run, next_due=next_due),
)
