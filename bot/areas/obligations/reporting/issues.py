"""What local issues are and how people take part in solving them (004 §2-3); never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import queries as library
from bot.areas.library.catalogue import LOCAL_ISSUES, draft_of
from bot.areas.obligations.catalogue import Words
from bot.core import richtext
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.richtext import clean


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(Words):
    source: str


class Form(_Part):
    key: str
    name: Words
    about: Words


class Participation(_Part):
    role: tuple[Sourced, ...]
    forms: tuple[Form, ...] = Field(min_length=9, max_length=9)


@dataclass(frozen=True, slots=True)
class LocalIssues:
    """What is public in the library, by language; where nothing is, the working list, which is a `draft`:
    the law's own text has to be put in its place by the office.
    """

    items: Mapping[str, Sequence[str]]
    draft: bool


async def local_issues(session: AsyncSession, today: date) -> LocalIssues:
    shelf = await library.shelf(session, LOCAL_ISSUES, today)
    found = {code: shelf.in_language(code) if shelf else None for code in RESIDENT_LANGUAGES}
    published = {code: richtext.plain(clean(one.text)) for code, one in found.items() if one and one.text}
    if len(published) < len(RESIDENT_LANGUAGES):
        drafts = {code: draft_of(LOCAL_ISSUES, code) or "" for code in RESIDENT_LANGUAGES}
        return LocalIssues({code: _lines(text) for code, text in drafts.items()}, draft=True)
    return LocalIssues({code: _lines(text) for code, text in published.items()}, draft=False)


def _lines(text: str) -> list[str]:
    """One for each, without the marks of lists, beginning as a line of a slide does."""
    tidy = [line.strip().lstrip("•-–—* ").strip() for line in text.splitlines()]
    return [line[0].upper() + line[1:] for line in tidy if line]


@cache
def participation() -> Participation:
    folder = resources.files("bot.areas.obligations").joinpath("data")
    values: Any = yaml.safe_load(folder.joinpath("participation.yaml").read_text(encoding="utf-8"))
    return Participation.model_validate(values)
