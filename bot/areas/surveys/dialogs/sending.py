"""Sending a questionnaire: to whom, with names or without, until when."""

from datetime import date, datetime, timedelta
from typing import Any

from bot.areas.broadcasts.dialogs import cards as broadcast_cards
from bot.areas.broadcasts.dialogs import steps as broadcast_steps
from bot.areas.broadcasts.service import get as get_broadcast
from bot.areas.surveys import running
from bot.areas.surveys.dialogs import form_cards, steps, survey_cards
from bot.areas.surveys.models import Survey
from bot.areas.surveys.rules import timing
from bot.areas.surveys.running import Plan
from bot.areas.surveys.texts import office as texts
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Condition, Option, always
from bot.core.routes import Answers, Form, Reply, Turn, say

ANONYMOUS, NAMED = "anonymous", "named"
OTHER_DAY = "day"
USUAL_DAYS = (7, 14, 30)


def today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


def _names(view: View) -> list[Option]:
    return [
        Option(str(texts.without_names(view.t)), ANONYMOUS),
        Option(str(texts.with_names(view.t)), NAMED),
    ]


def _ends(view: View) -> list[Option]:
    days = [today(view) + timedelta(days=count) for count in USUAL_DAYS]
    usual = [
        Option(str(texts.end_after(view.t, count, day)), day.isoformat())
        for count, day in zip(USUAL_DAYS, days, strict=True)
    ]
    return [*usual, Option(str(texts.other_day(view.t)), OTHER_DAY)]


def names(when: Condition = always) -> Choose:
    return Choose(name="names", text=lambda view: texts.ask_names(view.t), options=_names, when=when)


def end(when: Condition = always) -> tuple[Choose, PickDay]:
    return (
        Choose(name="end", text=lambda view: texts.ask_end(view.t), options=_ends, when=when),
        PickDay(
            name="day",
            text=lambda view: texts.ask_end_day(view.t),
            first=lambda view: today(view) + timedelta(days=1),
            last=lambda view: today(view) + timing.LONGEST - timedelta(days=1),
            explain=lambda view, _refused: texts.ask_end_day(view.t),
            when=lambda view: when(view) and view.answers.get("end") == OTHER_DAY,
        ),
    )


def read_end(turn: Turn, answers: Answers) -> datetime:
    chosen = answers["day"] if answers["end"] == OTHER_DAY else answers["end"]
    return timing.end_of(date.fromisoformat(chosen), turn.t.timezone)


async def finish(turn: Turn, answers: Answers) -> Reply:
    plan = Plan(
        form_id=int(answers["form"]),
        anonymous=answers["names"] == ANONYMOUS,
        audience=broadcast_steps.read_audience(answers, {}),
        closes_at=read_end(turn, answers),
    )
    survey = await running.prepare(turn.session, plan, turn.person_id, turn.now, turn.t.timezone)
    return say(texts.prepared(turn.t), redraw=False).then(await show_invitation(turn, survey))


async def show_invitation(turn: Turn, survey: Survey) -> Reply:
    """Exactly what residents will get, and the card by which it is handed in."""
    if survey.broadcast_id is None:
        return await survey_cards.card(turn, survey)
    return await broadcast_cards.preview_and_card(
        turn, await get_broadcast(turn.session, survey.broadcast_id)
    )


async def back_to_form(turn: Turn, answers: Answers) -> Reply:
    return await form_cards.back(turn, {"id": answers["form"]})


SEND = Form(
    name="survey_send",
    steps=(*broadcast_steps.audience(), names(), *end()),
    load=broadcast_steps.load_places,
    finish=finish,
    on_cancel=back_to_form,
)


# Changing what isn't out, and the end of what goes on

PARTS = ("whom", "names", "end")


def only(part: str) -> Condition:
    return lambda view: bool(view.answers.get("part") == part)


async def finish_part(turn: Turn, answers: Answers) -> Reply:
    changed: dict[str, Any] = {}
    if answers["part"] == "whom":
        changed["audience"] = broadcast_steps.read_audience(answers, {})
    elif answers["part"] == "names":
        changed["anonymous"] = answers["names"] == ANONYMOUS
    else:
        changed["closes_at"] = read_end(turn, answers)
    survey = await running.change(
        turn.session, int(answers["id"]), turn.person_id, turn.now, turn.t.timezone, **changed
    )
    return await show_invitation(turn, survey)


PART = Form(
    name="survey_part",
    steps=(*broadcast_steps.audience(only("whom")), names(only("names")), *end(only("end"))),
    load=broadcast_steps.load_places,
    finish=finish_part,
    on_cancel=survey_cards.back,
)


async def finish_end(turn: Turn, answers: Answers) -> Reply:
    survey = await running.extend(
        turn.session, int(answers["id"]), read_end(turn, answers), turn.person_id, turn.now
    )
    return say(texts.end_changed(turn.t, survey), survey_cards.to_card(turn, survey.id))


END = Form(name="survey_end", steps=end(), finish=finish_end, on_cancel=survey_cards.back)


# The box


async def finish_box(turn: Turn, answers: Answers) -> Reply:
    survey = await running.count_box(
        turn.session, int(answers["id"]), int(answers["count"]), turn.person_id, turn.now
    )
    return say(texts.box_counted(turn.t, int(answers["count"])), survey_cards.to_card(turn, survey.id))


BOX = Form(
    name="survey_box",
    steps=(steps.number("count", lambda view: texts.ask_box(view.t), most=running.MOST_IN_BOX),),
    finish=finish_box,
    on_cancel=survey_cards.back,
)
