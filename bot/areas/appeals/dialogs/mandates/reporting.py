"""A deputy's report to the voters: what the program knows for it, and the day it is given on."""

from datetime import date, timedelta

from bot.areas.appeals import report_to_voters
from bot.areas.appeals.rules import report_time
from bot.areas.appeals.texts import deputies as texts
from bot.areas.appeals.texts import mandate_report as report_texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form


async def draft(turn: Turn, _argument: str) -> Reply:
    """Of the last twelve months, by the five items of 002 §3.5."""
    await people.check_may(turn.session, turn.person_id, Permission.ANSWER_MANDATES)
    since = report_time.a_year_before(turn.now)
    known = await report_to_voters.contribute(turn.session, turn.t, [turn.person_id], since, turn.now)
    back = [Choice(str(texts.page_button(turn.t)), "dm:")]
    write = [Choice(str(texts.write_report_button(turn.t)), "myreport:")]
    return say(report_texts.draft(turn.t, known, since, turn.now), write, back)


async def begin_day(turn: Turn, _argument: str) -> Reply:
    """In the weeks before December and in December itself."""
    await people.check_may(turn.session, turn.person_id, Permission.ANSWER_MANDATES)
    legal = await municipality.get_legal(turn.session)
    today = turn.now.astimezone(turn.t.timezone).date()
    window = report_time.window(today.year, legal)
    if not window.begins <= today < window.ends:
        return say(
            texts.no_day_now(turn.t, report_time.next_begin(today, legal)),
            [Choice(str(texts.page_button(turn.t)), "dm:")],
        )
    return start_form("report_day", last=window.ends.isoformat())


def _tomorrow(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date() + timedelta(days=1)


def _last(view: View) -> date:
    return date.fromisoformat(view.answers["last"])


async def finish_day(turn: Turn, answers: Answers) -> Reply:
    day = date.fromisoformat(answers["day"])
    told = await report_to_voters.wish(turn.session, turn.person_id, day, turn.now, turn.t.timezone)
    return say(texts.day_noted(turn.t, day, told), [Choice(str(texts.page_button(turn.t)), "dm:")])


DAY = Form(
    name="report_day",
    steps=(
        PickDay(
            name="day",
            text=lambda view: texts.ask_report_day(view.t),
            first=_tomorrow,
            last=_last,
            opens=lambda view: min(max(_tomorrow(view), _last(view).replace(day=1)), _last(view)),
            explain=lambda view, _refused: texts.wrong_report_day(view.t, _last(view)),
        ),
    ),
    finish=finish_day,
)
