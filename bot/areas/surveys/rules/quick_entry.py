"""A filled paper typed in one message: what stands on it, question by question.

    31-7 4 1,3 ооба - 2>1>5 | суу жок | рахмат

After the paper's number one sign for each question in the paper's order: a choice's number, of several with
commas, of a ranking with `>`, a mark, a number, a day; `-` for what was left empty. Behind each `|` stand the
words for the next question that asks for words. Questions that the answers so far leave out are
either all left out here too, or all get a dash: they are empty on the paper.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.areas.surveys.questionnaire import flow
from bot.areas.surveys.questionnaire.content import NO, YES, Question, Questionnaire, QuestionType, Value
from bot.core.dialogs import typed as typed_words
from bot.core.errors import Refused

_T = QuestionType
_JOINED = re.compile(r"\s*([,;+>])\s*")
# Short enough for int(), which refuses thousands of digits with an error of its own.
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,12}(?:[.,]\d{1,6})?", re.ASCII)
EMPTY = frozenset({"-", "–", "—"})
# What a paper can't hold.
NOT_ON_PAPER = frozenset({_T.PHOTO, _T.VOICE, _T.PLACE, _T.NOTE, _T.CALCULATION})


@dataclass(frozen=True, slots=True)
class Typed:
    """The first sign, and the answers by the question's name."""

    number: str
    answers: Mapping[str, Value]


def on_paper(question: Question) -> bool:
    return question.type not in NOT_ON_PAPER


def read_entry(content: Questionnaire, text: str, today: date) -> Typed:
    """Raises `Refused` with the first sign that isn't understood and its question."""
    head, *words = text.split("|")
    # «1, 3» is one answer: its 3 must not be taken for the next question's.
    signs = _JOINED.sub(r"\1", head).split()
    if not signs:
        raise Refused("surveys:entry_empty")
    number, rest = signs[0], iter(signs[1:])
    every = sum(on_paper(one) and one.type is not _T.TEXT for one in content.questions)
    answers = _read(content, rest, iter(words), today, with_unasked=len(signs) - 1 == every)
    if (more := next(rest, None)) is not None:
        raise Refused("surveys:entry_more", sign=more)
    return Typed(number, answers)


def _read(
    content: Questionnaire,
    signs: Iterator[str],
    words: Iterator[str],
    today: date,
    *,
    with_unasked: bool,
) -> dict[str, Value]:
    answers: dict[str, Value] = {}
    for question in content.questions:
        settled = flow.settle(content, answers, today)
        if not on_paper(question):
            continue
        if not flow.applies(question, settled, today):
            if with_unasked and question.type is not _T.TEXT and (mark := next(signs)) not in EMPTY:
                raise Refused("surveys:entry_more", sign=mark)
            continue
        if question.type is _T.TEXT:
            said = next(words, "").strip()
            if said and said not in EMPTY:
                answers[question.name] = _checked(question, {"text": said}, said, settled, today)
            continue
        sign = next(signs, None)
        if sign is None:
            raise Refused("surveys:entry_short", question=question)
        if sign in EMPTY:
            continue
        answers[question.name] = read_sign(question, sign, settled, today)
    if (more := next(words, None)) is not None and more.strip():
        raise Refused("surveys:entry_more", sign=more.strip()[:40])
    return answers


def _checked(question: Question, value: Value, sign: str, settled: Mapping[str, Value], today: date) -> Value:
    """What is written is written, as far as it can be counted. Raises `Refused`."""
    if value is None:
        raise Refused("surveys:entry_wrong", question=question, sign=sign)
    try:
        flow.check_answer(question, value, settled, today)
    except Refused as refused:
        # A ranking that was filled in by half still tells something.
        if refused.code == "surveys:answer_rank" and isinstance(value, list) and _fits(question, value):
            return value
        raise Refused("surveys:entry_wrong", question=question, sign=sign) from refused
    return value


def _fits(question: Question, ranked: list[Any]) -> bool:
    return len(ranked) <= flow.to_rank(question, question.options)


def read_sign(question: Question, sign: str, settled: Mapping[str, Value], today: date) -> Value:
    """The answer that a sign stands for. Raises `Refused("surveys:entry_wrong")`."""
    return _checked(question, _READERS[question.type](question, sign), sign, settled, today)


def _one(question: Question, sign: str) -> Value:
    if not _WHOLE.fullmatch(sign) or not 1 <= int(sign) <= len(question.options):
        return None
    return question.options[int(sign) - 1].name


def _several(question: Question, sign: str) -> Value:
    found = [_one(question, part) for part in re.split(r"[,;+>]", sign) if part]
    return [str(one) for one in found] if found and None not in found else None


def _yes_no(_question: Question, sign: str) -> Value:
    if sign == "1" or typed_words.says_yes(sign):
        return YES
    return NO if sign == "2" or typed_words.says_no(sign) else None


def _scale(_question: Question, sign: str) -> Value:
    return int(sign) if _WHOLE.fullmatch(sign) else None


def _number(_question: Question, sign: str) -> Value:
    # float() alone would also take 1_0, 1e5 and nan.
    if not _DECIMAL.fullmatch(sign):
        return None
    value = float(sign.replace(",", "."))
    return int(value) if value.is_integer() else value


def _date(_question: Question, sign: str) -> Value:
    for pattern in ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(sign, pattern).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


_READERS: Mapping[QuestionType, Callable[[Question, str], Value]] = {
    _T.ONE: _one,
    _T.SEVERAL: _several,
    _T.RANK: _several,
    _T.YES_NO: _yes_no,
    _T.SCALE: _scale,
    _T.NUMBER: _number,
    _T.DATE: _date,
    _T.TEXT: lambda _question, sign: {"text": sign},
}
