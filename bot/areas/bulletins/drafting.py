"""A draft's words: what the areas have to tell of the period, in each language."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.contributions import Contribution
from bot.areas.bulletins import rules
from bot.areas.bulletins.rules import Issue
from bot.areas.bulletins.texts import naming as texts
from bot.areas.municipality import queries as municipality
from bot.core.i18n import RESIDENT_LANGUAGES, Translator

Contributor = Callable[[AsyncSession, datetime, datetime], Awaitable[Sequence[Contribution]]]
"""What an area has to tell of the time from the first moment up to, but not with, the second."""


async def write_drafts(
    session: AsyncSession, issue: Issue, contributors: Sequence[Contributor], zone: ZoneInfo
) -> Mapping[str, Markup]:
    """By language."""
    told = await _gather(session, issue, contributors, zone)
    return {code: await _draft(session, code, issue, told, zone) for code in RESIDENT_LANGUAGES}


async def _gather(
    session: AsyncSession, issue: Issue, contributors: Sequence[Contributor], zone: ZoneInfo
) -> list[Contribution]:
    start, end = rules.span(issue, zone)
    found = [one for contribute in contributors for one in await contribute(session, start, end)]
    return sorted(found, key=lambda one: (one.day is None, one.day or date.min))


async def _draft(
    session: AsyncSession, language: str, issue: Issue, told: Sequence[Contribution], zone: ZoneInfo
) -> Markup:
    t = Translator(language, zone)
    office = await municipality.get_municipality(session)
    lines = [texts.draft_line(t, one.day, one.title(language)) for one in told]
    name = office.name(language) if office else ""
    return texts.draft(t, issue.kind, issue.period_start, name, lines)
