"""The list, narrowed and turned; the years."""

from dataclasses import replace
from datetime import date

from bot.areas.obligations import access, listing, queries
from bot.areas.obligations.board import board
from bot.areas.obligations.dialogs.planning import doors
from bot.areas.obligations.listing import How, Narrowed, Which
from bot.areas.obligations.texts import listing as texts
from bot.areas.obligations.texts import reporting as reporting_texts
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

PAGE = 6
YEARS_SHOWN = 8
Row = list[Choice]


async def show(turn: Turn, argument: str) -> Reply:
    """`year.filter.page`, each of which may be missing."""
    viewer = await access.viewer(turn.session, turn.person_id)
    year, by, page = _read(argument, _today(turn).year)
    if not await queries.is_open(turn.session, year):
        if not await queries.years(turn.session):
            return say(texts.not_open(turn.t), _menu(turn))
        return await choose_year(turn, "")
    today = _today(turn)
    lines = listing.ordered(await board(turn.session, year, today, turn.t.timezone), today)
    shown = listing.narrow(lines, by, viewer.person_id, today)
    pages = max(1, -(-len(shown) // PAGE))
    page %= pages
    rows: list[Row] = [
        [Choice(texts.button(turn.t, line), f"ob:card.{line.row.obligation.id}")]
        for line in shown[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        rows.append([Choice(str(words.more(turn.t, page + 1, pages)), _list(year, by, (page + 1) % pages))])
    rows += [
        _narrowing(turn, year, by),
        [*doors.on_list(turn, year, viewer), Choice(str(reporting_texts.label(turn.t)), "obr:")],
        [Choice(str(texts.years_button(turn.t)), "ob:years."), *_menu(turn)],
    ]
    return say(texts.head(turn.t, year, shown, narrowed=by), *rows)


def _narrowing(turn: Turn, year: int, by: Narrowed) -> Row:
    t = turn.t
    whose = texts.all_button(t) if by.mine else texts.mine_button(t)
    return [
        Choice(str(whose), _list(year, replace(by, mine=not by.mine))),
        Choice(str(texts.filter_button(t)), f"ob:filter.{year}.{by.write()}"),
    ]


async def choose_filter(turn: Turn, argument: str) -> Reply:
    """`year.filter`; each tap changes one thing and shows the choice again."""
    await access.viewer(turn.session, turn.person_id)
    t = turn.t
    year, by, _ = _read(argument, _today(turn).year)

    def switch(label: object, changed: Narrowed, *, on: bool) -> Choice:
        return Choice(f"{'✅ ' if on else ''}{label}", f"ob:filter.{year}.{changed.write()}")

    rows: list[Row] = [
        [
            switch(texts.mine_button(t), replace(by, mine=not by.mine), on=by.mine),
            switch(texts.quarter_button(t), replace(by, quarter=not by.quarter), on=by.quarter),
        ]
    ]
    documents = [one for one in Which if one is not Which.ALL]
    rows.append(
        [
            switch(
                texts.which_name(t, one),
                replace(by, which=Which.ALL if by.which is one else one),
                on=by.which is one,
            )
            for one in documents
        ]
    )
    rows += [
        [
            switch(
                texts.how_name(t, one),
                replace(by, how=How.ALL if by.how is one else one),
                on=by.how is one,
            )
            for one in pair
        ]
        for pair in ((How.BEHIND, How.NOW), (How.AHEAD, How.DONE))
    ]
    rows.append([Choice(str(texts.show_button(t)), _list(year, by))])
    if not by.is_whole:
        rows.append([Choice(str(texts.show_all_button(t)), _list(year, Narrowed()))])
    return say(texts.ask_filter(t), *rows)


async def choose_year(turn: Turn, _argument: str) -> Reply:
    await access.viewer(turn.session, turn.person_id)
    found = (await queries.years(turn.session))[:YEARS_SHOWN]
    rows = [[Choice(str(year), f"ob:list.{year}")] for year in found]
    return say(texts.ask_year(turn.t), *rows, _menu(turn))


def _read(argument: str, this_year: int) -> tuple[int, Narrowed, int]:
    year, code, page = [*argument.split("."), "", "", ""][:3]
    number = int(year) if year.isascii() and year.isdecimal() and len(year) == len("2026") else this_year
    return number, listing.read(code), int(page) if page.isascii() and page.isdecimal() else 0


def _list(year: int, by: Narrowed, page: int = 0) -> str:
    return f"ob:list.{year}.{by.write()}.{page}"


def _menu(turn: Turn) -> Row:
    return [Choice(str(texts.to_menu(turn.t)), "admin:")]


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.t.timezone).date()


VERBS = {"list": show, "filter": choose_filter, "years": choose_year}
