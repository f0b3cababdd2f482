"""Years open by themselves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import queries, years
from bot.core.scheduling import Tick


async def open_years(tick: Tick) -> None:
    """This one, and in its last month the next, so that it can be planned."""
    for year in _due_years(tick.now, tick.timezone):
        async with tick.database.reading() as session:
            if await municipality.get_municipality(session) is None or await queries.is_open(session, year):
                continue
        async with tick.database.session() as session:
            await years.open_year(session, year, tick.now, tick.timezone)


async def next_opening(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first of December, when the next year opens."""
    if await municipality.get_municipality(session) is None:
        return None
    today = now.astimezone(zone).date()
    for year in (today.year, today.year + 1):
        opens = datetime.combine(date(year, years.OPENS_MONTH, 1), datetime.min.time(), zone)
        if opens > now:
            return opens
    return None


def _due_years(now: datetime, zone: ZoneInfo) -> list[int]:
    today = now.astimezone(zone).date()
    return [today.year, today.year + 1] if today.month >= years.OPENS_MONTH else [today.year]
