"""A questionnaire as values. Everything that asks, prints, counts or compares reads it from here."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from pydantic import TypeAdapter

Words = Mapping[str, str]
"""The same text by language: `{"ky": ..., "ru": ...}`."""

YES = "yes"
NO = "no"


class QuestionType(enum.StrEnum):
    """`note` tells and asks nothing; `calculation` is worked out and never shown."""

    ONE = "one"
    SEVERAL = "several"
    YES_NO = "yes_no"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    RANK = "rank"
    PHOTO = "photo"
    PLACE = "place"
    VOICE = "voice"
    NOTE = "note"
    CALCULATION = "calculation"


class Role(enum.StrEnum):
    """What a question tells about who answers; results are shown by it."""

    SEX = "sex"
    AGE = "age"


WITH_OPTIONS = frozenset({QuestionType.ONE, QuestionType.SEVERAL, QuestionType.RANK})
UNANSWERED = frozenset({QuestionType.NOTE, QuestionType.CALCULATION})


def in_language(words: Words | None, language: str) -> str:
    """The text in this language, else in the one there is; empty for none."""
    if not words:
        return ""
    return words.get(language) or words.get("ky") or next(iter(words.values()), "")


@dataclass(frozen=True, slots=True)
class Option:
    """One that can be chosen. `columns` are what a choice filter may ask for."""

    name: str
    label: Words
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Question:
    """`name` is unique, a letter and then letters, digits or `_`: it is the column in every export.

    `relevant`, `constraint`, `calculation` and `choice_filter` are expressions (`expressions.py`) about
    questions before this one. `low` and `high` bound a scale, a number; `top`: so many are ranked, None: all.
    `belongs_to` names the question that this one only adds to («why?», «which other?»). `row` is the place
    in the file it came from.
    """

    name: str
    type: QuestionType
    label: Words = field(default_factory=dict)
    hint: Words | None = None
    required: bool = True
    options: tuple[Option, ...] = ()
    low: float | None = None
    high: float | None = None
    low_label: Words | None = None
    high_label: Words | None = None
    whole: bool = False
    top: int | None = None
    relevant: str | None = None
    constraint: str | None = None
    constraint_message: Words | None = None
    calculation: str | None = None
    choice_filter: str | None = None
    belongs_to: str | None = None
    role: Role | None = None
    row: int | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it waits for an answer."""
        return self.type not in UNANSWERED

    @property
    def steps(self) -> range:
        """The marks of a scale."""
        low, high = 1 if self.low is None else self.low, 5 if self.high is None else self.high
        return range(int(low), int(high) + 1)

    def option(self, name: str) -> Option | None:
        return next((one for one in self.options if one.name == name), None)


def numbered(questions: Iterable[Question]) -> dict[str, str]:
    """The numbers of questions that stand below each other; «2↳» only adds to the second."""
    number, found = 0, {}
    for one in questions:
        number += one.belongs_to is None
        found[one.name] = str(number) if one.belongs_to is None else f"{number}↳"
    return found


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """`intro` is said before the first question, `thanks` after the last."""

    title: Words
    questions: tuple[Question, ...]
    intro: Words | None = None
    thanks: Words | None = None

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        return {one.name: one for one in self.questions}

    @property
    def asked(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.is_asked)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Of all that is asked, whoever is asked it."""
        return numbered(self.asked)

    def position(self, name: str) -> int:
        """Its place among all, from 0. Raises ValueError."""
        return next(i for i, one in enumerate(self.questions) if one.name == name)

    def to_json(self) -> dict[str, Any]:
        dumped: dict[str, Any] = _adapter().dump_python(self, mode="json", exclude_defaults=True)
        return dumped

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Questionnaire":
        """Raises pydantic's ValidationError."""
        return _adapter().validate_python(stored)


@cache
def _adapter() -> TypeAdapter[Questionnaire]:
    return TypeAdapter(Questionnaire)


Value = str | int | float | list[Any] | dict[str, Any] | None
Answers = Mapping[str, Value]
"""What was answered, by the question's name.

one, yes/no, date (ISO), calculation: text; several, rank: a list of option names; scale, number: a
number; text: `{"text": ...}` or, spoken, `{"voice": file id}`; photo, voice: a file id; place: `[latitude,
longitude]`.
"""
