"""The sample's plan: adopted by working group and order, its numbers partly filled, days chosen."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality.models import Municipality
from bot.areas.obligations import (
    adoption,
    filling,
    naming,
    own_events,
    planning,
    working_group,
    years,
)
from bot.areas.obligations.catalogue import Months, Recurrence, Rule, calendar, plan
from bot.areas.obligations.models import GroupPart, Plan
from bot.areas.obligations.own_events import Draft
from bot.areas.obligations.working_group import Joining
from bot.areas.people import queries as staff
from bot.areas.people.models import Role

# Three of its blanks are left, so that there is something to fill.
NUMBERS = (
    ("plan.1.1", "informed_web", 40),
    ("plan.1.2", "attended", 15),
    ("plan.1.3", "informed_whatsapp", 35),
    ("plan.1.4", "materials_min", 8),
    ("plan.2.2", "initiatives_min", 3),
    ("plan.3.2", "questionnaires_min", 200),
)
NAMED = ("plan.1.1", "plan.1.3", "plan.1.4", "plan.1.5")
MEETINGS = ("cal.6", "plan.2.1")
MONEY = (("plan.1.4", 60_000), ("plan.2.2", 350_000))
COMMUNITY = (
    ("Чынара Абдыраева", "«Ынтымак» аялдар кеңешинин төрайымы", True, "social_group"),
    ("Фарход Юлдашев", "дыйкан", False, "minority"),
    ("Сабира Токтосунова", "мугалим", True, "disability"),
)
DISCUSSED, ORDERED, APPROVED = 80, 100, 70


class PlanSeeder:
    """Through the same services as the office, only with the clock turned back."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime) -> None:
        self._session = session
        self._zone = zone
        self._now = now
        self._today = now.astimezone(zone).date()

    async def fill(self) -> None:
        self._officer = (await staff.holders_of(self._session, Role.OFFICER))[0]
        self._head = (await staff.holders_of(self._session, Role.HEAD))[0]
        await self._open_year()
        await self._fill_rows()
        await self._add_event()
        await self._adopt()
        await self._choose_days()

    async def _open_year(self) -> None:
        """The office has kept its plan since this quarter began, whenever the demo is tried."""
        office = await self._session.get_one(Municipality, 1)
        begun = office.created_at
        quarter = self._today.replace(month=(self._today.month - 1) // 3 * 3 + 1, day=1)
        office.created_at = datetime.combine(quarter, datetime.min.time(), self._zone)
        await years.open_year(self._session, self._today.year, self._now, self._zone)
        office.created_at = begun

    async def _row(self, key: str) -> planning.PlanRow:
        return next(row for row in await planning.rows_of(self._session, self._today.year) if row.key == key)

    async def _fill_rows(self) -> None:
        session, by, now = self._session, self._officer, self._now
        for key, parameter, number in NUMBERS:
            await filling.set_number(session, by, (await self._row(key)).id, parameter, number, now)
        name = await staff.name_of(session, by) or ""
        for key in NAMED:
            await naming.name_person(session, by, (await self._row(key)).id, name, by, now)
        await naming.name_person(
            session, by, (await self._row("plan.3.2")).id, "Айнура Сулайманова", None, now
        )
        for key, som in MONEY:
            await filling.set_amount(session, by, (await self._row(key)).id, som, now)
        note = "Мектептин, ФАПтын жана мечиттин жанындагы такталар"
        await filling.set_note(session, by, (await self._row("plan.1.4")).id, note, now)

    async def _add_event(self) -> None:
        forum = next(one for one in calendar().examples if one.slug == "youth_forum")
        november = Months(first_month=11, last_month=12)
        recurrence = Recurrence(
            rule=Rule.WINDOWS, windows=(november,), ky="Ноябрь-Декабрь", ru="Ноябрь-Декабрь"
        )
        draft = Draft(forum.slug, forum.ky, forum.ru, recurrence, every_year=True)
        await own_events.add(self._session, self._officer, self._today.year, draft, self._now)

    # Adoption

    async def _adopt(self) -> None:
        session, by, zone = self._session, self._officer, self._zone
        first, last = plan().first_year or 0, plan().last_year or 0
        if not first <= self._today.year <= last:
            first, last = self._today.year, self._today.year + last - first
        found = await adoption.begin(session, by, first, last, self._before(ORDERED + 20))
        await self._gather_group(found)
        await working_group.order_group(
            session, by, found.id, "31", self._day(ORDERED), self._before(ORDERED), zone
        )
        await adoption.note_discussion(
            session,
            by,
            found.id,
            self._day(DISCUSSED),
            "Маданият үйүндө өттү, 84 киши келди. Жаштар форумун кошуу сунушталды.",
            self._before(DISCUSSED),
            zone,
        )
        await adoption.approve(
            session, self._head, found.id, "38", self._day(APPROVED), self._before(APPROVED), zone
        )

    async def _gather_group(self, found: Plan) -> None:
        """Two of the office, two of the council, three of the community: neither sex under 30 %."""
        session, by, then = self._session, self._officer, self._before(ORDERED + 10)
        head = (await working_group.members_of(session, found.id))[0]
        about = {"position": "Айыл өкмөтүнүн башчысы", "woman": False, "minority": False}
        await working_group.describe_member(session, by, found.id, head.id, about, then)
        officer = Joining(
            await staff.name_of(session, by) or "", GroupPart.OFFICE, by, "жооптуу кызматкер", woman=False
        )
        await working_group.add_member(session, by, found.id, officer, then)
        for at, number in enumerate((await staff.holders_of(session, Role.DEPUTY))[:2]):
            deputy = Joining(
                await staff.name_of(session, number) or "",
                GroupPart.COUNCIL,
                number,
                "депутат",
                woman=at == 1,
            )
            await working_group.add_member(session, by, found.id, deputy, then)
        for member, position, woman, group in COMMUNITY:
            one = Joining(member, GroupPart.COMMUNITY, None, position, woman=woman, **{group: True})
            await working_group.add_member(session, by, found.id, one, then)

    # Days

    async def _choose_days(self) -> None:
        """A week after the first lawful day of the last time, where there is one."""
        for key in MEETINGS:
            row = await self._row(key)
            period = row.periods[-1]
            bounds = await filling.bounds(self._session, period, self._now, self._zone)
            if bounds.first <= bounds.last:
                day = min(bounds.first + timedelta(days=7), bounds.last)
                await filling.set_day(
                    self._session, self._officer, row.id, period.number, day, self._now, self._zone
                )

    def _before(self, days: int) -> datetime:
        return self._now - timedelta(days=days)

    def _day(self, days: int) -> date:
        return self._before(days).astimezone(self._zone).date()
