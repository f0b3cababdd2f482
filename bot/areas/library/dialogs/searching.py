"""Typed words find sections, in both languages."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from bot.areas.library import queries
from bot.areas.library.dialogs import public
from bot.areas.library.queries import Shelf
from bot.areas.library.rules import search
from bot.areas.library.rules.freshness import State
from bot.areas.library.rules.search import Page
from bot.areas.library.texts import public as texts
from bot.core import richtext
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say

MOST_FOUND = 7


async def command(turn: Turn, argument: str) -> Reply:
    """`/info` alone shows the list, `/info бюджет` looks for it."""
    return await _answer(turn, argument) if argument.strip() else await public.show_list(turn)


async def understand(turn: Turn, text: str) -> Reply | None:
    """What is typed outside of any question, when every word of it stands in the same section."""
    if not search.is_search(text):
        return None
    found = await _find(turn, text, whole=True)
    if not found:
        return None
    return say(texts.understood(turn.t, richtext.shorten(text, search.MOST_LETTERS)), *_rows(turn, found))


async def _answer(turn: Turn, text: str) -> Reply:
    found = await _find(turn, text, whole=False)
    said = richtext.shorten(text, search.MOST_LETTERS)
    if not found:
        return say(texts.not_found(turn.t, said), *_rows(turn, ()))
    return say(texts.found(turn.t, said, len(found)), *_rows(turn, found))


def _rows(turn: Turn, found: Sequence[Shelf]) -> list[list[Choice]]:
    last = [
        Choice(str(texts.find_button(turn.t)), "info:find."),
        Choice(str(texts.list_button(turn.t)), "info:list.0"),
    ]
    return [*[[public.section_choice(turn, one)] for one in found], last]


async def _find(turn: Turn, text: str, *, whole: bool) -> list[Shelf]:
    listed = await queries.shelves(turn.session, public.today(turn))
    # Of two that fit alike the one with something in it comes first.
    shelves = {one.key: one for one in sorted(listed, key=lambda one: one.state is State.MISSING)}
    names = await _file_names(turn, shelves.values())
    pages = [_page(one, names.get(one.key, [])) for one in shelves.values()]
    return [shelves[key] for key in search.find(pages, text, whole=whole)][:MOST_FOUND]


async def _file_names(turn: Turn, shelves: Iterable[Shelf]) -> dict[str, list[str]]:
    """By section; one look for all: whatever residents type outside of a question comes here."""
    found: dict[str, list[str]] = {}
    files = [(one.key, file) for one in shelves for version in one.current.values() for file in version.files]
    named = await queries.names_of(turn.session, {file[1] for _, file in files})
    for key, file in files:
        found.setdefault(key, []).append(named.get(file[1], ""))
    return found


def _page(shelf: Shelf, file_names: Sequence[str]) -> Page:
    section = shelf.section
    wording = section.wording or {}
    written = [richtext.plain(Markup(one.text)) for one in shelf.current.values() if one.text]  # noqa: S704 - cleaned when it was published
    return Page(
        section.key,
        {
            search.TITLE: (section.title_ky, section.title_ru or ""),
            search.KEYWORD: (section.words,),
            search.WORDING: (wording.get("ky", ""), wording.get("ru", "")),
            search.TEXT: (*written, *file_names),
        },
    )


def _read(_view: View, heard: Heard) -> str:
    if len(heard.text) > 2 * search.MOST_LETTERS:
        raise Refused("library:words")
    return heard.text


async def _finish(turn: Turn, answers: Answers) -> Reply:
    return await _answer(turn, answers["words"])


async def _left(turn: Turn, _answers: Answers) -> Reply:
    return await public.show_list(turn)


FIND = Form(
    name="library_find",
    steps=(
        Ask(
            name="words",
            text=lambda view: texts.ask_words(view.t),
            read=_read,
            explain=lambda view, _refused: texts.too_many_letters(view.t),
        ),
    ),
    finish=_finish,
    on_cancel=_left,
)
