"""How far something owed has come, told from facts alone; pure."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.areas.obligations.rules.windows import Window


class Stage(enum.IntEnum):
    """How far one fact brings it."""

    PLANNED = 1
    ANNOUNCED = 2
    DONE = 3
    REPORTED = 4


class FactKind(enum.StrEnum):
    """What proves it. `tick`: a person's word with a proof, for what the system can't see."""

    DATE = "date"
    MEETING = "meeting"
    BULLETIN = "bulletin"
    BROADCAST = "broadcast"
    POSTER = "poster"
    GROUP_MESSAGE = "group_message"
    QUESTIONNAIRE = "questionnaire"
    SURVEY = "survey"
    PRESENTATION = "presentation"
    INITIATIVE = "initiative"
    LIBRARY = "library"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Fact:
    """`subject_id` is the row it was read from. `period`: the number of the window it belongs to, where it
    says so itself. `about` tells whose it is where each of several has to do it (a deputy's person id).
    """

    stage: Stage
    on: date
    kind: FactKind
    subject_id: int
    period: int | None = None
    about: int | None = None


class State(enum.StrEnum):
    """`partly`: some of what is asked was done. `late`: done, but after its window. `not_needed`: nothing
    set a number, and nothing was needed.
    """

    AHEAD = "ahead"
    OPEN = "open"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    PARTLY = "partly"
    DONE = "done"
    REPORTED = "reported"
    LATE = "late"
    MISSED = "missed"
    WAIVED = "waived"
    NOT_NEEDED = "not_needed"


OWED = frozenset({State.OPEN, State.PLANNED, State.ANNOUNCED, State.PARTLY, State.MISSED})
"""Somebody still has to do it."""
FULFILLED = frozenset({State.DONE, State.REPORTED, State.LATE})


@dataclass(frozen=True, slots=True)
class Need:
    """`count` facts of being done are asked, or one from each of `everyone`; `required`: by a document."""

    count: int = 1
    everyone: frozenset[int] = frozenset()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """`count`: how much was done of what is asked. `done_on`: when the last that was asked was done."""

    state: State
    count: int = 0
    asked: int = 1
    done_on: date | None = None
    reported: bool = False
    facts: Sequence[Fact] = field(default_factory=tuple)


def assign(facts: Iterable[Fact], windows: Sequence[Window], catch_up: timedelta) -> Mapping[int, list[Fact]]:
    """To which window each belongs: the one it names, the one that holds its day, or the last that closed
    before, if that isn't longer ago than `catch_up`: what is caught up counts, as late.
    """
    found: dict[int, list[Fact]] = {window.number: [] for window in windows}
    for fact in facts:
        number = fact.period if fact.period is not None else _window_of(fact.on, windows, catch_up)
        if number in found:
            found[number].append(fact)
    return found


def judge(
    window: Window, need: Need, facts: Sequence[Fact], today: date, *, waived: bool = False
) -> Judgement:
    done_on, count = _done(need, facts)
    asked = len(need.everyone) or need.count
    reported = any(fact.stage is Stage.REPORTED for fact in facts)
    state = State.WAIVED if waived else _state(window, need, facts, today, done_on, reported=reported)
    return Judgement(state, count, asked, done_on, reported, tuple(sorted(facts, key=lambda one: one.on)))


def _state(
    window: Window, need: Need, facts: Sequence[Fact], today: date, done_on: date | None, *, reported: bool
) -> State:
    if done_on is not None:
        if done_on > window.closes_on:
            return State.LATE
        return State.REPORTED if reported else State.DONE
    if today > window.closes_on:
        return State.MISSED if need.required else State.NOT_NEEDED
    furthest = max((fact.stage for fact in facts), default=None)
    if furthest is None:
        return State.AHEAD if today < window.opens_on else State.OPEN
    return {Stage.PLANNED: State.PLANNED, Stage.ANNOUNCED: State.ANNOUNCED}.get(furthest, State.PARTLY)


def _done(need: Need, facts: Iterable[Fact]) -> tuple[date | None, int]:
    """When enough was done, None while it isn't, and how much was. The same thing told twice counts once."""
    first: dict[object, date] = {}
    for fact in sorted(facts, key=lambda one: one.on):
        if fact.stage >= Stage.DONE:
            first.setdefault(fact.about if need.everyone else (fact.kind, fact.subject_id), fact.on)
    if need.everyone:
        first = {about: on for about, on in first.items() if about in need.everyone}
    asked = len(need.everyone) or need.count
    days = sorted(first.values())
    return (days[asked - 1] if len(days) >= asked else None), len(days)


def _window_of(day: date, windows: Sequence[Window], catch_up: timedelta) -> int | None:
    for window in windows:
        if window.holds(day):
            return window.number
    before = [window for window in windows if window.closes_on < day <= window.closes_on + catch_up]
    return before[-1].number if before else None
