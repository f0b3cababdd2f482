"""The indicators one by one, each against what the plan aims at; pure sums."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.areas.obligations.indicators.figures import Figures
from bot.areas.obligations.indicators.paper import GROUP


class Key(enum.StrEnum):
    """In the order they are shown."""

    INFORMED = "informed"
    DIGEST = "digest"
    GROUPS = "groups"
    PAPER = "paper"
    ATTENDED = "attended"
    SUBSCRIBERS = "subscribers"
    MEETINGS = "meetings"
    MATERIALS = "materials"
    QUESTIONNAIRES = "questionnaires"
    INITIATIVES = "initiatives"
    ACTS = "acts"
    TPSG = "tpsg"
    APPEALS = "appeals"


SOURCES: Mapping[Key, str] = {
    Key.INFORMED: "001 §1.1",
    Key.DIGEST: "001 §1.5",
    Key.GROUPS: "001 §1.3",
    Key.PAPER: "001 §1.4, 004 §2.2",
    Key.ATTENDED: "001 §1.2",
    Key.SUBSCRIBERS: "001 §1.1",
    Key.MEETINGS: "001 §2.1",
    Key.MATERIALS: "001 §1.4",
    Key.QUESTIONNAIRES: "001 §3.2",
    Key.INITIATIVES: "001 §2.2",
    Key.ACTS: "001 §2.3",
    Key.TPSG: "001 §2.4",
    Key.APPEALS: "002 §2.3",
}


@dataclass(frozen=True, slots=True)
class Line:
    """`share` of one is what the target, in percent, is compared with; without it `value` is.

    `target` is the year's. `villages` split the value where that can be told.
    """

    key: Key
    value: int
    share: float | None = None
    target: int | None = None
    villages: Mapping[int, int] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return SOURCES[self.key]

    @property
    def in_percent(self) -> bool:
        """Whether its target is."""
        return self.key in _IN_PERCENT

    @property
    def met(self) -> bool | None:
        """None where nothing is aimed at, or a share can't be told."""
        if self.target is None or (self.share is None and self.in_percent):
            return None
        # Of 1,000 people 41 % are 410: compared in whole numbers, no rounding turns a miss into a hit.
        return self.value >= self.target if self.share is None else self.share * 100 >= self.target - 1e-9


_IN_PERCENT = frozenset({Key.INFORMED, Key.DIGEST, Key.GROUPS, Key.ATTENDED, Key.SUBSCRIBERS})


def lines(found: Figures) -> list[Line]:
    of = found.targets.get
    return [
        _share(found, Key.INFORMED, found.informed.people, "informed_web", found.informed.villages),
        _share(found, Key.DIGEST, found.digest.people, "informed_digest", found.digest.villages),
        _share(found, Key.GROUPS, found.paper.people.get(GROUP, 0), "informed_whatsapp"),
        Line(Key.PAPER, sum(count for way, count in found.paper.people.items() if way != GROUP)),
        _share(found, Key.ATTENDED, found.meetings.people, "attended", found.meetings.villages),
        Line(
            Key.SUBSCRIBERS,
            found.subscribers.now,
            growth(found.subscribers.before, found.subscribers.now),
            of("subscriber_growth"),
            found.subscribers.villages,
        ),
        Line(Key.MEETINGS, found.meetings.meetings),
        Line(Key.MATERIALS, found.paper.materials, None, of("materials_min"), found.paper.villages),
        Line(
            Key.QUESTIONNAIRES,
            found.questionnaires.filled,
            None,
            of("questionnaires_min"),
            found.questionnaires.villages,
        ),
        Line(Key.INITIATIVES, found.initiatives.local_done, None, of("initiatives_min")),
        Line(Key.ACTS, found.initiatives.acts_approved, None, of("acts_min")),
        Line(Key.TPSG, found.initiatives.tpsg_done, None, of("tpsg_projects_min")),
        Line(
            Key.APPEALS,
            found.appeals.received,
            None,
            None,
            found.appeals.received_by_village,
        ),
    ]


def growth(before: int, now: int) -> float | None:
    """Nothing grows from nothing: None where nobody was there before."""
    return (now - before) / before if before else None


def _share(
    found: Figures, key: Key, value: int, target: str, villages: Mapping[int, int] | None = None
) -> Line:
    share = value / found.people if found.people else None
    return Line(key, value, share, found.targets.get(target), villages or {})
