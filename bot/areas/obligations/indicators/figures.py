"""All indicators of a quarter or a year, read from what really happened; never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import figures as appeals
from bot.areas.initiatives import queries as initiatives
from bot.areas.municipality import queries as municipality
from bot.areas.obligations.indicators import meetings, paper, questionnaires, reach, subscribers, targets
from bot.areas.obligations.rules.span import Span


@dataclass(frozen=True, slots=True)
class Figures:
    """Until `as_of`. `population`: by village, in the municipality's order; `targets` are the year's."""

    span: Span
    as_of: datetime
    population: Mapping[int, int]
    targets: Mapping[str, int]
    informed: reach.Reached
    digest: reach.Reached
    paper: paper.PaperReach
    meetings: meetings.Attendance
    subscribers: subscribers.Subscribers
    questionnaires: questionnaires.Questionnaires
    initiatives: initiatives.Figures
    appeals: appeals.Figures

    @property
    def people(self) -> int:
        return sum(self.population.values())


async def figures(session: AsyncSession, span: Span, now: datetime, zone: ZoneInfo) -> Figures:
    start, end = span.moments(zone)
    as_of = min(end, now)
    year_began, _ = span.of_year().moments(zone)
    villages = await municipality.list_villages(session)
    return Figures(
        span=span,
        as_of=as_of,
        population={village.id: village.population for village in villages},
        targets=await targets.targets(session, span.year),
        informed=await reach.by_messages(session, start, end),
        digest=await reach.by_digests(session, start, end),
        paper=await paper.paper_reach(session, start, end),
        meetings=await meetings.attendance(session, start, end),
        subscribers=await subscribers.subscribers(session, year_began, as_of),
        questionnaires=await questionnaires.questionnaires(session, start, end),
        initiatives=await initiatives.figures_between(session, span.first, span.last),
        appeals=await appeals.figures(session, start, end, now.astimezone(zone).date(), zone),
    )
