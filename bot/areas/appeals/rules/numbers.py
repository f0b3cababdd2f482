"""The number of an appeal: read over the telephone, so digits only, with one that shows a mishearing."""

import re

from bot.core.check_digit import check_digit
from bot.core.errors import Refused

_TYPED = re.compile(r"(\d{2})\D?(\d{4,6})\D?(\d)", re.ASCII)


def make_number(year: int, serial: int) -> str:
    """`26-0417-7`: the year, the how-manieth in it, the check digit."""
    digits = f"{year % 100:02}{serial:04}"
    return f"{digits[:2]}-{digits[2:]}-{check_digit(digits)}"


def looks_like_number(typed: str) -> bool:
    """Whether somebody meant an appeal's number, right or not."""
    return _TYPED.fullmatch(_bare(typed)) is not None


def _bare(typed: str) -> str:
    return re.sub(r"\s+", " ", typed.strip().removeprefix("№").strip())


def read_number(typed: str) -> str:
    """The number as it is kept, however its parts were set apart. Raises `Refused("appeals:number")`."""
    match = _TYPED.fullmatch(_bare(typed))
    if match is None or check_digit(match[1] + match[2]) != match[3]:
        raise Refused("appeals:number")
    return f"{match[1]}-{match[2]}-{match[3]}"
