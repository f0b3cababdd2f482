"""Preparing: what is to be done, requests to bodies."""

from datetime import date, datetime, time, timedelta

from bot.areas.hearings import preparing, service
from bot.areas.hearings.dialogs import cards, steps
from bot.areas.hearings.models import Meeting, PreparationTask
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.texts import preparing as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import always
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

BACK = timedelta(days=60)


async def show(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    t = turn.t
    tasks = await preparing.tasks_of(turn.session, meeting.id)
    lines = [texts.task_line(t, task, turn.now) for task in tasks]
    open_ones = [task for task in tasks if task.done_at is None]
    head = texts.head(t, meeting, any_open=bool(open_ones))
    rows = [
        [Choice(texts.task_button(t, task), f"meeting:done.{meeting.id}.{task.id}")] for task in open_ones
    ]
    if await people.may(turn.session, turn.person_id, Permission.CALL_MEETING):
        rows.append([Choice(str(texts.request_button(t)), f"meeting:request.{meeting.id}")])
        rows.append([Choice(str(texts.add_papers(t)), f"meeting:addpapers.{meeting.id}")])
    return say(texts.joined(head, lines), *rows, cards.to_card(turn, meeting.id))


async def begin_done(turn: Turn, meeting: Meeting, more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    task = await turn.session.get(PreparationTask, int(more)) if more.isdecimal() else None
    if task is None or task.meeting_id != meeting.id:
        raise Refused("hearings:gone")
    if task.done_at is not None:
        raise Refused("hearings:done")
    return start_form("meeting_task", id=meeting.id, task=task.id)


async def finish_done(turn: Turn, answers: Answers) -> Reply:
    said = answers.get("note") or {"text": None, "files": []}
    await preparing.finish_task(
        turn.session,
        int(answers["task"]),
        turn.person_id,
        turn.now,
        note=said["text"],
        attachments=said["files"],
    )
    meeting = await service.get(turn.session, int(answers["id"]))
    return say(texts.task_done(turn.t)).then(await show(turn, meeting, ""))


DONE = Form(
    name="meeting_task",
    steps=(steps.Tell(name="note", text=lambda view: texts.ask_note(view.t), optional=always),),
    finish=finish_done,
    on_cancel=cards.back,
)


async def begin_request(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    meeting_rules.check_state(meeting, meeting_rules.AHEAD)
    return start_form("meeting_request", id=meeting.id)


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


async def finish_request(turn: Turn, answers: Answers) -> Reply:
    zone = turn.t.timezone
    task = await preparing.request_information(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        asked=answers["body"],
        matter=answers["matter"],
        received_at=datetime.combine(date.fromisoformat(answers["received"]), time(12), zone),
        now=turn.now,
        zone=zone,
    )
    return say(texts.request_kept(turn.t, task), cards.to_card(turn, task.meeting_id))


REQUEST = Form(
    name="meeting_request",
    steps=(
        steps.words("body", lambda view: texts.ask_body(view.t)),
        steps.words(
            "matter", lambda view: texts.ask_request_matter(view.t), longest=meeting_rules.LONGEST_MATTER
        ),
        PickDay(
            name="received",
            text=lambda view: texts.ask_received(view.t),
            first=lambda view: _today(view) - BACK,
            last=_today,
            opens=_today,
            explain=lambda view, _refused: texts.received_day_wrong(view.t),
        ),
    ),
    finish=finish_request,
    on_cancel=cards.back,
)

VERBS = {"prepare": show, "done": begin_done, "request": begin_request}
