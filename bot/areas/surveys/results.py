"""What came of a survey, as values: counted by `tallies`, shown in chat, in papers and to residents."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.areas.surveys.questionnaire.content import Questionnaire, Words

# Recommended for small places; whoever is alone in a group could be recognised.
SMALLEST_GROUP = 5


class Origin(enum.StrEnum):
    """How an answer came."""

    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    MEETING = "meeting"
    PAPER = "paper"
    STAFF = "staff"


class Dimension(enum.StrEnum):
    """By what answers are compared. Sex and age only where the questionnaire asks for them."""

    VILLAGE = "village"
    LANGUAGE = "language"
    ORIGIN = "origin"
    SEX = "sex"
    AGE = "age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One question. `answered`: so many answered it.

    `counts`: by option name, mark (`"4"`), number, `yes`/`no`; of several each chosen one counts. A number's
    and a scale's `mean`, `median`, `low`, `high`. `points`: of a ranking, by option: the first of three
    places gives 3, the last 1; `counts` are then the first places. `tags`: how often staff gave a tag to
    free words.
    """

    name: str
    answered: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    mean: float | None = None
    median: float | None = None
    low: float | None = None
    high: float | None = None
    tags: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The answers of one village, one language, ... `label` as people call it."""

    key: str
    label: Words
    responses: int
    tallies: Mapping[str, Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """`hidden`: the answers in groups too small to be shown."""

    dimension: Dimension
    groups: tuple[Group, ...]
    hidden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """An earlier time that the same was asked: what can be compared with it, by the question's name."""

    closed_on: date
    responses: int
    tallies: Mapping[str, Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """`tallies` by the question's name. `asked`: residents it was sent to. `in_box`: forms counted there.

    `waiting`: anonymous answers not yet mixed with others, so not counted here. `closed_on` None: it still
    runs.
    """

    questionnaire: Questionnaire
    opened_on: date | None
    closed_on: date | None
    anonymous: bool
    asked: int
    responses: int
    tallies: Mapping[str, Tally]
    breakdowns: tuple[Breakdown, ...] = ()
    before: Wave | None = None
    in_box: int | None = None
    waiting: int = 0

    @property
    def by_origin(self) -> Mapping[str, int]:
        for one in self.breakdowns:
            if one.dimension is Dimension.ORIGIN:
                return {group.key: group.responses for group in one.groups}
        return {}
