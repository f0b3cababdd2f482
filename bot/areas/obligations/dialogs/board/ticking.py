"""It was done: on which day, and what shows it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from bot.areas.obligations import access, proving, showing
from bot.areas.obligations.access import Viewer
from bot.areas.obligations.board import Row, Standing
from bot.areas.obligations.dialogs.board import card, ground
from bot.areas.obligations.doing import MEETINGS
from bot.areas.obligations.proving import Told
from bot.areas.obligations.rules import proof as rules
from bot.areas.obligations.texts import card as card_texts
from bot.areas.obligations.texts import proving as texts
from bot.areas.obligations.texts import states
from bot.areas.obligations.texts.proving_refusals import REFUSALS
from bot.core import moments
from bot.core.dialogs import words
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Collect, Heard, Option, Outcome
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

NAME = "obligation_proof"
EVERYBODY = "0"
YES, NO = "yes", "no"
YEAR = timedelta(days=366)
_YEAR = re.compile(r"\d{4}|\d[./-]\d{1,2}[./-]\d{2}")
# Where a paper tells of the deed besides: meetings have protocols, the council hears the head.
WITH_PAPER = frozenset({*MEETINGS, "reg.4.4"}) - {"plan.1.2"}


@dataclass(frozen=True, slots=True)
class Ground:
    """The duty and the period; `whose` may be named, and whether a link must be given."""

    row: Row
    one: Standing
    viewer: Viewer
    whose: dict[int, str]
    link: bool


async def load(turn: Turn, answers: Answers) -> Ground:
    row, one = await ground.standing(turn, str(answers["id"]))
    viewer = await access.check_may_prove(turn.session, turn.person_id, row)
    names = await showing.names(turn.session, turn.t, row)
    known = names.whose(row)
    whose = {number: known[number] for number in one.judgement.missing if number in known}
    key = row.obligation.key
    return Ground(row, one, viewer, whose, await proving.needs_link(turn.session, key))


def _asks_about(view: View) -> bool:
    place: Ground = view.data
    return bool(place.whose) and not place.viewer.only_own(place.row)


def _whose(view: View) -> list[Option]:
    place: Ground = view.data
    found = [Option(name, str(number)) for number, name in sorted(place.whose.items(), key=lambda o: o[1])]
    return [*found, Option(str(texts.all_of_them(view.t, place.row.obligation.key)), EVERYBODY)]


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


def _is_odd(view: View) -> bool:
    day: str = view.answers.get("day") or ""
    return bool(day) and rules.is_long_before(date.fromisoformat(day), view.data.one.period.window)


def _sure(view: View) -> Markup:
    return texts.ask_sure(view.t, date.fromisoformat(view.answers["day"]), view.data.one.period.opens_on)


def _explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def _shown_already(view: View) -> bool:
    return bool(view.answers.get("files") or view.answers.get("link"))


def _read_link(_view: View, heard: Heard) -> str:
    return rules.read_link(heard.text)


def _read_note(_view: View, heard: Heard) -> str:
    return rules.check_note(heard.text)


@dataclass(frozen=True, kw_only=True)
class PickPastDay(PickDay):
    """What was done lies behind: `12.06` typed in November is this year's June, not the next one's."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        day = moments.read_day(heard.text, view.now, view.t.timezone) if heard.value is None else None
        if day and day > self.last(view) and not _YEAR.search(heard.text) and (day.month, day.day) != (2, 29):
            day = day.replace(year=day.year - 1)
        return self._chosen(view, day) if day else super().accept(view, heard)


PROOF_STEPS = (
    Choose(
        name="about",
        text=lambda view: texts.ask_about(view.t, view.data.row.obligation.key),
        options=_whose,
        when=_asks_about,
    ),
    PickPastDay(
        name="day",
        text=lambda view: texts.ask_day(view.t, view.data.row, view.data.one),
        first=lambda view: min(view.data.one.period.opens_on, _today(view)) - YEAR,
        last=_today,
        opens=lambda view: min(view.data.one.period.closes_on, _today(view)),
        explain=lambda view, _refused: texts.day_ahead(view.t),
    ),
    Choose(
        name="sure",
        text=_sure,
        options=lambda view: [Option(str(texts.sure_button(view.t)), YES)],
        when=_is_odd,
    ),
    Collect(
        name="files",
        text=lambda view: texts.ask_files(view.t),
        kinds=frozenset({AttachmentKind.PHOTO, AttachmentKind.DOCUMENT}),
        limit=rules.MOST_FILES,
        optional=lambda _view: True,
    ),
    Ask(
        name="link",
        text=lambda view: texts.ask_link(view.t, needed=view.data.link),
        read=_read_link,
        explain=_explain,
        optional=lambda view: not view.data.link,
    ),
    Ask(
        name="note",
        text=lambda view: texts.ask_note(view.t, needed=not _shown_already(view)),
        read=_read_note,
        explain=_explain,
        optional=_shown_already,
        files_to="files",
    ),
    Choose(
        name="reports",
        text=lambda view: texts.ask_reports(view.t),
        options=lambda view: [Option(str(texts.yes(view.t)), YES), Option(str(texts.no(view.t)), NO)],
        when=lambda view: view.data.row.obligation.key in WITH_PAPER,
    ),
)


async def begin(turn: Turn, argument: str) -> Reply:
    row, one = await ground.standing(turn, argument)
    await access.check_may_prove(turn.session, turn.person_id, row)
    if row.obligation.waived_at is not None:
        raise Refused("obligations:proof_waived")
    return start_form(NAME, id=one.period.id)


async def choose_time(turn: Turn, argument: str) -> Reply:
    """Those that have begun; nothing is done before its time without being asked again."""
    row = await ground.row(turn, argument)
    await access.check_may_prove(turn.session, turn.person_id, row)
    recurrence = row.measure.recurrence if row.measure else None
    today = ground.today(turn)
    begun = [one for one in row.standings if one.period.opens_on <= today] or row.standings[:1]
    found = [
        Choice(
            f"{states.sign(one.judgement.state)} "
            f"{states.short_period(turn.t, recurrence, one.period.window)}",
            f"ob:tick.{one.period.id}",
        )
        for one in begun
    ]
    rows = [found[place : place + card.IN_A_ROW] for place in range(0, len(found), card.IN_A_ROW)]
    return say(texts.which_time(turn.t, row), *rows, card.to_card(turn, row))


async def finish(turn: Turn, answers: Answers) -> Reply:
    about = answers.get("about")
    proof = await proving.prove(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        Told(
            done_on=date.fromisoformat(answers["day"]),
            note=answers.get("note"),
            link=answers.get("link"),
            files=answers.get("files") or [],
            reports=answers.get("reports") == YES,
            about=int(about) if about and about != EVERYBODY else None,
            sure=answers.get("sure") == YES,
        ),
        turn.now,
        turn.t.timezone,
    )
    row, one = await ground.standing(turn, str(proof.period_id))
    return say(texts.kept(turn.t, one.judgement.state), card.to_card(turn, row))


async def back(turn: Turn, answers: Answers) -> Reply:
    there = Choice(str(card_texts.to_card(turn.t)), f"ob:per.{answers['id']}")
    return say(words.cancelled(turn.t), [there])


PROOF = Form(name=NAME, load=load, steps=PROOF_STEPS, finish=finish, on_cancel=back)

VERBS = {"tick": begin, "when": choose_time}
