"""The sample's initiatives and reception hours: a draft act, a project done, one refused, days to come."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives import service
from bot.areas.initiatives.models import (
    Initiative,
    InitiativeKind,
    InitiativeStage,
    InitiativeSupport,
    Initiator,
)
from bot.areas.initiatives.service import Draft, Reached
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.receptions import service as receptions
from bot.areas.receptions.service import Hours
from bot.areas.residents.models import ResidentVillage

_S = InitiativeStage
PLACE = "Айыл өкмөтү, 2-кабат, кеңештин бөлмөсү"


class InitiativeSeeder:
    """Through the same services as the office, only with the clock turned back."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime) -> None:
        self._session = session
        self._zone = zone
        self._now = now

    async def fill(self) -> None:
        self._secretary = (await staff.holders_of(self._session, Role.COUNCIL_SECRETARY))[0]
        found = await self._session.scalars(
            select(ResidentVillage.person_id).distinct().order_by(ResidentVillage.person_id)
        )
        self._people = found.all()
        await self._draft_act()
        await self._project_done()
        await self._refused()
        await self._receptions()

    def _before(self, days: int) -> datetime:
        return self._now - timedelta(days=days)

    async def _draft_act(self) -> None:
        """Its signatures are still being collected."""
        draft = Draft(
            kind=InitiativeKind.NORM_MAKING,
            title_ky="Айыл ичинде мал айдоо тартиби",
            title_ru="Порядок прогона скота через село",
            about="Мал эртең менен жана кечинде бир гана көчө менен айдалсын деген токтомдун долбоору.",
            put_forward_by=Initiator.RESIDENTS,
            initiator="Гүлнара Садырбаева жана 9 тургун",
            signatures=214,
        )
        await self._supported(await self._registered(draft, 40), 23)

    async def _project_done(self) -> None:
        """Carried out by neighbours, with money of the local budget."""
        project = await self._registered(
            Draft(
                kind=InitiativeKind.LOCAL,
                title_ky="Балдар аянтчасы",
                title_ru="Детская площадка",
                about="Мектептин жанына балдар ойной турган аянтча курабыз, жумушун ашар менен жасайбыз.",
                put_forward_by=Initiator.RESIDENTS,
                initiator="Токтогул көчөсүнүн тургундары",
                village_id=(await municipality.list_villages(self._session))[0].id,
                amount=180_000,
            ),
            160,
        )
        await self._supported(project, 41)
        await self._reached(project, 140, stage=_S.CONSIDERED)
        await self._reached(project, 139, stage=_S.ACCEPTED)
        await self._reached(project, 120, stage=_S.UNDERWAY)
        await self._reached(
            project, 60, stage=_S.DONE, spent=172_500, note="Аянтча ачылды, ашарга 64 киши чыкты."
        )

    async def _refused(self) -> None:
        project = await self._registered(
            Draft(
                kind=InitiativeKind.TPSG,
                title_ky="Көчөгө видеокамера орнотуу",
                title_ru="Видеокамеры на улице",
                about="Мектеп көчөсүнө үч видеокамера орнотулсун.",
                put_forward_by=Initiator.TPSG,
                initiator="«Мектеп көчөсү» АКӨБ",
                amount=95_000,
            ),
            100,
        )
        await self._reached(project, 75, stage=_S.CONSIDERED)
        await self._reached(
            project, 74, stage=_S.REFUSED, note="Быйылкы бюджетте бул максатка акча каралган эмес."
        )

    async def _registered(self, draft: Draft, days: int) -> Initiative:
        return await service.register(self._session, draft, self._secretary, self._before(days), self._zone)

    async def _reached(
        self,
        initiative: Initiative,
        days: int,
        *,
        stage: InitiativeStage,
        note: str | None = None,
        spent: int | None = None,
    ) -> None:
        then = self._before(days)
        reached = Reached(stage=stage, on=then.astimezone(self._zone).date(), note=note, spent=spent)
        await service.reach(self._session, initiative.id, self._secretary, reached, then, self._zone)

    async def _supported(self, initiative: Initiative, count: int) -> None:
        self._session.add_all(
            InitiativeSupport(
                initiative_id=initiative.id,
                person_id=person_id,
                since=datetime.combine(initiative.registered_on, time(12), self._zone),
            )
            for person_id in self._people[:count]
        )
        await self._session.flush()

    async def _receptions(self) -> None:
        """The first deputy weekly, the head once."""
        calendar = await municipality.get_work_calendar(self._session)
        today = self._now.astimezone(self._zone).date()
        deputy = (await staff.holders_of(self._session, Role.DEPUTY))[0]
        head = (await staff.holders_of(self._session, Role.HEAD))[0]
        weekly = Hours(calendar.after(today, 3), time(14), time(16), 15, PLACE)
        await receptions.publish_weekly(self._session, deputy, weekly, self._now, self._zone)
        once = Hours(calendar.after(today, 5), time(10), time(12), 20, "Башчынын кабинети")
        await receptions.publish(self._session, head, once, self._now, self._zone)
