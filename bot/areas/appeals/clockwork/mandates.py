"""The clock around mandates: one digest a deputy a day; deputies who left; the December report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import deputies, mandate_notices, mandate_queries, service
from bot.areas.appeals.mandate_queries import Promise
from bot.areas.appeals.models import Appeal, AppealState, DeputyStep
from bot.areas.appeals.report_to_voters import ReportMeeting
from bot.areas.appeals.rules import mandate_reminders, report_time
from bot.areas.appeals.texts import mandate_reminders as texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.queries import Holder
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage
from bot.core.scheduling import Job, Tick

log = structlog.get_logger()

LOOK_EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Day:
    """What the clock looks at; `meeting` asks the meetings."""

    session: AsyncSession
    now: datetime
    zone: ZoneInfo
    legal: LegalValues
    calendar: WorkCalendar
    meeting: ReportMeeting

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    async def claim(self, person_id: int, step: str) -> bool:
        """Each thing is told once, whoever looks."""
        try:
            async with self.session.begin_nested():
                self.session.add(DeputyStep(person_id=person_id, step=step, done_at=self.now))
        except IntegrityError:
            return False
        return True


@dataclass(slots=True)
class Digest:
    """What one deputy is told in one message: `unanswered` with working days, `plans` with days left."""

    unanswered: list[tuple[Appeal, int]] = field(default_factory=list)
    plans: list[tuple[Appeal, Promise, int]] = field(default_factory=list)
    report: bool = False

    def __bool__(self) -> bool:
        return bool(self.unanswered or self.plans or self.report)


def mandate_job(meeting: ReportMeeting) -> Job:
    """`meeting` tells when a deputy's report meeting is or was."""
    return Job(
        name="mandates",
        every_seconds=LOOK_EVERY_SECONDS,
        run=partial(look_at_mandates, meeting),
        next_due=next_due,
    )


async def look_at_mandates(meeting: ReportMeeting, tick: Tick) -> None:
    """In the office's hours. Every deputy in a transaction of their own: one that fails holds up nobody."""
    async with tick.database.reading() as session:
        if not await _office_is_open(session, tick.now, tick.timezone):
            return
        whom = await deputies.serving(session)
    for holder in whom:
        await _guarded(tick, meeting, holder)
    async with tick.database.session() as session:
        day = await _day(session, tick, meeting)
        await _tell_of_left(day)
        await _ask_to_call(day, whom)
        await _tell_of_missed(day, whom)
    tick.wake()


async def _guarded(tick: Tick, meeting: ReportMeeting, holder: Holder) -> None:
    try:
        async with tick.database.session() as session:
            await _remind(await _day(session, tick, meeting), holder)
    except Exception:
        log.exception("deputy_not_reminded", person=holder.person_id)


async def _day(session: AsyncSession, tick: Tick, meeting: ReportMeeting) -> Day:
    legal = await municipality.get_legal(session)
    calendar = await municipality.get_work_calendar(session)
    return Day(session, tick.now, tick.timezone, legal, calendar, meeting)


async def _office_is_open(session: AsyncSession, now: datetime, zone: ZoneInfo) -> bool:
    office = await municipality.get_municipality(session)
    calendar = await municipality.get_work_calendar(session)
    local = now.astimezone(zone)
    return (
        office is not None
        and calendar.works(local.date())
        and office.office_opens <= local.time() < office.office_closes
    )


# One deputy


async def _remind(day: Day, holder: Holder) -> None:
    person_id = holder.person_id
    if await mandate_queries.is_done(day.session, person_id, _digest_step(day)):
        return
    digest = await _gather(day, holder)
    if not digest:
        return
    if not await day.claim(person_id, _digest_step(day)):
        # Another process was faster: what was claimed here is told tomorrow.
        await day.session.rollback()
        return
    await people.tell(day.session, person_id, lambda t: _message(t, digest), day.now)


def _digest_step(day: Day) -> str:
    return f"digest.{day.today.isoformat()}"


async def _gather(day: Day, holder: Holder) -> Digest:
    """Claims each thing as it finds it; whether today's message went already was asked before."""
    digest = Digest(report=await _is_report_due(day, holder))
    lines = await mandate_queries.of_deputy(day.session, holder.person_id)
    planned = [one.appeal.id for one in lines if one.appeal.state is AppealState.PLANNED]
    promises = await mandate_queries.promises(day.session, planned)
    for one in lines:
        if one.appeal.state is AppealState.NEW:
            await _look_at_new(day, one.appeal, digest)
        elif one.appeal.id in promises:
            await _look_at_plan(day, one.appeal, promises[one.appeal.id], digest)
    return digest


async def _look_at_new(day: Day, appeal: Appeal, digest: Digest) -> None:
    received_on = day.day_of(appeal.received_at)
    step = mandate_reminders.unanswered_step(received_on, day.today, day.calendar)
    if step and await service.claim_step(day.session, appeal.id, f"unanswered.{step}", day.now):
        digest.unanswered.append((appeal, day.calendar.between(received_on, day.today)))


async def _look_at_plan(day: Day, appeal: Appeal, promise: Promise, digest: Digest) -> None:
    step = mandate_reminders.plan_step(promise.due_on, day.day_of(promise.made_at), day.today)
    if step and await service.claim_step(day.session, appeal.id, step, day.now):
        digest.plans.append((appeal, promise, (promise.due_on - day.today).days))


