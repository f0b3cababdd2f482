"""What the clock does around a meeting besides its notice: tasks, lists, the door, what is owed afterwards.

Each thing is told once (`MeetingStep`), and looked at anew before it is told.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.hearings import listing, notices, preparing, queries, reporting, service
from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import Decision, Meeting, MeetingState, NoticePurpose
from bot.areas.hearings.rules import timing
from bot.areas.hearings.tags import AuditTag
from bot.areas.hearings.texts import day as day_texts
from bot.areas.hearings.texts import following as following_texts
from bot.areas.hearings.texts import preparing as preparing_texts
from bot.areas.hearings.texts import reporting as reporting_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import Choice, OutMessage
from bot.core.scheduling import Tick

log = structlog.get_logger()

# Reminders of what is owed with a last day: so many days before it, on it, and the day after.
BEFORE_LAST_DAY = (5, 1, 0, -1)
REPORT_DAYS = (7, 2)
UNSENT_AFTER_DAYS = (1, 3, 7)


@dataclass(frozen=True, slots=True)
class Moment:
    """What the steps look at. `morning`: the office has begun to work today."""

    session: AsyncSession
    now: datetime
    zone: ZoneInfo
    legal: LegalValues
    links: Links

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def morning(self) -> bool:
        return self.now >= timing.morning(self.today, self.zone)

    async def claim(self, meeting: Meeting, step: str) -> bool:
        return await service.claim_step(self.session, meeting.id, step, self.now)


async def after_meetings(tick: Tick) -> None:
    """Every meeting in a transaction of its own: one that fails must not hold up the others."""
    async with tick.database.reading() as session:
        numbers = [meeting.id for meeting in await queries.in_hand(session, tick.now)]
        legal = await municipality.get_legal(session)
    for number in numbers:
        try:
            async with tick.database.session() as session:
                moment = Moment(session, tick.now, tick.timezone, legal, tick.links)
                await _look_at(moment, await service.take(session, number))
        except Exception:
            log.exception("meeting_not_looked_at", meeting=number)
    tick.wake()


async def _look_at(moment: Moment, meeting: Meeting) -> None:
    steps: tuple[Callable[[Moment, Meeting], Awaitable[None]], ...] = ()
    if meeting.state in {MeetingState.DRAFT, MeetingState.CALLED} and moment.now < meeting.starts_at:
        steps = (remind_of_tasks, remind_of_report)
    if meeting.state is MeetingState.CALLED:
        steps = (*steps, draw_up_lists, open_door, end)
    if meeting.state is MeetingState.HELD and moment.morning:
        steps = (ask_for_protocol, ask_for_replies, ask_for_results, remind_of_decisions, remind_of_unsent)
    for step in steps:
        await step(moment, meeting)


# Before


async def remind_of_tasks(moment: Moment, meeting: Meeting) -> None:
    """A day before it is due and once it is overdue; then also who keeps the meeting."""
    for task in await preparing.open_tasks(moment.session, meeting.id):
        kind = timing.task_step(task.due_at, moment.now)
        if kind is None or not await moment.claim(meeting, f"task.{task.id}.{task.due_at:%Y%m%d}.{kind}"):
            continue
        overdue = kind == timing.OVERDUE
        whom = await preparing.whose(moment.session, meeting, task)
        if overdue:
            whom = [*whom, *await notices.keepers(moment.session, meeting)]
        number = task.id

        def done(t: Translator, number: int = number) -> tuple[tuple[Choice, ...], ...]:
            label = str(preparing_texts.done_button(t))
            return ((Choice(label, f"meeting:done.{meeting.id}.{number}"),),)

        await notices.tell(
            moment.session,
            whom,
            meeting,
            moment.now,
            lambda t, task=task, overdue=overdue: preparing_texts.task_due(t, meeting, task, overdue=overdue),  # type: ignore[misc] # mypy can't infer defaults of a lambda
            more=done,
        )


async def remind_of_report(moment: Moment, meeting: Meeting) -> None:
    """A week and two days before, while something of the report is empty."""
    days = (_held_on(moment, meeting) - moment.today).days
    step = min((one for one in REPORT_DAYS if days <= one), default=None)
    if step is None or not moment.morning or meeting.state is not MeetingState.CALLED:
        return
    empty = len(await reporting.missing(moment.session, meeting))
    if not empty or not await moment.claim(meeting, f"report.{meeting.sequence}.{step}"):
        return

    def message(t: Translator) -> OutMessage:
        write = Choice(str(reporting_texts.report_button(t)), f"mtreport:{meeting.id}")
        return OutMessage(text=reporting_texts.reminder(t, meeting, days, empty), choices=((write,),))

    for person_id in await reporting.reporters(moment.session, meeting):
        await people.tell(moment.session, person_id, message, moment.now)


async def draw_up_lists(moment: Moment, meeting: Meeting) -> None:
    """Two days before, from who signed up; the speakers are told (002 §2.5)."""
    due = timing.lists_moment(meeting, moment.legal, moment.zone)
    if not due <= moment.now < meeting.starts_at:
        return
    if await queries.change_waits(moment.session, meeting.id):
        return
    if await moment.claim(meeting, f"lists.{meeting.sequence}"):
        await listing.draw_up(moment.session, meeting, moment.now, moment.zone)


# The day


async def open_door(moment: Moment, meeting: Meeting) -> None:
    door = timing.registration(meeting, moment.legal)
    if not door.opens_at <= moment.now < meeting.ends_at:
        return
    if await queries.change_waits(moment.session, meeting.id):
        return
    if await moment.claim(meeting, f"door.{meeting.sequence}"):
        picture = await listing.door_picture(moment.session, meeting, moment.links, moment.now)
        await notices.tell(
            moment.session,
            await notices.recorders(moment.session, meeting),
            meeting,
            moment.now,
            lambda t: day_texts.door_opens(t, meeting, door.closes_at),
            urgent=True,
            files=(picture,),
        )


async def end(moment: Moment, meeting: Meeting) -> None:
    """Its hours are over: from now on its protocol and its answers are owed."""
    if moment.now >= meeting.ends_at and not await queries.change_waits(moment.session, meeting.id):
        meeting.state = MeetingState.HELD
        service.record(moment.session, moment.now, AuditTag.ENDED, None, meeting)


# Afterwards


def _held_on(moment: Moment, meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(moment.zone).date()


async def ask_for_protocol(moment: Moment, meeting: Meeting) -> None:
    if await queries.protocol_of(moment.session, meeting.id) is not None:
        return
    held_on = _held_on(moment, meeting)
    days = timing.days_step(held_on, moment.today, moment.legal.protocol_reminder_days)
    if days is None or not await moment.claim(meeting, f"protocol.{days}"):
        return
    passed = (moment.today - held_on).days
    whom = await notices.recorders(moment.session, meeting)
    await notices.tell(
        moment.session,
        whom,
        meeting,
        moment.now,
        lambda t: day_texts.protocol_missing(t, meeting, passed),
        more=lambda t: ((Choice(str(day_texts.write_protocol(t)), f"meeting:minutes.{meeting.id}"),),),
    )


async def ask_for_replies(moment: Moment, meeting: Meeting) -> None:
    """Questions without an answer are owed one in writing (charter 17.5)."""
    count = len(await queries.unanswered(moment.session, meeting.id))
    due = timing.answers_due(_held_on(moment, meeting), moment.legal)
    step = timing.last_day_step(due, moment.today, BEFORE_LAST_DAY)
    if not count or step is None or not await moment.claim(meeting, f"replies.{step}"):
        return
    await _tell_keepers(
        moment,
        meeting,
        lambda t: following_texts.replies_due(t, meeting, count, due),
        heads=step < 0,
    )


async def ask_for_results(moment: Moment, meeting: Meeting) -> None:
    """A hearing's results are published within 10 days (charter, instructions to §20)."""
    if not KINDS[meeting.kind].publishes_results or await _told(moment, meeting, NoticePurpose.RESULTS):
        return
    due = timing.results_due(_held_on(moment, meeting), moment.legal)
    step = timing.last_day_step(due, moment.today, BEFORE_LAST_DAY)
    if step is None or not await moment.claim(meeting, f"results.{step}"):
        return
    await _tell_keepers(
        moment, meeting, lambda t: following_texts.results_due(t, meeting, due), heads=step < 0
    )


