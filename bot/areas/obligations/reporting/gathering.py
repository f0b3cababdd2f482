"""What a monitoring report tells (004 §5.1), read from the tables; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives import queries as initiatives
from bot.areas.initiatives.models import Initiative
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Municipality, Village
from bot.areas.obligations import indicators
from bot.areas.obligations.board import Row, Standing, board
from bot.areas.obligations.reporting import papers
from bot.areas.obligations.reporting.proven import Proven, proven
from bot.areas.obligations.rules.span import Span
from bot.areas.obligations.rules.state import FULFILLED, State
from bot.areas.people import queries as staff
from bot.areas.people.models import Role


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the year with those of its periods that lie in the report's time, or reach into it."""

    row: Row
    standings: Sequence[Standing]

    @property
    def states(self) -> list[State]:
        return [one.judgement.state for one in self.standings]


@dataclass(frozen=True, slots=True)
class Report:
    """`words` are what people wrote, by item. `head`: who signs."""

    span: Span
    made_on: date
    office: Municipality | None
    villages: Sequence[Village]
    parts: Sequence[Part]
    figures: indicators.Figures
    lines: Sequence[indicators.Line]
    initiatives: Sequence[Initiative]
    words: Mapping[str, Any]
    head: str
    proven: Proven

    @property
    def is_over(self) -> bool:
        return self.span.last < self.made_on

    def name(self, language: str) -> str:
        return self.office.name(language) if self.office else ""

    def count(self, *states: State) -> int:
        """Periods of the report's time in one of these states."""
        return sum(state in states for part in self.parts for state in part.states)

    @property
    def fulfilled(self) -> int:
        return self.count(*FULFILLED)

    @property
    def periods(self) -> int:
        """All that was owed: what was dropped or not needed isn't among them."""
        nothing = {State.WAIVED, State.NOT_NEEDED}
        return self.count(*(state for state in State if state not in nothing))

    @property
    def behind(self) -> Sequence[Part]:
        """Rows with something late or missed, which a reader wants explained."""
        return [part for part in self.parts if {State.LATE, State.MISSED} & set(part.states)]


async def gather(session: AsyncSession, span: Span, now: datetime, zone: ZoneInfo) -> Report:
    today = now.astimezone(zone).date()
    figures = await indicators.figures(session, span, now, zone)
    paper = await papers.find(session, papers.kind_of(span), span.year, span.quarter)
    heads = await staff.holders_of(session, Role.HEAD)
    parts = parts_of(await board(session, span.year, today, zone, until=span.last), span)
    facts = [fact for part in parts for one in part.standings for fact in one.judgement.facts]
    return Report(
        span=span,
        made_on=today,
        office=await municipality.get_municipality(session),
        villages=await municipality.list_villages(session),
        parts=parts,
        figures=figures,
        lines=indicators.lines(figures),
        initiatives=await initiatives.in_hand(session, span.first, min(span.last, today)),
        words=paper.words if paper else {},
        head=(await staff.name_of(session, heads[0]) or "") if heads else "",
        proven=await proven(session, facts),
    )


def parts_of(rows: Sequence[Row], span: Span) -> list[Part]:
    """In the documents' order; a row that owes nothing in this time is left out."""
    found = [Part(row, [one for one in row.standings if _touches(one, span)]) for row in rows]
    return [part for part in found if part.standings]


def _touches(one: Standing, span: Span) -> bool:
    return one.period.opens_on <= span.last and one.period.closes_on >= span.first
