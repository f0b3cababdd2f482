"""To whom joining two phones is offered."""

from bot.areas.residents import queries
from bot.core.routes import Turn


def on_two_channels(turn: Turn) -> bool:
    """Whether people may write on either platform here."""
    return bool(turn.links.telegram_username and turn.links.whatsapp_number)


async def offers_joining(turn: Turn) -> bool:
    """Who has joined two may still choose between them, though one isn't in use any more."""
    return on_two_channels(turn) or await queries.has_several_addresses(turn.session, turn.person_id)
