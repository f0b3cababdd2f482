"""Tracebacks for the log: the whole way to a fault, without words that may be a person's.

A fault's own words often repeat what it stumbled over: what somebody typed, the row a database refused. The
way there and the kind of the fault find it as well. What can only be ours is told in full.
"""

import traceback
from collections.abc import Iterator

from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from structlog.typing import ExcInfo

WITHHELD = "(its words are not logged)"
# Of files, networks, our own names; statements come without their values (`core.db`).
_OURS = (AttributeError, ImportError, NameError, OSError, OperationalError, ProgrammingError, TypeError)


def told(exc_info: ExcInfo) -> str:
    """In the form that Python itself gives."""
    return "".join(_chain(exc_info[1], set())).rstrip("\n")


def _chain(problem: BaseException, seen: set[int]) -> Iterator[str]:
    """What it came from first; each once, for chains may be rings."""
    seen.add(id(problem))
    before = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if before is not None and id(before) not in seen:
        yield from _chain(before, seen)
        yield "\nWhich led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(problem.__traceback__)
    yield f"{_name(problem)}: {_words(problem)}\n"
    if isinstance(problem, BaseExceptionGroup):
        for one in problem.exceptions:
            if id(one) not in seen:
                yield "\nOne of them:\n\n"
                yield from _chain(one, seen)


def _name(problem: BaseException) -> str:
    kind = type(problem)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _words(problem: BaseException) -> str:
    if isinstance(problem, IntegrityError):
        # Which rule of the table it broke; the row itself follows on the next lines.
        return str(problem.orig).partition("\n")[0]
    return str(problem) if isinstance(problem, _OURS) else WITHHELD
