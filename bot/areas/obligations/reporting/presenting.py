"""What the presentation of local issues tells (001 §1.2), read from the tables; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import queries as hearings
from bot.areas.hearings.models import Meeting
from bot.areas.initiatives import queries as initiatives
from bot.areas.initiatives.models import Initiative, InitiativeStage
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Municipality, Village
from bot.areas.obligations import indicators
from bot.areas.obligations.board import Row, Standing, board
from bot.areas.obligations.models import PaperKind
from bot.areas.obligations.reporting import papers
from bot.areas.obligations.reporting.issues import LocalIssues, local_issues
from bot.areas.obligations.rules.span import Span
from bot.areas.obligations.rules.state import OWED, State

WINTER, SUMMER = 1, 2
PARTS = (WINTER, SUMMER)
MOST_DATES = 5
AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Told:
    """`figures` are in winter of the year before, in summer of this one. `next`: what the calendar asks."""

    year: int
    part: int
    made_on: date
    office: Municipality | None
    villages: Sequence[Village]
    figures: indicators.Figures
    done: Sequence[Initiative]
    meetings: Sequence[Meeting]
    next: Sequence[tuple[Row, Standing]]
    issues: LocalIssues
    words: Mapping[str, Any]

    def name(self, language: str) -> str:
        return self.office.name(language) if self.office else ""


def part_of(day: date) -> int:
    return WINTER if day.month < 7 else SUMMER


async def gather(session: AsyncSession, year: int, part: int, now: datetime, zone: ZoneInfo) -> Told:
    today = now.astimezone(zone).date()
    span = Span(year - 1 if part == WINTER else year)
    found = await initiatives.in_hand(session, span.first, span.last)
    paper = await papers.find(session, PaperKind.PRESENTATION, year, part)
    rows = await board(session, today.year, today, zone)
    return Told(
        year=year,
        part=part,
        made_on=today,
        office=await municipality.get_municipality(session),
        villages=await municipality.list_villages(session),
        figures=await indicators.figures(session, span, now, zone),
        done=[one for one in found if one.stage is InitiativeStage.DONE],
        meetings=(await hearings.ahead(session, now))[:MOST_DATES],
        next=_soon(rows, today),
        issues=await local_issues(session, today),
        words=paper.words if paper else {},
    )


def _soon(rows: Sequence[Row], today: date) -> list[tuple[Row, Standing]]:
    """Meetings of the calendar (000) that still have to be held, the earliest first."""
    found = [
        (row, one)
        for row in rows
        if row.measure and row.measure.document == "cal"
        for one in row.standings
        if one.judgement.state in (OWED | {State.AHEAD}) - {State.MISSED}
        if one.period.opens_on <= today + AHEAD
    ]
    return sorted(found, key=lambda each: each[1].period.closes_on)[:MOST_DATES]
