"""A year's number spread over its quarters; pure."""

QUARTERS = 4


def spread(target: int, quarter: int) -> int:
    """How many of `target` fall to this quarter: as even as can be, the earlier ones the more, and never
    none, for each quarter asks for some (001 §1.4).
    """
    before, until = (-(-target * part // QUARTERS) for part in (quarter - 1, quarter))
    return max(1, until - before)
