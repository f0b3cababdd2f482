"""What the year brought: indicators, the dashboard, reports, the presentation of local issues."""

from bot.areas.obligations.dialogs.reporting import indicators, menu
from bot.areas.obligations.texts import reporting as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.routes import Reply, Routes, Turn

_LOOKS = {"": menu.show_picture, "i": indicators.show, "how": indicators.explain, "v": indicators.by_village}


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.rest`; nothing, or what was once a verb, is the first screen."""
    verb, _, rest = argument.partition(".")
    await people.check_may(turn.session, turn.person_id, Permission.READ_FIGURES)
    return await _LOOKS.get(verb, menu.show)(turn, rest)


routes = Routes(actions={"obr": act})

admin_entries = ((texts.label, "obr:", Permission.READ_FIGURES, None),)
