"""Printing the plan: in which language, then the files."""

from bot.areas.obligations.dialogs.planning import screens
from bot.areas.obligations.papers import printing
from bot.areas.obligations.texts import printing as texts
from bot.core.i18n import LANGUAGES, RESIDENT_LANGUAGES
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def choose(turn: Turn, year: int, _more: str) -> Reply:
    rows = [[Choice(LANGUAGES[one], f"obp:paper.{year}.{one}")] for one in RESIDENT_LANGUAGES]
    return say(texts.ask_language(turn.t), *rows, [screens.to_year(turn, year)])


async def send(turn: Turn, year: int, language: str) -> Reply:
    if language not in RESIDENT_LANGUAGES:
        return await choose(turn, year, "")
    t = turn.t.in_language(language)
    made = await printing.print_year(turn.session, turn.person_id, t, year, turn.now)
    return say(texts.printed(turn.t), [screens.to_year(turn, year)], attachments=made, redraw=False)
