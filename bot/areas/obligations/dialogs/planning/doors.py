"""How who keeps the plan comes from the list and its cards to setting the year up."""

from bot.areas.obligations.access import Viewer
from bot.areas.obligations.board import Row
from bot.areas.obligations.texts import planning as texts
from bot.core.messages import Choice
from bot.core.routes import Turn


async def on_card(turn: Turn, row: Row, viewer: Viewer) -> list[list[Choice]]:
    if not viewer.keeps:
        return []
    return [[Choice(str(texts.set_up_row_button(turn.t)), f"obp:row.{row.obligation.id}")]]


def on_list(turn: Turn, year: int, viewer: Viewer) -> list[Choice]:
    return [Choice(str(texts.set_up_button(turn.t)), f"obp:year.{year}")] if viewer.keeps else []
