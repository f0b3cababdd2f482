"""Rows of the survey sheet as questions; each row that can't be one is a problem with its reason."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.areas.surveys.questionnaire import expressions
from bot.areas.surveys.questionnaire.checks import Problem
from bot.areas.surveys.questionnaire.content import NO, YES, Option, Question, QuestionType, Role, Words
from bot.areas.surveys.questionnaire.expressions import ExpressionError
from bot.areas.surveys.questionnaire.xlsform.columns import CHOICES, SURVEY, Row

_T = QuestionType
_SIMPLE = {
    "integer": _T.NUMBER,
    "int": _T.NUMBER,
    "decimal": _T.NUMBER,
    "text": _T.TEXT,
    "string": _T.TEXT,
    "date": _T.DATE,
    "image": _T.PHOTO,
    "photo": _T.PHOTO,
    "geopoint": _T.PLACE,
    "gps": _T.PLACE,
    "location": _T.PLACE,
    "audio": _T.VOICE,
    "note": _T.NOTE,
    "acknowledge": _T.YES_NO,
    "calculate": _T.CALCULATION,
}
_LISTS = {"select_one": _T.ONE, "select_multiple": _T.SEVERAL, "rank": _T.RANK}
# Told by a phone about itself; a chat has nothing to tell, and nobody misses it.
_ABOUT_THE_PHONE = frozenset(
    {
        *("start", "end", "today", "deviceid", "device id", "phonenumber", "phone number", "username"),
        *("email", "subscriberid", "simserial", "audit", "start-geopoint", "background-audio"),
    }
)
_TRUE, _FALSE = frozenset({"yes", "true", "true()", "1"}), frozenset({"", "no", "false", "false()", "0"})
_SCALES = ("likert", "scale", "rating")
_OTHER: Words = {"ky": "Башка", "ru": "Другое"}
_WHICH: Words = {"ky": "Так айтканда эмне?", "ru": "Что именно?"}
TOP = re.compile(r"\btop\s*=\s*(\d{1,3})\b", re.ASCII)
MOST_GROUPS = 20
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")
_COLUMNS = ("label", "hint", "constraint_message")


def read_lists(rows: Sequence[Row]) -> tuple[dict[str, list[Option]], list[Problem]]:
    """The choices by the name of their list, and the rows that are none."""
    lists: dict[str, list[Option]] = {}
    problems = []
    for row in rows:
        name, option = row.get("list_name"), row.get("name")
        if not name or not option:
            problems.append(_problem("form_choice", row, sheet=CHOICES))
            continue
        columns = {
            column: cell
            for column, cell in row.cells.items()
            if column not in {"list_name", "name", "label"} and "::" not in column
        }
        if any(_PLACEHOLDER.search(text) for text in row.words("label").values()):
            problems.append(_problem("form_words_refer", row, sheet=CHOICES))
        lists.setdefault(name, []).append(Option(option, row.words("label"), columns))
    return lists, problems


@dataclass(slots=True)
class _Group:
    relevant: str
    row: int


@dataclass(slots=True)
class Reader:
    """Takes the rows one after the other."""

    lists: Mapping[str, list[Option]]
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _groups: list[_Group] = field(default_factory=list)

    def read(self, row: Row) -> None:
        kind = " ".join(row.get("type").split())
        first = kind.casefold()
        if not kind:
            if row.get("name") or row.words("label"):
                self._refuse("form_type", row, what="")
            return
        if first.startswith("#"):
            return
        if first in {"begin group", "begin_group"}:
            self._begin_group(row)
        elif first in {"end group", "end_group"}:
            self._end_group(row)
        elif first not in _ABOUT_THE_PHONE:
            self._question(kind, row)

    def left_open(self) -> list[Problem]:
        return [
            Problem("surveys:form_group", row=group.row, data={"sheet": SURVEY}) for group in self._groups
        ]

    def first_words(self) -> str:
        for question in self.questions:
            if text := question.label.get("ky"):
                return text[:100]
        return ""

    # Groups

    def _begin_group(self, row: Row) -> None:
        if len(self._groups) >= MOST_GROUPS:
            self._refuse("form_group", row)
        self._groups.append(_Group(row.get("relevant"), row.number))
        if label := row.words("label"):
            name = row.get("name") or f"group_{row.number}"
            self._add(Question(name=name, type=_T.NOTE, label=label, row=row.number), row)

    def _end_group(self, row: Row) -> None:
        if not self._groups:
            self._refuse("form_group", row)
            return
        self._groups.pop()

    def _relevant(self, own: str) -> str | None:
        """Its own condition and those of the groups around it."""
        parts = [*(group.relevant for group in self._groups), own]
        found = [part for part in parts if part]
        # Each by itself: in brackets «1) or (1» would seem right, and the group's condition be lost.
        if wrong := next((part for part in found if not _is_whole(part)), None):
            return wrong
        if len(found) <= 1:
            return found[0] if found else None
        return " and ".join(f"({part})" for part in found)

    # Questions

    def _question(self, kind: str, row: Row) -> None:
        head, *rest = (
            kind.replace("select one", "select_one").replace("select multiple", "select_multiple").split()
        )
        simple = _SIMPLE.get(kind.casefold())
        if simple is not None:
            self._simple(simple, kind.casefold(), row)
        elif (
            head.casefold() in _LISTS and rest and rest[1:] in ([], ["or_other"], ["or", "specify", "other"])
        ):
            self._choice(_LISTS[head.casefold()], rest[0], row, other=bool(rest[1:]))
        elif kind.casefold() == "range":
            self._range(row)
        else:
            self._refuse("form_type", row, what=kind[:60])

    def _common(self, row: Row, kind: QuestionType) -> dict[str, Any]:
        required = row.get("required").casefold()
        if required not in _TRUE | _FALSE:
            self._refuse("form_required", row)
        texts = {column: row.words(column) for column in _COLUMNS}
        if any(_PLACEHOLDER.search(text) for words in texts.values() for text in words.values()):
            self._refuse("form_words_refer", row)
        return {
            "name": row.get("name"),
            "type": kind,
            "label": texts["label"],
            "hint": texts["hint"] or None,
            "required": required in _TRUE,
            "relevant": self._relevant(row.get("relevant")),
            "constraint": row.get("constraint") or None,
            "constraint_message": texts["constraint_message"] or None,
            "row": row.number,
        }

    def _simple(self, kind: QuestionType, typed: str, row: Row) -> None:
        more: dict[str, Any] = {}
        if kind is _T.NUMBER:
            more["whole"] = typed != "decimal"
        if kind is _T.CALCULATION:
            more["calculation"] = row.get("calculation") or "''"
        self._add(Question(**self._common(row, kind), **more), row)

    def _range(self, row: Row) -> None:
        """Few whole steps are a scale, all others a number between two."""
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", row.get("parameters")))
        low, high = float(given.get("start", "1")), float(given.get("end", "10"))
        step = float(given.get("step", "1"))
        scale = step == 1 and low.is_integer() and high.is_integer() and 1 <= high - low <= 10
        kind = _T.SCALE if scale else _T.NUMBER
        whole = step.is_integer() and low.is_integer()
        self._add(Question(**self._common(row, kind), low=low, high=high, whole=whole), row)

    def _choice(self, kind: QuestionType, list_name: str, row: Row, *, other: bool) -> None:
        options = self.lists.get(list_name)
        if not options:
            self._refuse("form_list", row, what=list_name[:60])
            return
        common = self._common(row, kind)
        filtered = row.get("choice_filter") or None
        appearance = row.get("appearance").casefold()
        if kind is _T.ONE and not filtered and {one.name for one in options} == {YES, NO}:
            self._add(Question(**common | {"type": _T.YES_NO}), row)
            return
        if kind is _T.ONE and not filtered and any(word in appearance for word in _SCALES):
            scale = _as_scale(options)
            if scale is not None:
                self._add(Question(**common | {"type": _T.SCALE} | scale), row)
                return
        if other:
            options = [*options, Option("other", _OTHER, {})]
        question = Question(
            **common,
            options=tuple(options),
            choice_filter=filtered,
            role=self._role(kind, row),
            top=_top(row) if kind is _T.RANK else None,
        )
        self._add(question, row)
        if other:
            self._add(_which_other(question), row)

    def _role(self, kind: QuestionType, row: Row) -> Role | None:
        """A choice named `sex` or `age` tells who answers; results are shown by it."""
        name = row.get("name").casefold()
        free = kind is _T.ONE and not any(one.role == name for one in self.questions)
        return next((role for role in Role if free and role.value == name), None)

    def _add(self, question: Question, row: Row) -> None:
        if question.relevant is None and self._groups:
            question = replace(question, relevant=self._relevant(""))
        if not question.name:
            self._refuse("form_name", row)
            return
        self.questions.append(question)

    def _refuse(self, code: str, row: Row, **data: Any) -> None:
        self.problems.append(_problem(code, row, **data))


def _is_whole(condition: str) -> bool:
    try:
        expressions.parse(condition)
    except ExpressionError:
        return False
    return True


def _top(row: Row) -> int | None:
    """`top=3`: only so many are put in order. The standard has no word for it."""
    found = TOP.search(row.get("parameters"))
    return int(found[1]) if found else None


def _which_other(question: Question) -> Question:
    return Question(
        name=f"{question.name}_other",
        type=_T.TEXT,
        label=_WHICH,
        required=False,
        relevant=f"selected(${{{question.name}}}, 'other')",
        belongs_to=question.name,
        row=question.row,
    )


def _as_scale(options: Sequence[Option]) -> dict[str, Any] | None:
    """Choices that are whole numbers one after the other; None for all others."""
    names = [one.name for one in options]
    if not all(re.fullmatch(r"\d{1,2}", name) for name in names):
        return None
    marks = [int(name) for name in names]
    if marks != list(range(marks[0], marks[0] + len(marks))):
        return None
    ends: dict[str, Callable[[], Words]] = {
        "low_label": lambda: options[0].label,
        "high_label": lambda: options[-1].label,
    }
    labels = {name: end() for name, end in ends.items() if end().get("ky") not in {names[0], names[-1], None}}
    return {"low": marks[0], "high": marks[-1], **labels}


def _problem(code: str, row: Row, *, sheet: str = SURVEY, **data: Any) -> Problem:
    return Problem(f"surveys:{code}", row.get("name"), row.number, {"sheet": sheet, **data})
