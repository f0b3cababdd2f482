"""The indicators of a quarter or a year, how each is counted, village by village."""

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import indicators
from bot.areas.obligations.dialogs.reporting import spans
from bot.areas.obligations.rules.span import QUARTERS, WHOLE_YEAR, Span
from bot.areas.obligations.texts import counting
from bot.areas.obligations.texts import indicators as texts
from bot.areas.obligations.texts import reporting as menu_texts
from bot.areas.obligations.texts import spans as span_texts
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

IN_ROW = 5


async def show(turn: Turn, argument: str) -> Reply:
    t, span = turn.t, spans.read(turn, argument)
    found = await indicators.figures(turn.session, span, turn.now, t.timezone)
    shown = indicators.lines(found)
    hows = [
        Choice(texts.how_button(number), f"obr:how.{spans.code(span)}.{number}")
        for number in range(1, len(shown) + 1)
    ]
    text = texts.screen(t, found, shown, over=spans.is_over(turn, span)) + "\n" + texts.how_hint(t)
    return say(
        text,
        *(hows[place : place + IN_ROW] for place in range(0, len(hows), IN_ROW)),
        [Choice(str(texts.villages_button(t)), f"obr:v.{spans.code(span)}")],
        *_other_spans(turn, span),
        [Choice(str(menu_texts.back(t)), "obr:m")],
    )


def _other_spans(turn: Turn, span: Span) -> list[list[Choice]]:
    """The quarters of its year, the year and the one before."""

    def choice(one: Span) -> Choice:
        chosen = "· " if one == span else ""
        return Choice(chosen + span_texts.short(turn.t, one), f"obr:i.{spans.code(one)}")

    return [
        [choice(Span(span.year, quarter)) for quarter in QUARTERS],
        [choice(Span(span.year - 1, WHOLE_YEAR)), choice(Span(span.year, WHOLE_YEAR))],
    ]


async def explain(turn: Turn, argument: str) -> Reply:
    """`2026q4.3`: the third."""
    code, _, number = argument.partition(".")
    t, span = turn.t, spans.read(turn, code)
    found = await indicators.figures(turn.session, span, turn.now, t.timezone)
    shown = indicators.lines(found)
    place = int(number) if number.isdecimal() else 1
    line = shown[min(max(place, 1), len(shown)) - 1]
    text = texts.how_head(t, line.key, line.source) + "\n\n" + counting.how(t, line.key)
    text += texts.by_village(t, await _villages(turn), line.villages)
    return say(text, [Choice(str(texts.back(t)), f"obr:i.{spans.code(span)}")])


async def by_village(turn: Turn, argument: str) -> Reply:
    t, span = turn.t, spans.read(turn, argument)
    found = await indicators.figures(turn.session, span, turn.now, t.timezone)
    text = texts.villages_screen(t, found, await _villages(turn))
    return say(text, [Choice(str(texts.back(t)), f"obr:i.{spans.code(span)}")])


async def _villages(turn: Turn) -> dict[int, str]:
    return {one.id: one.name(turn.t.language) for one in await municipality.list_villages(turn.session)}
