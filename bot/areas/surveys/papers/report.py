"""The report on a survey (001 §3.3): what was asked, who answered, each question with its chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.areas.surveys.papers.charts import can_be_drawn, chart
from bot.areas.surveys.questionnaire.content import Question, QuestionType, in_language
from bot.areas.surveys.results import SMALLEST_GROUP, Dimension, Results
from bot.areas.surveys.texts import papers as texts
from bot.areas.surveys.texts import results as result_texts
from bot.core.i18n import Translator
from bot.documents.chart import render_chart
from bot.documents.content import Bullets, Paragraph, Picture, Run, plain
from bot.documents.paper import Facts, Heading, Paper, Part, Pictures, Table

QUOTES = 6
# On paper the last of many choices say little; the table of all answers has them.
MOST_BARS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """Free words that go into the report: by question, some that staff chose."""

    quotes: Mapping[str, Sequence[str]]


async def report(t: Translator, organisation: str, found: Results, said: Said, made_on: date) -> Paper:
    parts: list[Part] = [Facts(texts.facts(t, found)), *_in_short(t, found), *_who(t, found)]
    parts.append(Heading(texts.answers_heading(t)))
    if found.before:
        parts.append(plain(texts.compared(t, found.before)))
    drawn = await _charts(t, found, made_on)
    # Two beside each other are large enough to be read.
    parts += [Pictures(tuple(drawn[place : place + 2])) for place in range(0, len(drawn), 2)]
    parts += _own_words(t, found, said)
    parts += _by_village(t, found)
    parts.append(_small(f"{texts.not_shown(t, SMALLEST_GROUP)} {texts.legal_note(t)}"))
    return Paper(
        language=t.language,
        date=made_on,
        organisation=organisation,
        title=texts.report_title(t),
        subtitle=texts.title(t, found),
        number_line=texts.made_on(t, made_on),
        parts=tuple(parts),
        page_words=texts.page_words(t),
    )


def _small(text: str) -> Paragraph:
    return Paragraph((Run(text, italic=True),))


def shown(found: Results) -> list[Question]:
    """The questions a report speaks of; who answers is told apart from them."""
    return [one for one in found.questionnaire.asked if one.role is None and one.belongs_to is None]


def _in_short(t: Translator, found: Results) -> list[Part]:
    if found.responses < SMALLEST_GROUP:
        return [plain(texts.plain(result_texts.too_few(t)))]
    points = [
        Paragraph(
            (
                Run(f"{in_language(one.label, t.language)} ", bold=True),
                Run(texts.plain(result_texts.sentence(t, one, found.tallies[one.name]))),
            )
        )
        for one in shown(found)
        if one.type in {QuestionType.SCALE, QuestionType.RANK, QuestionType.YES_NO, QuestionType.ONE}
    ]
    return [Heading(texts.slide_overview(t)), Bullets(tuple(points))] if points else []


def _who(t: Translator, found: Results) -> list[Part]:
    """How many of which way, language, sex and age."""
    rows: list[tuple[str, ...]] = []
    for by in found.breakdowns:
        if by.dimension is Dimension.VILLAGE:
            continue
        kind = texts.plain(result_texts.dimension_name(t, by.dimension))
        for place, group in enumerate(by.groups):
            label = result_texts.group_label(t, by.dimension, group)
            share = result_texts.percent(t, group.responses, found.responses)
            rows.append((kind if place == 0 else "", label, t.number(group.responses), share))
        rest = found.responses - sum(group.responses for group in by.groups)
        if rest and by.groups:
            share = result_texts.percent(t, rest, found.responses)
            rows.append(("", texts.not_said(t), t.number(rest), share))
    if not rows:
        return []
    head = ("", texts.who_answered(t), texts.count_heading(t), texts.share_heading(t))
    table = Table(head, tuple(rows), widths=(3, 4, 2, 2), numeric=frozenset({2, 3}))
    return [Heading(texts.who_answered(t)), table]


async def _charts(t: Translator, found: Results, made_on: date) -> list[Picture]:
    pictures = []
    for question in shown(found):
        tally = found.tallies[question.name]
        if tally.answered < SMALLEST_GROUP or not can_be_drawn(question, tally):
            continue
        png = await render_chart(chart(t, found, question, made_on, most=MOST_BARS))
        pictures.append(Picture(png, texts.plain(result_texts.sentence(t, question, tally))))
    return pictures


def _own_words(t: Translator, found: Results, said: Said) -> list[Part]:
    parts: list[Part] = []
    for question in found.questionnaire.asked:
        if question.type is not QuestionType.TEXT:
            continue
        tally, quotes = found.tallies[question.name], said.quotes.get(question.name, ())
        if not tally.answered or not (tally.tags or quotes):
            continue
        label = _label(t, found, question)
        parts.append(
            Paragraph(
                (Run(f"{label} ", bold=True), Run(texts.plain(result_texts.sentence(t, question, tally))))
            )
        )
        if quotes:
            parts.append(Bullets(tuple(plain(f"«{quote}»") for quote in quotes[:QUOTES])))
    return [Heading(texts.own_words(t)), *parts] if parts else []


def _label(t: Translator, found: Results, question: Question) -> str:
    """A «why?» alone says nothing."""
    label = in_language(question.label, t.language)
    if question.belongs_to is None:
        return label
    return f"{in_language(found.questionnaire.by_name[question.belongs_to].label, t.language)} {label}"


def _by_village(t: Translator, found: Results) -> list[Part]:
    """The mean marks, village by village; the questions by their numbers."""
    scales = [one for one in shown(found) if one.type is QuestionType.SCALE]
    by = next((one for one in found.breakdowns if one.dimension is Dimension.VILLAGE), None)
    if not scales or by is None or len(by.groups) < 2:
        return []
    numbers = found.questionnaire.numbers
    rows = []
    for group in by.groups:
        marks = [_mean(t, group.tallies.get(one.name)) for one in scales]
        rows.append((result_texts.group_label(t, by.dimension, group), t.number(group.responses), *marks))
    whole = [_mean(t, found.tallies[one.name]) for one in scales]
    rows.append((texts.whole(t), t.number(found.responses), *whole))
    head = (texts.village(t), texts.count_heading(t), *(f"№{numbers[one.name]}" for one in scales))
    table = Table(
        head,
        tuple(rows),
        widths=(4, 2, *(1 for _ in scales)),
        numeric=frozenset(range(1, len(head))),
        total_row=True,
    )
    key = [plain(f"№{numbers[one.name]}. {in_language(one.label, t.language)}") for one in scales]
    hidden = [plain(texts.plain(result_texts.hidden(t, by.hidden)))] if by.hidden else []
    return [Heading(texts.villages_heading(t)), table, *key, *hidden]


def _mean(t: Translator, tally: object) -> str:
    value = getattr(tally, "mean", None)
    return result_texts.mean(t, value) if value is not None else "–"