async def _told(moment: Moment, meeting: Meeting, purpose: NoticePurpose) -> bool:
    found = await queries.notices_of(moment.session, meeting.id)
    return any(
        one.notice.purpose is purpose and one.broadcast.state in broadcast_rules.DECIDED for one in found
    )


async def remind_of_decisions(moment: Moment, meeting: Meeting) -> None:
    """At half its time, 7 days and a day before; overdue ones also go to the head and the chair."""
    for decision in await queries.decisions_of(moment.session, meeting.id):
        if decision.answered_at is None:
            await _remind_of_decision(moment, meeting, decision)


async def _remind_of_decision(moment: Moment, meeting: Meeting, decision: Decision) -> None:
    step = timing.decision_step(_held_on(moment, meeting), decision.due_on, moment.today, moment.legal)
    if step is None or not await moment.claim(meeting, f"decision.{decision.id}.{step}"):
        return
    days = (decision.due_on - moment.today).days

    def words(t: Translator) -> Markup:
        if days < 0:
            return following_texts.decision_overdue(t, meeting, decision, -days)
        return following_texts.decision_reminder(t, meeting, decision, days)

    await notices.tell_owner(moment.session, decision, moment.now, words)
    others = await notices.recorders(moment.session, meeting) if decision.owner_id is None else []
    if days < 0:
        others = [*others, *await staff.holders_of(moment.session, Role.HEAD, Role.COUNCIL_CHAIR)]
        service.record(
            moment.session,
            moment.now,
            AuditTag.ESCALATED,
            None,
            meeting,
            after={"decision": decision.text[:80], "owner": decision.owner},
        )
    whom = [person_id for person_id in others if person_id != decision.owner_id]
    await notices.tell(moment.session, whom, meeting, moment.now, words)


