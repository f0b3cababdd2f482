"""What came of a survey, in plain sentences: for the office's chat, for papers and for residents."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape

from bot.areas.surveys.questionnaire.content import (
    NO,
    YES,
    Question,
    QuestionType,
    in_language,
)
from bot.areas.surveys.results import SMALLEST_GROUP, Breakdown, Dimension, Group, Origin, Results, Tally
from bot.areas.surveys.texts import asking
from bot.core import richtext
from bot.core.i18n import Translator

_T = QuestionType
LONGEST_LABEL = 120
FIRST = 3
FEW_STEPS = 3


def percent(t: Translator, part: int, whole: int) -> str:
    return t.percent(round(part / whole, 2) if whole else 0)


def mean(t: Translator, value: float) -> str:
    return t.number(round(value, 1))


def option_label(t: Translator, question: Question, item: str) -> str:
    """A choice or a mark as people read it."""
    if question.type is _T.YES_NO:
        return str({YES: asking.yes, NO: asking.no}[item](t)) if item in (YES, NO) else item
    if question.type is _T.SCALE:
        return mark_label(t, question, int(item))
    found = question.option(item)
    return in_language(found.label, t.language) if found else item


def mark_end(t: Translator, question: Question, mark: int) -> str:
    """What the lowest or the highest mark means."""
    own = question.low_label if mark == question.steps[0] else question.high_label
    usual = t("very bad") if mark == question.steps[0] else t("very good")
    return in_language(own, t.language) or str(usual)


def mark_label(t: Translator, question: Question, mark: int) -> str:
    at_end = mark in (question.steps[0], question.steps[-1])
    return f"{mark} — {mark_end(t, question, mark)}" if at_end else str(mark)


def items(question: Question) -> list[str]:
    """All that can be counted, in their order; of a scale the best mark first."""
    if question.type is _T.YES_NO:
        return [YES, NO]
    if question.type is _T.SCALE:
        return [str(mark) for mark in reversed(question.steps)]
    return [one.name for one in question.options]


def ordered(question: Question, tally: Tally) -> list[str]:
    """The most frequent first, where the order of the choices means nothing."""
    found = items(question)
    if question.type in {_T.SCALE, _T.YES_NO}:
        return found
    worth = tally.points if question.type is _T.RANK else tally.counts
    return sorted(found, key=lambda item: -worth.get(item, 0))


# A question in a sentence


def sentence(t: Translator, question: Question, tally: Tally) -> Markup:
    if not tally.answered:
        return t("Nobody has answered this yet.")
    return _SENTENCES.get(question.type, _answered)(t, question, tally)


def _most(t: Translator, question: Question, tally: Tally) -> Markup:
    first = ordered(question, tally)[0]
    if question.type is _T.YES_NO:
        first = YES if tally.counts.get(YES, 0) >= tally.counts.get(NO, 0) else NO
    return t(
        "Most often: {answer}, {percent}.",
        answer=option_label(t, question, first),
        percent=percent(t, tally.counts.get(first, 0), tally.answered),
    )


def _several(t: Translator, question: Question, tally: Tally) -> Markup:
    found = [item for item in ordered(question, tally)[:FIRST] if tally.counts.get(item)]
    named = [
        f"{option_label(t, question, item)} ({percent(t, tally.counts[item], tally.answered)})"
        for item in found
    ]
    return t("Most often: {answers}.", answers=t.list(named))


def _scale(t: Translator, question: Question, tally: Tally) -> Markup:
    # Of three marks the two best would be nearly all.
    best = 2 if len(question.steps) > FEW_STEPS else 1
    good = [str(mark) for mark in question.steps[-best:]]
    count = sum(tally.counts.get(mark, 0) for mark in good)
    return t(
        "The mean mark is {mean} of {highest}. {percent} gave {good}.",
        mean=mean(t, tally.mean or 0),
        highest=question.steps[-1],
        percent=percent(t, count, tally.answered),
        good=t.either(good),
    )


def _rank(t: Translator, question: Question, tally: Tally) -> Markup:
    found = [item for item in ordered(question, tally)[: FIRST + 2] if tally.points.get(item)]
    named = [f"{place}. {option_label(t, question, item)}" for place, item in enumerate(found, 1)]
    return t("The most important: {answers}.", answers=", ".join(named))


def _number(t: Translator, _question: Question, tally: Tally) -> Markup:
    return t(
        "On average {mean}; half gave {median} or less; from {low} to {high}.",
        mean=mean(t, tally.mean or 0),
        median=mean(t, tally.median or 0),
        low=t.number(tally.low or 0),
        high=t.number(tally.high or 0),
    )


def _words(t: Translator, _question: Question, tally: Tally) -> Markup:
    said = t.plural(
        "{count} person answered in own words.", "{count} people answered in own words.", tally.answered
    )
    if tally.tags:
        named = [f"{tag} ({t.number(count)})" for tag, count in list(tally.tags.items())[:FIRST]]
        said += Markup(" ") + t("Most often about: {tags}.", tags=t.list(named))
    return said


def _answered(t: Translator, _question: Question, tally: Tally) -> Markup:
    return t.plural("{count} person answered.", "{count} people answered.", tally.answered)


_SENTENCES: Mapping[QuestionType, Callable[[Translator, Question, Tally], Markup]] = {
    _T.ONE: _most,
    _T.YES_NO: _most,
    _T.SEVERAL: _several,
    _T.SCALE: _scale,
    _T.RANK: _rank,
    _T.NUMBER: _number,
    _T.TEXT: _words,
}


# The whole


def overview(t: Translator, found: Results) -> Markup:
    title = in_language(found.questionnaire.title, t.language)
    lines = [Markup("📊 <b>{}</b>").format(title), _count(t, found)]
    if ways := origins(t, found):
        lines.append(ways)
    if found.waiting:
        lines.append(
            t.plural(
                "🔒 {count} more answer without a name is in the box. It is counted with others.",
                "🔒 {count} more answers without names are in the box. They are counted with others.",
                found.waiting,
            )
        )
    if found.in_box is not None:
        lines.append(t.plural("🗳 {count} form in the box", "🗳 {count} forms in the box", found.in_box))
    return Markup("\n").join(lines)


def _count(t: Translator, found: Results) -> Markup:
    answers = t.plural("{count} answer", "{count} answers", found.responses)
    if not found.asked:
        return answers
    asked = t.plural("{count} resident was asked", "{count} residents were asked", found.asked)
    return Markup("{}; {}").format(answers, asked)


def origins(t: Translator, found: Results) -> Markup | None:
    by = found.by_origin
    if not by:
        return None
    named = [f"{origin_name(t, Origin(key))}: {t.number(count)}" for key, count in by.items()]
    return t("How they came: {ways}.", ways=", ".join(named))


def origin_name(t: Translator, origin: Origin) -> Markup:
    return {
        Origin.TELEGRAM: t("Telegram"),
        Origin.WHATSAPP: t("WhatsApp"),
        Origin.MEETING: t("at a meeting"),
        Origin.PAPER: t("on paper"),
        Origin.STAFF: t("noted by staff"),
    }[origin]


def too_few(t: Translator) -> Markup:
    return t.plural(
        "Answers are shown from {count} on, so that nobody can be recognised.",
        "Answers are shown from {count} on, so that nobody can be recognised.",
        SMALLEST_GROUP,
    )


def listed(t: Translator, found: Results, questions: Sequence[Question]) -> Markup:
    """A page of questions with a sentence each."""
    lines = []
    for question in questions:
        number = found.questionnaire.numbers[question.name]
        label = richtext.shorten(escape(in_language(question.label, t.language)), LONGEST_LABEL)
        said = sentence(t, question, found.tallies[question.name])
        lines.append(Markup("<b>{}. {}</b>\n{}").format(number, label, said))
    return Markup("\n\n").join(lines)


def one(t: Translator, question: Question, tally: Tally) -> Markup:
    """Under a question's picture."""
    label = richtext.shorten(escape(in_language(question.label, t.language)), 300)
    return Markup("<b>{}</b>\n{}").format(label, sentence(t, question, tally))


