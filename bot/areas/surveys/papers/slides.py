"""The presentation for staff and deputies (001 §3.3)."""

from datetime import date

from bot.areas.surveys.papers.charts import can_be_drawn
from bot.areas.surveys.papers.report import shown
from bot.areas.surveys.questionnaire.content import Question, QuestionType, in_language
from bot.areas.surveys.results import SMALLEST_GROUP, Results, Tally
from bot.areas.surveys.texts import papers as texts
from bot.areas.surveys.texts import results as result_texts
from bot.core.i18n import Translator
from bot.documents.presentation import BulletSlide, ChartSlide, Presentation, Series, Slide

_T = QuestionType


def slides(t: Translator, organisation: str, found: Results, made_on: date) -> Presentation:
    facts = tuple(f"{label}: {value}" for label, value in texts.facts(t, found))
    pages: list[Slide] = [BulletSlide(texts.slide_overview(t), facts)]
    for question in shown(found):
        tally = found.tallies[question.name]
        if tally.answered >= SMALLEST_GROUP and can_be_drawn(question, tally):
            pages.append(_chart(t, found, question, tally))
        elif question.type is _T.TEXT and tally.tags:
            pages.append(_tags(t, question, tally))
    pages.append(BulletSlide(texts.slide_end(t), texts.discussion(t)))
    return Presentation(
        language=t.language,
        date=made_on,
        title=texts.title(t, found),
        subtitle=f"{texts.report_title(t)}, {texts.made_on(t, made_on)}",
        organisation=organisation,
        slides=tuple(pages),
    )


def _chart(t: Translator, found: Results, question: Question, tally: Tally) -> ChartSlide:
    before = found.before.tallies.get(question.name) if found.before else None
    items = _items(question, tally)
    ranked = question.type is _T.RANK

    def values(one: Tally) -> tuple[float, ...]:
        if ranked:
            return tuple(float(one.points.get(item, 0)) for item in items)
        return tuple(one.counts.get(item, 0) / one.answered for item in items)

    series = [Series(texts.now(t), values(tally))]
    # Points of two waves depend on how many answered: they are not put beside each other.
    if before and before.answered and not ranked and found.before:
        series.append(Series(texts.then(t, found.before), values(before)))
    return ChartSlide(
        title=in_language(question.label, t.language),
        sentence=texts.plain(result_texts.sentence(t, question, tally)),
        categories=tuple(_label(t, question, item) for item in items),
        series=tuple(series),
        percent=not ranked,
        notes=" ".join(result_texts.chart_notes(t, question, tally)),
    )


def _items(question: Question, tally: Tally) -> list[str]:
    if question.type is _T.NUMBER:
        return sorted(tally.counts, key=float)
    return result_texts.ordered(question, tally)


def _label(t: Translator, question: Question, item: str) -> str:
    if question.type is _T.NUMBER:
        return t.number(float(item))
    return result_texts.option_label(t, question, item)


def _tags(t: Translator, question: Question, tally: Tally) -> BulletSlide:
    points = tuple(f"{tag}: {t.number(count)}" for tag, count in tally.tags.items())
    return BulletSlide(in_language(question.label, t.language), points)