async def remind_of_unsent(moment: Moment, meeting: Meeting) -> None:
    """Results and answers that were written and not handed in: residents still don't know."""
    for told in await queries.notices_of(moment.session, meeting.id):
        notice, broadcast = told.notice, told.broadcast
        if notice.purpose not in {NoticePurpose.RESULTS, NoticePurpose.MEASURES}:
            continue
        if broadcast.state not in broadcast_rules.UNSEEN:
            continue
        since = notice.created_at.astimezone(moment.zone).date()
        days = timing.days_step(since, moment.today, UNSENT_AFTER_DAYS)
        if days is None or not await moment.claim(meeting, f"unsent.{notice.id}.{days}"):
            continue
        number = broadcast.id
        await notices.tell(
            moment.session,
            await notices.keepers(moment.session, meeting),
            meeting,
            moment.now,
            lambda t: following_texts.not_sent_yet(t, meeting),
            more=lambda t, number=number: (  # type: ignore[misc] # mypy can't infer defaults of a lambda
                (Choice(str(following_texts.look_button(t)), f"bc:card.{number}"),),
            ),
        )


async def _tell_keepers(moment: Moment, meeting: Meeting, words: notices.Words, *, heads: bool) -> None:
    whom = await notices.keepers(moment.session, meeting)
    if heads:
        whom = [*whom, *await staff.holders_of(moment.session, Role.HEAD)]
    await notices.tell(
        moment.session,
        whom,
        meeting,
        moment.now,
        words,
        more=lambda t: ((Choice(str(following_texts.after_button(t)), f"meeting:after.{meeting.id}"),),),
    )
