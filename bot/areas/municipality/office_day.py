"""One day of the office: whether it works, since when, and by which values; for clocks that remind."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import Municipality
from bot.areas.municipality.working_days import WorkCalendar


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """What is needed to tell what is due on a day."""

    day: date
    office: Municipality
    legal: LegalValues
    calendar: WorkCalendar
    zone: ZoneInfo

    def open_at(self, now: datetime) -> bool:
        """On working days in the office's hours, else nobody is there to do anything."""
        at = now.astimezone(self.zone).time()
        return self.calendar.works(self.day) and self.office.office_opens <= at < self.office.office_closes

    def opens(self, day: date) -> datetime:
        return datetime.combine(day, self.office.office_opens, self.zone)


async def office_day(session: AsyncSession, now: datetime, zone: ZoneInfo) -> OfficeDay | None:
    """None until the municipality is set up."""
    office = await queries.get_municipality(session)
    if office is None:
        return None
    legal, calendar = await queries.get_legal(session), await queries.get_work_calendar(session)
    return OfficeDay(now.astimezone(zone).date(), office, legal, calendar, zone)
