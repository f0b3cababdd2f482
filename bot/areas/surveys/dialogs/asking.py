"""A questionnaire as the steps of a dialog: one question a message."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from markupsafe import Markup

from bot.areas.surveys.models import Survey
from bot.areas.surveys.questionnaire import flow
from bot.areas.surveys.questionnaire.content import (
    NO,
    WITH_OPTIONS,
    YES,
    Question,
    Questionnaire,
    QuestionType,
    Value,
    in_language,
)
from bot.areas.surveys.questionnaire.content import numbered as numbers_of
from bot.areas.surveys.texts import asking as texts
from bot.areas.surveys.texts.refusals import REFUSALS
from bot.core import moments
from bot.core.dialogs import typed
from bot.core.dialogs.place import AskPoint
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import (
    DONE,
    Accepted,
    Choose,
    Collect,
    Heard,
    Option,
    Outcome,
    Rejected,
    Say,
    Screen,
    Step,
)
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind

_T = QuestionType
# More letters than this are cut on a narrow phone's button: such choices are numbered in the text.
BUTTON_LETTERS = 28
UNDO = "u"
SHORTEST_COLUMN = 12


@dataclass(slots=True)
class Ground:
    """What the steps look at: the questionnaire, and of a real survey which."""

    content: Questionnaire
    survey: Survey | None
    _seen: tuple[Mapping[str, Any], date, dict[str, Value]] | None = field(default=None, repr=False)

    def settled(self, view: View) -> dict[str, Value]:
        """The answers that count so far; worked out once for each state of the walk."""
        today = today_of(view)
        if self._seen is None or self._seen[0] is not view.answers or self._seen[1] != today:
            settled = flow.settle(self.content, given(self.content, view.answers), today)
            self._seen = (view.answers, today, settled)
        return self._seen[2]


def today_of(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


def step_name(position: int) -> str:
    """Short: a button's payload holds it."""
    return f"q{position}"


def given(content: Questionnaire, kept: Mapping[str, Any]) -> dict[str, Value]:
    """The dialog keeps answers by the question's place; everything else knows questions by name."""
    found: dict[str, Value] = {}
    for position, question in enumerate(content.questions):
        value = kept.get(step_name(position))
        if value is not None and question.is_asked:
            found[question.name] = READERS.get(question.type, _as_it_is)(question, value)
    return found


def _as_it_is(_question: Question, value: Any) -> Any:
    return value


def _one(question: Question, value: Any) -> str:
    return question.options[int(value)].name


def _many(question: Question, value: Any) -> list[str]:
    return [question.options[int(one)].name for one in value]


def _file(_question: Question, value: Any) -> int:
    return int(value[0][1])


READERS: Mapping[QuestionType, Callable[[Question, Any], Any]] = {
    _T.ONE: _one,
    _T.SEVERAL: _many,
    _T.RANK: _many,
    _T.SCALE: lambda _question, value: int(value),
    _T.PHOTO: _file,
    _T.VOICE: _file,
}


def compile_steps(content: Questionnaire) -> tuple[Step, ...]:
    """A step for each question in order; whether it is asked is looked up when its turn comes."""
    return tuple(
        _compile(content, question, position)
        for position, question in enumerate(content.questions)
        if question.type is not _T.CALCULATION
    )


def _compile(content: Questionnaire, question: Question, position: int) -> Step:
    def when(view: View) -> bool:
        return flow.applies(question, view.data.settled(view), today_of(view))

    def text(view: View) -> Markup:
        settled = view.data.settled(view)
        at = flow.progress(content, question.name, settled, today_of(view))
        survey = view.data.survey
        anonymous = survey is not None and survey.anonymous
        about = _about(view, content, question, settled)
        written_out = numbered(view, question)
        return texts.question(view.t, question, at, written_out, anonymous=anonymous, about=about)

    def optional(_view: View) -> bool:
        return question.is_asked and not question.required

    common: dict[str, Any] = {
        "name": step_name(position),
        "text": text,
        "when": when,
        "optional": optional,
    }
    return _MAKERS[question.type](question, common)


def _about(view: View, content: Questionnaire, question: Question, settled: Mapping[str, Value]) -> str:
    head = content.by_name.get(question.belongs_to or "")
    return texts.added_to(view.t, head, settled.get(head.name)) if head else ""


# Choices


def choices(view: View, question: Question) -> list[tuple[str, str]]:
    """The place of each choice among all, which a button keeps, and its words."""
    if question.type is _T.YES_NO:
        return [(YES, str(texts.yes(view.t))), (NO, str(texts.no(view.t)))]
    places = {one.name: str(place) for place, one in enumerate(question.options)}
    shown = flow.offered(question, view.data.settled(view), today_of(view))
    return [(places[one.name], in_language(one.label, view.t.language)) for one in shown]


