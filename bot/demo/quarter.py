"""The sample's last quarter: digests sent and hung up, an assembly, ticks, words for its report."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.bulletins.models import Bulletin, Distribution, DistributionKind
from bot.areas.bulletins.rules import monthly_issue
from bot.areas.hearings.models import HeadCount, Meeting, MeetingKind, MeetingState, Participant, Protocol
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import Municipality, Village
from bot.areas.obligations import years
from bot.areas.obligations.models import Obligation, ObligationPaper, ObligationPeriod, Proof
from bot.areas.obligations.reporting.papers import kind_of
from bot.areas.obligations.rules.span import Span, last_ended
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.residents.models import Consent, Resident, Topic
from bot.demo.past import deliver

DIGESTS = (
    ("Ички жолго шагыл төгүлдү", "Внутренняя дорога отсыпана гравием"),
    ("Мектепке жаңы казан орнотулду", "В школе установлен новый котёл"),
    ("Суу түтүгүнүн 400 метри алмаштырылды", "Заменено 400 метров водопровода"),
)
BOARDS = (("Мектептин тактасы", 260), ("Айыл өкмөтүнүн тактасы", 180), ("ФАПтын тактасы", 90))
GROUPS = (("Миң-Булак жаңылыктары", 412), ("Кара-Суу айылы", 207))
# So many days too late: a report without a blemish would teach nobody to read one.
LATE_DAYS = 4
WHY = {
    "ky": "Экинчи айлык баян кечигип чыкты: жооптуу кызматкер эмгек өргүүсүндө болгон.",
    "ru": "Второй обзор вышел с опозданием: ответственный сотрудник был в отпуске.",
}
PROPOSALS = {
    "ky": "Жооптуу кызматкерди алмаштырчу адам дайындалсын\nТаш-Башатка да маалымат тактасы коюлсун",
    "ru": "Назначить заместителя ответственному сотруднику\nПоставить информационный стенд и в Таш-Башате",
}


class QuarterSeeder:
    """The year is open since the quarter began that a report can be written of now."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime) -> None:
        self._session = session
        self._zone = zone
        self._now = now
        self._span = last_ended(now.astimezone(zone).date())

    async def fill(self) -> None:
        self._officer = (await staff.holders_of(self._session, Role.OFFICER))[0]
        villages = await municipality.list_villages(self._session)
        await self._open_years()
        await self._subscribed_before()
        for number, (kyrgyz, russian) in enumerate(DIGESTS):
            await self._digest(number, kyrgyz, russian, villages)
        await self._assembly(villages)
        await self._tick("cal.4", "Угуу өттү, протоколу айыл өкмөтүндө сакталат.")
        await self._tick("plan.3.1", "Жолдор жөнүндө анкета кагазда даярдалды.")
        await self._words(self._span)

    def _at(self, day: date, hour: int = 11) -> datetime:
        return datetime.combine(day, time(hour), self._zone)

    async def _open_years(self) -> None:
        office = await self._session.get_one(Municipality, 1)
        begun, office.created_at = office.created_at, self._at(self._span.first, 0)
        await self._session.flush()
        for year in sorted({self._span.year, self._now.astimezone(self._zone).year}):
            await years.open_year(self._session, year, self._now, self._zone)
        office.created_at = begun

    async def _subscribed_before(self) -> None:
        """Five of six came before this year: so it can be told by how many more they are."""
        before = self._at(date(self._now.astimezone(self._zone).year, 1, 1)) - timedelta(days=20)
        old = select(Resident.person_id).where(Resident.person_id % 6 != 0)
        await self._session.execute(update(Consent).where(Consent.person_id.in_(old)).values(given_at=before))
        await self._session.execute(
            update(Resident).where(Resident.person_id.in_(old)).values(subscribed_at=before)
        )

    async def _digest(self, number: int, kyrgyz: str, russian: str, villages: Sequence[Village]) -> None:
        """Of the month before, on the 25th; the second is late."""
        month = self._span.first.month + number
        issue = monthly_issue(self._span.year, month, LegalValues(), self._zone)
        taken = select(Bulletin.id).where(
            Bulletin.kind == issue.kind, Bulletin.period_start == issue.period_start
        )
        if await self._session.scalar(taken):
            return
        at = issue.publish_at + timedelta(days=LATE_DAYS if number == 1 else 0)
        told = Broadcast(
            kind=BroadcastKind.BULLETIN,
            state=BroadcastState.SENT,
            topic=Topic.BULLETINS,
            text_ky=f"<b>Айлык баян</b>\n{issue.period_start:%m.%Y}\n\n• {kyrgyz}",
            text_ru=f"<b>Бюллетень за месяц</b>\n{issue.period_start:%m.%Y}\n\n• {russian}",
            attachments=[],
            audience={},
            author_id=self._officer,
            created_at=at,
            decided_at=at,
        )
        self._session.add(told)
        await self._session.flush()
        await deliver(self._session, told, at)
        bulletin = Bulletin(
            kind=issue.kind,
            period_start=issue.period_start,
            period_end=issue.period_end,
            publish_at=issue.publish_at,
            broadcast_id=told.id,
            opened_at=issue.draft_at(LegalValues()),
            published_at=at,
            late=number == 1,
        )
        self._session.add(bulletin)
        await self._session.flush()
        for place, (name, people) in enumerate(BOARDS):
            self._put(bulletin, DistributionKind.BOARD, villages[place % len(villages)].id, name, people, at)
        for name, people in GROUPS:
            self._put(bulletin, DistributionKind.GROUP, None, name, people, at)

    def _put(
        self,
        bulletin: Bulletin,
        kind: DistributionKind,
        village: int | None,
        place: str,
        people: int,
        at: datetime,
    ) -> None:
        self._session.add(
            Distribution(
                bulletin_id=bulletin.id,
                kind=kind,
                village_id=village,
                place=place,
                people_reached=people,
                recorded_by=self._officer,
                recorded_at=at + timedelta(hours=2),
            )
        )

    async def _assembly(self, villages: Sequence[Village]) -> None:
        """In the middle of the quarter, counted by head, with a protocol."""
        at = self._at(self._span.first + timedelta(days=45))
        meeting = Meeting(
            kind=MeetingKind.VILLAGE_ASSEMBLY,
            state=MeetingState.HELD,
            matter_ky="Ичүүчү суу жана жолдор",
            matter_ru="Питьевая вода и дороги",
            place="Кара-Суу айылы, мектептин залы",
            starts_at=at,
            minutes=90,
            audience={},
            organiser_ky="Миң-Булак айыл өкмөтү",
            organiser_ru="Мин-Булакский айыл окмоту",
            rapporteurs=["Асан Токтогулов, айыл өкмөтүнүн башчысы"],
            agenda=[],
            materials=[],
            door_key="demo-last-quarter",
            author_id=self._officer,
            created_at=at - timedelta(days=12),
            called_at=at - timedelta(days=10),
        )
        self._session.add(meeting)
        await self._session.flush()
        for village, women, men in zip(villages, (31, 44, 12), (28, 37, 9), strict=False):
            self._session.add(
                HeadCount(meeting_id=meeting.id, village_id=village.id, women=women, men=men, counted_at=at)
            )
        for name in ("Назгүл Турдубаева", "Талант Ибраев", "Роза Качкынова"):
            self._session.add(
                Participant(meeting_id=meeting.id, name=name, village_id=villages[1].id, registered_at=at)
            )
        self._session.add(
            Protocol(
                meeting_id=meeting.id,
                year=self._span.year,
                number=1,
                invited=250,
                attended=164,
                recommendations=["Кара-Суудагы көпүрө оңдолсун"],
                scan=[],
                registered_by=self._officer,
                registered_at=at + timedelta(days=1),
            )
        )

    async def _tick(self, key: str, note: str) -> None:
        """The first of the periods that ended in the quarter; none where the calendar has none."""
        period = await self._session.scalar(
            select(ObligationPeriod)
            .join(Obligation, Obligation.id == ObligationPeriod.obligation_id)
            .where(
                Obligation.key == key,
                ObligationPeriod.closes_on >= self._span.first,
                ObligationPeriod.closes_on <= self._span.last,
            )
            .order_by(ObligationPeriod.closes_on)
            .limit(1)
        )
        if period is None:
            return
        day = max(period.opens_on, self._span.first) + timedelta(days=20)
        self._session.add(
            Proof(
                period_id=period.id,
                done_on=min(day, period.closes_on),
                note=note,
                files=[],
                recorded_by=self._officer,
                recorded_at=self._at(min(day, period.closes_on)),
            )
        )

    async def _words(self, span: Span) -> None:
        """What a person has to say: the report can be looked at and published."""
        self._session.add(
            ObligationPaper(
                kind=kind_of(span),
                year=span.year,
                part=span.quarter,
                words={"why": WHY, "proposals": PROPOSALS},
                files=[],
                made_by=self._officer,
                made_at=self._now - timedelta(days=2),
            )
        )
