"""Which questions a person is asked, and whether an answer will do; given what they have answered so far."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.areas.surveys.questionnaire import expressions
from bot.areas.surveys.questionnaire.content import (
    NO,
    WITH_OPTIONS,
    YES,
    Answers,
    Option,
    Question,
    Questionnaire,
    QuestionType,
    Value,
)
from bot.areas.surveys.questionnaire.expressions import Scope
from bot.core.errors import Refused

LONGEST_ANSWER = 2000
_T = QuestionType


def settle(questionnaire: Questionnaire, given: Answers, today: date) -> dict[str, Value]:
    """The answers that count, calculations among them.

    What was answered on a branch that was left since, or chosen from choices that aren't offered any more,
    doesn't count; it is not lost either, should the person come back to that branch.
    """
    settled: dict[str, Value] = {}
    for question in questionnaire.questions:
        if not applies(question, settled, today):
            continue
        if question.type is _T.CALCULATION:
            value = _worked_out(question, settled, today)
        else:
            value = _still_offered(question, given.get(question.name), settled, today)
        if value is not None:
            settled[question.name] = value
    return settled


def applies(question: Question, settled: Answers, today: date) -> bool:
    """Whether it is asked; a choice of nothing isn't."""
    if question.relevant and not expressions.parse(question.relevant).holds(Scope(settled, today)):
        return False
    return question.type not in WITH_OPTIONS or bool(offered(question, settled, today))


def offered(question: Question, settled: Answers, today: date) -> tuple[Option, ...]:
    """The choices that the choice filter leaves."""
    if not question.choice_filter:
        return question.options
    wanted = expressions.parse(question.choice_filter)
    return tuple(
        one
        for one in question.options
        if wanted.holds(Scope(settled, today, columns={"name": one.name, **one.columns}))
    )


def path(questionnaire: Questionnaire, settled: Answers, today: date) -> list[Question]:
    """All that is asked of who gave these answers, in order."""
    return [one for one in questionnaire.asked if applies(one, settled, today)]


def progress(questionnaire: Questionnaire, name: str, settled: Answers, today: date) -> tuple[int, int]:
    """Which question of how many, as far as is known now; a «why?» counts with what it belongs to."""
    counted = [one.name for one in path(questionnaire, settled, today) if one.belongs_to is None]
    shown = questionnaire.by_name[name].belongs_to or name
    before = [one.name for one in questionnaire.questions[: questionnaire.position(shown) + 1]]
    return max(1, sum(one in before for one in counted)), max(1, len(counted))


def unanswered(questionnaire: Questionnaire, settled: Answers, today: date) -> list[Question]:
    """Those that must be answered and aren't."""
    asked = path(questionnaire, settled, today)
    return [one for one in asked if one.required and settled.get(one.name) is None]


def check_answer(question: Question, value: Value, settled: Answers, today: date) -> None:
    """Raises `Refused`: with what is wrong, so that the person can be told what to do."""
    if value is None:
        if question.required:
            raise Refused("surveys:answer_missing")
        return
    _CHECKS.get(question.type, _check_anything)(question, value, settled, today)
    if question.constraint:
        scope = Scope(settled, today, own=value)
        if not expressions.parse(question.constraint).holds(scope):
            raise Refused("surveys:answer_not_allowed", message=question.constraint_message)


def _worked_out(question: Question, settled: Answers, today: date) -> Value:
    """As ODK does: what came to no number, or to an empty text, is no answer."""
    worked = expressions.parse(question.calculation or "''").evaluate(Scope(settled, today))
    if isinstance(worked, float) and not math.isfinite(worked):
        return None
    return expressions.to_text(worked)[:LONGEST_ANSWER] or None


def _still_offered(question: Question, value: Value, settled: Answers, today: date) -> Value:
    if value is None or not question.choice_filter:
        return value
    names = [one.name for one in offered(question, settled, today)]
    if isinstance(value, list):
        return [one for one in value if one in names] or None
    return value if value in names else None


def _check_anything(_question: Question, _value: Any, _settled: Answers, _today: date) -> None:
    """Files and places were checked when they came in."""


def _check_one(question: Question, value: Any, settled: Answers, today: date) -> None:
    if value not in {one.name for one in offered(question, settled, today)}:
        raise Refused("surveys:answer_not_offered")


def _check_yes_no(_question: Question, value: Any, _settled: Answers, _today: date) -> None:
    if value not in (YES, NO):
        raise Refused("surveys:answer_not_offered")


def _check_several(question: Question, value: Any, settled: Answers, today: date) -> None:
    if not isinstance(value, list) or not value or len(set(value)) != len(value):
        raise Refused("surveys:answer_not_offered")
    for one in value:
        _check_one(question, one, settled, today)


def _check_rank(question: Question, value: Any, settled: Answers, today: date) -> None:
    _check_several(question, value, settled, today)
    wanted = to_rank(question, offered(question, settled, today))
    if len(value) != wanted and (question.required or len(value) > wanted):
        raise Refused("surveys:answer_rank", count=wanted)


def to_rank(question: Question, choices: tuple[Option, ...]) -> int:
    """How many are put in order."""
    return min(question.top or len(choices), len(choices))


def _check_number(question: Question, value: Any, _settled: Answers, _today: date) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused("surveys:answer_number")
    if question.whole and value != int(value):
        raise Refused("surveys:answer_whole")
    if question.low is not None and value < question.low:
        raise Refused("surveys:answer_small", low=question.low)
    if question.high is not None and value > question.high:
        raise Refused("surveys:answer_large", high=question.high)


def _check_scale(question: Question, value: Any, _settled: Answers, _today: date) -> None:
    if isinstance(value, bool) or value not in question.steps:
        raise Refused("surveys:answer_scale", low=question.steps[0], high=question.steps[-1])


def _check_text(_question: Question, value: Any, _settled: Answers, _today: date) -> None:
    if not isinstance(value, Mapping) or not (value.get("text") or value.get("voice")):
        raise Refused("surveys:answer_missing")
    if len(value.get("text") or "") > LONGEST_ANSWER:
        raise Refused("surveys:answer_long", limit=LONGEST_ANSWER)


def _check_date(_question: Question, value: Any, _settled: Answers, _today: date) -> None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Refused("surveys:answer_date") from None


_CHECKS = {
    _T.ONE: _check_one,
    _T.YES_NO: _check_yes_no,
    _T.SEVERAL: _check_several,
    _T.RANK: _check_rank,
    _T.NUMBER: _check_number,
    _T.SCALE: _check_scale,
    _T.TEXT: _check_text,
    _T.DATE: _check_date,
}
