"""A row of the list in one line: where it stands among the others, and of which period it speaks; pure."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.areas.obligations.rules.state import FULFILLED, Judgement, State
from bot.areas.obligations.rules.windows import Window


class Group(enum.StrEnum):
    """In the order of the list."""

    BEHIND = "behind"
    NOW = "now"
    AHEAD = "ahead"
    DONE = "done"


_OVER = FULFILLED | {State.WAIVED, State.NOT_NEEDED, State.MISSED}


@dataclass(frozen=True, slots=True)
class Summary:
    """`place` is the period it speaks of, counted from zero; None: the row has none (the year began before
    the municipality did). `missed` periods are behind.
    """

    group: Group
    place: int | None
    missed: int = 0


def summarize(periods: Sequence[tuple[Window, Judgement]], today: date) -> Summary:
    """Missed or late first, then what is open, then what is ahead."""
    states = [judgement.state for _, judgement in periods]
    missed = [place for place, state in enumerate(states) if state is State.MISSED]
    current = _current(periods, today)
    if missed:
        return Summary(Group.BEHIND, current if current is not None else missed[-1], len(missed))
    if current is not None:
        return Summary(Group.NOW, current)
    over = [place for place, state in enumerate(states) if state in _OVER]
    if over and states[over[-1]] is State.LATE:
        return Summary(Group.BEHIND, over[-1])
    ahead = [place for place, state in enumerate(states) if state not in _OVER]
    if ahead:
        return Summary(Group.AHEAD, ahead[0])
    return Summary(Group.DONE, over[-1] if over else None)


def _current(periods: Sequence[tuple[Window, Judgement]], today: date) -> int | None:
    """The one whose time it is, as long as it isn't fulfilled."""
    for place, (window, judgement) in enumerate(periods):
        if window.holds(today) and judgement.state not in _OVER:
            return place
    return None


def is_owed(periods: Sequence[tuple[Window, Judgement]], today: date) -> bool:
    """Somebody has to do something about it now."""
    return bool(overdue(periods)) or _current(periods, today) is not None


def overdue(periods: Sequence[tuple[Window, Judgement]]) -> int:
    """How many periods are missed."""
    return sum(judgement.state is State.MISSED for _, judgement in periods)
