"""Trying a questionnaire out: which questions can anybody ever come to?

Every way through what a condition asks about is tried, as far as that can be done; of very many ways, some
that are drawn by lot, the same ones each time.
"""

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.areas.surveys.questionnaire import expressions, flow
from bot.areas.surveys.questionnaire.content import (
    NO,
    YES,
    Question,
    Questionnaire,
    QuestionType,
    Value,
)
from bot.core.errors import Refused

WAYS = 60_000
FEWEST_WAYS = 400
_T = QuestionType


def unreachable(questionnaire: Questionnaire, today: date) -> list[str]:
    """The questions to which no way was found. The questionnaire must be without problems."""
    targets = [one for one in questionnaire.questions if one.relevant or one.choice_filter]
    share = max(FEWEST_WAYS, WAYS // max(1, len(targets)))
    return [one.name for one in targets if not _reached(questionnaire, one, today, share)]


def _reached(questionnaire: Questionnaire, target: Question, today: date, ways: int) -> bool:
    asked = _asked_about(questionnaire, target)
    literals = _literals([*asked, target])
    part = replace(questionnaire, questions=(*asked, target))
    tries = [_candidates(one, literals, today) for one in asked if one.is_asked]
    names = [one.name for one in asked if one.is_asked]
    for values in _combinations(tries, ways):
        settled = flow.settle(part, _allowed(part, dict(zip(names, values, strict=True)), today), today)
        if flow.applies(target, settled, today):
            return True
    return False


def _asked_about(questionnaire: Questionnaire, target: Question) -> list[Question]:
    """What its conditions ask about, and what those ask about in turn; in the questionnaire's order."""
    wanted: set[str] = set()
    pending = [target]
    while pending:
        for name in _names(pending.pop()) - wanted:
            wanted.add(name)
            pending.append(questionnaire.by_name[name])
    return [one for one in questionnaire.questions if one.name in wanted]


def _names(question: Question) -> frozenset[str]:
    texts = (question.relevant, question.calculation, question.choice_filter)
    return frozenset().union(*(expressions.parse(text).names for text in texts if text))


def _literals(questions: Sequence[Question]) -> list[str | float]:
    texts = [
        text
        for one in questions
        for text in (one.relevant, one.calculation, one.choice_filter, one.constraint)
        if text
    ]
    found = [literal for text in texts for literal in expressions.parse(text).literals]
    found += [value for one in questions for option in one.options for value in option.columns.values()]
    return list(dict.fromkeys(found))


def _allowed(part: Questionnaire, answers: dict[str, Value], today: date) -> dict[str, Value]:
    """Only what would be accepted."""
    kept: dict[str, Value] = {}
    for question in part.questions:
        value = answers.get(question.name)
        if value is None:
            continue
        try:
            flow.check_answer(question, value, flow.settle(part, kept, today), today)
        except Refused:
            continue
        kept[question.name] = value
    return kept


def _combinations(tries: list[list[Value]], ways: int) -> Iterator[tuple[Value, ...]]:
    if math.prod(len(one) for one in tries) <= ways:
        yield from itertools.product(*tries)
        return
    # The same lots each time: a report that changes from one look to the next helps nobody.
    lots = random.Random(0)  # noqa: S311 - nothing here is secret
    for _ in range(ways):
        yield tuple(lots.choice(one) for one in tries)


def _candidates(question: Question, literals: list[str | float], today: date) -> list[Value]:
    """Answers that could make a difference; first none, for who may skip it."""
    skipped: list[Value] = [] if question.required else [None]
    return [*skipped, *_answers(question, literals, today)] or [None]


def _answers(question: Question, literals: list[str | float], today: date) -> list[Value]:
    names = [one.name for one in question.options]
    numbers = [value for value in map(expressions.to_number, literals) if not math.isnan(value)]
    match question.type:
        case _T.ONE:
            return list(names)
        case _T.YES_NO:
            return [YES, NO]
        case _T.SEVERAL | _T.RANK:
            return _choices(question, names, literals)
        case _T.SCALE:
            return list(question.steps)
        case _T.NUMBER:
            return _near(question, numbers)
        case _T.DATE:
            return _days(numbers, today)
        case _T.TEXT:
            typed = [str(one) for one in literals if isinstance(one, str) and one]
            return [{"text": one} for one in ["а", *typed]]
    return [[0.0, 0.0] if question.type is _T.PLACE else 1]


def _choices(question: Question, names: list[str], literals: list[str | float]) -> list[Value]:
    if question.type is _T.RANK:
        count = flow.to_rank(question, question.options)
        turned = [names[i:] + names[:i] for i in range(len(names))]
        return [one[:count] for one in turned]
    meant = [name for name in names if name in literals]
    singles = [[name] for name in names]
    pairs = [list(pair) for pair in itertools.combinations(meant, 2)]
    growing = [names[:count] for count in range(2, len(names) + 1)]
    return [*singles, *pairs, *growing]


def _near(question: Question, numbers: list[float]) -> list[Value]:
    """On both sides of every border."""
    step = 1.0 if question.whole else 0.5
    found = {0.0, 1.0, *(n + d for n in numbers for d in (-step, 0.0, step))}
    found |= {bound for bound in (question.low, question.high) if bound is not None}
    return [int(one) if one.is_integer() else one for one in sorted(found)]


def _days(numbers: list[float], today: date) -> list[Value]:
    """Days that were named, and days so many days or years away."""
    found = {today, today - timedelta(days=1), today + timedelta(days=1)}
    for number in numbers:
        for days in (number, number * 365.25, -number, -number * 365.25):
            for beside in (-2, 0, 2):
                found |= _day(date(1970, 1, 1), number + beside) | _day(today, days + beside)
    return [one.isoformat() for one in sorted(found)]


def _day(start: date, days: float) -> set[date]:
    try:
        return {start + timedelta(days=int(days))}
    except OverflowError:
        return set()
