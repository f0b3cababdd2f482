"""The sample's library: a few sections filled in both languages, one old, most missing and some asked for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import asking, catalogue, queries, service
from bot.areas.library.catalogue import LOCAL_ISSUES
from bot.areas.library.service import Content
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.residents.models import ResidentVillage
from bot.core import files
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.messages import AttachmentKind
from bot.documents.paper import Paper, Table
from bot.documents.paper_pdf import render_paper_pdf

_BUDGET = {
    "ky": (
        "Бекитилген бюджет.pdf",
        "Бекитилген жергиликтүү бюджет",
        ("Багыты", "миң сом"),
        (("Жол жана жарык", "6 400"), ("Таза суу", "9 150"), ("Маданият жана спорт", "3 200")),
    ),
    "ru": (
        "Утверждённый бюджет.pdf",
        "Утверждённый местный бюджет",
        ("Направление", "тыс. сом"),
        (("Дороги и освещение", "6 400"), ("Чистая вода", "9 150"), ("Культура и спорт", "3 200")),
    ),
}
_TEXTS = (
    # section, language, days before, words
    (
        "pub1",
        "ky",
        130,
        "Айыл өкмөтү жергиликтүү маселелерди чечет: таза суу, жол, таштанды, маданият, спорт.",
    ),
    ("pub1", "ru", 130, "Айыл окмоту решает местные вопросы: чистая вода, дороги, мусор, спорт."),
    ("pub11b", "ky", 20, "Бош орун: башкы адис, бюджет бөлүмү. Документтер 30 күн ичинде кабыл алынат."),
    ("pub13", "ky", 45, "Кайрылуулар бөлүмү, 1-кабат, 3-бөлмө. Электрондук почта: info@min-bulak.example"),
    ("pub13", "ru", 45, "Отдел обращений, 1-й этаж, кабинет 3. Электронная почта: info@min-bulak.example"),
)
_OLD_DAYS = 195
_BUDGET_DAYS = 60
_WISHES = (("pub3a", 3), ("pub4a", 1))


class LibrarySeeder:
    """Through the same services as the office, only with the clock turned back."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime) -> None:
        self._session = session
        self._zone = zone
        self._now = now

    async def fill(self) -> None:
        self._officer = (await staff.holders_of(self._session, Role.OFFICER))[0]
        self._finance = (await staff.holders_of(self._session, Role.FINANCE_HEAD))[0]
        for key, language, days, text in _TEXTS:
            await self._put(key, language, days, Content(text=text))
        for language in RESIDENT_LANGUAGES:
            # The list that nobody has renewed since.
            items = catalogue.draft_of(LOCAL_ISSUES, language)
            await self._put(LOCAL_ISSUES, language, _OLD_DAYS, Content(text=items))
            await self._budget(language)
        await self._wishes()

    def _before(self, days: int) -> datetime:
        return self._now - timedelta(days=days)

    async def _budget(self, language: str) -> None:
        """A first version in words, then the paper itself."""
        name, title, head, rows = _BUDGET[language]
        await self._put("pub2b", language, _BUDGET_DAYS + 40, Content(text=title), self._finance)
        office = await municipality.get_municipality(self._session)
        paper = Paper(
            language=language,
            date=self._before(_BUDGET_DAYS).astimezone(self._zone).date(),
            organisation=office.name(language) if office else "",
            title=title,
            parts=(Table(head, rows, (5, 2), frozenset({1})),),
        )
        made = await files.keep_made(
            self._session,
            AttachmentKind.DOCUMENT,
            name,
            "application/pdf",
            await render_paper_pdf(paper),
            self._before(_BUDGET_DAYS),
        )
        kept: list[Any] = [[made.kind.value, made.file_id]]
        await self._put("pub2b", language, _BUDGET_DAYS, Content(text=title, files=kept), self._finance)

    async def _put(self, key: str, language: str, days: int, content: Content, by: int | None = None) -> None:
        seen = await queries.latest_number(self._session, key, language)
        await service.publish(
            self._session, key, language, content, seen, by or self._officer, self._before(days)
        )

    async def _wishes(self) -> None:
        found: Sequence[int] = (
            await self._session.scalars(
                select(ResidentVillage.person_id).distinct().order_by(ResidentVillage.person_id)
            )
        ).all()
        for key, count in _WISHES:
            for place, person_id in enumerate(found[:count]):
                then = self._before(9 - place)
                today = then.astimezone(self._zone).date()
                await asking.ask(self._session, key, person_id, "ky", then, today)
