"""Names of files with the moment they were made in them."""

from datetime import UTC, datetime
from pathlib import Path

from bot.core import clock
from bot.operations.failures import OperationFailed

# In UTC, so that names sort and a change of clocks repeats none.
_STAMP = "%Y-%m-%d-%H%M%S"


def stamp() -> str:
    return clock.now().strftime(_STAMP)


def moment_of(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def unused(path: Path) -> Path:
    """The same path; a file that is there already is never overwritten."""
    if path.exists():
        raise OperationFailed(f"{path} exists already. Wait a second and try again.")
    return path
