"""Whom a question on paper is for, in words: nothing skips for who holds a pen."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.areas.surveys.questionnaire import expressions
from bot.areas.surveys.questionnaire.content import (
    NO,
    YES,
    Question,
    Questionnaire,
    QuestionType,
    Value,
)
from bot.areas.surveys.questionnaire.expressions import Expression, Scope
from bot.areas.surveys.texts import forms as texts
from bot.areas.surveys.texts import results as result_texts
from bot.core.i18n import Translator

Leads = Callable[[Value], bool]
_T = QuestionType
_MOST_TRIED = 2_000
# Above any number that a condition names, should the question itself have no upper bound.
_BEYOND = 200


def in_words(
    t: Translator, content: Questionnaire, question: Question, numbers: Mapping[str, str], today: date
) -> str:
    """Empty for a question that is for everybody. `numbers`: those printed, by name."""
    if not question.relevant:
        return ""
    parsed = expressions.parse(question.relevant)
    asked = [content.by_name[name] for name in parsed.names]
    if len(asked) == 1 and asked[0].name in numbers:
        said = _of_one(t, parsed, asked[0], numbers[asked[0].name], today)
        if said is not None:
            return said
    known = _numbers(content, parsed, numbers)
    return texts.if_it_applies(t, known) if known else ""


def _of_one(t: Translator, parsed: Expression, earlier: Question, number: str, today: date) -> str | None:
    """None if it can't be said exactly."""

    def leads(value: Value) -> bool:
        return parsed.holds(Scope({earlier.name: value}, today))

    if earlier.type is _T.NUMBER:
        return _of_number(t, parsed, earlier, number, leads) if earlier.whole else None
    tried = _answers(earlier)
    leading = [item for item, value in tried if leads(value)]
    if not leading:
        return None
    if earlier.type in {_T.SEVERAL, _T.RANK} and not _adds_up(earlier, leading, leads):
        return None
    if len(leading) == len(tried):
        # It follows from every answer: a «why?».
        return ""
    return texts.if_answered(t, number, [_short(t, earlier, item) for item in leading])


def _adds_up(earlier: Question, leading: Sequence[str], leads: Leads) -> bool:
    """Whether of several choices any one of these is enough, whatever else was chosen."""
    names = [one.name for one in earlier.options]
    together = [list(pair) for pair in itertools.combinations(names, 2)]
    return all(
        leads(chosen) == any(one in leading for one in chosen)
        for chosen in [*together, *(pair[::-1] for pair in together), names]
    )


def _of_number(t: Translator, parsed: Expression, earlier: Question, number: str, leads: Leads) -> str | None:
    """From which whole number to which; None where they don't stand side by side."""
    named = [
        one for one in map(expressions.to_number, parsed.literals) if not math.isnan(one) and abs(one) < 1e9
    ]
    low = math.ceil(earlier.low if earlier.low is not None else min([0.0, *named]) - 1)
    high = math.floor(earlier.high if earlier.high is not None else max([0.0, *named]) + _BEYOND)
    if not 0 < high - low <= _MOST_TRIED:
        return None
    leading = [one for one in range(low, high + 1) if leads(one)]
    if not leading or leading[-1] - leading[0] + 1 != len(leading):
        return None
    first = leading[0] if leading[0] > low else None
    last = leading[-1] if leading[-1] < high else None
    return "" if first is last is None else texts.if_number(t, number, first, last)


def _numbers(content: Questionnaire, parsed: Expression, numbers: Mapping[str, str]) -> list[str]:
    """Of the questions that it depends on, also by way of what is worked out or only adds to another."""
    found: set[str] = set()
    seen: set[str] = set()
    pending = list(parsed.names)
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        earlier = content.by_name[name]
        if earlier.type is _T.CALCULATION:
            pending += expressions.parse(earlier.calculation or "''").names
        elif (shown := numbers.get(name) or numbers.get(earlier.belongs_to or "")) is not None:
            found.add(shown)
    return sorted(found, key=int)


def _answers(question: Question) -> list[tuple[str, Value]]:
    if question.type is _T.YES_NO:
        return [(YES, YES), (NO, NO)]
    if question.type is _T.SCALE:
        return [(str(mark), mark) for mark in question.steps]
    if question.type in {_T.SEVERAL, _T.RANK}:
        return [(one.name, [one.name]) for one in question.options]
    return [(one.name, one.name) for one in question.options]


def _short(t: Translator, question: Question, item: str) -> str:
    """A mark without its words."""
    return item if question.type is _T.SCALE else result_texts.option_label(t, question, item)
