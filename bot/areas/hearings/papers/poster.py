"""The notice on a board and in a group."""

from datetime import date

from bot.areas.broadcasts.papers import Material
from bot.areas.hearings.models import Meeting
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import papers as texts
from bot.areas.municipality.models import Municipality
from bot.core.i18n import Translator


def material(
    t: Translator, office: Municipality, meeting: Meeting, whom: str, link: str, made_on: date
) -> Material:
    return Material(
        t=t,
        municipality=office,
        title=str(naming.title(t, meeting).unescape()),
        period=texts.poster_period(t, meeting),
        text=texts.poster_text(t, meeting, whom),
        link=link,
        made_on=made_on,
        captions=(texts.scan_here(t), texts.scan_to_come(t)),
    )
