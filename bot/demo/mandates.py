"""The sample's mandates in four states, the deputy's reception hours, two initiatives."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import mandates, receiving
from bot.areas.appeals.models import Appeal, AppealKind, AppealTopic, Origin, Outcome
from bot.areas.appeals.receiving import Told
from bot.areas.initiatives import service as initiatives
from bot.areas.initiatives.models import InitiativeKind, InitiativeStage, Initiator
from bot.areas.initiatives.service import Draft, Reached
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.receptions import service as receptions
from bot.areas.receptions.service import Hours
from bot.areas.residents.models import ResidentVillage

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
_WEDNESDAY = 2


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
        self._secretary = (await staff.holders_of(self._session, Role.COUNCIL_SECRETARY))[0]
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
        await self._reception()
        await self._initiatives()

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
            "Айылда мал жайуунун тартибин кеңеш кайра карап чыксын: бактарды мал жеп жатат.",
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

    async def _reception(self) -> None:
        """Every Wednesday afternoon."""
        ahead = (_WEDNESDAY - self._today.weekday()) % 7 or 7
        hours = Hours(
            self._today + timedelta(days=ahead), time(14), time(16), 20, "Айыл өкмөтү, 2-кабат, 5-бөлмө"
        )
        await receptions.publish_weekly(self._session, self._deputy, hours, self._now, self._zone)

    async def _initiatives(self) -> None:
        act = Draft(
            kind=InitiativeKind.NORM_MAKING,
            title_ky="Суу үнөмдөө тартиби",
            title_ru="Правила бережного полива",
            about="Сугат суусун көчөлөр кезеги менен алсын, график жарыялансын.",
            put_forward_by=Initiator.RESIDENTS,
            initiator="Токтогул көчөсүнүн тургундары",
            village_id=self._village,
            signatures=140,
        )
        garden = Draft(
            kind=InitiativeKind.LOCAL,
            title_ky="Мектептин жанына бак тигүү",
            title_ru="Сад у школы",
            about="Мектептин жанындагы бош жерге 200 түп көчөт тигилет, сугатын ата-энелер алат.",
            put_forward_by=Initiator.RESIDENTS,
            initiator="Мектептин ата-энелер кеңеши",
            village_id=self._village,
            amount=120_000,
        )
        for draft, days in ((act, 15), (garden, 8)):
            made = await initiatives.register(
                self._session, draft, self._secretary, self._worked(days), self._zone
            )
            for person_id in self._people[: days + 3]:
                await initiatives.support(self._session, made.id, person_id, self._worked(days - 1))
        await initiatives.reach(
            self._session,
            made.id,
            self._secretary,
            Reached(stage=InitiativeStage.CONSIDERED, on=self._calendar.before(self._today, 2)),
            self._worked(2),
            self._zone,
        )
