"""A deputy's report to the voters: what the program knows for it, and the day it is given on."""

from datetime import date, datetime

from bot.areas.appeals import report_to_voters
from bot.areas.appeals.report_to_voters import ReportMeeting
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


async def begin_day(turn: Turn, meeting: ReportMeeting) -> Reply:
    """In the weeks before December and in December itself, unless the meeting is called already."""
    await people.check_may(turn.session, turn.person_id, Permission.ANSWER_MANDATES)
    legal = await municipality.get_legal(turn.session)
    zone = turn.t.timezone
    today, first = turn.now.astimezone(zone).date(), report_time.earliest(turn.now, legal, zone)
    window = report_time.window(today.year, legal)
    start, end = (datetime(one, 1, 1, tzinfo=zone) for one in (today.year, today.year + 1))
    called = await meeting(turn.session, turn.person_id, start, end)
    if called is not None:
        words = texts.report_called(turn.t, called, over=called < turn.now)
    elif not window.begins <= today < window.ends:
        words = texts.no_day_now(turn.t, report_time.next_begin(today, legal))
    elif first > window.ends:
        words = texts.no_day_left(turn.t)
    else:
        return start_form("report_day", first=first.isoformat(), last=window.ends.isoformat())
    return say(words, [Choice(str(texts.page_button(turn.t)), "dm:")])


async def load_days(turn: Turn, _answers: Answers) -> int:
    """Of notice."""
    return (await municipality.get_legal(turn.session)).report_notice_days


def _first(view: View) -> date:
    return date.fromisoformat(view.answers["first"])


def _last(view: View) -> date:
    return date.fromisoformat(view.answers["last"])


async def finish_day(turn: Turn, answers: Answers) -> Reply:
    day = date.fromisoformat(answers["day"])
    told = await report_to_voters.wish(turn.session, turn.person_id, day, turn.now, turn.t.timezone)
    return say(texts.day_noted(turn.t, day, told), [Choice(str(texts.page_button(turn.t)), "dm:")])


DAY = Form(
    name="report_day",
    load=load_days,
    steps=(
        PickDay(
            name="day",
            text=lambda view: texts.ask_report_day(view.t, view.data, _first(view)),
            first=_first,
            last=_last,
            opens=lambda view: max(_first(view), _last(view).replace(day=1)),
            explain=lambda view, _refused: texts.wrong_report_day(view.t, _first(view), _last(view)),
        ),
    ),
    finish=finish_day,
)
