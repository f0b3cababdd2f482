"""The conditions of a questionnaire: the part of XLSForm's language that a chat can follow.

    ${age} >= 18 and selected(${services}, 'water')

Names stand for answers given before, `.` for the answer in hand, a bare word in a choice filter for a column
of the choice. A date counts as its day, so that days can be compared and taken from each other.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import regex

LONGEST = 2000
DEEPEST = 30
REGEX_SECONDS = 0.05
# Beyond it a float has no places behind the point.
_EXACT = 2.0**53

Plain = str | float | bool


class ExpressionError(Exception):
    """`reason`: syntax, function (with its name), arguments (of the function), long."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(f"{reason}: {what}")
        self.reason = reason
        self.what = what


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may look at. `own` is the answer in hand, `columns` those of a choice."""

    answers: Mapping[str, Any]
    today: date
    own: Any = None
    columns: Mapping[str, str] = field(default_factory=dict)


Node = Callable[[Scope], Plain]


@dataclass(frozen=True, slots=True)
class Expression:
    """`names`: the questions it asks about. `literals`: what it compares with, for those who try it out."""

    evaluate: Node
    names: frozenset[str]
    columns: frozenset[str]
    literals: tuple[str | float, ...]
    own: bool

    def holds(self, scope: Scope) -> bool:
        return to_bool(self.evaluate(scope))


# Values


def to_plain(value: Any) -> Plain:
    """An answer as the language sees it; none is the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, Mapping):
        # Words that were spoken are words, though nobody has written them down.
        return str(value.get("text") or ("🎤" if value.get("voice") else ""))
    return " ".join(str(one) for one in value)


def to_text(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value


def to_number(value: Plain) -> float:
    """A day counts from 1970; what is no number is NaN."""
    if isinstance(value, bool | float):
        return float(value) if math.isfinite(value) else math.nan
    text = value.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return float((date.fromisoformat(text) - date(1970, 1, 1)).days)
        except ValueError:
            return math.nan
    try:
        found = float(text) if re.fullmatch(r"[-+]?[\d.]+", text) else math.nan
    except ValueError:
        return math.nan
    return found if math.isfinite(found) else math.nan


def to_bool(value: Plain) -> bool:
    if isinstance(value, float):
        return not (math.isnan(value) or value == 0)
    return bool(value)


def _equal(left: Plain, right: Plain) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_bool(left) == to_bool(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return left == right


_COMPARISONS: Mapping[str, Callable[[Plain, Plain], bool]] = {
    "=": _equal,
    # What wasn't answered is neither this nor that only where a number is asked for.
    "!=": lambda left, right: not _equal(left, right),
    "<": lambda left, right: to_number(left) < to_number(right),
    "<=": lambda left, right: to_number(left) <= to_number(right),
    ">": lambda left, right: to_number(left) > to_number(right),
    ">=": lambda left, right: to_number(left) >= to_number(right),
}


def _divide(left: float, right: float) -> float:
    return left / right if right else math.nan


def _modulo(left: float, right: float) -> float:
    return math.fmod(left, right) if right and math.isfinite(left) else math.nan


_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divide,
    "mod": _modulo,
}


# Functions


def _words(value: Plain) -> list[str]:
    return to_text(value).split()


def _round(value: Plain, places: Plain = 0.0) -> float:
    number, digits = to_number(value), to_number(places)
    if math.isnan(number) or math.isnan(digits) or abs(digits) > 15:
        return math.nan
    scale = 10.0 ** int(digits)
    # Of a number that large nothing is left behind the point.
    return number if abs(number * scale) > _EXACT else math.floor(number * scale + 0.5) / scale


def _whole(value: Plain) -> float:
    number = to_number(value)
    return number if math.isnan(number) else float(math.trunc(number))


def _matches(value: Plain, pattern: Plain) -> bool:
    return _fits(to_text(value), to_text(pattern))


@lru_cache(maxsize=2048)
def _fits(text: str, pattern: str) -> bool:
    """A pattern that takes too long, as hostile ones do, is one that doesn't match.

    Remembered, because conditions are looked at again and again.
    """
    try:
        return regex.fullmatch(pattern, text, timeout=REGEX_SECONDS) is not None
    except (TimeoutError, regex.error, RecursionError):
        return False


def _sum(*values: Plain) -> float:
    # Not math.fsum: it raises an error where others say infinity.
    return sum(_numbers(values))


def _numbers(values: Sequence[Plain]) -> list[float]:
    return [number for number in map(to_number, values) if not math.isnan(number)]


def _chosen_at(value: Plain, place: Plain) -> str:
    words, number = _words(value), to_number(place)
    return words[int(number)] if not math.isnan(number) and 0 <= number < len(words) else ""


_MANY = 50
_FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Plain]]] = {
    "selected": (2, 2, lambda value, one: to_text(one).strip() in _words(value)),
    "selected-at": (2, 2, _chosen_at),
    "count-selected": (1, 1, lambda value: float(len(_words(value)))),
    "not": (1, 1, lambda value: not to_bool(value)),
    "boolean": (1, 1, to_bool),
    "true": (0, 0, lambda: True),
    "false": (0, 0, lambda: False),
    "coalesce": (2, _MANY, lambda *values: next((v for v in values if to_text(v)), "")),
    "string": (1, 1, to_text),
    "string-length": (1, 1, lambda value: float(len(to_text(value)))),
    "normalize-space": (1, 1, lambda value: " ".join(_words(value))),
    "contains": (2, 2, lambda value, part: to_text(part) in to_text(value)),
    "starts-with": (2, 2, lambda value, part: to_text(value).startswith(to_text(part))),
    "ends-with": (2, 2, lambda value, part: to_text(value).endswith(to_text(part))),
    "concat": (1, _MANY, lambda *values: "".join(map(to_text, values))),
    "regex": (2, 2, _matches),
    "number": (1, 1, to_number),
    "int": (1, 1, _whole),
    "round": (1, 2, _round),
    "abs": (1, 1, lambda value: abs(to_number(value))),
    "min": (1, _MANY, lambda *values: min(_numbers(values), default=math.nan)),
    "max": (1, _MANY, lambda *values: max(_numbers(values), default=math.nan)),
    "sum": (1, _MANY, _sum),
    "date": (1, 1, to_text),
    "once": (1, 1, lambda value: value),
}
_OF_TODAY = frozenset({"today", "now"})