# By village, language, way, sex, age


def dimension_name(t: Translator, kind: Dimension) -> Markup:
    return {
        Dimension.VILLAGE: t("By village"),
        Dimension.LANGUAGE: t("By language"),
        Dimension.ORIGIN: t("By way"),
        Dimension.SEX: t("By sex"),
        Dimension.AGE: t("By age"),
    }[kind]


def group_label(t: Translator, kind: Dimension, group: Group) -> str:
    if kind is Dimension.ORIGIN:
        return str(origin_name(t, Origin(group.key)))
    if kind is Dimension.LANGUAGE and group.key in {"ky", "ru"}:
        return str({"ky": t("in Kyrgyz"), "ru": t("in Russian")}[group.key])
    return in_language(group.label, t.language) or group.key


def by_groups(t: Translator, question: Question, by: Breakdown) -> Markup:
    """One question, group by group."""
    label = richtext.shorten(escape(in_language(question.label, t.language)), 300)
    lines = [Markup("<b>{}</b>\n{}").format(label, dimension_name(t, by.dimension))]
    for group in by.groups:
        tally = group.tallies.get(question.name)
        said = sentence(t, question, tally) if tally else too_few(t)
        lines.append(Markup("<b>{}</b>: {}").format(group_label(t, by.dimension, group), said))
    if by.hidden:
        lines.append(hidden(t, by.hidden))
    if not by.groups and not by.hidden:
        lines.append(t("Nobody has answered this yet."))
    return Markup("\n\n").join(lines)


