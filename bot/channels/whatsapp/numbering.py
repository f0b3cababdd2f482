"""The numbers that lists show; what they mean when they are typed is known to core."""

from bot.core.typed_numbers import (
    Numbered,
    answers,
    bare_number,
    does_nothing,
    numbered,
    numbered_choices,
    with_number,
)

__all__ = [
    "Numbered",
    "answers",
    "bare_number",
    "does_nothing",
    "numbered",
    "numbered_choices",
    "with_number",
]
