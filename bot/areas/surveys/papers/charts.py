"""The answers to a question as a chart."""

from collections.abc import Sequence
from datetime import date

from bot.areas.surveys.questionnaire.content import Question, QuestionType, in_language
from bot.areas.surveys.results import Breakdown, Results, Tally
from bot.areas.surveys.texts import results as texts
from bot.core.i18n import Translator
from bot.documents.chart import ACCENT, Bar, Chart, mark_colours

_T = QuestionType
DRAWN = frozenset({_T.ONE, _T.SEVERAL, _T.YES_NO, _T.SCALE, _T.RANK, _T.NUMBER})
MOST_RANGES = 8


def can_be_drawn(question: Question, tally: Tally) -> bool:
    return question.type in DRAWN and tally.answered > 0


def chart(
    t: Translator, found: Results, question: Question, made_on: date, *, most: int | None = None
) -> Chart:
    """`most`: so many bars, the longest."""
    tally = found.tallies[question.name]
    before = found.before.tallies.get(question.name) if found.before else None
    before = before if before and before.answered else None
    numbers = found.questionnaire.numbers
    whole = sum(one.belongs_to is None for one in found.questionnaire.asked)
    with_mean = question.type is _T.SCALE and tally.mean is not None
    return Chart(
        language=t.language,
        date=made_on,
        head=texts.chart_head(t, numbers[question.name], whole) if question.belongs_to is None else "",
        title=in_language(question.label, t.language),
        bars=_bars(t, question, tally, before)[:most],
        figure=texts.mean(t, tally.mean) if with_mean and tally.mean is not None else "",
        figure_words=texts.mean_words(t, tally, before) if with_mean else "",
        notes=texts.chart_notes(t, question, tally),
    )


def _bars(t: Translator, question: Question, tally: Tally, before: Tally | None) -> tuple[Bar, ...]:
    if question.type is _T.RANK:
        return _ranked(t, question, tally, before)
    if question.type is _T.NUMBER:
        return _ranges(t, tally)
    colours = dict.fromkeys(texts.items(question), ACCENT)
    if question.type is _T.SCALE:
        marks = [str(mark) for mark in question.steps]
        colours = dict(zip(marks, mark_colours(len(marks)), strict=True))
    return tuple(
        _counted(t, question, tally, before, item, colours[item]) for item in texts.ordered(question, tally)
    )


def _counted(
    t: Translator, question: Question, tally: Tally, before: Tally | None, item: str, colour: str
) -> Bar:
    count = tally.counts.get(item, 0)
    earlier = before.counts.get(item, 0) / before.answered if before else None
    return Bar(
        label=texts.option_label(t, question, item),
        share=min(1.0, count / tally.answered),
        shown=texts.bar_figure(t, count, tally.answered),
        colour=colour,
        before=min(1.0, earlier) if earlier is not None else None,
        shown_before=texts.before_figure(t, t.percent(round(earlier, 2))) if earlier is not None else "",
    )


def _ranked(t: Translator, question: Question, tally: Tally, before: Tally | None) -> tuple[Bar, ...]:
    """By points; with those of the last time, each as a part of the most that were possible."""
    top = min(question.top or len(question.options), len(question.options))

    def share(one: Tally, item: str) -> float:
        return min(1.0, one.points.get(item, 0) / (one.answered * top))

    return tuple(
        Bar(
            label=f"{place}. {texts.option_label(t, question, item)}",
            share=share(tally, item),
            shown=texts.points_figure(t, tally.points.get(item, 0)),
            before=share(before, item) if before else None,
        )
        for place, item in enumerate(texts.ordered(question, tally), 1)
    )


def _ranges(t: Translator, tally: Tally) -> tuple[Bar, ...]:
    """Numbers in a few ranges of equal width; few different ones each by itself."""
    counts = {float(value): count for value, count in tally.counts.items()}
    if len(counts) <= MOST_RANGES:
        named = [(t.number(value), count) for value, count in sorted(counts.items())]
    else:
        named = _in_ranges(t, counts)
    return tuple(
        Bar(label=label, share=count / tally.answered, shown=texts.bar_figure(t, count, tally.answered))
        for label, count in named
    )


def _in_ranges(t: Translator, counts: dict[float, int]) -> list[tuple[str, int]]:
    low, high = min(counts), max(counts)
    width = (high - low) / MOST_RANGES
    found = []
    for place in range(MOST_RANGES):
        start, end = low + place * width, low + (place + 1) * width
        last = place == MOST_RANGES - 1
        inside = sum(n for value, n in counts.items() if start <= value < end or (last and value == high))
        found.append((f"{texts.mean(t, start)} – {texts.mean(t, end)}", inside))
    return found


# Group beside group


def group_chart(t: Translator, found: Results, question: Question, by: Breakdown, made_on: date) -> Chart:
    """One bar for each group: the mean, or the part that gave the answer most people gave."""
    tally = found.tallies[question.name]
    tallies = [(group, group.tallies.get(question.name)) for group in by.groups]
    shown = [(group, one) for group, one in tallies if one is not None]
    first = texts.most_frequent(question, tally)
    top = _highest(question, [one for _, one in shown])
    return Chart(
        language=t.language,
        date=made_on,
        head=str(texts.dimension_name(t, by.dimension)),
        title=in_language(question.label, t.language),
        bars=tuple(
            Bar(
                label=f"{texts.group_label(t, by.dimension, group)} ({t.number(one.answered)})",
                share=_worth(question, one, first, top),
                shown=texts.group_figure(t, question, one, first),
            )
            for group, one in shown
        ),
        notes=texts.group_notes(t, question, first, by.hidden),
    )


def _highest(question: Question, tallies: Sequence[Tally]) -> float:
    """What the longest bar stands for."""
    if question.type is _T.SCALE:
        return float(question.steps[-1])
    return max([one.mean or 0 for one in tallies], default=0) or 1.0


def _worth(question: Question, tally: Tally, first: str, top: float) -> float:
    if question.type in {_T.SCALE, _T.NUMBER}:
        return max(0.0, min(1.0, (tally.mean or 0) / top))
    return min(1.0, tally.counts.get(first, 0) / tally.answered)
