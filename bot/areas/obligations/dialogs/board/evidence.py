"""The chain of evidence as a paper: ordered here, made by the clock."""

from bot.areas.obligations.chain import orders
from bot.areas.obligations.dialogs.board import card, ground
from bot.areas.obligations.texts import proving as texts
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.routes import Reply, Turn, say


async def order(turn: Turn, argument: str) -> Reply:
    """`duty.language`; the asker's own where none is named."""
    number, _, language = argument.partition(".")
    row = await ground.row(turn, number)
    chosen = language if language in RESIDENT_LANGUAGES else turn.t.language
    await orders.order(turn.session, row.obligation.id, turn.person_id, chosen, turn.now)
    return say(texts.pdf_ordered(turn.t), card.to_card(turn, row), redraw=False)


VERBS = {"pdf": order}
