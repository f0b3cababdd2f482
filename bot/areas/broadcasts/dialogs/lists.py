"""Drafts, what waits for approval, and what was handed in."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.broadcasts import queries, showing
from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.texts import lists as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def drafts(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.COMPOSE_BROADCAST)
    return _list(turn, texts.drafts(turn.t), await queries.list_drafts(turn.session, turn.person_id))


async def waiting(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST)
    return _list(turn, texts.waiting(turn.t), await queries.list_waiting(turn.session, turn.person_id))


async def latest(turn: Turn, argument: str) -> Reply:
    """`argument`: the page."""
    await people.check_may(turn.session, turn.person_id, Permission.COMPOSE_BROADCAST)
    page = int(argument) if argument.isdecimal() else 0
    pages = max(1, -(-await queries.count_latest(turn.session) // queries.PAGE))
    found = await queries.list_latest(turn.session, page % pages)
    more = Choice(str(words.more(turn.t, page % pages + 1, pages)), f"bclatest:{(page + 1) % pages}")
    first = page % pages * queries.PAGE + 1
    return _list(turn, texts.latest(turn.t), found, *([[more]] if pages > 1 else []), first=first)


def _list(
    turn: Turn, head: Markup, found: Sequence[Broadcast], *below: Sequence[Choice], first: int = 1
) -> Reply:
    """A first line is longer than a button, and many begin alike: they stand whole above."""
    rows = numbered.buttons([(texts.in_list(one), f"bc:card.{one.id}") for one in found], first)
    lines = [texts.line(turn.t, one) for one in found]
    text = numbered.under(head, lines, first) if found else texts.none_here(turn.t)
    return say(text, *rows, *below, [showing.to_menu(turn.t)])
