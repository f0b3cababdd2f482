"""The sections that the rules name, read from `sections.yaml` and checked; every municipality has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.areas.library.models import KEY_LENGTH, OwnSection
from bot.areas.people.models import Role

FILE = Path(__file__).with_name("sections.yaml")
LOCAL_ISSUES = "issues"
# 002 §7.2, 13): what the municipality's own data tell by themselves.
CONTACTS = "pub13"
# With its sign a list's button shows 24 letters.
SHORT_LENGTH = 22

Text = Annotated[str, Field(min_length=1, max_length=1000)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Short(_Strict):
    ky: Annotated[str, Field(min_length=1, max_length=SHORT_LENGTH)]
    ru: Annotated[str, Field(min_length=1, max_length=SHORT_LENGTH)]


class Words(_Strict):
    ky: Text
    ru: Text


class Wording(_Strict):
    ky: Text
    ru: Text
    en: Text


def _with_number(number: str) -> str:
    if not number[:1].isdecimal():
        raise ValueError("a number begins with a digit")
    return number


class Row(_Strict):
    """One section; `number` as the seed prints it."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+$", max_length=KEY_LENGTH)]
    number: Annotated[str, AfterValidator(_with_number)]
    source: Text
    keepers: Annotated[tuple[Role, ...], Field(min_length=1)]
    short: Short
    group: Wording | None = None
    wording: Wording
    words: Words


class Publication(_Strict):
    source: Text
    missing_numbers: tuple[str, ...]
    sections: tuple[Row, ...]


class Channel(_Strict):
    """A way in which citizens are told of local issues."""

    key: Text
    source: Text
    ky: Text
    ru: Text
    en: Text


class DraftItem(_Strict):
    key: Text
    source: Text
    ky: Text
    ru: Text
    en: Text


class Draft(_Strict):
    """`replace_with` names the text that must take its place."""

    status: Text
    replace_with: Text
    sources: Mapping[str, str]
    items: tuple[DraftItem, ...]


class LocalIssues(_Strict):
    key: Text
    source: Text
    update_source: Text
    keepers: tuple[Role, ...]
    short: Short
    wording: Wording
    words: Words
    channels: tuple[Channel, ...]
    draft: Draft


class Catalogue(_Strict):
    """Raises `ValueError` for a doubled key or number, a number that the seed doesn't have, no source."""

    publication: Publication
    local_issues: LocalIssues

    @model_validator(mode="after")
    def _whole(self) -> "Catalogue":
        rows = self.publication.sections
        for name in ("key", "number"):
            values = [getattr(row, name) for row in rows]
            if doubled := {value for value in values if values.count(value) > 1}:
                raise ValueError(f"{name} given twice: {sorted(doubled)}")
        if invented := {row.number for row in rows} & set(self.publication.missing_numbers):
            raise ValueError(f"the seed has no such number: {sorted(invented)}")
        if self.local_issues.key in {row.key for row in rows}:
            raise ValueError(f"key given twice: {self.local_issues.key}")
        unknown = {item.source for item in self.local_issues.draft.items} - set(
            self.local_issues.draft.sources
        )
        if unknown:
            raise ValueError(f"no such source: {sorted(unknown)}")
        return self


def read(text: str) -> Catalogue:
    data: Any = yaml.safe_load(text)
    return Catalogue.model_validate(data)


@cache
def load() -> Catalogue:
    return read(FILE.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Section:
    """One of the file's or of the office's own. `title` is short enough for a button, or an own one's whole.

    `number` is empty where the rules give none; `wording` is what they say, in each language.
    """

    key: str
    title_ky: str
    title_ru: str | None
    number: str = ""
    source: str = ""
    wording: Mapping[str, str] | None = None
    words: str = ""
    keepers: tuple[Role, ...] = (Role.OFFICER,)
    mandatory: bool = False
    hidden: bool = False

    def title(self, language: str) -> str:
        return (self.title_ru or self.title_ky) if language == "ru" else self.title_ky


@cache
def mandatory() -> tuple[Section, ...]:
    """In the order of the rules; the list of local issues stands last."""
    return tuple(_sections())


def _sections() -> Iterator[Section]:
    found = load()
    for row in found.publication.sections:
        yield _section(row)
    issues = found.local_issues
    yield Section(
        key=issues.key,
        title_ky=issues.short.ky,
        title_ru=issues.short.ru,
        source=issues.source,
        wording=_by_language(issues.wording),
        words=f"{issues.words.ky} {issues.words.ru}",
        keepers=issues.keepers,
        mandatory=True,
    )


def _section(row: Row) -> Section:
    wording = _by_language(row.wording)
    if row.group:
        group = _by_language(row.group)
        wording = {language: f"{group[language]}: {text}" for language, text in wording.items()}
    return Section(
        key=row.key,
        title_ky=row.short.ky,
        title_ru=row.short.ru,
        number=row.number,
        source=row.source,
        wording=wording,
        words=f"{row.words.ky} {row.words.ru}",
        keepers=row.keepers,
        mandatory=True,
    )


def _by_language(wording: Wording) -> dict[str, str]:
    return {"ky": wording.ky, "ru": wording.ru, "en": wording.en}


def own(section: OwnSection) -> Section:
    return Section(
        key=section.key,
        title_ky=section.title_ky,
        title_ru=section.title_ru,
        hidden=section.hidden_at is not None,
    )


def draft_of(key: str, language: str) -> str | None:
    """What a form begins with: a list that the office must check before anybody else sees it."""
    issues = load().local_issues
    if key != issues.key:
        return None
    return "\n".join(f"• {getattr(item, language)}" for item in issues.draft.items)
