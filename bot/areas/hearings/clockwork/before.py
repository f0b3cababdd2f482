"""Before a meeting and on its day: tasks, the report, the lists, the door, the end."""

from bot.areas.hearings import listing, notices, preparing, queries, reporting, service
from bot.areas.hearings.clockwork import late
from bot.areas.hearings.clockwork.moment import Moment
from bot.areas.hearings.models import Meeting, MeetingState
from bot.areas.hearings.rules import timing
from bot.areas.hearings.tags import AuditTag
from bot.areas.hearings.texts import day as day_texts
from bot.areas.hearings.texts import preparing as preparing_texts
from bot.areas.hearings.texts import reporting as reporting_texts
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage


async def remind_of_tasks(moment: Moment, meeting: Meeting) -> None:
    """A day before it is due and once it is overdue; then also who keeps the meeting.

    Of a draft that needs another day only that is said; its tasks will be due anew.
    """
    tasks = await preparing.open_tasks(moment.session, meeting.id)
    if await late.is_past(moment.session, meeting, moment.now, moment.legal, moment.zone):
        told = await queries.open_notice(moment.session, meeting.id)
        await late.tell(moment.session, meeting, told.notice if told else None, moment.legal, moment.now)
        tasks = preparing.whatever_the_day(tasks)
    for task in tasks:
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
    days = (moment.held_on(meeting) - moment.today).days
    step = min((one for one in timing.REPORT_DAYS if days <= one), default=None)
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
