"""/workdays: holidays ahead, and days that staff set right."""

from datetime import date, timedelta

from bot.areas.appeals import workdays
from bot.areas.appeals.dialogs.office import steps
from bot.areas.appeals.texts import workdays as texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import NAME_LENGTH
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs import words as core_words
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Option
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

MOST_UNDONE = 6
WORKS, OFF = "works", "off"


async def show(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.HANDLE_APPEALS)
    t = turn.t
    today = turn.now.astimezone(t.timezone).date()
    calendar = await municipality.get_work_calendar(turn.session)
    corrections = await municipality.list_corrections(turn.session, today)
    rows = [[Choice(str(texts.set_button(t)), "apday:set")]]
    rows += [
        [Choice(str(texts.drop_button(t, one.day)), f"apday:drop.{one.day.isoformat()}")]
        for one in corrections[:MOST_UNDONE]
    ]
    rows.append([Choice(str(texts.to_list(t)), "cases:")])
    return say(texts.overview(t, list(workdays.coming(calendar, today)), corrections), *rows)


async def act(turn: Turn, argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.HANDLE_APPEALS)
    verb, _, day = argument.partition(".")
    if verb == "set":
        return start_form(SET.name)
    if verb != "drop":
        return await show(turn, "")
    try:
        dropped = date.fromisoformat(day)
    except ValueError:
        return await show(turn, "")
    moved = await workdays.drop(turn.session, dropped, turn.person_id, turn.now, turn.t.timezone)
    return say(texts.changed(turn.t, dropped, moved, works=None), _back(turn))


async def load(turn: Turn, _answers: Answers) -> WorkCalendar:
    return await municipality.get_work_calendar(turn.session)


async def finish(turn: Turn, answers: Answers) -> Reply:
    day, works = date.fromisoformat(answers["day"]), answers["works"] == WORKS
    moved = await workdays.correct(
        turn.session,
        day,
        turn.person_id,
        works=works,
        reason=answers["reason"],
        now=turn.now,
        zone=turn.t.timezone,
    )
    return say(texts.changed(turn.t, day, moved, works=works), _back(turn))


async def leave(turn: Turn, _answers: Answers) -> Reply:
    return say(core_words.cancelled(turn.t), _back(turn))


def _back(turn: Turn) -> list[Choice]:
    return [Choice(str(texts.button(turn.t)), "apdays:"), Choice(str(texts.to_list(turn.t)), "cases:")]


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


SET = Form(
    name="ap_day",
    load=load,
    steps=(
        PickDay(
            name="day",
            text=lambda view: texts.ask_day(view.t),
            first=lambda view: _today(view) - workdays.BACK,
            last=lambda view: _today(view) + timedelta(days=365),
            opens=_today,
            mark=lambda view, day: "" if view.data.works(day) else "·",
            explain=lambda view, _refused: texts.day_far(view.t),
        ),
        Choose(
            name="works",
            text=lambda view: texts.ask_works(view.t, date.fromisoformat(view.answers["day"])),
            options=lambda view: [
                Option(str(texts.off_button(view.t)), OFF),
                Option(str(texts.works_button(view.t)), WORKS),
            ],
        ),
        steps.words("reason", lambda view: texts.ask_reason(view.t), longest=NAME_LENGTH),
    ),
    finish=finish,
    on_cancel=leave,
)
FORMS = (SET,)