async def _is_report_due(day: Day, holder: Holder) -> bool:
    """Weekly from 1 November, until a day is chosen or the meeting is called.

    Again when nobody called it to the chosen day in time; not when no day is left.
    """
    step = report_time.week(day.today, day.legal)
    if step is None or await mandate_queries.is_done(day.session, holder.person_id, step):
        return False
    wish = await mandate_queries.wish_of(day.session, holder.person_id, day.today.year)
    first = report_time.earliest(day.now, day.legal, day.zone)
    if first > report_time.window(day.today.year, day.legal).ends or (wish and wish.day >= first):
        return False
    if await _meeting_of(day, holder.person_id, day.today.year):
        return False
    return await day.claim(holder.person_id, step)


async def _meeting_of(day: Day, person_id: int, year: int) -> datetime | None:
    start, end = (datetime(one, 1, 1, tzinfo=day.zone) for one in (year, year + 1))
    return await day.meeting(day.session, person_id, start, end)


def _message(t: Translator, digest: Digest) -> OutMessage:
    rows = [
        (Choice(texts.mandate_button(t, appeal), f"dm:card.{appeal.id}"),)
        for appeal in [*[one[0] for one in digest.plans], *[one[0] for one in digest.unanswered]][:7]
    ]
    if digest.report:
        rows.append((Choice(str(texts.choose_day_button(t)), "dm:day"),))
    rows.append((Choice(str(texts.all_button(t)), "dm:"),))
    text = texts.digest(t, digest.unanswered, digest.plans, report=digest.report)
    return OutMessage(text=text, choices=tuple(rows))


# The council


async def _tell_of_left(day: Day) -> None:
    """Mandates whose deputy serves there no more, once for each deputy who left: council and successors."""
    fresh = [
        appeal
        for appeal in await mandate_queries.left_behind(day.session)
        if await service.claim_step(day.session, appeal.id, f"left.{appeal.deputy_id or 0}", day.now)
    ]
    if fresh:
        await mandate_notices.left_behind(day.session, len(fresh), day.now)
        await mandate_notices.left_in_districts(day.session, fresh, day.now)


async def _ask_to_call(day: Day, whom: Sequence[Holder]) -> None:
    """A deputy chose a day, and a week later no meeting is called: who may call it is asked again."""
    step = report_time.week(day.today, day.legal)
    if step is None:
        return
    for holder in whom:
        wish = await mandate_queries.wish_of(day.session, holder.person_id, day.today.year)
        if wish is None or day.now - wish.wished_at < timedelta(days=report_time.WEEK):
            continue
        too_late = wish.day < report_time.earliest(day.now, day.legal, day.zone)
        if too_late or await _meeting_of(day, holder.person_id, day.today.year):
            continue
        if await day.claim(holder.person_id, f"{step}.call"):
            await mandate_notices.report_wished(day.session, holder.person_id, wish.day, day.now)


async def _tell_of_missed(day: Day, whom: Sequence[Holder]) -> None:
    """In January, once: who did not report to the voters in December's time."""
    year = report_time.missed_year(day.today, day.legal)
    if year is None:
        return
    begins = report_time.window(year, day.legal).month
    missed = []
    for holder in whom:
        step = f"report.{year}.missed"
        if day.day_of(holder.since) >= begins or await mandate_queries.is_done(
            day.session, holder.person_id, step
        ):
            continue
        if await _meeting_of(day, holder.person_id, year) is None and await day.claim(holder.person_id, step):
            missed.append(holder.name)
    chairs = await staff.holders_of(day.session, Role.COUNCIL_CHAIR)
    for person_id in (chairs or await mandate_notices.council(day.session)) if missed else ():
        await people.tell(
            day.session, person_id, lambda t: OutMessage(text=texts.missed(t, year, missed)), day.now
        )


# For the demo's clock


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next morning on which a deputy or the council may be told something."""
    office = await municipality.get_municipality(session)
    if office is None:
        return None
    legal = await municipality.get_legal(session)
    calendar = await municipality.get_work_calendar(session)
    today = now.astimezone(zone).date()
    days = await _mandate_days(session, today, zone, calendar) + _report_days(today, legal)
    moments = [
        datetime.combine(one, office.office_opens, zone)
        for one in mandate_reminders.next_working(days, calendar)
    ]
    return min((moment for moment in moments if moment > now), default=None)


async def _mandate_days(
    session: AsyncSession, today: date, zone: ZoneInfo, calendar: WorkCalendar
) -> list[date]:
    days: list[date] = []
    for holder in await deputies.serving(session):
        lines = await mandate_queries.of_deputy(session, holder.person_id)
        promises = await mandate_queries.promises(session, [one.appeal.id for one in lines])
        for one in lines:
            if one.appeal.state is AppealState.NEW:
                received_on = one.appeal.received_at.astimezone(zone).date()
                days += mandate_reminders.unanswered_days(received_on, calendar)
            elif one.appeal.state is AppealState.PLANNED and one.appeal.id in promises:
                days += mandate_reminders.plan_days(promises[one.appeal.id].due_on, today)
    return days


def _report_days(today: date, legal: LegalValues) -> list[date]:
    """Every week of the time of reports, and the first of the month after it."""
    now = report_time.window(today.year, legal)
    weeks = [now.begins + timedelta(days=n) for n in range(0, (now.ends - now.begins).days, report_time.WEEK)]
    last = report_time.window(today.year - 1, legal)
    return [*weeks, now.ends + timedelta(days=1), last.ends + timedelta(days=1)]