def numbered(view: View, question: Question) -> list[str]:
    """The choices to be written out in the text, because a button would cut them; empty for short ones."""
    if question.type not in WITH_OPTIONS:
        return []
    labels = [label for _, label in choices(view, question)]
    return labels if any(len(label) > BUTTON_LETTERS for label in labels) else []


def buttons(view: View, question: Question) -> list[Option]:
    found = choices(view, question)
    if numbered(view, question):
        return [Option(f"{number}. {_cut(label)}", value) for number, (value, label) in enumerate(found, 1)]
    return [Option(label, value) for value, label in found]


def _cut(label: str) -> str:
    return label if len(label) <= BUTTON_LETTERS else label[: BUTTON_LETTERS - 1].rstrip() + "…"


@dataclass(frozen=True, kw_only=True)
class ChooseAnswer(Choose):
    """A choice of the questionnaire's. An answer is checked against the questionnaire's own rules too."""

    question: Question

    def may_skip(self, view: View) -> bool:
        """Not what is ticked already: skipping would throw it away."""
        return self.optional(view) and not (self.several and self._chosen(view))

    def accept(self, view: View, heard: Heard) -> Outcome:
        if self.several and (typed_in := self._typed_in_a_row(view, heard)):
            return Accepted(typed_in, stay=True)
        outcome = super().accept(view, _by_number(view, self.question, heard))
        if isinstance(outcome, Rejected) or outcome.stay:
            return outcome
        return checked(view, self.question, outcome)

    def _typed_in_a_row(self, view: View, heard: Heard) -> list[str]:
        """`1, 3` or «кой, уй», with what was chosen before; nothing unless each of them is understood."""
        parts = [part for part in re.split(r"[,;\n]| (?:жана|и) ", heard.text) if part.strip()]
        if heard.value is not None or len(parts) < 2:
            return []
        options = [Option(label, value) for value, label in choices(view, self.question)]
        written_out = bool(numbered(view, self.question))
        found = [typed.listed(options, part, placed=written_out) for part in parts]
        if None in found:
            return []
        return list(dict.fromkeys([*self._chosen(view), *(one for one in found if one)]))


def _by_number(view: View, question: Question, heard: Heard) -> Heard:
    """What was typed as the whole words of a long choice is that choice."""
    if heard.value is not None or not heard.text:
        return heard
    options = [Option(label, value) for value, label in choices(view, question)]
    found = typed.listed(options, heard.text, placed=bool(numbered(view, question)))
    return Heard(value=found, message=heard.message, attachment=heard.attachment) if found else heard


def checked(view: View, question: Question, outcome: Accepted) -> Outcome:
    """The questionnaire's own rules: bounds, and a constraint with its own words."""
    value = READERS.get(question.type, _as_it_is)(question, outcome.value)
    try:
        flow.check_answer(question, value, view.data.settled(view), today_of(view))
    except Refused as refused:
        return Rejected(explain(view, refused))
    return outcome


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def _choose(question: Question, common: dict[str, Any]) -> Step:
    return ChooseAnswer(
        **common,
        question=question,
        options=lambda view: buttons(view, question),
        several=question.type is _T.SEVERAL,
        columns=_columns(question),
    )


def _columns(question: Question) -> int:
    if question.type is _T.YES_NO:
        return 2
    longest = max((len(text) for one in question.options for text in one.label.values()), default=0)
    return 2 if longest <= SHORTEST_COLUMN and len(question.options) > 3 else 1


@dataclass(frozen=True, kw_only=True)
class ChooseMark(Choose):
    """A mark on a scale; a typed number is the mark, not the place in the list."""

    takes_numbers: ClassVar[bool] = True

    question: Question

    def accept(self, view: View, heard: Heard) -> Outcome:
        marks = {str(mark) for mark in self.question.steps}
        value = heard.value if heard.value is not None else heard.text.rstrip(".")
        if value not in marks:
            low, high = self.question.steps[0], self.question.steps[-1]
            return Rejected(explain(view, Refused("surveys:answer_scale", low=low, high=high)))
        return checked(view, self.question, Accepted(value))


