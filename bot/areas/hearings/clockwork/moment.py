"""What the clock's steps look at."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import service
from bot.areas.hearings.models import Meeting
from bot.areas.hearings.rules import timing
from bot.areas.municipality.legal import LegalValues
from bot.core.links import Links


@dataclass(frozen=True, slots=True)
class Moment:
    """`morning`: the office has begun to work today."""

    session: AsyncSession
    now: datetime
    zone: ZoneInfo
    legal: LegalValues
    links: Links

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def morning(self) -> bool:
        return self.now >= timing.morning(self.today, self.zone)

    def held_on(self, meeting: Meeting) -> date:
        return meeting.starts_at.astimezone(self.zone).date()

    async def claim(self, meeting: Meeting, step: str) -> bool:
        """Each thing is told once, whoever looks."""
        return await service.claim_step(self.session, meeting.id, step, self.now)
