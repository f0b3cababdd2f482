"""A table to type filled papers into, and reading it back."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # as above

from bot.areas.surveys.models import Survey
from bot.areas.surveys.papers.form import printed, printed_numbers
from bot.areas.surveys.questionnaire import flow
from bot.areas.surveys.questionnaire.content import Question, Questionnaire, QuestionType, Value, in_language
from bot.areas.surveys.questionnaire.spreadsheet import read_sheets
from bot.areas.surveys.rules import paper_numbers, quick_entry
from bot.areas.surveys.texts import forms as texts
from bot.areas.surveys.texts import results as result_texts
from bot.core.errors import Refused
from bot.core.i18n import Translator

NUMBER, VILLAGE = "number", "village"
_FIRST_ROW = 3
# Rows with lists to choose from, at least; those who number their rows themselves have some to spare.
_ROWS = 2000
# What Excel holds of a list written into the rule itself.
_LONGEST_LIST = 255
_T = QuestionType


@dataclass(frozen=True, slots=True)
class Filled:
    """A row: the paper's serial and what stands on it."""

    row: int
    serial: int
    village_id: int | None
    answers: Mapping[str, Value]


class SheetRefused(Exception):  # noqa: N818 - an answer to who sent the table, not an error
    """Rows with what is wrong in each; row 0 is the whole table."""

    def __init__(self, *wrong: tuple[int, Refused]) -> None:
        super().__init__(len(wrong))
        self.wrong = wrong


def columns(content: Questionnaire) -> list[Question]:
    return [one for one in printed(content) if one.type is not _T.NOTE]


# Writing


