"""Residents read what was published."""

from bot.areas.broadcasts import jobs as broadcast_jobs
from bot.areas.bulletins import queries
from bot.areas.bulletins.texts import card as card_texts
from bot.areas.bulletins.texts import naming as naming_texts
from bot.areas.bulletins.texts import reading as texts
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def list_published(turn: Turn, _argument: str) -> Reply:
    found = await queries.published(turn.session)
    if not found:
        return say(texts.none_published(turn.t))
    rows = [
        [Choice(str(naming_texts.name(turn.t, one.bulletin)), f"read:{one.bulletin.id}")] for one in found
    ]
    return say(texts.residents_list(turn.t), *rows)


async def read(turn: Turn, argument: str) -> Reply:
    edition = await queries.get_edition(turn.session, int(argument)) if argument.isdecimal() else None
    if edition is None or edition.bulletin.published_at is None:
        return say(card_texts.gone(turn.t))
    return Reply((broadcast_jobs.out_message(edition.broadcast, turn.t.language),), redraw=False)


async def offer_current(turn: Turn) -> Reply:
    """What a newcomer is shown at once."""
    edition = await queries.current(turn.session)
    if edition is None:
        return Reply()
    button = Choice(str(texts.read(turn.t)), f"read:{edition.bulletin.id}")
    return say(texts.current_offer(turn.t, edition.bulletin), [button])
