"""/village: one's own village, and others for those who care for parents elsewhere."""

from collections.abc import Sequence

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Village
from bot.areas.residents import queries, service
from bot.areas.residents.dialogs.hooks import Hooks
from bot.areas.residents.dialogs.settings import menu_button
from bot.areas.residents.queries import Followed
from bot.areas.residents.texts import villages as texts
from bot.core.dialogs import words
from bot.core.messages import Choice, Rows
from bot.core.routes import Reply, Turn, say

PAGE = 8


async def villages(turn: Turn, _argument: str) -> Reply:
    await service.check_subscribed(turn.session, turn.person_id)
    followed = await queries.villages_of(turn.session, turn.person_id)
    rows = [
        [Choice(str(texts.move(turn.t)), "village:move:0")],
        [Choice(str(texts.add(turn.t)), "village:add:0")],
    ]
    if len(followed) > 1:
        rows.append([Choice(str(texts.choose_main(turn.t)), "village:mains:0")])
        rows.append([Choice(str(texts.remove(turn.t)), "village:drop:0")])
    return say(texts.followed(turn.t, followed), *rows, [menu_button(turn)])


async def village_action(hooks: Hooks, turn: Turn, argument: str) -> Reply:
    """`what:number`; the number is a page of a list or a village."""
    what, _, number = argument.partition(":")
    if what in _LISTS and number.isdecimal():
        return await _list(turn, what, int(number))
    if what in _CHANGES and number.isdecimal():
        await _CHANGES[what](turn, int(number))
    reply = await villages(turn, "")
    if what in _NEW and number.isdecimal():
        for contribute in hooks.on_village:
            reply = reply.then(await contribute(turn, int(number)))
    return reply


async def _list(turn: Turn, what: str, page: int) -> Reply:
    """Villages to choose from, a page of them, and the way back."""
    await service.check_subscribed(turn.session, turn.person_id)
    text, change, own = _LISTS[what]
    followed = await queries.villages_of(turn.session, turn.person_id)
    found = await _candidates(turn, followed, own=own)
    if not found:
        return (await villages(turn, "")) if own else say(texts.all_followed(turn.t), [_back(turn)])
    return say(text(turn.t), *_page(turn, found, what, change, page), [_back(turn)])


async def _candidates(turn: Turn, followed: Sequence[Followed], *, own: bool) -> list[Village]:
    if own:
        return [f.village for f in followed]
    taken = {f.village.id for f in followed}
    return [v for v in await municipality.list_villages(turn.session) if v.id not in taken]


def _page(turn: Turn, found: list[Village], what: str, change: str, page: int) -> Rows:
    pages = -(-len(found) // PAGE)
    page %= pages
    shown = found[page * PAGE : (page + 1) * PAGE]
    rows = [(Choice(v.name(turn.t.language), f"village:{change}:{v.id}"),) for v in shown]
    if pages > 1:
        rows.append((Choice(str(words.more(turn.t, page + 1, pages)), f"village:{what}:{page + 1}"),))
    return tuple(rows)


def _back(turn: Turn) -> Choice:
    return Choice(str(words.back(turn.t)), "village:")


async def _add(turn: Turn, village_id: int) -> None:
    await service.add_village(turn.session, turn.person_id, village_id, turn.now)


async def _move(turn: Turn, village_id: int) -> None:
    await service.move_to_village(turn.session, turn.person_id, village_id, turn.now)


async def _choose_main(turn: Turn, village_id: int) -> None:
    await service.choose_main_village(turn.session, turn.person_id, village_id, turn.now)


async def _remove(turn: Turn, village_id: int) -> None:
    await service.remove_village(turn.session, turn.person_id, village_id, turn.now)


# A list's question, the change its buttons make, and whether it lists the resident's own villages.
_LISTS = {
    "move": (texts.where_moved, "to", False),
    "add": (texts.which_add, "plus", False),
    "mains": (texts.which_main, "main", True),
    "drop": (texts.which_remove, "minus", True),
}
_NEW = frozenset({"to", "plus"})
_CHANGES = {"to": _move, "plus": _add, "main": _choose_main, "minus": _remove}
