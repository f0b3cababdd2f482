"""What the year brought: indicators, the dashboard, reports, the presentation of local issues."""

from bot.areas.obligations.dialogs.reporting import cards, forms, indicators, menu, presentation, reports
from bot.areas.obligations.texts import report_refusals
from bot.areas.obligations.texts import reporting as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.routes import Reply, Routes, Turn

_SCREENS = {
    "": menu.show_picture,
    "i": indicators.show,
    "how": indicators.explain,
    "v": indicators.by_village,
    "r": cards.show_list,
    "c": cards.by_id,
    "f": reports.show_files,
    "w": reports.begin_words,
    "pub": reports.publish,
    "poster": reports.make_poster,
    "put": reports.begin_posting,
    "p": presentation.show,
    "pf": presentation.files,
    "pm": presentation.make,
    "pw": presentation.begin_words,
}


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.rest`; nothing is the dashboard, and what was once a verb its summary. All may look who read
    figures; what changes something asks for its own permission.
    """
    verb, _, rest = argument.partition(".")
    await people.check_may(turn.session, turn.person_id, Permission.READ_FIGURES)
    return await _SCREENS.get(verb, menu.show)(turn, rest)


routes = Routes(
    actions={"obr": act},
    links={"report": reports.open_public},
    forms=forms.FORMS,
    refusals=report_refusals.REFUSALS,
)

admin_entries = ((texts.label, "obr:", Permission.READ_FIGURES, None),)
