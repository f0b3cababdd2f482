"""The sample's meetings: one held last month, one ahead that people sign up for, one still a draft."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.rules import seal
from bot.areas.hearings import calling, following, preparing, recording, service
from bot.areas.hearings.models import (
    Answer,
    Attendance,
    HeadCount,
    Meeting,
    MeetingKind,
    Participant,
    Statement,
    StatementKind,
    TaskKind,
)
from bot.areas.hearings.service import Plan
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.residents.models import ResidentVillage
from bot.core.links import Links
from bot.demo.past import deliver

LINKS = Links("min_bulak_bot")
DAY = timedelta(days=1)
HALL = "Миң-Булак айылы, Маданият үйү"
POINT = (42.0712, 74.5161)


def _agenda(*points: tuple[str, str, int]) -> list[dict[str, object]]:
    return [{"ky": ky, "ru": ru, "minutes": minutes} for ky, ru, minutes in points]


class MeetingSeeder:
    """Through the same services as the office, only with the clock turned back."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime) -> None:
        self._session = session
        self._zone = zone
        self._now = now

    async def fill(self) -> None:
        officer, head, secretary, deputy = [
            (await staff.holders_of(self._session, role))[0]
            for role in (Role.OFFICER, Role.HEAD, Role.COUNCIL_SECRETARY, Role.DEPUTY)
        ]
        self._officer, self._head, self._secretary, self._deputy = officer, head, secretary, deputy
        self._residents = await self._people()
        await self._held()
        await self._ahead()
        await self._draft()

    def _at(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """So many days from today."""
        day = self._now.astimezone(self._zone).date() + days * DAY
        return datetime.combine(day, time(hour, minute), self._zone)

    async def _people(self) -> Sequence[tuple[int, int]]:
        """Residents with the village they live in."""
        rows = await self._session.execute(
            select(ResidentVillage.person_id, ResidentVillage.village_id).order_by(ResidentVillage.person_id)
        )
        return [(row[0], row[1]) for row in rows]

    async def _open(self, plan: Plan, at: datetime) -> Meeting:
        meeting = await service.open_meeting(self._session, plan, self._officer, at)
        await preparing.plan_tasks(self._session, meeting, at, self._zone)
        # The lists are drawn up by the clock; the rest was seen to by a diligent officer.
        for task in await preparing.open_tasks(self._session, meeting.id):
            if task.kind is not TaskKind.LISTS:
                await preparing.finish_task(self._session, task.id, self._officer, at)
        return meeting

    async def _call(self, meeting: Meeting, written_at: datetime, sent_at: datetime) -> None:
        told = await calling.draft_call(self._session, meeting, self._officer, written_at, self._zone, LINKS)
        await self._approved(told.broadcast, sent_at)
        await calling.apply(self._session, told, sent_at, self._zone)

    async def _approved(self, broadcast: Broadcast, at: datetime) -> None:
        broadcast.author_id = broadcast.author_id or self._officer
        broadcast.submitted_at = broadcast.decided_at = at
        broadcast.decided_by, broadcast.sha256 = self._head, seal(broadcast)
        await deliver(self._session, broadcast, at)

    # Held last month

    async def _held(self) -> None:
        starts_at = self._at(-20, 14)
        meeting = await self._open(
            Plan(
                kind=MeetingKind.VILLAGE_ASSEMBLY,
                matter_ky="Көчөлөрдү жарыктандыруу жана таза суу",
                matter_ru="Освещение улиц и чистая вода",
                starts_at=starts_at,
                place=HALL,
                point=POINT,
                organiser_ky="Миң-Булак айыл өкмөтү",
                organiser_ru="Мин-Булакский айыл окмоту",
                rapporteurs=["Бакыт Асанов, жооптуу кызматкер"],
                agenda=_agenda(
                    ("Көчөлөрдү жарыктандыруу", "Освещение улиц", 30),
                    ("Таза суу", "Чистая вода", 30),
                    ("Суроо-жооп", "Вопросы и ответы", 30),
                ),
            ),
            self._at(-30),
        )
        await self._call(meeting, self._at(-30), self._at(-29, 11))
        self._came(meeting)
        await recording.open_day(
            self._session,
            meeting.id,
            self._secretary,
            chair="Гүлнара Сыдыкова",
            secretary="Нурзат Осмонова",
            votes_for=58,
            votes_against=2,
            now=starts_at + timedelta(minutes=5),
        )
        await self._said(meeting, starts_at)
        await self._decided(meeting, starts_at)

    def _came(self, meeting: Meeting) -> None:
        door = meeting.starts_at - timedelta(minutes=25)
        for number, (person_id, village_id) in enumerate(self._residents[3:90:6]):
            late = number % 7 == 6
            at = door + timedelta(minutes=number if not late else 20)
            self._session.add(
                Participant(
                    meeting_id=meeting.id,
                    person_id=person_id,
                    village_id=village_id,
                    registered_at=at,
                    late=late,
                )
            )
        for village_id, women, men in ((1, 14, 9), (2, 8, 11), (3, 5, 4)):
            self._session.add(
                HeadCount(
                    meeting_id=meeting.id,
                    village_id=village_id,
                    women=women,
                    men=men,
                    counted_by=self._secretary,
                    counted_at=meeting.starts_at,
                )
            )

    async def _said(self, meeting: Meeting, at: datetime) -> None:
        said = (
            (StatementKind.SPEECH, "Эсен Карыпов", "Жогорку көчөдө кечинде эч нерсе көрүнбөйт.", None),
            (
                StatementKind.QUESTION,
                "Айнура Садыкова",
                "Суу акысы эмне үчүн көтөрүлдү?",
                "Электр энергиясы кымбаттады; эсеби маалымат тактасында.",
            ),
        )
        for kind, speaker, text, answer in said:
            await recording.note_statement(
                self._session,
                meeting.id,
                self._secretary,
                kind=kind,
                speaker=speaker,
                text=text,
                attachments=[],
                answer=answer,
                now=at + timedelta(minutes=40),
            )

    async def _decided(self, meeting: Meeting, at: datetime) -> None:
        over = at + timedelta(minutes=80)
        lamps = await following.record_decision(
            self._session,
            meeting.id,
            self._secretary,
            text="Жогорку көчөгө 12 лампа орнотулсун",
            owner_id=self._head,
            owner=None,
            due_on=None,
            now=over,
            zone=self._zone,
        )
        await following.record_decision(
            self._session,
            meeting.id,
            self._secretary,
            text="Суу акысын төмөндөтүү маселеси кеңештин сессиясына киргизилсин",
            owner_id=self._deputy,
            owner=None,
            due_on=None,
            now=over,
            zone=self._zone,
        )
        await recording.register_protocol(
            self._session,
            meeting.id,
            self._secretary,
            invited=120,
            attended=66,
            recommendations=["Суу акысынын эсеби ар бир айылдын тактасына илинсин"],
            notes=None,
            now=over,
            zone=self._zone,
        )
        results = await following.prepare_results(
            self._session, meeting.id, self._secretary, self._at(-18), self._zone
        )
        await self._approved(results.broadcast, self._at(-17, 10))
        await calling.apply(self._session, results, self._at(-17, 10), self._zone)
        told_at = self._at(-8, 15)
        _, answer = await following.answer_decision(
            self._session,
            lamps.id,
            self._head,
            text="12 лампа орнотулду, Жогорку көчө кечинде жарык.",
            attachments=[],
            now=told_at,
            zone=self._zone,
        )
        answer.broadcast.author_id = self._officer
        await self._approved(answer.broadcast, told_at)
        await calling.apply(self._session, answer, told_at, self._zone)

    # Ahead

    async def _ahead(self) -> None:
        meeting = await self._open(
            Plan(
                kind=MeetingKind.DEPUTY_REPORT,
                matter_ky="Жыл ичинде аткарылган иштер",
                matter_ru="Что сделано за год",
                starts_at=self._at(9, 11),
                place=HALL,
                point=POINT,
                organiser_ky="Миң-Булак айылдык кеңеши",
                organiser_ru="Мин-Булакский айылный кенеш",
                rapporteurs=["Мирлан Абдыраев, депутат"],
                agenda=_agenda(
                    ("Депутаттын отчету", "Отчёт депутата", 30),
                    ("Суроо-жооп, сунуш-талаптар", "Вопросы и ответы, наказы", 40),
                    ("Чечимдер", "Решения", 10),
                ),
            ),
            self._at(-3),
        )
        await self._call(meeting, self._at(-3), self._at(-2, 11))
        self._sign_up(meeting)

    def _sign_up(self, meeting: Meeting) -> None:
        floors = {4: ("Назгүл Турдубаева", "Балдар аянтчасы"), 9: ("Талант Ибраев", "Сугат суу")}
        for number, (person_id, _) in enumerate(self._residents[5:150:4]):
            answer = Answer.NO if number % 9 == 8 else Answer.MAYBE if number % 4 == 3 else Answer.YES
            name, floor = floors.get(number, (None, None))
            at = self._at(-2, 12) + timedelta(minutes=17 * number)
            self._session.add(
                Attendance(
                    meeting_id=meeting.id,
                    person_id=person_id,
                    answer=answer,
                    answered_at=min(at, self._now),
                    name=name,
                    floor=floor,
                    floor_asked_at=min(at, self._now) if floor else None,
                )
            )
        for number, text in enumerate(("Жол качан оңдолот?", "Ички жолго шагыл төгүлөбү?")):
            self._session.add(
                Statement(
                    meeting_id=meeting.id,
                    kind=StatementKind.QUESTION,
                    beforehand=True,
                    person_id=self._residents[20 + number][0],
                    text=text,
                    attachments=[],
                    noted_by=self._residents[20 + number][0],
                    noted_at=self._at(-1, 10 + number),
                )
            )

    # Still a draft

    async def _draft(self) -> None:
        """Its notice is in the officer's hands, and its last lawful day is near."""
        meeting = await self._open(
            Plan(
                kind=MeetingKind.BUDGET_HEARING,
                matter_ky="Кийинки жылдын бюджетинин долбоору",
                matter_ru="Проект бюджета на следующий год",
                starts_at=self._at(17, 15),
                place=HALL,
                point=POINT,
                organiser_ky="Миң-Булак айыл өкмөтү",
                organiser_ru="Мин-Булакский айыл окмоту",
                rapporteurs=["Эркин Жумабаев, ФЭБ башчысы"],
                agenda=_agenda(
                    ("Бюджеттин долбоору: кирешелер, чыгашалар", "Проект бюджета: доходы, расходы", 30),
                    ("Бюджеттик комиссиянын пикири", "Мнение бюджетной комиссии", 10),
                    ("Суроо-жооп, сунуштар", "Вопросы, предложения", 40),
                ),
            ),
            self._now,
        )
        await calling.draft_call(self._session, meeting, self._officer, self._now, self._zone, LINKS)
