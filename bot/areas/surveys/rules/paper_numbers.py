"""Numbers of paper forms: survey, serial, and a digit that shows when one was mistyped."""

import re

from bot.core.check_digit import check_digit
from bot.core.errors import Refused

MOST_PAPERS = 9_999
_BETWEEN = r"\s*[-–—./\s]\s*"
# Without a sign between them all four digits of the serial must be there: else `31` could be 3-1 or the
# beginning of 31-7.
_TYPED = (
    re.compile(rf"(?:(\d{{1,9}}){_BETWEEN})?(\d{{1,4}}){_BETWEEN}(\d)", re.ASCII),
    re.compile(rf"(?:(\d{{1,9}}?)(?:{_BETWEEN})?)?(\d{{4}})(\d)", re.ASCII),
)


def make_number(survey_id: int, serial: int) -> str:
    """`12-0031-7`."""
    digits = f"{survey_id}{serial:04}"
    return f"{survey_id}-{serial:04}-{check_digit(digits)}"


def read_number(typed: str, survey_id: int) -> int:
    """The serial of a paper of this survey, typed whole or without the survey: `31-7`. Raises `Refused`.

    Also with blanks or nothing between: `12 0031 7`, `1200317`, `00317`.
    """
    stripped = typed.strip().removeprefix("№").strip()
    match = next((found for one in _TYPED if (found := one.fullmatch(stripped))), None)
    if match is None:
        raise Refused("surveys:paper_number")
    survey, serial, digit = match.groups()
    if survey is not None and int(survey) != survey_id:
        raise Refused("surveys:paper_other", number=typed.strip())
    number = int(serial)
    if not 1 <= number <= MOST_PAPERS or check_digit(f"{survey_id}{number:04}") != digit:
        raise Refused("surveys:paper_number")
    return number
