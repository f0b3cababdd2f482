"""The year at a glance, its rows one by one, a row with all that can be set in it."""

from markupsafe import Markup

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import planning, plans, queries
from bot.areas.obligations.doing import meeting_of
from bot.areas.obligations.models import ObligationPeriod, PlanState
from bot.areas.obligations.planning import PlanRow
from bot.areas.obligations.texts import planning as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

PAGE = 8
PREVIOUS, FOLLOWING = "◀️", "▶️"
Row = list[Choice]


def this_year(turn: Turn) -> int:
    return turn.now.astimezone(turn.t.timezone).year


async def show_year(turn: Turn, year: int) -> Reply:
    t = turn.t
    known = await queries.years(turn.session)
    if not known:
        return say(texts.not_open(t), [Choice(str(texts.to_menu(t)), "admin:")])
    year = year if year in known else this_year(turn) if this_year(turn) in known else known[0]
    rows = await planning.rows_of(turn.session, year)
    count = count_blank(rows)
    buttons: list[Row] = [[Choice(str(texts.fill_button(t, count)), f"obp:walk.{year}")]] if count else []
    buttons += [
        [
            Choice(str(texts.rows_button(t)), f"obp:rows.{year}.0"),
            Choice(str(texts.list_button(t)), f"ob:list.{year}"),
        ],
        [
            Choice(str(texts.own_button(t)), f"obp:new.{year}"),
            Choice(str(texts.excel_button(t)), f"obp:excel.{year}"),
        ],
        [
            Choice(str(texts.print_button(t)), f"obp:print.{year}"),
            Choice(str(texts.adoption_button(t)), f"oba:year.{year}"),
        ],
    ]
    others = [one for one in sorted(known) if one != year and one >= this_year(turn) - 1]
    if others:
        buttons.append([Choice(str(texts.year_button(t, one)), f"obp:year.{one}") for one in others])
    buttons.append([Choice(str(texts.to_menu(t)), "admin:")])
    return say(await _year_text(turn, year, rows), *buttons)


async def _year_text(turn: Turn, year: int, rows: list[PlanRow]) -> Markup:
    t = turn.t
    found = await plans.current(turn.session, year)
    revision = found is not None and found.state is PlanState.DRAFT and found.reason is not None
    held = [one for row in rows if meeting_of(row.key) for one in row.periods]
    return Markup("\n").join(
        [
            texts.year_title(t, year),
            texts.standing(t, found, revision=revision),
            texts.blank_count(t, count_blank(rows)),
            texts.days_count(t, sum(one.planned_on is not None for one in held), len(held)),
        ]
    )


def count_blank(rows: list[PlanRow]) -> int:
    return sum(row.count_blank for row in rows)


async def show_rows(turn: Turn, year: int, page: int) -> Reply:
    t = turn.t
    rows = await planning.rows_of(turn.session, year)
    pages = max(1, -(-len(rows) // PAGE))
    page %= pages
    shown = rows[page * PAGE : (page + 1) * PAGE]
    buttons: list[Row] = [[Choice(texts.row_button(t, row), f"obp:row.{row.id}")] for row in shown]
    if pages > 1:
        more = str(words.more(t, page + 1, pages))
        buttons.append([Choice(more, f"obp:rows.{year}.{(page + 1) % pages}")])
    return say(texts.rows_head(t, year), *buttons, [to_year(turn, year)])


async def show_row(turn: Turn, obligation_id: int) -> Reply:
    t = turn.t
    row = await planning.row(turn.session, obligation_id)
    legal = await municipality.get_legal(turn.session)
    buttons: list[Row] = [
        [Choice(str(texts.number_button(t, one)), f"obp:num.{row.id}.{one.key}")]
        for one in (row.measure.parameters if row.measure else ())
    ]
    buttons += [
        [
            Choice(str(texts.people_button(t)), f"obp:who.{row.id}"),
            Choice(str(texts.day_button(t)), f"obp:day.{row.id}"),
        ],
        [
            Choice(str(texts.amount_button(t)), f"obp:sum.{row.id}"),
            Choice(str(texts.note_button(t)), f"obp:note.{row.id}"),
        ],
        *await _ending(turn, row),
        await _neighbours(turn, row),
    ]
    return say(texts.card(t, row, legal), *buttons)


async def _ending(turn: Turn, row: PlanRow) -> list[Row]:
    """How it stands; not this year, which the head says; an own event may be removed."""
    t = turn.t
    found = [Choice(str(texts.state_button(t)), f"ob:card.{row.id}")]
    if await people.may(turn.session, turn.person_id, Permission.APPROVE_PLAN):
        label = texts.lift_button(t) if row.obligation.waived_at else texts.waive_button(t)
        verb = "lift" if row.obligation.waived_at else "waive"
        found.append(Choice(str(label), f"obp:{verb}.{row.id}"))
    if row.obligation.own:
        found.append(Choice(str(texts.remove_button(t)), f"obp:remove.{row.id}"))
    return [found[at : at + 2] for at in range(0, len(found), 2)]


async def _neighbours(turn: Turn, row: PlanRow) -> Row:
    numbers = [one.id for one in await queries.of_year(turn.session, row.obligation.year)]
    at = numbers.index(row.id)
    found = []
    if at > 0:
        found.append(Choice(PREVIOUS, f"obp:row.{numbers[at - 1]}"))
    found.append(Choice(str(texts.to_rows(turn.t)), f"obp:rows.{row.obligation.year}.{at // PAGE}"))
    if at + 1 < len(numbers):
        found.append(Choice(FOLLOWING, f"obp:row.{numbers[at + 1]}"))
    return found


async def show_people(turn: Turn, obligation_id: int) -> Reply:
    row = await planning.row(turn.session, obligation_id)
    rows: list[Row] = [
        [Choice(texts.take_off(one.name), f"obp:unwho.{row.id}.{one.id}")] for one in row.named
    ]
    rows.append([Choice(str(texts.add_person(turn.t)), f"obp:name.{row.id}")])
    return say(texts.who_head(turn.t, row), *rows, [to_row(turn, row.id)])


async def show_times(turn: Turn, obligation_id: int) -> Reply:
    """For which of its times a day is chosen; of a single one it is asked at once."""
    row = await planning.row(turn.session, obligation_id)
    rows: list[Row] = [
        [Choice(texts.time_button(turn.t, one), f"obp:on.{row.id}.{one.number}")] for one in row.periods
    ]
    return say(texts.which_time(turn.t, row), *_in_pairs(rows), [to_row(turn, row.id)])


async def show_day(turn: Turn, obligation_id: int, period: ObligationPeriod) -> Reply:
    """A day was chosen: another one, or none."""
    t = turn.t
    row = await planning.row(turn.session, obligation_id)
    other = Choice(str(texts.another_day_button(t)), f"obp:onother.{row.id}.{period.number}")
    none = Choice(str(texts.no_day_button(t)), f"obp:onno.{row.id}.{period.number}")
    return say(texts.chosen_day(t, row, period), [other], [none], [to_row(turn, row.id)])


def _in_pairs(rows: list[Row]) -> list[Row]:
    """Twelve months are more rows than a phone shows."""
    if len(rows) <= PAGE:
        return rows
    flat = [choice for row in rows for choice in row]
    return [flat[at : at + 2] for at in range(0, len(flat), 2)]


def to_year(turn: Turn, year: int) -> Choice:
    return Choice(str(texts.to_year(turn.t)), f"obp:year.{year}")


def to_row(turn: Turn, obligation_id: int) -> Choice:
    return Choice(str(texts.to_row(turn.t)), f"obp:row.{obligation_id}")