# Reading

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?|\.\d+)
      | (?P<text>"[^"]*"|'[^']*')
      | \$\{\s*(?P<name>[^\s{}]+)\s*\}
      | (?P<sign><=|>=|!=|[-+*=<>(),])
      | (?P<word>[A-Za-z_][\w:.-]*)
      | (?P<own>\.)
    )""",
    re.VERBOSE,
)
Token = tuple[str, str]


@lru_cache(maxsize=2048)
def parse(text: str) -> Expression:
    """Raises `ExpressionError`."""
    if len(text) > LONGEST:
        raise ExpressionError("long")
    return _Reader(list(_tokens(text))).whole()


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise ExpressionError("syntax", text[at : at + 20])
        yield match.lastgroup, match[match.lastgroup]
        at = match.end()


class _Reader:
    """Recursive descent, a method for each strength of binding."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._names: set[str] = set()
        self._columns: set[str] = set()
        self._literals: list[str | float] = []
        self._own = False

    def whole(self) -> Expression:
        node = self._either()
        if self._at < len(self._tokens):
            raise ExpressionError("syntax", self._tokens[self._at][1])
        return Expression(
            node, frozenset(self._names), frozenset(self._columns), tuple(self._literals), self._own
        )

    def _peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, *wanted: Token) -> str | None:
        """The next token if it is one of these."""
        if self._peek() in wanted:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return None

    def _must(self, sign: str) -> None:
        if self._take(("sign", sign)) is None:
            raise ExpressionError("syntax", self._peek()[1])

    def _either(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("long")
        parts = [self._both()]
        while self._take(("word", "or")):
            parts.append(self._both())
        self._depth -= 1
        if len(parts) == 1:
            return parts[0]
        return lambda scope: any(to_bool(part(scope)) for part in parts)

    def _both(self) -> Node:
        parts = [self._comparison()]
        while self._take(("word", "and")):
            parts.append(self._comparison())
        if len(parts) == 1:
            return parts[0]
        return lambda scope: all(to_bool(part(scope)) for part in parts)

    def _comparison(self) -> Node:
        left = self._sum()
        sign = self._take(*(("sign", one) for one in _COMPARISONS))
        if sign is None:
            return left
        right, compare = self._sum(), _COMPARISONS[sign]
        return lambda scope: compare(left(scope), right(scope))

    def _sum(self) -> Node:
        return self._chain(self._product, (("sign", "+"), ("sign", "-")))

    def _product(self) -> Node:
        return self._chain(self._signed, (("sign", "*"), ("word", "div"), ("word", "mod")))

    def _chain(self, part: Callable[[], Node], signs: tuple[Token, ...]) -> Node:
        first = part()
        rest = []
        while sign := self._take(*signs):
            rest.append((_ARITHMETIC[sign], part()))
        if not rest:
            return first

        def worked_out(scope: Scope) -> float:
            value = to_number(first(scope))
            for work, node in rest:
                value = work(value, to_number(node(scope)))
            return value

        return worked_out

    def _signed(self) -> Node:
        minus = False
        while self._take(("sign", "-")):
            minus = not minus
        node = self._single()
        return (lambda scope: -to_number(node(scope))) if minus else node

    def _single(self) -> Node:
        kind, text = self._peek()
        self._at += 1
        if kind == "number":
            return self._literal(float(text))
        if kind == "text":
            return self._literal(text[1:-1])
        if kind == "name":
            self._names.add(text)
            return lambda scope: to_plain(scope.answers.get(text))
        if kind == "own":
            self._own = True
            return lambda scope: to_plain(scope.own)
        if kind == "word":
            return self._word(text)
        if (kind, text) == ("sign", "("):
            node = self._either()
            self._must(")")
            return node
        raise ExpressionError("syntax", text)

    def _literal(self, value: str | float) -> Node:
        self._literals.append(value)
        return lambda _scope: value

    def _word(self, word: str) -> Node:
        if self._take(("sign", "(")) is None:
            self._columns.add(word)
            return lambda scope: scope.columns.get(word, "")
        return self._call(word, self._arguments())

    def _arguments(self) -> list[Node]:
        if self._take(("sign", ")")):
            return []
        found = [self._either()]
        while self._take(("sign", ",")):
            found.append(self._either())
        self._must(")")
        return found

    def _call(self, word: str, arguments: list[Node]) -> Node:
        if word in _OF_TODAY and not arguments:
            return lambda scope: scope.today.isoformat()
        if word == "if" and len(arguments) == 3:
            condition, then, otherwise = arguments
            return lambda scope: then(scope) if to_bool(condition(scope)) else otherwise(scope)
        if word not in _FUNCTIONS and word not in _OF_TODAY | {"if"}:
            raise ExpressionError("function", word)
        least, most, work = _FUNCTIONS.get(word, (-1, -1, to_text))
        if not least <= len(arguments) <= most:
            raise ExpressionError("arguments", word)
        return lambda scope: work(*(argument(scope) for argument in arguments))
