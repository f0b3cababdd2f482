"""The answers to one question as a picture: bars with their words above them, read on a small phone."""

import textwrap
from dataclasses import dataclass
from datetime import date

from bot.documents.content import lines, words
from bot.documents.typesetting import Source, render_png

ACCENT = "#8f1d21"
# From bad to good, told apart without colour too: each is darker or lighter than its neighbours.
MARKS = ("#a3262a", "#d9773b", "#e3b23c", "#8fae3e", "#3f7d3a")
MOST_BARS = 24
_LONGEST = {"title": 300, "label": 160, "note": 300}
_PPI = 72


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` of the whole width, 0 to 1; `before`: the same at an earlier time. Figures come as words."""

    label: str
    share: float
    shown: str
    colour: str = ACCENT
    before: float | None = None
    shown_before: str = ""

    def __post_init__(self) -> None:
        if not all(0 <= one <= 1 for one in (self.share, self.before or 0)):
            raise ValueError("a share lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class Chart:
    """`figure`: one large number, such as a mean, with `figure_words` beside it. `notes` stand below."""

    language: str
    date: date
    title: str
    bars: tuple[Bar, ...]
    head: str = ""
    figure: str = ""
    figure_words: str = ""
    notes: tuple[str, ...] = ()


async def render_chart(chart: Chart) -> bytes:
    """A PNG, 1080 pixels wide and as high as its bars need; of very many bars the first."""
    values = {
        "head": words(chart.head),
        "title": _short(chart.title, "title"),
        "figure": words(chart.figure),
        "figure_words": words(chart.figure_words),
        "bars": [_bar(bar) for bar in chart.bars[:MOST_BARS]],
        "notes": [_short(note, "note") for note in lines(chart.notes)],
    }
    # A document must have a title, whatever was typed as the question.
    name = words(chart.title) or words(chart.head) or chart.date.isoformat()
    source = Source("chart", name, chart.language, chart.date, values)
    return (await render_png(source, ppi=_PPI))[0]


def _bar(bar: Bar) -> dict[str, object]:
    return {
        "label": _short(bar.label, "label"),
        "share": bar.share,
        "shown": words(bar.shown),
        "colour": bar.colour,
        "before": bar.before,
        "shown_before": words(bar.shown_before),
    }


def _short(text: str, what: str) -> str:
    limit = _LONGEST[what]
    line = " ".join(words(text).split())
    return textwrap.shorten(line, limit, placeholder="…") if " " in line[:limit] else line[: limit // 2]


def mark_colours(count: int) -> list[str]:
    """For the marks of a scale, the lowest first."""
    if count <= 1:
        return [ACCENT] * count
    return [MARKS[round(place * (len(MARKS) - 1) / (count - 1))] for place in range(count)]