def most_frequent(question: Question, tally: Tally) -> str:
    """The answer that most gave; of a ranking the one most often put first. Empty where nothing is chosen."""
    found = [item for item in items(question) if tally.counts.get(item)]
    return max(found, key=lambda item: tally.counts[item], default="")


def group_figure(t: Translator, question: Question, tally: Tally, first: str) -> str:
    if question.type in {_T.SCALE, _T.NUMBER}:
        return mean(t, tally.mean or 0)
    return percent(t, tally.counts.get(first, 0), tally.answered)


def group_notes(t: Translator, question: Question, first: str, hidden_count: int) -> tuple[str, ...]:
    """What the bars stand for, and what isn't shown."""
    if question.type in {_T.SCALE, _T.NUMBER}:
        said = t("The bars show the mean. How many answered stands in brackets.")
    else:
        said = t(
            "The bars show how many said «{answer}». How many answered stands in brackets.",
            answer=option_label(t, question, first),
        )
    notes = [said, *([hidden(t, hidden_count)] if hidden_count else [])]
    return tuple(str(note.unescape()) for note in notes)


def hidden(t: Translator, count: int) -> Markup:
    return t.plural(
        "{count} answer is in groups too small to be shown.",
        "{count} answers are in groups too small to be shown.",
        count,
    )


# Charts


def chart_head(t: Translator, number: str, count: int) -> str:
    return str(t("Survey, question {number} of {count}", number=number, count=count).unescape())


def mean_words(t: Translator, tally: Tally, before: Tally | None) -> str:
    said = t.plural("mean mark, {count} answer", "mean mark, {count} answers", tally.answered)
    if before and before.mean is not None:
        said = Markup("{}. {}").format(said, t("Last time: {mean}", mean=mean(t, before.mean)))
    return str(said.unescape())


def bar_figure(t: Translator, count: int, whole: int) -> str:
    return f"{percent(t, count, whole)} · {t.number(count)}"


def points_figure(t: Translator, points: int) -> str:
    return str(t.plural("{count} point", "{count} points", points).unescape())


def before_figure(t: Translator, shown: str) -> str:
    return str(t("before: {value}", value=shown).unescape())


def chart_notes(t: Translator, question: Question, tally: Tally) -> tuple[str, ...]:
    notes = [_answered(t, question, tally)]
    if question.type is _T.SEVERAL:
        notes.append(t("One could choose several, so it is more than 100 % together."))
    if question.type is _T.RANK:
        notes.append(t("The first place gives the most points, the last one point."))
    return tuple(str(note.unescape()) for note in notes)
