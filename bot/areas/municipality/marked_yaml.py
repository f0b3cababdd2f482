"""YAML that remembers on which line everything stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from bot.areas.municipality.mistakes import Path, Raw


class _Loader(yaml.SafeLoader):
    """Reads only what people mean: 18:00 is no number in base sixty, `no` is a word, 0555 keeps its zero."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML's own way; a loader's table is its class's


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


class Unreadable(Exception):  # noqa: N818 - told to the person as one mistake
    def __init__(self, line: int | None, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


@dataclass(frozen=True)
class Document:
    data: Any
    root: yaml.Node

    def line_of(self, path: Path) -> int:
        """Where `path` stands, or what should hold it."""
        node = self.root
        line = node.start_mark.line
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line + 1

    def doubled_keys(self) -> Iterator[Raw]:
        """YAML keeps the last of two equal keys and says nothing."""
        for path, node in _walk(self.root, ()):
            if isinstance(node, yaml.MappingNode):
                seen: dict[str, int] = {}
                for key, _ in node.value:
                    line = key.start_mark.line + 1
                    if key.value in seen:
                        sentence = f"is given twice, here and on line {seen[key.value]}; keep one."
                        yield Raw((*path, key.value), sentence, line=line)
                    seen.setdefault(key.value, line)


def read(text: str) -> Document:
    """Raises `Unreadable` for what isn't YAML."""
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is None:
            raise Unreadable(1, "is empty.")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with fewer surprises
    except yaml.MarkedYAMLError as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else None
        raise Unreadable(line, f"this is not readable YAML: {failure.problem}.") from failure
    except yaml.YAMLError as failure:
        raise Unreadable(
            None, "this is not readable YAML: it holds a character that YAML forbids."
        ) from failure
    return Document(data, root)


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, yaml.Node]]:
    yield path, node
    inner: Sequence[tuple[str | int, yaml.Node]] = ()
    if isinstance(node, yaml.MappingNode):
        inner = [(key.value, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        inner = list(enumerate(node.value))
    for step, child in inner:
        yield from _walk(child, (*path, step))
