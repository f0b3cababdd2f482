"""The monitoring report for a projector: meetings, the council, a kurultai (004 §5.4)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from bot.areas.obligations.indicators import Key
from bot.areas.obligations.papers import words
from bot.areas.obligations.papers.monitoring import duty_cells, indicator_cells
from bot.areas.obligations.reporting.gathering import Report
from bot.areas.obligations.reporting.service import PROPOSALS, WHY
from bot.areas.obligations.texts import indicators as indicator_texts
from bot.areas.obligations.texts import monitoring as texts
from bot.core import richtext
from bot.core.i18n import Translator
from bot.documents.presentation import BulletSlide, ChartSlide, Presentation, Series, Slide, TableSlide

T = TypeVar("T")

DUTIES_ON_SLIDE = 7
# They have much to say each, and are read from the last row of a hall.
INDICATORS_ON_SLIDE = 5
LINES_ON_SLIDE = 8


def slides(t: Translator, found: Report) -> Presentation:
    facts = tuple(f"{label}: {value}" for label, value in texts.facts(t, found))
    # The proof stands on paper; a slide has no room for it.
    duties = [(number, name, term, state) for number, name, term, state, _proof in duty_cells(t, found)]
    pages: list[Slide] = [
        BulletSlide(texts.overview(t), facts),
        *_tables(texts.heading(t, "rows"), texts.rows_head(t)[:4], duties, (2, 9, 7, 12), DUTIES_ON_SLIDE),
        *_tables(
            texts.heading(t, "indicators"),
            texts.indicators_head(t),
            indicator_cells(t, found),
            (9, 5, 10, 8),
            INDICATORS_ON_SLIDE,
            richtext.plain(indicator_texts.counted_apart(t)),
        ),
        *village_chart(t, found),
        *_said(t, found, WHY, "why"),
        *_said(t, found, PROPOSALS, "proposals"),
        BulletSlide(*texts.discussion(t)),
    ]
    return Presentation(
        language=t.language,
        date=found.made_on,
        title=texts.title(t),
        subtitle=f"{texts.subtitle(t, found)}. {texts.number_line(t, found)}",
        organisation=found.name(t.language),
        slides=tuple(pages),
    )


def village_chart(t: Translator, found: Report) -> list[Slide]:
    """Which part of each village messages were sent to; none where there is nothing to see."""
    shares = [
        (village.name(t.language), found.figures.informed.villages.get(village.id, 0) / village.population)
        for village in found.villages
        if village.population
    ]
    # Less than half a percent is a bar that tells nothing.
    if not any(share >= 0.005 for _, share in shares):
        return []
    return [
        ChartSlide(
            title=indicator_texts.label(t, Key.INFORMED),
            sentence=texts.villages_sentence(t),
            categories=tuple(name for name, _ in shares),
            series=(Series(indicator_texts.label(t, Key.INFORMED), tuple(share for _, share in shares)),),
            notes=richtext.plain(indicator_texts.counted_apart(t)),
        )
    ]


def _tables(
    title: str,
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
    most: int,
    notes: str = "",
) -> list[Slide]:
    chunks = _shared(rows, most)
    return [
        TableSlide(texts.counted_title(title, page, len(chunks)), head, tuple(chunk), widths, notes)
        for page, chunk in enumerate(chunks, 1)
    ]


def _said(t: Translator, found: Report, item: str, part: str) -> list[Slide]:
    said = words.lines(words.in_language(found.words, item, t.language))
    return bullet_slides(texts.heading(t, part), said)


def bullet_slides(title: str, points: Sequence[str], remark: str = "") -> list[Slide]:
    """As many slides as the points need."""
    chunks = _shared(points, LINES_ON_SLIDE)
    return [
        BulletSlide(texts.counted_title(title, page, len(chunks)), tuple(chunk), remark=remark)
        for page, chunk in enumerate(chunks, 1)
    ]


def _shared(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """On as few slides as hold them, about as many on each: none is left with a single line."""
    pages = -(-len(items) // most)
    ends = [round(len(items) * page / pages) for page in range(pages + 1)] if pages else []
    return [items[first:last] for first, last in pairwise(ends)]
