"""The columns of the sheets, in the spellings that are met, and the texts in their languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.areas.surveys.questionnaire.checks import Problem
from bot.areas.surveys.questionnaire.content import Words

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
_SPELLINGS = {
    "relevance": "relevant",
    "calculate": "calculation",
    "constraint message": "constraint_message",
    "constraint msg": "constraint_message",
    "required message": "required_message",
    "list name": "list_name",
    "choice filter": "choice_filter",
    "value": "name",
    "caption": "label",
    "form title": "form_title",
    "default language": "default_language",
    "read_only": "readonly",
    "read only": "readonly",
}
# What a chat can't show or do, though the rest of the row would seem right.
_REFUSED = frozenset({"trigger", "repeat_count", "default", "save_to", "save_instance"})
_MEDIA = ("media", "image", "audio", "video", "big-image")
_LANGUAGES = {
    "ky": ("ky", "kg", "kir", "kyrgyz", "kirghiz", "кыргызча", "кыргыз", "кырг", "киргизский", "кыргызский"),
    "ru": ("ru", "rus", "russian", "русский", "русс", "орусча", "орус"),
}
_BY_NAME = {name: code for code, names in _LANGUAGES.items() for name in names}
OTHER_LANGUAGE = "?"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet; `number` as the spreadsheet counts.

    `cells`: by column; `texts`: by column and language.
    """

    number: int
    cells: Mapping[str, str]
    texts: Mapping[str, Words]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    def words(self, column: str) -> dict[str, str]:
        """The texts of a column; one without a language is Kyrgyz, where nothing else is."""
        found = dict(self.texts.get(column, {}))
        bare, other = found.pop("", ""), found.pop(OTHER_LANGUAGE, "")
        for text in (bare, other if not found else ""):
            if text and "ky" not in found:
                found["ky"] = text
        return found


def read_rows(sheet: Sequence[Sequence[str]]) -> list[Row]:
    """The rows that have something in them."""
    if not sheet:
        return []
    heads = [_head(cell) for cell in sheet[0]]
    rows = []
    for number, cells in enumerate(sheet[1:], 2):
        if not any(cells):
            continue
        plain: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        for (column, language), cell in zip(heads, cells, strict=False):
            if not column or not cell:
                continue
            if language is None:
                plain.setdefault(column, cell)
            # A first language that isn't ours stands in where there is none of ours.
            texts.setdefault(column, {}).setdefault(language or "", cell)
        rows.append(Row(number, plain, texts))
    return rows


def refused_columns(rows: Sequence[Row], name: str) -> list[Problem]:
    """Each row in which a column says what a chat can't do."""
    return [
        Problem("surveys:form_column", row=row.number, data={"sheet": name, "what": column})
        for row in rows
        for column in row.texts
        if column in _REFUSED or column.split("::")[0] in _MEDIA
    ]


def _head(cell: str) -> tuple[str, str | None]:
    """The column's name and, of a text, its language: `Label :: Русский (ru)`."""
    name, *rest = (part.strip() for part in re.split(r"::|(?<=[a-z]):(?=\S)", cell.strip(), maxsplit=1))
    column = " ".join(name.casefold().split())
    column = _SPELLINGS.get(column, column)
    if not rest:
        return column, None
    if column in _MEDIA or column in {"bind", "body", "instance"}:
        return f"{column}::{rest[0].casefold()}", None
    return column, _language(rest[0])


def _language(typed: str) -> str:
    """`Русский (ru)`, `ru`, `russian`."""
    words = re.findall(r"[^\W\d_]+", typed.casefold())
    known = [_BY_NAME[word] for word in [*words[-1:], *words] if word in _BY_NAME]
    return known[0] if known else OTHER_LANGUAGE
