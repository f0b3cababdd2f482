"""What is asked of the areas' tables: a year's duties at once, so that each table is read once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.models import Obligation, ObligationPeriod
from bot.areas.obligations.rules.state import Fact, FactKind, Need
from bot.areas.obligations.rules.targets import target


@dataclass(frozen=True, slots=True)
class Ask:
    """A duty in its year. Facts are looked for from `since` to `until`, both included. `targets`: the numbers
    of the plan that hold.
    """

    obligation: Obligation
    periods: Sequence[ObligationPeriod]
    legal: LegalValues
    zone: ZoneInfo
    targets: Mapping[str, int | None]

    @property
    def since(self) -> date:
        return min(period.opens_on for period in self.periods)

    @property
    def until(self) -> date:
        catch_up = timedelta(days=self.legal.obligation_catch_up_days)
        return max(period.closes_on for period in self.periods) + catch_up

    def target(self, parameter: str) -> int | None:
        """What the plan asks for, or the municipality's file where the plan is blank; None where both are."""
        return target(measures().get(self.obligation.key), parameter, self.targets, self.legal)


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as people made it, with the duty and the period it names."""

    year: int
    key: str
    number: int
    kind: FactKind
    subject_id: int
    excluded: bool

    @property
    def subject(self) -> tuple[FactKind, int]:
        return self.kind, self.subject_id


@dataclass(frozen=True, slots=True)
class Look:
    """The duties of one year, by key, that have periods; `ties` are all there are."""

    year: int
    asks: Mapping[str, Ask]
    ties: Sequence[Tie]
    legal: LegalValues
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        return datetime.combine(self.since, time.min, self.zone)

    @property
    def end(self) -> datetime:
        """Excluded."""
        return datetime.combine(self.until + timedelta(days=1), time.min, self.zone)

    @property
    def since(self) -> date:
        return min(ask.since for ask in self.asks.values())

    @property
    def until(self) -> date:
        return max(ask.until for ask in self.asks.values())

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def tied(self, *kinds: FactKind) -> list[int]:
        """Rows that were linked to one of these duties, whenever they happened."""
        return [
            tie.subject_id
            for tie in self.ties
            if tie.kind in kinds and not tie.excluded and tie.year == self.year and tie.key in self.asks
        ]


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of the duty `key`; None: of whichever duty people linked it to."""

    key: str | None
    fact: Fact


Reader = Callable[[AsyncSession, Look], Awaitable[Sequence[Found]]]
Needed = Callable[[AsyncSession, Ask], Awaitable[Mapping[int, Need]]]
"""What each period asks, by its number."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where the facts of `keys` are read; rows of these `kinds` can be linked."""

    keys: frozenset[str]
    kinds: frozenset[FactKind]
    read: Reader


def anywhere_and(key: str | None, fact: Fact) -> list[Found]:
    """For its own duty, and for those that people link it to."""
    return [Found(None, fact), *([Found(key, fact)] if key else [])]
