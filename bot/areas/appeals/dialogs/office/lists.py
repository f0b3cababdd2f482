"""/cases: what waits for the office, in pages."""

from bot.areas.appeals import queries, service, showing, worklist
from bot.areas.appeals.dialogs.office import steps
from bot.areas.appeals.rules import numbers
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.texts import blocking as blocking_texts
from bot.areas.appeals.texts import duty as duty_texts
from bot.areas.appeals.texts import office_entering as entering_texts
from bot.areas.appeals.texts import office_forms as form_texts
from bot.areas.appeals.texts import office_lists as texts
from bot.areas.appeals.texts import workdays as day_texts
from bot.areas.appeals.worklist import Filter
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

_ON_DUTY = frozenset({Permission.HANDLE_APPEALS, Permission.OVERSEE_APPEALS})
# A phone shows ten rows.
_SHOWN_IF_ANY = frozenset({Filter.DISPUTED, Filter.MINE})


async def show(turn: Turn, argument: str) -> Reply:
    """`filter.page`, or with the command a number."""
    filters = await filters_of(turn)
    name, _, page = argument.partition(".")
    if argument and name not in {one.value for one in filters}:
        return await find(turn, argument)
    today = turn.now.astimezone(turn.t.timezone).date()
    counts = {one: await worklist.count(turn.session, one, turn.person_id, today) for one in filters}
    chosen = Filter(name) if name else next((one for one in filters if counts[one]), filters[0])
    return await _page(turn, chosen, int(page) if page.isascii() and page.isdecimal() else 0, counts)


async def filters_of(turn: Turn) -> list[Filter]:
    """Who is on duty sees all; who only has some in hand, those. Raises `Refused` for who has no role."""
    may = await _may(turn)
    if Permission.OVERSEE_APPEALS in may:
        return list(Filter)
    if Permission.HANDLE_APPEALS in may:
        return [one for one in Filter if one is not Filter.DISPUTED]
    if not may:
        raise Refused("people:not_allowed", permission=Permission.HANDLE_APPEALS)
    return [Filter.MINE]


async def _may(turn: Turn) -> frozenset[Permission]:
    return people_rules.permissions_of(await staff.roles_of(turn.session, turn.person_id))


async def find(turn: Turn, typed: str) -> Reply:
    """By its number; who is nothing to it learns no more than of a missing one."""
    may = await _may(turn)
    number, on_duty = numbers.read_number(typed), bool(may & _ON_DUTY)
    found = None
    if may:
        found = await queries.find_at_work(turn.session, number, turn.person_id, everything=on_duty)
    if found is None:
        raise Refused("appeals:gone")
    appeal = await service.get(turn.session, found.id, turn.person_id, Action.NOTE)
    return Reply((await showing.card(turn.session, appeal, turn.person_id, turn.t, turn.now),), redraw=False)


async def understand(turn: Turn, typed: str) -> Reply | None:
    """A number typed outside of any question opens the office's card; None: it isn't theirs to see so."""
    try:
        return await find(turn, typed)
    except Refused:
        return None


async def begin_find(turn: Turn, _argument: str) -> Reply:
    await filters_of(turn)
    return start_form(FIND.name)


async def finish_find(turn: Turn, answers: Answers) -> Reply:
    return await find(turn, answers["number"])


def _read_number(_view: View, heard: Heard) -> str:
    return numbers.read_number(heard.text)


FIND = Form(
    name="ap_find",
    steps=(
        Ask(
            name="number",
            text=lambda view: form_texts.ask_number(view.t),
            read=_read_number,
            explain=steps.explain,
        ),
    ),
    finish=finish_find,
    on_cancel=steps.to_list,
)


async def _page(turn: Turn, chosen: Filter, page: int, counts: dict[Filter, int]) -> Reply:
    t = turn.t
    pages = max(1, -(-counts[chosen] // worklist.PAGE))
    page %= pages
    today = turn.now.astimezone(t.timezone).date()
    rows: list[list[Choice]] = []
    said: list[str] = []
    first = page * worklist.PAGE + 1
    for one in await worklist.page(turn.session, chosen, turn.person_id, today, page):
        urgency = await showing.urgency_of(turn.session, one, today)
        label = numbered.label(first + len(said), texts.button_words(t, one, urgency))
        rows.append([Choice(label, f"ap:card.{one.id}")])
        said.append(texts.line(t, one, urgency))
    if pages > 1:
        rows.append(
            [Choice(str(words.more(t, page + 1, pages)), f"cases:{chosen.value}.{(page + 1) % pages}")]
        )
    others = [
        Choice(str(texts.filter_button(t, one, counts[one])), f"cases:{one.value}")
        for one in counts
        if one is not chosen and (counts[one] or one not in _SHOWN_IF_ANY)
    ]
    rows += [others[:2], others[2:]]
    ways = [(entering_texts.find_button(t), "apfind:")]
    if len(counts) > 1:
        ways.insert(0, (entering_texts.button(t), "apenter:"))
        if Permission.HANDLE_APPEALS in await _may(turn):
            ways.append((duty_texts.label(t), "dg:"))
        ways += [(blocking_texts.list_button(t), "apblocks:"), (day_texts.button(t), "apdays:")]
    buttons = [Choice(str(label), payload) for label, payload in (*ways, (texts.to_menu(t), "admin:"))]
    # Three in a row are broken in the middle of their words.
    rows += [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    text = numbered.under(texts.head(t, chosen, counts[chosen]), said, first)
    return say(text, *[row for row in rows if row])