def write_sheet(
    t: Translator, content: Questionnaire, numbers: Sequence[str], villages: Sequence[str]
) -> bytes:
    """A row for each printed number; the first row is for the program, the second for people."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(texts.sheet_name(t)[:31])
    code = book.add_format({"font_color": "#7F7F7F", "font_size": 8})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EBEBEB"})
    plain = book.add_format({"num_format": "@"})
    asked = columns(content)
    labels = [texts.number_words(t), texts.plain_village(t), *_labels(t, content)]
    for column, (name, label) in enumerate(
        zip((NUMBER, VILLAGE, *(q.name for q in asked)), labels, strict=True)
    ):
        page.write_string(0, column, name, code)
        page.write_string(1, column, label, head)
        # As text: Excel would make a day of «1-2».
        page.set_column(column, column, 16 if column < 2 else 20, plain)
    page.freeze_panes(2, 2)
    for place, number in enumerate(numbers):
        page.write_string(place + 2, 0, number, plain)
    last = max(_ROWS, len(numbers)) + 1
    choices = [list(villages), *map(_codes, asked)]
    sources = _sources(choices)
    for column, source in enumerate(sources, 1):
        if source:
            page.data_validation(2, column, last, column, {"validate": "list", "source": source})
    _write_help(t, book, content, head)
    _write_lists(book, choices)
    book.close()
    return out.getvalue()


def _labels(t: Translator, content: Questionnaire) -> list[str]:
    numbers = printed_numbers(content)
    return [
        f"{numbers[one.name]}. {label}" if one.name in numbers else label
        for one in columns(content)
        for label in [in_language(one.label, t.language)]
    ]


def _codes(question: Question) -> list[str]:
    """Of one choice alone a list helps; several and rankings are typed."""
    if question.type is _T.ONE:
        return [str(place) for place in range(1, len(question.options) + 1)]
    if question.type is _T.YES_NO:
        return ["1", "2"]
    return [str(mark) for mark in question.steps] if question.type is _T.SCALE else []


def _sources(choices: Sequence[Sequence[str]]) -> list[list[str] | str]:
    """What each rule names: the choices themselves, or where they stand if they are long."""
    return [
        f"=lists!${xl_col_to_name(column)}$1:${xl_col_to_name(column)}${len(one)}"
        if _is_long(one)
        else list(one)
        for column, one in enumerate(choices)
    ]


def _is_long(choices: Sequence[str]) -> bool:
    return len(",".join(choices)) > _LONGEST_LIST or any("," in one for one in choices)


def _write_lists(book: object, choices: Sequence[Sequence[str]]) -> None:
    """A sheet that nobody sees, for what no rule can hold."""
    if not any(map(_is_long, choices)):
        return
    page = book.add_worksheet("lists")  # type: ignore[attr-defined] # the library has no types
    page.hide()
    for column, one in enumerate(choices):
        for row, choice in enumerate(one if _is_long(one) else ()):
            page.write_string(row, column, choice)


def _write_help(t: Translator, book: object, content: Questionnaire, head: object) -> None:
    page = book.add_worksheet(texts.help_sheet(t)[:31])  # type: ignore[attr-defined] # the library has no types
    page.set_column(0, 0, 60)
    page.set_column(1, 1, 70)
    for row, (question, label) in enumerate(zip(columns(content), _labels(t, content), strict=True)):
        page.write_string(row, 0, label, head)
        page.write_string(row, 1, texts.sheet_signs(t, question, option_labels(t, question)))


def option_labels(t: Translator, question: Question) -> list[str]:
    """The choices in the order of their codes."""
    if question.type is _T.SCALE or question.type not in {_T.ONE, _T.SEVERAL, _T.RANK, _T.YES_NO}:
        return []
    return [result_texts.option_label(t, question, item) for item in result_texts.items(question)]


# Reading


def read_sheet(
    content: bytes,
    survey: Survey,
    questionnaire: Questionnaire,
    villages: Mapping[str, int],
    today: date,
) -> list[Filled]:
    """`villages`: ids by every name they have, in small letters. Raises `SheetRefused`: all or nothing."""
    try:
        sheets = read_sheets(content)
    except Refused as refused:
        raise SheetRefused((0, refused)) from refused
    rows = next(iter(sheets.values()), [])
    asked = columns(questionnaire)
    if not rows or list(rows[0])[: len(asked) + 2] != [NUMBER, VILLAGE, *(one.name for one in asked)]:
        raise SheetRefused((0, Refused("surveys:sheet_columns")))
    found: list[Filled] = []
    wrong: list[tuple[int, Refused]] = []
    for number, cells in enumerate(rows[2:], _FIRST_ROW):
        # A row with nothing but its number is a paper that hasn't come back.
        if not any(cells[1 : len(asked) + 2]):
            continue
        try:
            found.append(_filled(number, cells, survey, questionnaire, villages, today))
        except Refused as refused:
            wrong.append((number, refused))
    wrong += _twice(survey, found)
    if not found and not wrong:
        wrong = [(0, Refused("surveys:sheet_empty"))]
    if wrong:
        raise SheetRefused(*sorted(wrong, key=lambda one: one[0]))
    return found


def _filled(
    row: int,
    cells: Sequence[str],
    survey: Survey,
    content: Questionnaire,
    villages: Mapping[str, int],
    today: date,
) -> Filled:
    serial = paper_numbers.read_number(cells[0], survey.id)
    if serial > survey.printed:
        raise Refused("surveys:paper_unknown", number=cells[0])
    village = cells[1].strip().casefold()
    if village and village not in villages:
        raise Refused("surveys:entry_village", name=cells[1])
    answers: dict[str, Value] = {}
    for question, cell in zip(columns(content), cells[2:], strict=False):
        sign = cell.strip()
        if not sign or sign in quick_entry.EMPTY:
            continue
        settled = flow.settle(content, answers, today)
        if question.type not in {_T.TEXT, _T.DATE}:
            sign = sign.replace(" ", "")
        answers[question.name] = quick_entry.read_sign(question, sign, settled, today)
    if not answers:
        raise Refused("surveys:entry_empty")
    return Filled(row, serial, villages.get(village), answers)


def _twice(survey: Survey, found: Sequence[Filled]) -> list[tuple[int, Refused]]:
    seen: set[int] = set()
    doubled = []
    for one in found:
        if one.serial in seen:
            number = paper_numbers.make_number(survey.id, one.serial)
            doubled.append((one.row, Refused("surveys:paper_twice", number=number)))
        seen.add(one.serial)
    return doubled
