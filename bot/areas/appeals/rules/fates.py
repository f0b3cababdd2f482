"""What became of an appeal, and whether the law was kept: what the figures mean, in one place. Pure.

- **Answered in time** (or late) is told by the *first* answer, whatever comes later: who disputes it, has it
  opened again or takes it back then, changes nothing of whether they were answered in time.
- **Passed on** is no answer: the author only learns whose matter it is. It is counted by itself, with how
  many were passed on after the last day; what was answered before it was passed on counts as answered.
- **Joined** with another about the same thing it stays an appeal of its own: its author wrote, has a last
  day and gets an answer; it is counted like every other, and how many there were is told besides.
- **Taken back** before an answer it is neither in time nor late, and never overdue.
- A **mandate** has no lawful day: answered or declined, it is neither in time nor late.
- **Overdue now** is what the office's own list shows so: not ended, its last day past, and not with the head.
"""

import enum
from dataclasses import dataclass
from datetime import date

from bot.areas.appeals.models import AppealKind, AppealState, AppealTopic
from bot.areas.appeals.rules.access import OPEN

OVERDUE_STATES = OPEN - {AppealState.DISPUTED}


class Fate(enum.StrEnum):
    """Each appeal has just one."""

    IN_TIME = "in_time"
    LATE = "late"
    ANSWERED = "answered"
    FORWARDED = "forwarded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Case:
    """One appeal without its words and its author. Days are the municipality's.

    `last_on`: the last day that counts now, moved by a new aim after the head opened it again.
    `told_on`: when the author first heard an answer, or whose matter it is.
    """

    kind: AppealKind
    state: AppealState
    topic: AppealTopic | None
    village_id: int | None
    deputy_id: int | None
    received_on: date
    due_on: date | None
    last_on: date | None
    told_on: date | None
    passed_on: bool
    joined: bool
    disputed: bool

    @property
    def answered_on(self) -> date | None:
        return None if self.passed_on else self.told_on

    @property
    def fate(self) -> Fate:
        if self.answered_on is not None:
            if self.due_on is None:
                return Fate.ANSWERED
            return Fate.IN_TIME if self.answered_on <= self.due_on else Fate.LATE
        return _UNANSWERED.get(self.state, Fate.WAITING)

    @property
    def forwarded_late(self) -> bool:
        past = self.told_on and self.due_on and self.told_on > self.due_on
        return self.fate is Fate.FORWARDED and bool(past)

    @property
    def open(self) -> bool:
        return self.state in OPEN

    def overdue(self, today: date) -> bool:
        return self.state in OVERDUE_STATES and self.last_on is not None and self.last_on < today


_UNANSWERED = {
    AppealState.FORWARDED: Fate.FORWARDED,
    AppealState.DECLINED: Fate.DECLINED,
    AppealState.WITHDRAWN: Fate.WITHDRAWN,
}
