"""To which row of the calendar a budget hearing belongs; pure."""

from datetime import date, timedelta

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.rules.state import window_of
from bot.areas.obligations.rules.windows import Window, windows_of

ROWS = ("cal.1", "cal.4")


def row_of(day: date, legal: LegalValues) -> tuple[int, str] | None:
    """The year and the row: of last year's execution, or of next year's draft. None: of neither.

    Both are of one kind, so the day tells: the row whose window holds it, or the one whose window closed
    last before it, which it catches up. Each hearing counts in one row only.
    """
    catch_up = timedelta(days=legal.obligation_catch_up_days)
    windows = sorted(
        (
            (window, year, key)
            for year in (day.year - 1, day.year)
            for key in ROWS
            for window in windows_of(measures()[key].recurrence, year, legal)
        ),
        key=lambda one: one[0].opens_on,
    )
    numbered = [Window(place, one.opens_on, one.closes_on) for place, (one, _, _) in enumerate(windows)]
    # The same rule as for any other duty, over both rows together.
    found = window_of(day, numbered, catch_up)
    return None if found is None else windows[found][1:]
