"""Setting up the year (`obp:`), for who keeps the plan."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.obligations import editions, filling, naming, planning
from bot.areas.obligations.dialogs.planning import excel, forms, own, papers, screens
from bot.areas.obligations.texts import planning as texts
from bot.areas.obligations.texts.refusals import REFUSALS
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Routes, Turn, say, start_form

Verb = Callable[[Turn, int, str], Awaitable[Reply]]


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.number` or `verb.number.more`; every verb looks again at what is there and who asks."""
    await planning.check_may(turn.session, turn.person_id)
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await screens.show_year(turn, screens.this_year(turn))
    return await verb(turn, int(number), more)


async def _year(turn: Turn, year: int, _more: str) -> Reply:
    return await screens.show_year(turn, year)


async def _rows(turn: Turn, year: int, more: str) -> Reply:
    return await screens.show_rows(turn, year, int(more) if more.isdecimal() else 0)


async def _row(turn: Turn, number: int, _more: str) -> Reply:
    return await screens.show_row(turn, number)


async def _walk(turn: Turn, year: int, _more: str) -> Reply:
    return await forms.next_blank(turn, year)


async def _number(turn: Turn, number: int, parameter: str) -> Reply:
    row = await planning.row(turn.session, number)
    if row.measure is None or parameter not in {one.key for one in row.measure.parameters}:
        return await screens.show_row(turn, number)
    # What the approved plan says is told before anybody types.
    await editions.check_number_free(turn.session, row.obligation, parameter, None)
    return start_form(forms.NUMBER.name, id=number, parameter=parameter)


async def _people(turn: Turn, number: int, _more: str) -> Reply:
    return await screens.show_people(turn, number)


async def _name(turn: Turn, number: int, _more: str) -> Reply:
    await planning.get(turn.session, number)
    return start_form(forms.PERSON.name, id=number)


async def _take_off(turn: Turn, number: int, more: str) -> Reply:
    if more.isdecimal():
        await naming.take_person_off(turn.session, turn.person_id, number, int(more), turn.now)
    return await screens.show_people(turn, number)


async def _times(turn: Turn, number: int, _more: str) -> Reply:
    row = await planning.row(turn.session, number)
    if len(row.periods) == 1 and row.periods[0].planned_on is None:
        return await forms.begin_day(turn, number, row.periods[0].number)
    return await screens.show_times(turn, number)


async def _day(turn: Turn, number: int, more: str) -> Reply:
    """A chosen day is taken back or chosen anew."""
    period = await filling.get_period(turn.session, number, int(more) if more.isdecimal() else 0)
    if period.planned_on is None:
        return await forms.begin_day(turn, number, period.number)
    return await screens.show_day(turn, number, period)


async def _another_day(turn: Turn, number: int, more: str) -> Reply:
    return await forms.begin_day(turn, number, int(more) if more.isdecimal() else 0)


async def _no_day(turn: Turn, number: int, more: str) -> Reply:
    period = int(more) if more.isdecimal() else 0
    await filling.set_day(turn.session, turn.person_id, number, period, None, turn.now, turn.t.timezone)
    return await screens.show_row(turn, number)


def _form(name: str) -> Verb:
    async def begin(turn: Turn, number: int, _more: str) -> Reply:
        await planning.get(turn.session, number)
        return start_form(name, id=number)

    return begin


async def _lift(turn: Turn, number: int, _more: str) -> Reply:
    await filling.lift(turn.session, turn.person_id, number, turn.now)
    return await screens.show_row(turn, number)


async def _new(turn: Turn, year: int, _more: str) -> Reply:
    try:
        await editions.check_own_free(turn.session, year)
    except Refused as refused:
        # A revision is begun where the plan was adopted.
        return say(
            REFUSALS[refused.code](turn.t, refused),
            [Choice(str(texts.adoption_button(turn.t)), f"oba:year.{year}")],
            [Choice(str(texts.to_year(turn.t)), f"obp:year.{year}")],
        )
    return start_form(own.OWN.name, year=year)


async def _remove(turn: Turn, number: int, _more: str) -> Reply:
    obligation = await planning.get(turn.session, number)
    if obligation.own:
        await editions.check_own_free(turn.session, obligation.year)
    return start_form(own.REMOVE.name, id=number)


VERBS: Mapping[str, Verb] = {
    "year": _year,
    "rows": _rows,
    "row": _row,
    "walk": _walk,
    "num": _number,
    "who": _people,
    "name": _name,
    "unwho": _take_off,
    "day": _times,
    "on": _day,
    "onother": _another_day,
    "onno": _no_day,
    "sum": _form(forms.AMOUNT.name),
    "note": _form(forms.NOTE.name),
    "waive": _form(forms.WAIVER.name),
    "lift": _lift,
    "new": _new,
    "remove": _remove,
    "excel": excel.show,
    "table": excel.take,
    "send": excel.begin_sending,
    "apply": excel.apply,
    "print": papers.choose,
    "paper": papers.send,
}

routes = Routes(
    actions={"obp": act},
    forms=(
        forms.NUMBER,
        forms.PERSON,
        forms.DAY,
        forms.AMOUNT,
        forms.NOTE,
        forms.WAIVER,
        own.OWN,
        own.REMOVE,
        excel.SENDING,
    ),
)
