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
    """What proves it. `tick`: a person's word with a proof, for what the system can't see.

    `poster` and `group_message` are of a bulletin, `meeting_poster` and `meeting_message` of a meeting's
    notice, `report_poster` of a monitoring report: however many boards it hangs on, it is one material.
    `presentation` is of a survey's report,
    `paper` the presentation of local issues (001 §1.2). `mandate`: one that was passed on to the council.
    """

    DATE = "date"
    MEETING = "meeting"
    BULLETIN = "bulletin"
    BROADCAST = "broadcast"
    POSTER = "poster"
    GROUP_MESSAGE = "group_message"
    MEETING_POSTER = "meeting_poster"
    MEETING_MESSAGE = "meeting_message"
    REPORT_POSTER = "report_poster"
    QUESTIONNAIRE = "questionnaire"
    SURVEY = "survey"
    PRESENTATION = "presentation"
    PAPER = "paper"
    INITIATIVE = "initiative"
    MANDATE = "mandate"
    LIBRARY = "library"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Fact:
    """`subject_id` is the row it was read from. `period`: the number of the window it belongs to, where it
    says so itself. `about` tells whose it is where each of several has to do it (a deputy's person id); a
    tick about nobody is about all of them.
    """

    stage: Stage
    on: date
    kind: FactKind
    subject_id: int
    period: int | None = None
    about: int | None = None


class State(enum.StrEnum):
    """`partly`: some of what is asked was done. `late`: done, but after its window. `not_needed`: no
    document sets a number, and nothing was needed so far.
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
    """`count`: how much was done of what is asked. `done_on`: when the last that was asked was done.

    `reported`: of as much as is asked there is the protocol, the result or whatever reports of it. `missing`:
    who of those that each have to do it hasn't.
    """

    state: State
    count: int = 0
    asked: int = 1
    done_on: date | None = None
    reported: bool = False
    facts: Sequence[Fact] = field(default_factory=tuple)
    missing: frozenset[int] = frozenset()


def assign(
    facts: Iterable[Fact], windows: Sequence[Window], catch_up: timedelta, beyond: Sequence[Window] = ()
) -> Mapping[int, list[Fact]]:
    """To which window each belongs: the one it names, the one that holds its day, or the last that closed
    before, if that isn't longer ago than `catch_up`: what is caught up counts, as late.

    `beyond` are the windows of the year after: what lies in one of them belongs to that year.
    """
    found: dict[int, list[Fact]] = {window.number: [] for window in windows}
    for fact in facts:
        number = fact.period
        if number is None and not any(window.holds(fact.on) for window in beyond):
            number = window_of(fact.on, windows, catch_up)
        if number in found:
            found[number].append(fact)
    return found


def judge(
    window: Window, need: Need, facts: Sequence[Fact], today: date, *, waived: bool = False
) -> Judgement:
    asked = len(need.everyone) or need.count
    done = _first_days(need, facts, Stage.DONE)
    days = sorted(done.values())
    done_on = days[asked - 1] if len(days) >= asked else None
    reported = len(_first_days(need, facts, Stage.REPORTED)) >= asked
    state = State.WAIVED if waived else _state(window, need, facts, today, done_on, reported=reported)
    return Judgement(
        state,
        len(days),
        asked,
        done_on,
        reported,
        tuple(sorted(facts, key=lambda one: one.on)),
        frozenset(need.everyone - {about for about in done if isinstance(about, int)}),
    )


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
    if furthest is None and not need.required:
        return State.NOT_NEEDED
    if furthest is None:
        return State.AHEAD if today < window.opens_on else State.OPEN
    return {Stage.PLANNED: State.PLANNED, Stage.ANNOUNCED: State.ANNOUNCED}.get(furthest, State.PARTLY)


def _first_days(need: Need, facts: Iterable[Fact], least: Stage) -> Mapping[object, date]:
    """The first day of each thing that came so far. The same thing told twice counts once."""
    first: dict[object, date] = {}
    for fact in sorted(facts, key=lambda one: one.on):
        if fact.stage < least:
            continue
        if not need.everyone:
            first.setdefault((fact.kind, fact.subject_id), fact.on)
            continue
        for about in need.everyone if fact.about is None else need.everyone & {fact.about}:
            first.setdefault(about, fact.on)
    return first


def window_of(day: date, windows: Sequence[Window], catch_up: timedelta) -> int | None:
    """The number of the one that holds the day or, within `catch_up`, closed last before it."""
    for window in windows:
        if window.holds(day):
            return window.number
    before = [window for window in windows if window.closes_on < day <= window.closes_on + catch_up]
    return before[-1].number if before else None