def _scale(question: Question, common: dict[str, Any]) -> Step:
    marks = [Option(str(mark), str(mark)) for mark in question.steps]
    return ChooseMark(
        **common,
        question=question,
        options=lambda _view: marks,
        columns=len(marks) if len(marks) <= 6 else -(-len(marks) // 2),
    )


@dataclass(frozen=True, kw_only=True)
class RankAnswer(Step):
    """Put in order by tapping one after the other: the first tap is the most important."""

    takes_numbers: ClassVar[bool] = False

    question: Question

    def show(self, view: View) -> Screen:
        chosen = self._chosen(view)
        labels = dict(choices(view, self.question))
        left = [one for one in buttons(view, self.question) if one.value not in chosen]
        wanted = self._wanted(view)
        rows = [] if len(chosen) >= wanted else [(one,) for one in left]
        if chosen:
            rows.append((Option(str(texts.undo(view.t)), UNDO),))
        if len(chosen) >= wanted:
            rows.append((Option(str(texts.order_right(view.t)), DONE),))
        so_far = [labels[one] for one in chosen if one in labels]
        return Screen(texts.ranked(view.t, self.text(view), so_far, wanted), tuple(rows))

    def may_skip(self, view: View) -> bool:
        return self.optional(view) and not self._chosen(view)

    def accept(self, view: View, heard: Heard) -> Outcome:
        chosen, wanted = self._chosen(view), self._wanted(view)
        if heard.value == UNDO:
            return Accepted(chosen[:-1] or None, stay=True)
        if heard.value == DONE and len(chosen) >= wanted:
            return checked(view, self.question, Accepted(chosen))
        if heard.value is None:
            return self._typed(view, heard, chosen, wanted)
        known = {value for value, _ in choices(view, self.question)} - set(chosen)
        if heard.value not in known or len(chosen) >= wanted:
            return Rejected(texts.tap_in_order(view.t, wanted))
        return Accepted([*chosen, heard.value], stay=True)

    def _typed(self, view: View, heard: Heard, chosen: list[str], wanted: int) -> Outcome:
        """`3 1 2`, or one after the other by name."""
        found = choices(view, self.question)
        numbers = [int(one) for one in heard.text.replace(",", " ").split() if one.isdecimal()]
        values = [found[number - 1][0] for number in numbers if 1 <= number <= len(found)]
        if values and len(values) == len(set(values)) == len(heard.text.replace(",", " ").split()):
            whole = values[:wanted] if len(values) > 1 else [*chosen, *(v for v in values if v not in chosen)]
            return Accepted(whole[:wanted], stay=True)
        one = typed.listed([Option(label, value) for value, label in found], heard.text)
        if one is None or one in chosen or len(chosen) >= wanted:
            return Rejected(texts.tap_in_order(view.t, wanted))
        return Accepted([*chosen, one], stay=True)

    def _chosen(self, view: View) -> list[str]:
        offered = {value for value, _ in choices(view, self.question)}
        return [one for one in view.answers.get(self.name) or [] if one in offered]

    def _wanted(self, view: View) -> int:
        shown = flow.offered(self.question, view.data.settled(view), today_of(view))
        return flow.to_rank(self.question, shown)


# Words


@dataclass(frozen=True, kw_only=True)
class TypedAnswer(Step):
    """Words, a number or a day that are typed. The answer known so far can be kept with a tap."""

    question: Question
    read: Callable[[View, Question, str], Any]

    def show(self, view: View) -> Screen:
        known = view.answers.get(self.name)
        rows = ((Option(str(texts.keep_answer(view.t)), DONE),),) if known is not None else ()
        return Screen(self._with_known(view, known), rows)

    def _with_known(self, view: View, known: Any) -> Markup:
        if known is None:
            return self.text(view)
        value = READERS.get(self.question.type, _as_it_is)(self.question, known)
        return texts.with_answer(view.t, self.text(view), texts.answer(view.t, self.question, value))

    def accept(self, view: View, heard: Heard) -> Outcome:
        known = view.answers.get(self.name)
        if heard.value == DONE and known is not None:
            return Accepted(known)
        try:
            value = self._read(view, heard)
        except Refused as refused:
            return Rejected(explain(view, refused))
        return checked(view, self.question, Accepted(value))

    def _read(self, view: View, heard: Heard) -> Any:
        if heard.attachment or not heard.text:
            raise Refused("surveys:answer_typed")
        return self.read(view, self.question, heard.text)


@dataclass(frozen=True, kw_only=True)
class SpokenOrTyped(TypedAnswer):
    """Who can't type well says it."""

    def _read(self, view: View, heard: Heard) -> Any:
        if heard.attachment and heard.attachment.kind is AttachmentKind.VOICE:
            return {"voice": heard.attachment.file_id}
        return super()._read(view, heard)


def read_number(_view: View, _question: Question, text: str) -> float | int:
    """`1 200`, `3,5`; Raises `Refused`."""
    tidy = text.replace(" ", "").replace(" ", "").replace(",", ".")
    try:
        value = float(tidy)
    except ValueError:
        raise Refused("surveys:answer_number") from None
    if abs(value) > 1e12 or value != value:
        raise Refused("surveys:answer_number")
    return int(value) if value.is_integer() else value


def read_date(view: View, _question: Question, text: str) -> str:
    """With its year, so that nobody has to guess which; or in a word. Raises `Refused`."""
    for pattern in ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    day = moments.read_day(text, view.now, view.t.timezone) if not any(c.isdigit() for c in text) else None
    if day is None:
        raise Refused("surveys:answer_date")
    return day.isoformat()


def _number(question: Question, common: dict[str, Any]) -> Step:
    return TypedAnswer(**common, question=question, read=read_number)


def _date(question: Question, common: dict[str, Any]) -> Step:
    return TypedAnswer(**common, question=question, read=read_date)


def _text(question: Question, common: dict[str, Any]) -> Step:
    return SpokenOrTyped(**common, question=question, read=lambda _view, _question, text: {"text": text})


# The rest


@dataclass(frozen=True, kw_only=True)
class SendFile(Collect):
    """A picture or a voice; anything else is told what is wanted."""

    wanted: Callable[[View], Markup]

    def accept(self, view: View, heard: Heard) -> Outcome:
        outcome = super().accept(view, heard)
        return Rejected(self.wanted(view)) if isinstance(outcome, Rejected) else outcome


def _photo(_question: Question, common: dict[str, Any]) -> Step:
    kinds = frozenset({AttachmentKind.PHOTO})
    return SendFile(**common, kinds=kinds, wanted=lambda view: texts.send_photo(view.t))


def _voice(_question: Question, common: dict[str, Any]) -> Step:
    kinds = frozenset({AttachmentKind.VOICE})
    return SendFile(**common, kinds=kinds, wanted=lambda view: texts.send_voice(view.t))


def _place(_question: Question, common: dict[str, Any]) -> Step:
    return AskPoint(**common)


def _note(_question: Question, common: dict[str, Any]) -> Step:
    return Say(**common)


_MAKERS: Mapping[QuestionType, Callable[[Question, dict[str, Any]], Step]] = {
    _T.ONE: _choose,
    _T.SEVERAL: _choose,
    _T.YES_NO: _choose,
    _T.SCALE: _scale,
    _T.NUMBER: _number,
    _T.TEXT: _text,
    _T.DATE: _date,
    _T.RANK: lambda question, common: RankAnswer(**common, question=question),
    _T.PHOTO: _photo,
    _T.PLACE: _place,
    _T.VOICE: _voice,
    _T.NOTE: _note,
}


# The last look


@dataclass(frozen=True, kw_only=True)
class Review(Step):
    """All answers once more; each can still be changed, then they are sent."""

    takes_numbers: ClassVar[bool] = False

    content: Questionnaire
    trial: bool = False
    page: int = 8

    def show(self, view: View) -> Screen:
        rows: list[tuple[Option, ...]] = [
            (Option(str(texts.send_button(view.t, trial=self.trial)), DONE),),
            (Option(str(texts.change_button(view.t)), "c0"),),
        ]
        if (page := view.answers.get(CHOICE)) is not None:
            rows = self._questions(view, int(page))
        settled = view.data.settled(view)
        asked = flow.path(self.content, settled, today_of(view))
        return Screen(texts.review(view.t, asked, settled, trial=self.trial), tuple(rows))

    def _questions(self, view: View, page: int) -> list[tuple[Option, ...]]:
        asked = self._asked(view)
        pages = max(1, -(-len(asked) // self.page))
        shown = asked[page * self.page : (page + 1) * self.page]
        numbers = numbers_of(question for _, question in asked)
        rows: list[tuple[Option, ...]] = [
            (Option(texts.in_review(view.t, numbers[question.name], question), step_name(place)),)
            for place, question in shown
        ]
        if pages > 1:
            rows.append((Option(str(texts.more(view.t, page + 1, pages)), f"c{(page + 1) % pages}"),))
        rows.append((Option(str(texts.to_review(view.t)), "r"),))
        return rows

    def _asked(self, view: View) -> list[tuple[int, Question]]:
        settled = view.data.settled(view)
        return [
            (place, question)
            for place, question in enumerate(self.content.questions)
            if question.is_asked and flow.applies(question, settled, today_of(view))
        ]

    def tapped(self, view: View, heard: Heard) -> str | None:
        if heard.value is None and typed.says_yes(heard.text):
            return DONE
        return heard.value

    def accept(self, view: View, heard: Heard) -> Outcome:
        value = heard.value or ""
        if value == DONE:
            return Accepted(value=True)
        if value == "r":
            return Accepted(None, stay=True, key=CHOICE)
        if value.startswith("c") and value[1:].isdecimal():
            return Accepted(int(value[1:]), stay=True, key=CHOICE)
        if value in {step_name(place) for place, _ in self._asked(view)}:
            return Accepted(None, key=CHOICE, change=value)
        return Rejected(texts.send_or_change(view.t))


CHOICE = "#choice"
