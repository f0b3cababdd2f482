"""One light for each duty of a year, of all its periods; pure."""

import enum
from collections.abc import Sequence

from bot.areas.obligations.rules.state import FULFILLED, State


class Colour(enum.StrEnum):
    """In the order in which they outweigh each other: what was missed is told before all else."""

    MISSED = "missed"
    NOW = "now"
    LATE = "late"
    DONE = "done"
    AHEAD = "ahead"
    NONE = "none"


_OF = {
    State.MISSED: Colour.MISSED,
    State.OPEN: Colour.NOW,
    State.PLANNED: Colour.NOW,
    State.ANNOUNCED: Colour.NOW,
    State.PARTLY: Colour.NOW,
    State.LATE: Colour.LATE,
    State.DONE: Colour.DONE,
    State.REPORTED: Colour.DONE,
    State.AHEAD: Colour.AHEAD,
    State.WAIVED: Colour.NONE,
    State.NOT_NEEDED: Colour.NONE,
}


def colour(states: Sequence[State]) -> Colour:
    """A duty without periods (it was over before the office began) is none."""
    found = {_OF[state] for state in states}
    return next((one for one in Colour if one in found), Colour.NONE)


def fulfilled(states: Sequence[State]) -> int:
    return sum(state in FULFILLED for state in states)
