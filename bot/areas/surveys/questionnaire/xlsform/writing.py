"""A questionnaire as an XLSForm file: the template and the example that the office begins from."""

import io
from collections.abc import Sequence

import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)

from bot.areas.surveys.questionnaire.content import Question, Questionnaire, QuestionType, Words

_T = QuestionType
KY, RU = "Кыргызча (ky)", "Русский (ru)"
_TYPES = {
    _T.NUMBER: "decimal",
    _T.TEXT: "text",
    _T.DATE: "date",
    _T.PHOTO: "image",
    _T.PLACE: "geopoint",
    _T.VOICE: "audio",
    _T.NOTE: "note",
    _T.CALCULATION: "calculate",
    _T.SCALE: "range",
    _T.YES_NO: "select_one yes_no",
}
_LISTED = {_T.ONE: "select_one", _T.SEVERAL: "select_multiple", _T.RANK: "rank"}
_SURVEY = (
    "type",
    "name",
    f"label::{KY}",
    f"label::{RU}",
    f"hint::{KY}",
    f"hint::{RU}",
    "required",
    "relevant",
    "constraint",
    f"constraint_message::{KY}",
    f"constraint_message::{RU}",
    "calculation",
    "parameters",
    "choice_filter",
)
_CHOICES = ("list_name", "name", f"label::{KY}", f"label::{RU}")
_YES_NO = (("yes_no", "yes", "Ооба", "Да"), ("yes_no", "no", "Жок", "Нет"))


def write_xlsform(questionnaire: Questionnaire, help_lines: Sequence[tuple[str, str]] = ()) -> bytes:
    """`help_lines`: in both languages, on a sheet of their own that no reader looks at."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#EBEBEB", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    rows = [_row(one) for one in questionnaire.questions]
    choices = [*_YES_NO, *(_choices(questionnaire))]
    _sheet(book, "survey", _SURVEY, rows, head, wrapped, 22)
    _sheet(book, "choices", _CHOICES, choices, head, wrapped, 24)
    title = [(questionnaire.title.get("ky", ""), questionnaire.title.get("ru", ""), "ky")]
    settings = (f"form_title::{KY}", f"form_title::{RU}", "default_language")
    _sheet(book, "settings", settings, title, head, wrapped, 34)
    if help_lines:
        _sheet(book, "жардам - помощь", ("Кыргызча", "Русский"), help_lines, head, wrapped, 70)
    book.close()
    return out.getvalue()


def _sheet(
    book: object,
    name: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    bold: object,
    wrapped: object,
    width: int,
) -> None:
    page = book.add_worksheet(name)  # type: ignore[attr-defined] # the library has no types
    page.freeze_panes(1, 0)
    page.set_column(0, len(head) - 1, width)
    for number, row in enumerate((head, *rows)):
        for column, cell in enumerate(row):
            if cell:
                page.write_string(number, column, cell, bold if number == 0 else wrapped)


def _row(question: Question) -> tuple[str, ...]:
    kind = _TYPES.get(question.type) or f"{_LISTED[question.type]} {question.name}"
    parameters = ""
    if question.type is _T.SCALE:
        parameters = f"start={question.steps[0]} end={question.steps[-1]} step=1"
    if question.type is _T.RANK and question.top:
        parameters = f"top={question.top}"
    return (
        kind,
        question.name,
        *_both(question.label),
        *_both(question.hint),
        "yes" if question.required else "",
        question.relevant or "",
        question.constraint or "",
        *_both(question.constraint_message),
        question.calculation or "",
        parameters,
        question.choice_filter or "",
    )


def _both(words: Words | None) -> tuple[str, str]:
    return (words.get("ky", ""), words.get("ru", "")) if words else ("", "")


def _choices(questionnaire: Questionnaire) -> list[tuple[str, ...]]:
    return [
        (question.name, option.name, *_both(option.label))
        for question in questionnaire.questions
        for option in question.options
    ]
