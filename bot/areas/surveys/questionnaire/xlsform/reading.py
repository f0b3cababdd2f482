"""From the bytes of a file to a questionnaire, or to everything that keeps it from being one."""

import re
from collections.abc import Sequence
from typing import Any

from bot.areas.surveys.questionnaire import checks
from bot.areas.surveys.questionnaire.checks import Problem
from bot.areas.surveys.questionnaire.content import Questionnaire
from bot.areas.surveys.questionnaire.spreadsheet import Sheets, read_sheets
from bot.areas.surveys.questionnaire.xlsform.columns import (
    CHOICES,
    SETTINGS,
    SURVEY,
    Row,
    read_rows,
    refused_columns,
)
from bot.areas.surveys.questionnaire.xlsform.questions import TOP, Reader, read_lists
from bot.core.errors import Refused

# Whoever asks more has sent something else.
MOST_SURVEY_ROWS = 2_000
MOST_CHOICE_ROWS = 5_000
_ROW = re.compile(r"^\[row : (\d+)\]\s*")


class XlsFormRefused(Exception):  # noqa: N818 - an answer to who sent the file, not an error
    """Everything that is wrong, each with its row."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def read_xlsform(content: bytes) -> Questionnaire:
    """Raises `XlsFormRefused`. Takes up to some seconds: to be called in a thread."""
    try:
        sheets = read_sheets(content)
    except Refused as refused:
        raise XlsFormRefused(Problem(refused.code, data=refused.data)) from refused
    survey = read_rows(sheets.get(SURVEY, ()))
    if not survey:
        raise XlsFormRefused(Problem("surveys:form_no_survey"))
    choices = read_rows(sheets.get(CHOICES, ()))
    if len(survey) > MOST_SURVEY_ROWS or len(choices) > MOST_CHOICE_ROWS:
        count = max(len(survey), len(choices))
        raise XlsFormRefused(
            Problem("surveys:form_too_long", data={"count": count, "limit": checks.MOST_QUESTIONS})
        )
    return _read(sheets, survey, choices)


def _read(sheets: Sheets, survey: Sequence[Row], choices: Sequence[Row]) -> Questionnaire:
    problems = [*refused_columns(survey, SURVEY), *refused_columns(choices, CHOICES)]
    lists, wrong = read_lists(choices)
    reader = Reader(lists)
    for row in survey:
        reader.read(row)
    problems += [*wrong, *reader.problems, *reader.left_open()]
    settings = read_rows(sheets.get(SETTINGS, ()))
    title = settings[0].words("form_title") if settings else {}
    questionnaire = Questionnaire(
        title=title or {"ky": reader.first_words() or "XLSForm"}, questions=tuple(reader.questions)
    )
    problems += checks.find_problems(questionnaire)
    if not problems:
        # Last, because its message is in English and for one row alone.
        problems = _not_xlsform(sheets)
    if problems:
        raise XlsFormRefused(*sorted(problems, key=lambda problem: problem.row or 0))
    return questionnaire


def _not_xlsform(sheets: Sheets) -> list[Problem]:
    """What the standard's own reader finds."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    tables: dict[str, Any] = {name: _table(sheets.get(name, ())) for name in (SURVEY, CHOICES)}
    tables[SETTINGS] = [{"form_title": "form", "form_id": "form"}]
    try:
        convert(xlsform=tables, warnings=[])
    except PyXFormError as error:
        return [_problem(str(error))]
    except Exception as error:  # noqa: BLE001 - it was written for people who mean well
        # What it stumbles over isn't a form.
        return [_problem(type(error).__name__)]
    return []


def _table(sheet: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Rows stay where they are, so that messages name the right ones."""
    if not sheet:
        return []
    heads = sheet[0]
    return [
        {head: cell for head, cell in zip(heads, _standard(row), strict=False) if head and cell}
        for row in sheet[1:]
    ]


def _standard(row: Sequence[str]) -> list[str]:
    """Without the one word that is ours."""
    ranks = any(cell.casefold().startswith("rank ") for cell in row)
    return [TOP.sub("", cell).strip() if ranks else cell for cell in row]


def _problem(message: str) -> Problem:
    match = _ROW.match(message)
    row = int(match[1]) if match else None
    return Problem("surveys:form_xlsform", row=row, data={"what": _ROW.sub("", message)[:300]})
