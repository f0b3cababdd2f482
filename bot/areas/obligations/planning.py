"""The year as it is set up: its rows, what is still blank in them; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations import editions, queries
from bot.areas.obligations.catalogue import Measure, Parameter, measures
from bot.areas.obligations.models import Obligation, ObligationPeriod, ResponsiblePerson
from bot.areas.obligations.rules import targets
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused

FEWEST_LETTERS = 5


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A duty of the year as it is set up. `blanks` are numbers, `nameless`: a name is asked for too."""

    obligation: Obligation
    measure: Measure | None
    periods: Sequence[ObligationPeriod]
    named: Sequence[ResponsiblePerson]
    blanks: Sequence[Parameter] = ()
    nameless: bool = False

    @property
    def id(self) -> int:
        return self.obligation.id

    @property
    def key(self) -> str:
        return self.obligation.key

    @property
    def count_blank(self) -> int:
        return len(self.blanks) + self.nameless

    def title(self, language: str) -> str:
        if self.measure:
            return self.measure.title(language)
        ky, ru = self.obligation.title_ky or "", self.obligation.title_ru
        return (ru or ky) if language == "ru" else ky


async def check_may(session: AsyncSession, by: int) -> None:
    await people.check_may(session, by, Permission.KEEP_PLAN)


async def get(session: AsyncSession, obligation_id: int) -> Obligation:
    """Raises `Refused` for what was removed since."""
    found = await queries.find(session, obligation_id)
    if found is None:
        raise Refused("obligations:gone")
    return found


async def rows_of(session: AsyncSession, year: int) -> list[PlanRow]:
    """In the documents' order."""
    return await _rows(session, await queries.of_year(session, year))


async def row(session: AsyncSession, obligation_id: int) -> PlanRow:
    return (await _rows(session, [await get(session, obligation_id)]))[0]


async def _rows(session: AsyncSession, found: Sequence[Obligation]) -> list[PlanRow]:
    legal = await municipality.get_legal(session)
    numbers = [one.id for one in found]
    periods = await queries.periods_of(session, numbers)
    named = await queries.responsibles_of(session, numbers)
    return [_row(one, periods[one.id], named[one.id], legal) for one in found]


def _row(
    obligation: Obligation,
    periods: Sequence[ObligationPeriod],
    named: Sequence[ResponsiblePerson],
    legal: LegalValues,
) -> PlanRow:
    measure = measures().get(obligation.key)
    # What is waived, or was over before the office began, leaves nothing to fill.
    if obligation.waived_at or not periods:
        return PlanRow(obligation, measure, periods, named)
    return PlanRow(
        obligation,
        measure,
        periods,
        named,
        targets.blanks(measure, obligation.targets, legal),
        nameless=not named and targets.asks_for_a_name(measure),
    )


async def values_of_year(session: AsyncSession, year: int) -> LegalValues:
    """The legal values with the numbers of the year's plan in place of those that only stand in for them."""
    legal = await municipality.get_legal(session)
    found = await editions.in_force(session, year)
    said = {
        name: found[key][parameter]
        for name, (key, parameter) in targets.LEGAL_PARAMETERS.items()
        if found.get(key, {}).get(parameter) is not None
    }
    return legal.model_copy(update=said)


def check_words(text: str, longest: int) -> str:
    """Tidied. Raises `Refused`."""
    tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines()).strip()
    if not tidy:
        raise Refused("obligations:empty")
    if len(tidy) > longest:
        raise Refused("obligations:long", longest=longest)
    return tidy


def check_reason(text: str, longest: int) -> str:
    """It stands in the plan for everybody: one letter is none. Raises `Refused`."""
    tidy = check_words(text, longest)
    if sum(letter.isalpha() for letter in tidy) < FEWEST_LETTERS:
        raise Refused("obligations:empty")
    return tidy


def record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int,
    obligation: Obligation,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> None:
    """Which row of which year; no names and no words."""
    row = {"year": obligation.year, "key": obligation.key}
    audit.record(
        session,
        now,
        tag,
        person_id=by,
        subject_id=obligation.id,
        before=dict(before) if before else None,
        after={**row, **(after or {})},
    )
