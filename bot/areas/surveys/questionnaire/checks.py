"""What is wrong with a questionnaire, said so that who made it can mend it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.areas.surveys.questionnaire import expressions
from bot.areas.surveys.questionnaire.content import (
    WITH_OPTIONS,
    Question,
    Questionnaire,
    QuestionType,
    Words,
)
from bot.areas.surveys.questionnaire.expressions import Expression, ExpressionError

MOST_QUESTIONS = 150
MOST_OPTIONS = 100
# All stand before the eyes at once.
MOST_RANKED = 30
MOST_MARKS = 11
LONGEST_NAME = 60
LONGEST_TITLE = 200
LONGEST_LABEL = 1500
LONGEST_OPTION = 150
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is worded by texts. `row`: in the file it came from; `name`: the question's."""

    code: str
    name: str = ""
    row: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


def find_problems(questionnaire: Questionnaire) -> list[Problem]:
    """Everything for which it can't be asked; empty when all is well."""
    if not any(one.is_asked for one in questionnaire.questions):
        return [Problem("surveys:form_empty")]
    if len(questionnaire.questions) > MOST_QUESTIONS:
        return [
            Problem(
                "surveys:form_too_long",
                data={"count": len(questionnaire.questions), "limit": MOST_QUESTIONS},
            )
        ]
    found = [*_of_whole(questionnaire)]
    before: set[str] = set()
    for question in questionnaire.questions:
        found += _of_question(question, before)
        before.add(question.name)
    return found


def _of_whole(questionnaire: Questionnaire) -> Iterator[Problem]:
    """What stands before and after the questions must fit into its message."""
    for words, limit in (
        (questionnaire.title, LONGEST_TITLE),
        (questionnaire.intro, LONGEST_LABEL),
        (questionnaire.thanks, LONGEST_LABEL),
    ):
        if any(len(text) > limit for text in (words or {}).values()):
            yield Problem("surveys:form_words_long", data={"limit": limit})


def missing_languages(questionnaire: Questionnaire, languages: Iterable[str]) -> dict[str, list[str]]:
    """By language, the questions in which some text isn't there; the title is named by an empty text."""
    found: dict[str, list[str]] = {}
    for language in languages:
        lacking = [
            one.name
            for one in questionnaire.questions
            if any(not words.get(language) for words in _texts(one))
        ]
        of_all = [w for w in (questionnaire.title, questionnaire.intro, questionnaire.thanks) if w]
        if any(not words.get(language) for words in of_all):
            lacking = ["", *lacking]
        if lacking:
            found[language] = lacking
    return found


def _texts(question: Question) -> Iterator[Words]:
    if question.type is QuestionType.CALCULATION:
        return
    yield question.label
    for words in (question.hint, question.constraint_message, question.low_label, question.high_label):
        if words:
            yield words
    for option in question.options:
        yield option.label


def _of_question(question: Question, before: set[str]) -> Iterator[Problem]:
    def problem(code: str, **data: Any) -> Problem:
        return Problem(f"surveys:{code}", question.name, question.row, data)

    if not _NAME.fullmatch(question.name) or len(question.name) > LONGEST_NAME:
        yield problem("form_name")
    if question.name in before:
        yield problem("form_name_twice")
    if question.type is not QuestionType.CALCULATION and not any(question.label.values()):
        yield problem("form_no_words")
    if any(len(text) > LONGEST_LABEL for words in _texts(question) for text in words.values()):
        yield problem("form_words_long", limit=LONGEST_LABEL)
    yield from _of_options(question)
    yield from _of_bounds(question)
    yield from _of_expressions(question, before)


def _of_options(question: Question) -> Iterator[Problem]:
    def problem(code: str, **data: Any) -> Problem:
        return Problem(f"surveys:{code}", question.name, question.row, data)

    if question.type not in WITH_OPTIONS:
        return
    if not question.options:
        yield problem("form_no_options")
    most = MOST_RANKED if question.type is QuestionType.RANK else MOST_OPTIONS
    if len(question.options) > most:
        yield problem("form_many_options", limit=most)
    names = [one.name for one in question.options]
    if len(set(names)) != len(names):
        yield problem("form_option_twice")
    # Several names are kept with blanks between them.
    if any(not name or re.search(r"\s", name) or len(name) > LONGEST_NAME for name in names):
        yield problem("form_option_name")
    if any(not any(one.label.values()) for one in question.options):
        yield problem("form_no_words")
    if any(len(text) > LONGEST_OPTION for one in question.options for text in one.label.values()):
        yield problem("form_option_long", limit=LONGEST_OPTION)


def _of_bounds(question: Question) -> Iterator[Problem]:
    wrong = question.low is not None and question.high is not None and question.low > question.high
    if question.type is QuestionType.SCALE:
        wrong = wrong or not 2 <= len(question.steps) <= MOST_MARKS
    if question.top is not None:
        wrong = wrong or not 1 <= question.top <= max(1, len(question.options))
    if wrong:
        yield Problem("surveys:form_bounds", question.name, question.row)


def _of_expressions(question: Question, before: set[str]) -> Iterator[Problem]:
    for column in ("relevant", "constraint", "calculation", "choice_filter"):
        text = getattr(question, column)
        if not text:
            continue
        at = {"column": column}
        try:
            parsed = expressions.parse(text)
        except ExpressionError as error:
            code = "surveys:form_function" if error.reason == "function" else "surveys:form_expression"
            yield Problem(code, question.name, question.row, at | {"what": error.what or text[:60]})
            continue
        yield from _of_names(question, parsed, before, at)


def _of_names(
    question: Question, parsed: Expression, before: set[str], at: dict[str, Any]
) -> Iterator[Problem]:
    known = before | ({question.name} if at["column"] == "constraint" else set())
    for name in sorted(parsed.names - known):
        yield Problem("surveys:form_refers", question.name, question.row, at | {"what": name})
    columns = {"name"} | {column for option in question.options for column in option.columns}
    wrong = parsed.columns - (columns if at["column"] == "choice_filter" else set())
    own = parsed.own and at["column"] != "constraint"
    for word in [*sorted(wrong), *(["."] if own else [])]:
        yield Problem("surveys:form_expression", question.name, question.row, at | {"what": word})
