"""Everybody: the list, a section, its files, earlier versions, asking for what is missing."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.areas.library import asking, queries, service
from bot.areas.library.catalogue import CONTACTS
from bot.areas.library.models import Version
from bot.areas.library.queries import Shelf
from bot.areas.library.rules.freshness import State
from bot.areas.library.texts import keeping as keeping_texts
from bot.areas.library.texts import public as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs import words
from bot.core.errors import Refused
from bot.core.i18n import DEFAULT_LANGUAGE, RESIDENT_LANGUAGES
from bot.core.messages import Choice
from bot.core.routes import Begin, Reply, Turn, say

PAGE = 7
MOST_PAGES = 999


def today(turn: Turn) -> date:
    return turn.now.astimezone(turn.t.timezone).date()


def reading(turn: Turn) -> str:
    """The language in which residents are told things."""
    return turn.t.language if turn.t.language in RESIDENT_LANGUAGES else DEFAULT_LANGUAGE


def page_number(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


async def show_list(turn: Turn, page: int = 0) -> Reply:
    """What there is comes first: nobody should leaf through what is missing."""
    t = turn.t
    shelves = sorted(
        await queries.shelves(turn.session, today(turn)), key=lambda one: one.state is State.MISSING
    )
    filled = sum(one.state is not State.MISSING for one in shelves)
    pages = max(1, -(-len(shelves) // PAGE))
    page %= pages
    rows = [[section_choice(turn, one)] for one in shelves[page * PAGE : (page + 1) * PAGE]]
    if pages > 1:
        rows.append([Choice(str(words.more(t, page + 1, pages)), f"info:list.{(page + 1) % pages}")])
    last = [Choice(str(texts.find_button(t)), "info:find.")]
    if await people.may(turn.session, turn.person_id, Permission.KEEP_LIBRARY):
        last.append(Choice(str(keeping_texts.label(t)), "lib:list.0"))
    return say(texts.list_head(t, filled=filled, count=len(shelves)), *rows, last)


def section_choice(turn: Turn, shelf: Shelf) -> Choice:
    return Choice(texts.section_button(turn.t, shelf), f"info:card.{shelf.key}")


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.what.more`; whatever a button was under, the section is looked at anew."""
    name, _, rest = argument.partition(".")
    what, _, more = rest.partition(".")
    verb = VERBS.get(name)
    if verb is None:
        return await show_list(turn, page_number(what))
    return await verb(turn, what, more)


async def follow(turn: Turn, argument: str) -> Reply:
    """The code on the board opens the list, a link that somebody passed on its section."""
    return await card(turn, argument, "") if argument else await show_list(turn)


async def card(turn: Turn, key: str, language: str) -> Reply:
    t, session = turn.t, turn.session
    shelf = await service.get_public(session, key, today(turn))
    wanted = language if language in shelf.current else reading(turn)
    version = shelf.in_language(wanted)
    asked = await queries.has_asked(session, key, turn.person_id)
    missing_here = reading(turn) not in shelf.current and shelf.known_since is None
    text = texts.card(
        t,
        shelf,
        version,
        await queries.files_of(session, version.files) if version else (),
        office=await municipality.get_municipality(session) if key == CONTACTS else None,
        asked=asked,
        missing_here=missing_here,
    )
    return say(text, *await _rows(turn, shelf, version, may_ask=missing_here and not asked))


async def _rows(turn: Turn, shelf: Shelf, version: Version | None, *, may_ask: bool) -> list[list[Choice]]:
    t, key = turn.t, shelf.key
    rows = []
    if version and version.files:
        rows.append([Choice(str(texts.files_button(t, len(version.files))), f"info:files.{version.id}")])
    others = [one for one in shelf.current if version and one != version.language]
    if others:
        rows.append([Choice(str(texts.language_button(t, one)), f"info:card.{key}.{one}") for one in others])
    if may_ask:
        label = texts.ask_button(t, translation=bool(shelf.current))
        rows.append([Choice(str(label), f"info:ask.{key}")])
    if await queries.count_versions(turn.session, key, withdrawn=False) > len(shelf.current):
        rows.append([Choice(str(texts.earlier_button(t)), f"info:old.{key}.0")])
    rows.append([Choice(str(texts.list_button(t)), "info:list.0")])
    return rows


async def ask(turn: Turn, key: str, _more: str) -> Reply:
    new = await asking.ask(turn.session, key, turn.person_id, reading(turn), turn.now, today(turn))
    return say(texts.asked(turn.t, new=new), [Choice(str(texts.list_button(turn.t)), "info:list.0")])


async def public_version(turn: Turn, number: str) -> tuple[Shelf, Version]:
    """Raises `Refused` for what was taken back or is hidden: an old button must not open it."""
    version = None
    if number.isascii() and number.isdecimal() and len(number) <= 9:
        version = await queries.find_version(turn.session, int(number))
    if version is None or version.withdrawn_at is not None:
        raise Refused("library:gone")
    return await service.get_public(turn.session, version.section_key, today(turn)), version


async def show_files(turn: Turn, number: str, _more: str) -> Reply:
    shelf, version = await public_version(turn, number)
    if not version.files:
        return await card(turn, shelf.key, version.language)
    return say(
        texts.files_head(turn.t, shelf.section, version),
        attachments=queries.attachments(version),
        redraw=False,
    )


# Earlier versions


async def show_versions(turn: Turn, key: str, page: str) -> Reply:
    t, session = turn.t, turn.session
    shelf = await service.get_public(session, key, today(turn))
    count = await queries.count_versions(session, key, withdrawn=False)
    pages = max(1, -(-count // queries.PAGE))
    current = page_number(page) % pages
    found = await queries.list_versions(session, key, current, withdrawn=False)
    rows = [[Choice(texts.version_button(t, one), f"info:ver.{one.id}")] for one in found]
    if pages > 1:
        more = str(words.more(t, current + 1, pages))
        rows.append([Choice(more, f"info:old.{key}.{(current + 1) % pages}")])
    rows.append([Choice(str(texts.section_of(t)), f"info:card.{key}")])
    return say(texts.versions_head(t, shelf.section, count), *rows)


async def show_version(turn: Turn, number: str, _more: str) -> Reply:
    t = turn.t
    shelf, version = await public_version(turn, number)
    files = await queries.files_of(turn.session, version.files)
    newer = shelf.current.get(version.language)
    after = newer.published_at if newer and newer.number > version.number else None
    rows = []
    if version.files:
        rows.append([Choice(str(texts.files_button(t, len(version.files))), f"info:files.{version.id}")])
    rows.append([Choice(str(texts.earlier_button(t)), f"info:old.{shelf.key}.0")])
    rows.append([Choice(str(texts.section_of(t)), f"info:card.{shelf.key}")])
    return say(texts.version_card(t, shelf.section, version, files, newer=after), *rows)


async def begin_find(_turn: Turn, _what: str, _more: str) -> Reply:
    return Reply(begin=Begin("library_find"))


VERBS: Mapping[str, Callable[[Turn, str, str], Awaitable[Reply]]] = {
    "card": card,
    "files": show_files,
    "ask": ask,
    "old": show_versions,
    "ver": show_version,
    "find": begin_find,
}
