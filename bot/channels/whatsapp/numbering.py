"""The numbers that lists show; what they mean when they are typed is known to core."""

from bot.core.typed_numbers import answers, numbered, numbered_choices, with_number

__all__ = ["answers", "numbered", "numbered_choices", "with_number"]
