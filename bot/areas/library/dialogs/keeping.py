"""Those who keep the library: the list, a section and what can be done with it, the paper for the board."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.library import papers, queries, service
from bot.areas.library.dialogs import own_sections, public, putting, versions
from bot.areas.library.queries import Shelf
from bot.areas.library.rules.freshness import State, due_on
from bot.areas.library.texts import keeping as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.core.dialogs import words
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

PAGE = 6


async def command(turn: Turn, _argument: str) -> Reply:
    await service.check_may_keep(turn.session, turn.person_id)
    return await show_list(turn, 0)


async def show_list(turn: Turn, page: int) -> Reply:
    """In the order of the rules; the office's own after them."""
    t, today = turn.t, public.today(turn)
    shelves = await queries.shelves(turn.session, today, with_hidden=True)
    pages = max(1, -(-len(shelves) // PAGE))
    page %= pages
    rows = [
        [Choice(texts.section_button(t, one), f"lib:card.{one.key}")]
        for one in shelves[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        rows.append([Choice(str(words.more(t, page + 1, pages)), f"lib:list.{(page + 1) % pages}")])
    rows.append(
        [Choice(str(texts.new_button(t)), "lib:new."), Choice(str(texts.board_button(t)), "lib:board.")]
    )
    rows.append([Choice(str(texts.to_menu(t)), "admin:")])
    return say(texts.list_head(t, await queries.figures(turn.session, today)), *rows)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.section.more`; every verb looks again at who asks and what is there."""
    await service.check_may_keep(turn.session, turn.person_id)
    name, _, rest = argument.partition(".")
    what, _, more = rest.partition(".")
    if name == "new":
        return own_sections.begin_new()
    if name == "board":
        return await make_board(turn)
    if name in versions.VERBS:
        return await versions.VERBS[name](turn, what)
    verb = VERBS.get(name)
    if verb is None:
        return await show_list(turn, public.page_number(what))
    return await verb(turn, await service.get_shelf(turn.session, what, public.today(turn)), more)


async def card(turn: Turn, shelf: Shelf, _more: str = "") -> Reply:
    t, key = turn.t, shelf.key
    rows = [
        [Choice(str(texts.put_button(t, code)), f"lib:put.{key}.{code}") for code in RESIDENT_LANGUAGES],
    ]
    if shelf.state is not State.MISSING:
        rows.append([Choice(str(texts.check_button(t)), f"lib:check.{key}")])
    if not shelf.section.hidden:
        rows.append([Choice(str(texts.public_button(t)), f"info:card.{key}")])
    if await queries.count_versions(turn.session, key, withdrawn=True):
        rows.append([Choice(str(texts.versions_button(t)), f"lib:old.{key}.0")])
    if not shelf.section.mandatory:
        hidden = shelf.section.hidden
        hide = "show" if hidden else "hide"
        rows.append(
            [
                Choice(str(texts.rename_button(t)), f"lib:name.{key}"),
                Choice(str(texts.hide_button(t, hidden=hidden)), f"lib:{hide}.{key}"),
            ]
        )
    rows.append([Choice(str(texts.to_list(t)), "lib:list.0")])
    authors = {one.published_by for one in shelf.current.values() if one.published_by}
    names = {one: await staff.name_of(turn.session, one) or "–" for one in authors}
    legal = await municipality.get_legal(turn.session)
    oldest = shelf.oldest_at
    due = due_on(oldest.astimezone(t.timezone).date(), legal.publication_update_months) if oldest else None
    return say(texts.card(t, shelf, names, due), *rows)


async def begin_put(turn: Turn, shelf: Shelf, language: str) -> Reply:
    if language not in RESIDENT_LANGUAGES:
        return await card(turn, shelf)
    return await putting.begin(turn, shelf, language)


async def check(turn: Turn, shelf: Shelf, _more: str) -> Reply:
    await service.note_check(turn.session, shelf.key, turn.person_id, turn.now, turn.t.timezone)
    there = Choice(str(texts.to_section(turn.t)), f"lib:card.{shelf.key}")
    return say(texts.checked(turn.t), [there], [Choice(str(texts.to_list(turn.t)), "lib:list.0")])


async def rename(turn: Turn, shelf: Shelf, _more: str) -> Reply:
    return own_sections.begin_rename(shelf)


async def hide(turn: Turn, shelf: Shelf, _more: str) -> Reply:
    return own_sections.begin_hide(shelf)


async def show_again(turn: Turn, shelf: Shelf, _more: str) -> Reply:
    await service.hide_section(turn.session, shelf.key, turn.person_id, turn.now, hidden=False)
    return await card(turn, await service.get_shelf(turn.session, shelf.key, public.today(turn)))


async def show_versions(turn: Turn, shelf: Shelf, page: str) -> Reply:
    return await versions.show_list(turn, shelf, page)


async def make_board(turn: Turn) -> Reply:
    """Both languages at once: both hang on the board."""
    made = await papers.make_board(
        turn.session, turn.t.timezone, public.today(turn), turn.links.deep("info"), turn.now
    )
    back = Choice(str(texts.to_list(turn.t)), "lib:list.0")
    return say(texts.board_made(turn.t), [back], attachments=made, redraw=False)


VERBS: Mapping[str, Callable[[Turn, Shelf, str], Awaitable[Reply]]] = {
    "card": card,
    "put": begin_put,
    "check": check,
    "name": rename,
    "hide": hide,
    "show": show_again,
    "old": show_versions,
}
