"""What local issues are and how people take part in solving them (004 §2-3), as checked data."""

from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.areas.obligations.catalogue import Words


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LocalIssues(_Part):
    """`draft`: nobody has checked the list against the law's text yet, and every paper says so."""

    source: str
    draft: bool
    items: tuple[Words, ...] = Field(min_length=1)


class Sourced(Words):
    source: str


class Form(_Part):
    key: str
    name: Words
    about: Words


class Participation(_Part):
    role: tuple[Sourced, ...]
    forms: tuple[Form, ...] = Field(min_length=9, max_length=9)


T = TypeVar("T", bound=BaseModel)


@cache
def local_issues() -> LocalIssues:
    return _read("local_issues", LocalIssues)


@cache
def participation() -> Participation:
    return _read("participation", Participation)


def _read(name: str, kind: type[T]) -> T:
    folder = resources.files("bot.areas.obligations").joinpath("data")
    values: Any = yaml.safe_load(folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    return kind.model_validate(values)
