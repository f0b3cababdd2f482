"""Holds results against the Bot API's own description of its types."""

import json
from pathlib import Path
from typing import Any

SPEC: dict[str, Any] = json.loads(Path(__file__).with_name("botapi_types.json").read_text())
_PLAIN: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
    "True": (bool,),
}


def check_result(method: str, result: Any) -> None:
    """Raises AssertionError where the result is none that the method may give."""
    check(result, SPEC["returns"][method], method)


def check(value: Any, kinds: list[str], place: str) -> None:
    problems = []
    for kind in kinds:
        try:
            _check_one(value, kind, place)
        except AssertionError as problem:
            problems.append(str(problem))
        else:
            return
    raise AssertionError("; ".join(problems))


def _check_one(value: Any, kind: str, place: str) -> None:
    if kind.startswith("Array of "):
        assert isinstance(value, list), f"{place}: no array"
        for item in value:
            _check_one(item, kind.removeprefix("Array of "), f"{place}[]")
    elif kind in _PLAIN:
        right = isinstance(value, _PLAIN[kind]) and (kind in {"Boolean", "True"} or value is not True)
        assert right, f"{place}: {value!r} is no {kind}"
    elif isinstance(SPEC["types"][kind], list):
        check(value, SPEC["types"][kind], place)
    else:
        _check_object(value, kind, place)


def _check_object(value: Any, kind: str, place: str) -> None:
    fields = SPEC["types"][kind]
    assert isinstance(value, dict), f"{place}: {value!r} is no {kind}"
    unknown = set(value) - set(fields)
    assert not unknown, f"{place}: a {kind} has no {unknown}"
    for name, types in fields.items():
        if name in value:
            check(value[name], types.removeprefix("?").split("|"), f"{place}.{name}")
        else:
            assert types.startswith("?"), f"{place}: a {kind} needs {name}"
