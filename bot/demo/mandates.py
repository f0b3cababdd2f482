"""The sample's mandates: one kept, one before the council, one planned, one new."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import mandates, receiving
from bot.areas.appeals.models import Appeal, AppealKind, AppealTopic, Origin, Outcome
from bot.areas.appeals.receiving import Told
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.people import queries as staff
from bot.areas.residents.models import ResidentVillage

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


class MandateSeeder:
    """To the deputy whose phone is on the page, from people of his district; the clock turned back."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime, calendar: WorkCalendar) -> None:
        self._session = session
        self._zone = zone
        self._now = now
        self._today: date = now.astimezone(zone).date()
        self._calendar = calendar

    async def older(self) -> None:
        """What came before all the sample's appeals to the office: numbers are given one after another."""
        district = (await municipality.list_districts(self._session))[0]
        self._district, self._village = district.id, district.parts[0].village_id
        holders = await staff.list_holders(self._session)
        self._deputy = next(one.person_id for one in holders if one.district_id == district.id)
        self._people: Sequence[int] = (
            await self._session.scalars(
                select(ResidentVillage.person_id)
                .where(ResidentVillage.village_id == self._village)
                .order_by(ResidentVillage.person_id)
                .limit(40)
            )
        ).all()
        await self._kept()
        await self._before_the_council()
        await self._planned()

    async def newer(self) -> None:
        await self._given(
            self._now - 5 * HOUR,
            "Жаштык көчөсүндө кышкысын автобус токтоочу жайда калканч жок, балдар жаанда күтөт.",
            author=4,
            supporters=3,
        )

    def _worked(self, days: int, hour: int = 10) -> datetime:
        return datetime.combine(self._calendar.before(self._today, days), time(hour), self._zone)

    async def _given(self, at: datetime, text: str, *, author: int, supporters: int) -> Appeal:
        told = Told(
            kind=AppealKind.MANDATE,
            text=text,
            village_id=self._village,
            deputy_id=self._deputy,
            district_id=self._district,
            open_to_all=True,
        )
        mandate = await mandates.give(
            self._session, told, self._people[author], Origin.TELEGRAM, at, self._zone
        )
        for person_id in self._people[10 : 10 + supporters]:
            await receiving.remember(self._session, person_id, district_id=self._district)
            await mandates.support(self._session, mandate.id, person_id, at + 2 * HOUR)
        return mandate

    async def _kept(self) -> None:
        at = self._worked(32)
        mandate = await self._given(
            at, "Мектеп көчөсүндөгү өткөөлгө жол белгисин койдуруп бериңиз.", author=1, supporters=8
        )
        await mandates.sort(self._session, mandate.id, self._deputy, AppealTopic.ROADS, at + HOUR)
        await mandates.answer(
            self._session,
            mandate.id,
            self._deputy,
            "Жол белгиси коюлду, өткөөл боёлду.",
            self._worked(21, 16),
            outcome=Outcome.DONE,
        )

    async def _before_the_council(self) -> None:
        at = self._worked(25, 12)
        mandate = await self._given(
            at,
            "Айылда мал жаюунун тартибин кеңеш кайра карап чыксын: бактарды мал жеп жатат.",
            author=2,
            supporters=21,
        )
        await mandates.sort(self._session, mandate.id, self._deputy, AppealTopic.LAND, at + HOUR)
        await mandates.hand_to_council(self._session, mandate.id, self._deputy, None, self._worked(22))

    async def _planned(self) -> None:
        at = self._worked(20, 9)
        mandate = await self._given(
            at, "Токтогул көчөсүнө түнкү жарык керек, кечинде жол көрүнбөйт.", author=3, supporters=14
        )
        await mandates.sort(self._session, mandate.id, self._deputy, AppealTopic.LIGHT, at + HOUR)
        await mandates.plan(
            self._session,
            mandate.id,
            self._deputy,
            "Сегиз фонарь коюлат, акчасы жергиликтүү бюджетке киргизилди.",
            self._today + 2 * WEEK,
            self._worked(19),
            self._zone,
        )
