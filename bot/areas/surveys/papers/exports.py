"""Answers as a table whose columns stay the same, whoever was asked what.

Every question has its columns in the questionnaire's order: of several one for each choice (1 or 0), of a
ranking one for each choice (its place), of all others one. An empty cell: not asked, or not answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.areas.surveys.exporting import Row
from bot.areas.surveys.questionnaire.content import (
    Question,
    Questionnaire,
    QuestionType,
    Value,
    in_language,
)
from bot.areas.surveys.texts import making as making_texts
from bot.areas.surveys.texts import papers as texts
from bot.areas.surveys.texts import results as result_texts
from bot.core.i18n import Translator
from bot.documents.long_table import Value as Cell
from bot.documents.workbook import Sheet

_T = QuestionType
ABOUT = ("response", "origin", "village", "language", "name", "day", "paper")


@dataclass(frozen=True, slots=True)
class Column:
    """`option`: of several and of a ranking, the choice that the column is for."""

    name: str
    question: Question
    option: str | None = None


def columns(content: Questionnaire) -> list[Column]:
    found: list[Column] = []
    for question in content.questions:
        if question.type in {_T.SEVERAL, _T.RANK}:
            found += [Column(f"{question.name}__{one.name}", question, one.name) for one in question.options]
        elif question.type is not _T.NOTE:
            found.append(Column(question.name, question))
    return found


def head(content: Questionnaire) -> list[str]:
    return [*ABOUT, *(column.name for column in columns(content))]


def cells(t: Translator, row: Row, found: Sequence[Column], villages: Mapping[int, str]) -> list[Cell]:
    about: list[Cell] = [
        str(row.number),
        row.origin.value if row.origin else None,
        villages.get(row.village_id) if row.village_id else None,
        row.language,
        row.name,
        row.answered_on.isoformat() if row.answered_on else None,
        row.paper,
    ]
    return [*about, *(_cell(t, column, row.answers.get(column.question.name)) for column in found)]


def _cell(t: Translator, column: Column, value: Value) -> Cell:
    if value is None:
        return None
    if isinstance(value, list) and column.option is not None:
        if column.question.type is _T.SEVERAL:
            return int(column.option in value)
        return value.index(column.option) + 1 if column.option in value else None
    if isinstance(value, dict):
        return str(value["text"]) if value.get("text") else texts.voice(t, int(value["voice"]))
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    if column.question.type in {_T.PHOTO, _T.VOICE}:
        return texts.file(t, int(value))
    return value


def codebook(t: Translator, content: Questionnaire) -> Sheet:
    """What every column and every code means."""
    rows: list[tuple[str, ...]] = [
        (name, "", str(label.unescape()), "", "") for name, label in texts.about_columns(t).items()
    ]
    for column in columns(content):
        rows += _explained(t, column)
    return Sheet(
        name=str(texts.codebook(t).unescape()),
        head=tuple(str(one.unescape()) for one in texts.codebook_head(t)),
        rows=tuple(rows),
        widths=(26, 20, 60, 22, 50),
    )


def _explained(t: Translator, column: Column) -> list[tuple[str, ...]]:
    question = column.question
    kind = str(making_texts.kind_name(t, question.type).unescape()).partition(" ")[2]
    label = in_language(question.label, t.language)
    if column.option is not None:
        chosen = result_texts.option_label(t, question, column.option)
        code = "1–" if question.type is _T.RANK else "1 / 0"
        return [(column.name, kind, label, code, chosen)]
    rows: list[tuple[str, ...]] = [(column.name, kind, label, "", question.relevant or "")]
    if question.type in {_T.ONE, _T.YES_NO, _T.SCALE}:
        coded = (
            reversed(result_texts.items(question))
            if question.type is _T.SCALE
            else result_texts.items(question)
        )
        rows += [(column.name, "", "", item, result_texts.option_label(t, question, item)) for item in coded]
    return rows


def names(t: Translator) -> tuple[str, str]:
    return str(texts.answers_sheet(t).unescape()), str(texts.codebook(t).unescape())
