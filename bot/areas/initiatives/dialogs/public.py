"""Everybody: the list, an initiative, one tap of support."""

from collections.abc import Awaitable, Callable, Mapping

from markupsafe import Markup

from bot.areas.initiatives import queries, rules, service
from bot.areas.initiatives.models import Initiative
from bot.areas.initiatives.texts import naming
from bot.areas.initiatives.texts import public as texts
from bot.areas.municipality import queries as municipality
from bot.core import numbered
from bot.core.dialogs import words
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.routes import Reply, Turn, say


async def list_public(turn: Turn, page: int = 0) -> Reply:
    rows, said, first = await list_rows(turn, page, "in")
    return say(numbered.under(texts.list_head(turn.t, any_found=bool(said)), said, first), *rows)


async def list_rows(turn: Turn, page: int, action: str) -> tuple[list[list[Choice]], list[str], int]:
    """A page of the register as buttons of that action; its rows whole, and the number of the first."""
    count = await queries.count_all(turn.session)
    pages = max(1, -(-count // queries.PAGE))
    page %= pages
    found = await queries.listed(turn.session, page)
    said, first = [naming.row(turn.t, one) for one in found], page * queries.PAGE + 1
    both = enumerate(zip(said, found, strict=True), start=first)
    rows = [
        [Choice(numbered.label(number, words_of_it), f"{action}:card.{one.id}")]
        for number, (words_of_it, one) in both
    ]
    if pages > 1:
        more = str(words.more(turn.t, page + 1, pages))
        rows.append([Choice(more, f"{action}:list.{(page + 1) % pages}")])
    return rows, said, first


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.number`; whatever a button was under, the initiative is looked at anew."""
    name, _, number = argument.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await list_public(turn, int(number) if number.isdecimal() else 0)
    return await verb(turn, await service.get(turn.session, int(number)))


async def follow(turn: Turn, argument: str) -> Reply:
    """The link in a message that somebody passed on."""
    return await act(turn, f"card.{argument}")


async def card(turn: Turn, initiative: Initiative) -> Reply:
    t, number = turn.t, initiative.id
    mine = await queries.is_supported_by(turn.session, number, turn.person_id)
    rows = []
    if mine:
        rows.append([Choice(str(texts.take_back_button(t)), f"in:back.{number}")])
    elif rules.can_be_supported(initiative):
        rows.append([Choice(str(texts.support_button(t)), f"in:support.{number}")])
    if await _files(turn, initiative):
        rows.append([Choice(str(texts.files_button(t)), f"in:files.{number}")])
    rows.append([Choice(str(texts.list_button(t)), "in:list.0")])
    return say(await card_text(turn, initiative, mine=mine), *rows)


async def card_text(turn: Turn, initiative: Initiative, *, mine: bool) -> Markup:
    session = turn.session
    village = (
        await municipality.get_village(session, initiative.village_id) if initiative.village_id else None
    )
    return texts.card(
        turn.t,
        initiative,
        await queries.events_of(session, initiative.id),
        village=village.name(turn.t.language) if village else None,
        supporters=(await queries.supports(session, [initiative.id])).get(initiative.id, 0),
        mine=mine,
    )


async def _files(turn: Turn, initiative: Initiative) -> list[Attachment]:
    events = await queries.events_of(turn.session, initiative.id)
    kept = [*initiative.files, *[one for event in events for one in event.files]]
    return [Attachment(AttachmentKind(kind), number) for kind, number in kept]


async def show_files(turn: Turn, initiative: Initiative) -> Reply:
    found = await _files(turn, initiative)
    if not found:
        return await card(turn, initiative)
    return say(texts.files_head(turn.t, initiative), attachments=tuple(found), redraw=False)


async def support(turn: Turn, initiative: Initiative) -> Reply:
    new = await service.support(turn.session, initiative.id, turn.person_id, turn.now)
    more = [Choice(str(texts.more_button(turn.t)), f"in:card.{initiative.id}")]
    return say(texts.supported(turn.t, initiative, new=new), more)


async def take_back(turn: Turn, initiative: Initiative) -> Reply:
    await service.take_back(turn.session, initiative.id, turn.person_id)
    more = [Choice(str(texts.more_button(turn.t)), f"in:card.{initiative.id}")]
    return say(texts.taken_back(turn.t), more)


VERBS: Mapping[str, Callable[[Turn, Initiative], Awaitable[Reply]]] = {
    "card": card,
    "support": support,
    "back": take_back,
    "files": show_files,
}
