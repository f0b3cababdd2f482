"""One question each: a number, a person, a day, money, a note, a reason. In a walk, from blank to blank."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from bot.areas.initiatives.rules import read_money
from bot.areas.initiatives.texts.refusals import REFUSALS as MONEY_REFUSALS
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations import filling, naming, planning
from bot.areas.obligations.catalogue import Parameter
from bot.areas.obligations.dialogs.planning import screens, steps
from bot.areas.obligations.models import ObligationPeriod
from bot.areas.obligations.planning import PlanRow
from bot.areas.obligations.rules import targets
from bot.areas.obligations.rules.meetings import Bounds
from bot.areas.obligations.texts import planning as texts
from bot.areas.obligations.texts.refusals import REFUSALS
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Heard, Option
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

NONE = "0"
HERE, EVERYWHERE = "here", "all"


@dataclass(frozen=True, slots=True)
class Ground:
    """The row, and what its question needs; `others`: rows besides it that ask for a name."""

    row: PlanRow
    legal: LegalValues
    colleagues: Sequence[tuple[int, str]] = ()
    others: int = 0
    period: ObligationPeriod | None = None
    bounds: Bounds | None = None


async def _ground(turn: Turn, answers: Answers) -> Ground:
    row = await planning.row(turn.session, int(answers["id"]))
    return Ground(row, await municipality.get_legal(turn.session))


def _walks(view: View) -> bool:
    return bool(view.answers.get("walk"))


async def _left(turn: Turn, answers: Answers) -> Reply:
    if not answers.get("walk"):
        return await screens.show_row(turn, int(answers["id"]))
    obligation = await planning.get(turn.session, int(answers["id"]))
    return await screens.show_year(turn, obligation.year)


# From blank to blank


def _place(rows: Sequence[PlanRow]) -> list[tuple[int, str | None]]:
    """Every blank in the rows' order: the row and the number's key, None for a name."""
    return [
        (row.id, key)
        for row in rows
        for key in [*(one.key for one in row.blanks), *([None] if row.nameless else [])]
    ]


async def next_blank(turn: Turn, year: int, after: tuple[int, str | None] | None = None) -> Reply:
    """Ask for the first blank after that place; at the end tell how many are left."""
    rows = await planning.rows_of(turn.session, year)
    found = _place(rows)
    if after is not None:
        order = {row.id: at for at, row in enumerate(rows)}

        def rank(place: tuple[int, str | None]) -> tuple[int, int]:
            row = rows[order[place[0]]]
            keys = [one.key for one in row.measure.parameters] if row.measure else []
            return order[place[0]], keys.index(place[1]) if place[1] in keys else len(keys)

        found = [place for place in found if rank(place) > rank(after)]
    if found:
        obligation_id, parameter = found[0]
        if parameter is None:
            return start_form(PERSON.name, id=obligation_id, walk=True)
        return start_form(NUMBER.name, id=obligation_id, parameter=parameter, walk=True)
    count = screens.count_blank(rows)
    return say(texts.walk_done(turn.t, count), redraw=False).then(await screens.show_year(turn, year))


async def _after(turn: Turn, answers: Answers, parameter: str | None) -> Reply:
    """The next blank in a walk, else the row as it is now."""
    row = await planning.row(turn.session, int(answers["id"]))
    if not answers.get("walk"):
        return await screens.show_row(turn, row.id)
    year = row.obligation.year
    left = screens.count_blank(await planning.rows_of(turn.session, year))
    further = await next_blank(turn, year, (row.id, parameter))
    if further.begin is None:
        return further
    return say(texts.saved(turn.t, left)).then(further)


# A number


def _parameter(view: View) -> Parameter:
    found = targets.find_parameter(view.data.row.measure, str(view.answers["parameter"]))
    if found is None:
        raise Refused("obligations:gone")
    return found


async def _finish_number(turn: Turn, answers: Answers) -> Reply:
    number = answers.get("number")
    if number is not None:
        await filling.set_number(
            turn.session, turn.person_id, int(answers["id"]), answers["parameter"], int(number), turn.now
        )
    return await _after(turn, answers, str(answers["parameter"]))


NUMBER = Form(
    name="plan_number",
    load=_ground,
    steps=(
        Ask(
            name="number",
            text=lambda view: texts.ask_number(view.t, view.data.row, _parameter(view), view.data.legal),
            read=lambda view, heard: targets.read_number(_parameter(view), heard.text),
            explain=steps.explain,
            optional=_walks,
        ),
    ),
    finish=_finish_number,
    on_cancel=_left,
)


# A person


async def _people_ground(turn: Turn, answers: Answers) -> Ground:
    row = await planning.row(turn.session, int(answers["id"]))
    rows = await planning.rows_of(turn.session, row.obligation.year)
    others = sum(one.nameless and one.id != row.id for one in rows) if row.nameless else 0
    legal = await municipality.get_legal(turn.session)
    return Ground(row, legal, await steps.colleagues(turn), others)


def _name(view: View) -> str:
    return steps.chosen(view.answers["person"], view.data.colleagues)[0]


def _asks_everywhere(view: View) -> bool:
    return view.data.others > 0 and view.answers.get("person") is not None


def _everywhere(view: View) -> list[Option]:
    return [
        Option(str(texts.everywhere_button(view.t)), EVERYWHERE),
        Option(str(texts.only_here_button(view.t)), HERE),
    ]


async def _finish_person(turn: Turn, answers: Answers) -> Reply:
    if answers.get("person") is not None:
        obligation_id = int(answers["id"])
        name, person_id = steps.chosen(answers["person"], await steps.colleagues(turn))
        await naming.name_person(turn.session, turn.person_id, obligation_id, name, person_id, turn.now)
        if answers.get("everywhere") == EVERYWHERE:
            named = (await planning.row(turn.session, obligation_id)).named
            await naming.name_for_all(turn.session, turn.person_id, obligation_id, named[-1].id, turn.now)
    return await _after(turn, answers, None)


PERSON = Form(
    name="plan_person",
    load=_people_ground,
    steps=(
        steps.person(
            "person",
            lambda view: texts.ask_person(view.t, view.data.row),
            lambda view: view.data.colleagues,
            optional=_walks,
        ),
        Choose(
            name="everywhere",
            text=lambda view: texts.ask_everywhere(view.t, _name(view), view.data.others),
            options=_everywhere,
            when=_asks_everywhere,
        ),
    ),
    finish=_finish_person,
    on_cancel=_left,
)


# A day


async def _day_ground(turn: Turn, answers: Answers) -> Ground:
    row = await planning.row(turn.session, int(answers["id"]))
    period = await filling.get_period(turn.session, row.id, int(answers["number"]))
    legal = await municipality.get_legal(turn.session)
    bounds = await filling.bounds(turn.session, period, turn.now, turn.t.timezone)
    return Ground(row, legal, period=period, bounds=bounds)


async def begin_day(turn: Turn, obligation_id: int, number: int) -> Reply:
    """Raises `Refused` where no day is possible any more."""
    period = await filling.get_period(turn.session, obligation_id, number)
    bounds = await filling.bounds(turn.session, period, turn.now, turn.t.timezone)
    bounds.check(bounds.first)
    return start_form(DAY.name, id=obligation_id, number=number)


def _why_not(view: View, _refused: Refused) -> Markup:
    try:
        # Only days outside of the bounds come here.
        view.data.bounds.check(view.data.bounds.last + timedelta(days=1))
    except Refused as refused:
        return REFUSALS[refused.code](view.t, refused)
    raise AssertionError("a day outside of the bounds was taken")


async def _finish_day(turn: Turn, answers: Answers) -> Reply:
    day = date.fromisoformat(answers["day"])
    await filling.set_day(
        turn.session,
        turn.person_id,
        int(answers["id"]),
        int(answers["number"]),
        day,
        turn.now,
        turn.t.timezone,
    )
    shown = await screens.show_row(turn, int(answers["id"]))
    return say(texts.day_taken(turn.t, day)).then(shown)


DAY = Form(
    name="plan_day",
    load=_day_ground,
    steps=(
        PickDay(
            name="day",
            text=lambda view: texts.ask_day(view.t, view.data.row, view.data.period, view.data.bounds),
            first=lambda view: view.data.bounds.first,
            last=lambda view: view.data.bounds.last,
            explain=_why_not,
        ),
    ),
    finish=_finish_day,
    on_cancel=_left,
)


# Money, a note, a reason


def _explain_money(view: View, refused: Refused) -> Markup:
    return MONEY_REFUSALS[refused.code](view.t, refused)


def _money(_view: View, heard: Heard) -> int:
    return read_money(heard.text)


def _nothing(label: Callable[[Translator], Markup]) -> Callable[[View], list[Option]]:
    return lambda view: [Option(str(label(view.t)), NONE)]


async def _finish_amount(turn: Turn, answers: Answers) -> Reply:
    amount = None if answers["amount"] == NONE else int(answers["amount"])
    await filling.set_amount(turn.session, turn.person_id, int(answers["id"]), amount, turn.now)
    return await screens.show_row(turn, int(answers["id"]))


AMOUNT = Form(
    name="plan_amount",
    load=_ground,
    steps=(
        Ask(
            name="amount",
            text=lambda view: texts.ask_amount(view.t, view.data.row),
            read=_money,
            explain=_explain_money,
            suggestions=_nothing(texts.no_amount_button),
        ),
    ),
    finish=_finish_amount,
    on_cancel=_left,
)


async def _finish_note(turn: Turn, answers: Answers) -> Reply:
    note = None if answers["note"] == NONE else str(answers["note"])
    await filling.set_note(turn.session, turn.person_id, int(answers["id"]), note, turn.now)
    return await screens.show_row(turn, int(answers["id"]))


NOTE = Form(
    name="plan_note",
    load=_ground,
    steps=(
        steps.words(
            "note",
            lambda view: texts.ask_note(view.t, view.data.row),
            filling.LONGEST_NOTE,
            suggestions=_nothing(texts.no_note_button),
        ),
    ),
    finish=_finish_note,
    on_cancel=_left,
)


async def _finish_waiver(turn: Turn, answers: Answers) -> Reply:
    await filling.waive(turn.session, turn.person_id, int(answers["id"]), answers["reason"], turn.now)
    return await screens.show_row(turn, int(answers["id"]))


WAIVER = Form(
    name="plan_waiver",
    load=_ground,
    steps=(
        steps.words(
            "reason",
            lambda view: texts.ask_reason(view.t, view.data.row),
            filling.LONGEST_NOTE,
            reason=True,
        ),
    ),
    finish=_finish_waiver,
    on_cancel=_left,
)
