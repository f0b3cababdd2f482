"""Where reports begin."""

from bot.areas.obligations.dialogs.reporting import spans
from bot.areas.obligations.rules.span import quarter_of
from bot.areas.obligations.texts import indicators as indicator_texts
from bot.areas.obligations.texts import reporting as texts
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def show(turn: Turn, _argument: str) -> Reply:
    t, today = turn.t, spans.today(turn)
    indicators = Choice(str(indicator_texts.indicators_button(t)), f"obr:i.{spans.code(quarter_of(today))}")
    return say(texts.head(t, today.year), [indicators], [Choice(str(texts.to_menu(t)), "admin:")])
