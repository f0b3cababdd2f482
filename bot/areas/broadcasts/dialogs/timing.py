"""When a message should go: a tap, a day and an hour, or words."""

from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from bot.areas.broadcasts import service
from bot.areas.broadcasts.dialogs import cards
from bot.areas.broadcasts.texts import refusals
from bot.areas.broadcasts.texts import writing as texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Heard, Option
from bot.core.errors import Refused
from bot.core.moments import read_moment
from bot.core.routes import Answers, Form, Reply, Turn

AT_ONCE, OTHER_DAY = "now", "day"
EVENING, MORNING = time(18, 0), time(9, 0)
DAYS_AHEAD = 14
HOURS = range(8, 21)


def suggestions(view: View) -> list[Option]:
    today = view.now.astimezone(view.t.timezone).date()
    soon = [(today, EVENING), (today + timedelta(days=1), MORNING), (today + timedelta(days=1), EVENING)]
    moments = [datetime.combine(day, at, view.t.timezone) for day, at in soon]
    shown = [
        Option(f"{view.t.day_month(moment)}, {view.t.time(moment)}", _kept(moment))
        for moment in moments
        if moment > view.now
    ]
    return [
        Option(str(texts.at_once(view.t)), AT_ONCE),
        *shown,
        Option(str(texts.other_day(view.t)), OTHER_DAY),
    ]


def read_when(view: View, heard: Heard) -> str:
    moment = read_moment(heard.text, view.now, view.t.timezone)
    if moment is None:
        raise Refused("broadcasts:not_a_moment")
    if moment <= view.now:
        raise Refused("broadcasts:past_moment")
    return _kept(moment)


def explain(view: View, refused: Refused) -> Markup:
    if refused.code == "broadcasts:past_moment":
        return refusals.past_moment(view.t, refused)
    return texts.not_a_moment(view.t)


def days(view: View) -> list[Option]:
    """Today only while one of its hours is left."""
    today = view.now.astimezone(view.t.timezone).date()
    ahead = [today + timedelta(days=count) for count in range(DAYS_AHEAD)]
    return [Option(view.t.short_day(day), day.isoformat()) for day in ahead if _hours_left(view, day)]


def hours(view: View) -> list[Option]:
    day = date.fromisoformat(str(view.answers.get("day")))
    return [Option(f"{hour}:00", str(hour)) for hour in _hours_left(view, day)]


def _hours_left(view: View, day: date) -> list[int]:
    return [hour for hour in HOURS if datetime.combine(day, time(hour), view.t.timezone) > view.now]


def on_other_day(view: View) -> bool:
    return view.answers.get("when") == OTHER_DAY


def day_is_known(view: View) -> bool:
    return on_other_day(view) and bool(view.answers.get("day"))


async def finish(turn: Turn, answers: Answers) -> Reply:
    when = str(answers["when"])
    send_at: datetime | None = None
    if when == OTHER_DAY:
        day = date.fromisoformat(str(answers["day"]))
        send_at = datetime.combine(day, time(int(answers["hour"])), turn.t.timezone)
    elif when != AT_ONCE:
        send_at = datetime.fromisoformat(when)
    broadcast = await service.schedule(turn.session, int(answers["id"]), turn.person_id, turn.now, send_at)
    return await cards.card(turn, broadcast)


TIMING = Form(
    name="timing",
    steps=(
        Ask(
            name="when",
            text=lambda view: texts.ask_when(view.t),
            read=read_when,
            explain=explain,
            suggestions=suggestions,
        ),
        Choose(
            name="day", text=lambda view: texts.ask_day(view.t), options=days, columns=2, when=on_other_day
        ),
        Choose(
            name="hour", text=lambda view: texts.ask_hour(view.t), options=hours, columns=4, when=day_is_known
        ),
    ),
    finish=finish,
    on_cancel=cards.on_cancel,
)


def _kept(moment: datetime) -> str:
    return moment.isoformat()
