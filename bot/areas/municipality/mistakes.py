"""Mistakes in the municipality's file, each as one clear sentence."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, Protocol, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A mistake before its line was looked up. `unknown_key`: its neighbours' names may be suggested."""

    path: Path
    sentence: str
    unknown_key: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """`line` counts from 1; None when the mistake is the file's as a whole."""

    file: str
    line: int | None
    field: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.field} {self.sentence}" if self.field else f"{place}: {self.sentence}"


class Lines(Protocol):
    def line_of(self, path: Path) -> int: ...


def tell(raw: Raw, lines: Lines, file_name: str, model: type[BaseModel]) -> Mistake:
    sentence = raw.sentence
    if raw.unknown_key:
        sentence = "is unknown" + suggestion(str(raw.path[-1]), _fields_at(model, raw.path[:-1])) + "."
    return Mistake(file_name, raw.line or lines.line_of(raw.path), field_name(raw.path), sentence)


def field_name(path: Path) -> str:
    """`villages[2].population`, counted from 1 as people count."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Which known name was probably meant."""
    names = list(known)
    near = difflib.get_close_matches(wrong, names, n=1, cutoff=0.6)
    if near:
        return f' (did you mean "{near[0]}"?)'
    return f" (known are: {', '.join(names)})" if names else ""


def from_pydantic(error: ErrorDetails) -> Raw:
    kind, path = error["type"], error["loc"]
    if kind == "extra_forbidden":
        return Raw(path, "", unknown_key=True)
    template = _SENTENCES.get(kind)
    if template is None:
        return Raw(path, f"is wrong: {error['msg']}.")
    return Raw(path, template.format(value=_shown(error["input"]), **_limits(error.get("ctx", {}))))


_A_GROUP = "must be a group of fields, each on its own indented line, but is {value}."
_A_LIST = 'must be a list, each entry beginning with "- ", but is {value}.'
_A_NUMBER = "must be a whole number, but is {value}."
_A_TEXT = "must be a text, but is {value}."
_A_TIME = 'must be a time like "09:00", but is {value}.'
_SENTENCES = {
    "missing": "is missing.",
    "model_type": _A_GROUP,
    "model_attributes_type": _A_GROUP,
    "dict_type": _A_GROUP,
    "list_type": _A_LIST,
    "tuple_type": _A_LIST,
    "int_type": _A_NUMBER,
    "int_parsing": _A_NUMBER,
    "int_from_float": _A_NUMBER,
    "string_type": _A_TEXT,
    "string_too_short": "must not be empty.",
    "string_too_long": "must have at most {max_length} characters.",
    "string_pattern_mismatch": (
        "must begin with a small Latin letter and hold only small Latin letters, digits, "
        '"-" and "_", but is {value}.'
    ),
    "time_type": _A_TIME,
    "time_parsing": _A_TIME,
    "greater_than_equal": "must be {ge} or more, but is {value}.",
    "less_than_equal": "must be {le} or less, but is {value}.",
    "too_short": "must have at least {min_length} entry.",
    "value_error": "{error}.",
}


def _limits(context: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in context.items() if name != "value"}


def _shown(value: Any) -> str:
    """What stands in the file, short enough to be told."""
    if value is None:
        return "empty"
    if isinstance(value, Mapping):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"' if isinstance(value, str) else text


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The names that the group at `path` may hold."""
    found: Any = model
    for step in path:
        if isinstance(step, str):
            found = _inner_model(found.model_fields[step].annotation)
    return list(found.model_fields)


def _inner_model(annotation: Any) -> Any:
    """The model in `Model`, `Model | None` or `list[Model]`."""
    while not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        annotation = next(inner for inner in get_args(annotation) if inner is not NoneType)
    return annotation
