"""The sample's appeals: some new, some in hand, one near its day, one overdue, some ended, one disputed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import ending, following, handling, notices, receiving
from bot.areas.appeals.models import (
    Appeal,
    AppealKind,
    AppealTopic,
    Origin,
    Outcome,
)
from bot.areas.appeals.receiving import Told
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.residents.models import ResidentVillage
from bot.core.files import keep_made
from bot.core.messages import AttachmentKind
from bot.demo.mandates import MandateSeeder
from bot.outbox.models import Delivery, Status

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
_K, _T = AppealKind, AppealTopic
POINT = (42.0731, 74.5188)


class AppealSeeder:
    """Through the same services as the people, only with the clock turned back."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime) -> None:
        self._session = session
        self._zone = zone
        self._now = now
        self._next = 7

    async def fill(self) -> None:
        before = await self._session.scalar(select(Delivery.id).order_by(Delivery.id.desc()).limit(1)) or 0
        self._officer, self._head, self._finance = [
            (await staff.holders_of(self._session, role))[0]
            for role in (Role.OFFICER, Role.HEAD, Role.FINANCE_HEAD)
        ]
        rows = await self._session.execute(
            select(ResidentVillage.person_id, ResidentVillage.village_id).order_by(ResidentVillage.person_id)
        )
        self._people: Sequence[tuple[int, int]] = [(row[0], row[1]) for row in rows]
        self._calendar = await municipality.get_work_calendar(self._session)
        mandates = MandateSeeder(self._session, self._zone, self._now, self._calendar)
        # By the day they came: numbers are given one after another.
        await mandates.older()
        await self._repaired()
        await self._overdue()
        await self._disputed()
        await self._near()
        await self._not_ours()
        await self._talked_about()
        await self._on_paper()
        await mandates.newer()
        await self._new()
        await self._told_already(before)

    def _worked(self, days: int, hour: int = 10) -> datetime:
        """So many working days ago."""
        today: date = self._now.astimezone(self._zone).date()
        return datetime.combine(self._calendar.before(today, days), time(hour), self._zone)

    async def _tell(
        self,
        at: datetime,
        text: str,
        kind: AppealKind = AppealKind.COMPLAINT,
        *,
        village: int | None = None,
        **more: Any,
    ) -> tuple[Appeal, int]:
        """A resident wrote; also gives who."""
        person_id, home = self._people[self._next]
        self._next += 9
        told = Told(kind=kind, text=text, village_id=village or home, **more)
        appeal = await receiving.receive(self._session, told, person_id, Origin.TELEGRAM, at, self._zone)
        await notices.received(self._session, appeal, at)
        return appeal, person_id

    async def _taken(self, appeal: Appeal, at: datetime, topic: AppealTopic) -> None:
        await handling.take(self._session, appeal.id, self._officer, at)
        await handling.sort(self._session, appeal.id, self._officer, topic, at + MINUTE)

    async def _closed(
        self, appeal: Appeal, at: datetime, outcome: Outcome, text: str, files: list[Any] | None = None
    ) -> None:
        await ending.close(
            self._session, appeal.id, self._officer, outcome=outcome, text=text, files=files or [], now=at
        )

    async def _photo(self, at: datetime, *, mended: bool) -> list[Any]:
        content = _road(mended=mended)
        kept = await keep_made(self._session, AttachmentKind.PHOTO, "road.png", "image/png", content, at)
        return [[kept.kind.value, kept.file_id]]

    # One after another

    async def _repaired(self) -> None:
        at = self._worked(19)
        appeal, _ = await self._tell(
            at,
            "Мектептин жанындагы жолдо чоң чуңкур бар, балдар жыгылып жатат.",
            name="Назгүл Турдубаева",
            place="Мектептин жаны",
            point=POINT,
            attachments=await self._photo(at, mended=False),
        )
        await self._taken(appeal, at + HOUR, _T.ROADS)
        done = self._worked(12, 15)
        await self._closed(
            appeal,
            done,
            Outcome.REPAIRED,
            "Чуңкур шагыл менен толтурулуп, тегизделди.",
            await self._photo(done, mended=True),
        )

    async def _overdue(self) -> None:
        at = self._worked(17, 16)
        appeal, _ = await self._tell(
            at, "Таштанды үч жумадан бери чыгарылган жок.", name="Кубат Алиев", place="Төмөнкү көчө"
        )
        await self._taken(appeal, self._worked(16), _T.WASTE)
        await handling.add_note(
            self._session,
            appeal.id,
            self._officer,
            "Таштанды ташуучу унаа бузулган, бөлүгү күтүлүүдө.",
            [],
            self._worked(9),
        )

    async def _disputed(self) -> None:
        at = self._worked(15, 11)
        appeal, author = await self._tell(
            at, "Жогорку көчөдө фонарлар күйбөйт.", name="Айнура Садыкова", place="Жогорку көчө, 20-32"
        )
        await self._taken(appeal, at + HOUR, _T.LIGHT)
        await self._closed(appeal, self._worked(8), Outcome.DONE, "Лампалар алмаштырылды, жарык бар.")
        said = self._worked(2, 19)
        await following.dispute(
            self._session,
            appeal.id,
            author,
            text="Эки фонарь күйөт, калган онусу мурдагыдай эле өчүк.",
            attachments=[],
            now=said,
        )

    async def _near(self) -> None:
        at = self._worked(13, 9)
        appeal, _ = await self._tell(
            at,
            "Үй салуу үчүн жер тилкесинин документин качан алам? Арызым апрелден бери жатат.",
            _K.APPLICATION,
            name="Талант Ибраев",
        )
        await self._taken(appeal, at + HOUR, _T.LAND)

    async def _not_ours(self) -> None:
        at = self._worked(11)
        appeal, _ = await self._tell(at, "Район борборуна барчу чоң жолдо көпүрө бузулган.", name="Эсен")
        await handling.take(self._session, appeal.id, self._officer, at + HOUR)
        await ending.forward(
            self._session,
            appeal.id,
            self._officer,
            whose="Райондук жол башкармалыгы",
            telephone="03134 5-12-34",
            now=at + 2 * HOUR,
        )

    async def _talked_about(self) -> None:
        at = self._worked(5)
        appeal, author = await self._tell(
            at,
            "Айылдын балдар аянтчасына күнөстүк керек, жайында балдар ысыкта ойнойт.",
            _K.PROPOSAL,
            name="Мээрим",
        )
        await self._taken(appeal, at + HOUR, _T.OTHER)
        asked = self._worked(4)
        await handling.ask(self._session, appeal.id, self._officer, "Аянтчанын кайсы жагына?", [], asked)
        await following.reply(
            self._session,
            appeal.id,
            author,
            text="Селкинчектердин үстүнө.",
            attachments=[],
            now=asked + 3 * HOUR,
        )

    async def _on_paper(self) -> None:
        at = self._worked(3, 11)
        told = Told(
            kind=_K.APPLICATION,
            text="Отунга жардам сурайм, жалгыз жашайм.",
            village_id=self._people[0][1],
            place="Арык көчөсү, 4",
            name="Сатар Токтобеков",
            telephone="0555 12 34 56",
        )
        appeal = await receiving.enter(self._session, told, self._officer, at, self._zone)
        await handling.sort(self._session, appeal.id, self._officer, _T.SOCIAL, at)
        await handling.assign(self._session, appeal.id, self._officer, self._finance, at + MINUTE)

    async def _new(self) -> None:
        """Nobody took them yet, and perhaps they tell of the same."""
        village = self._people[self._next][1]
        for hours, text in (
            (20, "Жогорку көчөдө кечээтен бери суу жок, түтүк жарылды окшойт."),
            (2, "Жогорку көчөнүн башында түтүк жарылып, суу агып жатат."),
        ):
            await self._tell(self._now - hours * HOUR, text, village=village, place="Жогорку көчө")

    async def _told_already(self, before: int) -> None:
        """What all this would have told people then, they have read long ago."""
        await self._session.flush()
        await self._session.execute(
            update(Delivery)
            .where(Delivery.id > before, Delivery.status == Status.PENDING)
            .values(status=Status.SENT, finished_at=self._now, external_id="0", body=None)
        )


def _road(*, mended: bool) -> bytes:
    """A drawn road, with its hole or without."""
    picture = Image.new("RGB", (640, 420), "#bcd9ee")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 210), (160, 120), (330, 210), (480, 100), (640, 210)], fill="#7d9471")
    draw.rectangle((0, 205, 640, 420), fill="#a8b878")
    draw.polygon([(280, 205), (350, 205), (600, 420), (60, 420)], fill="#8a8a8a")
    patch, rim = ("#6f6f6f", "#6f6f6f") if mended else ("#4d3b2a", "#2f251b")
    draw.ellipse((230, 290, 410, 360), fill=patch, outline=rim, width=6)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
