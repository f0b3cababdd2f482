"""All that was ever published in a section, as the office sees it; taking a mistake back."""

from collections.abc import Awaitable, Callable, Mapping

from markupsafe import Markup

from bot.areas.library import queries, service
from bot.areas.library.dialogs import public
from bot.areas.library.dialogs.putting import explain
from bot.areas.library.models import REASON_LENGTH, Version
from bot.areas.library.queries import Shelf
from bot.areas.library.rules import content as rules
from bot.areas.library.texts import keeping as texts
from bot.areas.library.texts import public as public_texts
from bot.areas.people import queries as staff
from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form


async def show_list(turn: Turn, shelf: Shelf, page: str) -> Reply:
    t, key = turn.t, shelf.key
    count = await queries.count_versions(turn.session, key, withdrawn=True)
    pages = max(1, -(-count // queries.PAGE))
    current = public.page_number(page) % pages
    found = await queries.list_versions(turn.session, key, current, withdrawn=True)
    rows = [[Choice(public_texts.version_button(t, one), f"lib:ver.{one.id}")] for one in found]
    if pages > 1:
        more = str(words.more(t, current + 1, pages))
        rows.append([Choice(more, f"lib:old.{key}.{(current + 1) % pages}")])
    rows.append([Choice(str(texts.to_section(t)), f"lib:card.{key}")])
    withdrawn = await queries.count_versions(turn.session, key, withdrawn=False) < count
    return say(texts.versions_head(t, shelf.section, count, withdrawn=withdrawn), *rows)


async def _find(turn: Turn, number: str) -> tuple[Shelf, Version]:
    version = None
    if number.isascii() and number.isdecimal() and len(number) <= 9:
        version = await queries.find_version(turn.session, int(number))
    if version is None:
        raise Refused("library:gone")
    return await service.get_shelf(turn.session, version.section_key, public.today(turn)), version


async def show(turn: Turn, number: str) -> Reply:
    t, session = turn.t, turn.session
    shelf, version = await _find(turn, number)
    facts = texts.version_facts(
        t,
        version,
        await staff.name_of(session, version.published_by),
        await staff.name_of(session, version.withdrawn_by),
    )
    files = await queries.files_of(session, version.files)
    parts = [public_texts.head(t, shelf.section), facts, *public_texts.body(t, version, files)]
    rows = []
    if version.files:
        get = str(public_texts.files_button(t, len(version.files)))
        rows.append([Choice(get, f"lib:files.{version.id}")])
    if version.withdrawn_at is None:
        rows.append([Choice(str(texts.withdraw_button(t)), f"lib:back.{version.id}")])
    rows.append([Choice(str(texts.versions_button(t)), f"lib:old.{shelf.key}.0")])
    rows.append([Choice(str(texts.to_section(t)), f"lib:card.{shelf.key}")])
    return say(Markup("\n\n").join(parts), *rows)


async def show_files(turn: Turn, number: str) -> Reply:
    shelf, version = await _find(turn, number)
    if not version.files:
        return await show(turn, number)
    head = public_texts.files_head(turn.t, shelf.section, version)
    return say(head, attachments=queries.attachments(version), redraw=False)


async def begin_withdraw(turn: Turn, number: str) -> Reply:
    _, version = await _find(turn, number)
    if version.withdrawn_at is not None:
        raise Refused("library:withdrawn")
    return start_form(WITHDRAW.name, id=version.id)


def _read_reason(_view: View, heard: Heard) -> str:
    return rules.check_reason(heard.text, REASON_LENGTH)


async def _finish(turn: Turn, answers: Answers) -> Reply:
    version = await service.withdraw(
        turn.session, int(answers["id"]), answers["reason"], turn.person_id, turn.now
    )
    there = Choice(str(texts.to_section(turn.t)), f"lib:card.{version.section_key}")
    return say(texts.withdrawn(turn.t), [there])


async def _left(turn: Turn, answers: Answers) -> Reply:
    return await show(turn, str(answers["id"]))


async def _load(turn: Turn, answers: Answers) -> bool:
    """Whether it is the last one left in its language."""
    _, version = await _find(turn, str(answers["id"]))
    return await queries.count_left(turn.session, version.section_key, version.language) <= 1


WITHDRAW = Form(
    name="library_withdraw",
    load=_load,
    steps=(
        Ask(
            name="reason",
            text=lambda v: texts.ask_reason(v.t, last=v.data),
            read=_read_reason,
            explain=explain,
        ),
    ),
    finish=_finish,
    on_cancel=_left,
)

VERBS: Mapping[str, Callable[[Turn, str], Awaitable[Reply]]] = {
    "ver": show,
    "files": show_files,
    "back": begin_withdraw,
}
