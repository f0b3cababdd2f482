"""After the call: the head's override, moving, cancelling, papers that came later."""

from datetime import date, datetime, time
from typing import Any

from bot.areas.hearings import calling, service
from bot.areas.hearings.dialogs import cards, compose, steps
from bot.areas.hearings.models import Meeting, MeetingKind
from bot.areas.hearings.queries import Told
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.texts import composing as texts
from bot.areas.hearings.texts import office as office_texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Option, never
from bot.core.routes import Answers, Form, Reply, Turn, say

SAME, OTHER = "same", "other"


async def finish_urgent(turn: Turn, answers: Answers) -> Reply:
    told = await calling.allow_urgent(
        turn.session, int(answers["id"]), turn.person_id, answers["reason"], turn.now
    )
    return await compose.show_notice(turn, told)


URGENT = Form(
    name="meeting_urgent",
    steps=(
        steps.words(
            "reason", lambda view: texts.ask_urgent_reason(view.t), longest=meeting_rules.LONGEST_MATTER
        ),
    ),
    finish=finish_urgent,
    on_cancel=cards.back,
)


# Moving


def other_day(view: View) -> bool:
    return view.answers.get("day_is") == OTHER


def other_place(view: View) -> bool:
    return view.answers.get("place_is") == OTHER


async def finish_move(turn: Turn, answers: Answers) -> Reply:
    meeting = await service.get(turn.session, int(answers["id"]))
    ground = await compose.load(turn, answers)
    point = answers.get("point") if answers["place_is"] == OTHER else None
    told = await calling.move(
        turn.session,
        meeting.id,
        turn.person_id,
        turn.now,
        turn.t.timezone,
        turn.links,
        starts_at=_new_start(turn, answers, ground, meeting),
        place=answers["place"] if answers["place_is"] == OTHER else meeting.place,
        point=(point[0], point[1]) if point else None,
        reason=answers["why"],
    )
    return await _ready(turn, meeting, told, answers)


def _new_start(turn: Turn, answers: Answers, ground: compose.Ground, meeting: Meeting) -> datetime:
    if answers["day_is"] == OTHER:
        return compose.starts_at(turn, answers, ground, MeetingKind(meeting.kind))
    day: date = meeting.starts_at.astimezone(turn.t.timezone).date()
    return datetime.combine(day, time.fromisoformat(answers["time"]), turn.t.timezone)


async def _ready(turn: Turn, meeting: Meeting, told: Told, answers: Answers) -> Reply:
    if calling.is_late(told, turn.now):
        return await compose.after_day(turn, meeting, told, answers)
    return say(texts.change_ready(turn.t), redraw=False).then(await compose.show_notice(turn, told))


def _day_is(view: View) -> list[Option]:
    return [
        Option(str(texts.same_day(view.t)), SAME),
        Option(str(texts.another_day(view.t)), OTHER),
    ]


def _place_is(view: View) -> list[Option]:
    return [
        Option(str(texts.same_place(view.t)), SAME),
        Option(str(texts.another_place(view.t)), OTHER),
    ]


MOVE = Form(
    name="meeting_move",
    load=compose.load,
    steps=(
        Choose(name="day_is", text=lambda view: texts.move_day(view.t), options=_day_is),
        compose.day(other_day),
        compose.late(other_day),
        compose.urgent_reason(other_day),
        compose.hour(),
        Choose(name="place_is", text=lambda view: texts.move_place(view.t), options=_place_is),
        *compose.place(other_place),
        steps.words("why", lambda view: texts.ask_move_reason(view.t)),
    ),
    finish=finish_move,
    on_cancel=cards.back,
)


# Cancelling


async def finish_cancel(turn: Turn, answers: Answers) -> Reply:
    told = await calling.cancel(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        turn.now,
        turn.t.timezone,
        turn.links,
        reason=answers["why"],
    )
    return say(texts.change_ready(turn.t), redraw=False).then(await compose.show_notice(turn, told))


CANCEL = Form(
    name="meeting_cancel",
    steps=(steps.words("why", lambda view: texts.ask_cancel_reason(view.t)),),
    finish=finish_cancel,
    on_cancel=cards.back,
)


# Papers


async def finish_papers(turn: Turn, answers: Answers) -> Reply:
    files: list[Any] = answers.get("materials") or []
    meeting = await service.add_materials(turn.session, int(answers["id"]), turn.person_id, turn.now, files)
    return say(office_texts.papers_added(turn.t), cards.to_card(turn, meeting.id))


MORE_PAPERS = Form(
    name="meeting_papers",
    load=compose.load,
    steps=(compose.materials(optional=never),),
    finish=finish_papers,
    on_cancel=cards.back,
)
