"""Fills the sample municipality: people with phones, staff with roles, last month's messages."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.bulletins.models import Bulletin
from bot.areas.bulletins.rules import monthly_issue
from bot.areas.municipality import queries as municipality
from bot.areas.municipality import service as municipality_service
from bot.areas.municipality.file import EXAMPLE, read_file
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import Municipality, Village
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.residents.models import Consent, Resident, ResidentVillage, Topic
from bot.core.contacts import Contact, Person
from bot.core.db import Database
from bot.core.links import Links
from bot.core.richtext import clean
from bot.demo import duty_group, groups, sample
from bot.demo.appeals import AppealSeeder
from bot.demo.groups import GroupSeeder
from bot.demo.initiatives import InitiativeSeeder
from bot.demo.library import LibrarySeeder
from bot.demo.meetings import MeetingSeeder
from bot.demo.past import deliver
from bot.demo.plan import PlanSeeder
from bot.demo.quarter import QuarterSeeder
from bot.demo.surveys import SurveySeeder
from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone

RESIDENTS = 300
# Of five residents three have WhatsApp alone.
ON_WHATSAPP = 3, 5
# Some block the bot or leave Telegram: a report without failures would teach nobody to read one.
BLOCKED_EVERY, GONE_EVERY = 40, 110


@dataclass
class Platforms:
    """Where the sample's people have their phones."""

    telegram: TelegramEmulator
    account: BotAccount
    whatsapp: WhatsAppEmulator
    business: Business
    # Where the page is to be: what a WhatsApp group is given mustn't lead to Telegram alone.
    links: Links


@dataclass
class Sample:
    """The phones on the page, by their key: those with Telegram, and those with WhatsApp."""

    phones: dict[str, Phone] = field(default_factory=dict)
    whatsapp: dict[str, WhatsAppPhone] = field(default_factory=dict)


class Seeder:
    def __init__(self, platforms: Platforms, zone: ZoneInfo, now: datetime) -> None:
        self._platforms = platforms
        self._zone = zone
        self._now = now
        self._random = random.Random(27)  # noqa: S311 - the same sample every time, no secret
        self._long_ago = now - timedelta(days=200)

    async def fill(self, database: Database) -> Sample:
        async with database.session() as session:
            await municipality_service.apply_file(session, read_file(EXAMPLE), self._long_ago)
            office = await session.get_one(Municipality, 1)
            office.created_at = self._now
        async with database.session() as session:
            villages = await municipality.list_villages(session)
            found = Sample()
            found.phones["aigul"] = self._phone("Айгүл", "ky")
            found.phones["sergei"] = self._phone("Сергей", "ru")
            found.whatsapp["burul"] = self._whatsapp_phone("Бурул", "ky")
            found.whatsapp["olga"] = self._whatsapp_phone("Ольга", "ru", started=True)
            await self._add_staff(session, found)
            await self._add_resident(session, found.whatsapp["olga"], "ru", villages[0])
            await self._add_residents(session, villages)
        async with database.session() as session:
            await self._add_past(session)
        async with database.session() as session:
            await QuarterSeeder(session, self._zone, self._now).fill()
        async with database.session() as session:
            await MeetingSeeder(session, self._zone, self._now).fill()
        async with database.session() as session:
            await SurveySeeder(session, self._zone, self._now).fill()
        async with database.session() as session:
            await AppealSeeder(session, self._zone, self._now).fill()
        async with database.session() as session:
            await InitiativeSeeder(session, self._zone, self._now).fill()
        async with database.session() as session:
            await PlanSeeder(session, self._zone, self._now).fill()
        async with database.session() as session:
            await LibrarySeeder(session, self._zone, self._now).fill()
        on_duty = [found.phones["officer"], found.phones["head"]]
        telegram = self._platforms.telegram
        chat = telegram.group(self._platforms.account, duty_group.TITLE, supergroup=True, members=on_duty)
        async with database.session() as session:
            await duty_group.fill(session, chat, self._now)
        found.phones["group"] = telegram.in_group(chat, found.phones["officer"])
        channel = telegram.channel(self._platforms.account, groups.CHANNEL, found.phones["officer"])
        async with database.session() as session:
            links = self._platforms.links
            await GroupSeeder(session, self._zone, self._now, links).fill(channel)
        found.phones["channel"] = telegram.in_group(channel, found.phones["aigul"])
        return found

    def _phone(self, name: str, language: str, *, started: bool = False) -> Phone:
        phone = self._platforms.telegram.phone(self._platforms.account, name, language_code=language)
        phone.chat.started = started
        return phone

    def _whatsapp_phone(self, name: str, language: str, *, started: bool = False) -> WhatsAppPhone:
        """Whoever wrote long ago has a closed window: they are told by template first."""
        phone = self._platforms.whatsapp.phone(self._platforms.business, name, language_code=language)
        phone.chat.started = started
        return phone

    async def _person(self, session: AsyncSession, phone: Phone | WhatsAppPhone, language: str) -> int:
        person = Person(language=language, created_at=self._long_ago)
        channel = "whatsapp" if isinstance(phone, WhatsAppPhone) else "telegram"
        contact = Contact(
            person=person, channel=channel, address=str(phone.chat.id), last_seen_at=self._long_ago
        )
        session.add(contact)
        await session.flush()
        session.add(
            Consent(
                person_id=person.id,
                version=LegalValues().consent_version,
                language=language,
                channel=channel,
                given_at=self._long_ago,
            )
        )
        return person.id

    async def _add_staff(self, session: AsyncSession, found: Sample) -> None:
        districts = await municipality.list_districts(session)
        for role, name in sample.STAFF:
            found.phones[role] = await self._staff(session, Role(role), name, None)
        first, second, *others = zip(sample.DEPUTIES, districts, strict=False)
        found.phones["deputy"] = await self._staff(session, Role.DEPUTY, first[0], first[1].id)
        found.whatsapp["deputy_whatsapp"] = self._whatsapp_phone(second[0], "ky", started=True)
        await self._give_role(
            session, found.whatsapp["deputy_whatsapp"], Role.DEPUTY, second[0], second[1].id
        )
        for name, district in others:
            await self._staff(session, Role.DEPUTY, name, district.id)

    async def _staff(self, session: AsyncSession, role: Role, name: str, district: int | None) -> Phone:
        phone = self._phone(name, "ky", started=True)
        await self._give_role(session, phone, role, name, district)
        return phone

    async def _give_role(
        self,
        session: AsyncSession,
        phone: Phone | WhatsAppPhone,
        role: Role,
        name: str,
        district: int | None,
    ) -> None:
        person_id = await self._person(session, phone, "ky")
        session.add(StaffMember(person_id=person_id, name=name))
        await session.flush()
        session.add(
            RoleGrant(person_id=person_id, role=role, district_id=district, granted_at=self._long_ago)
        )

    async def _add_residents(self, session: AsyncSession, villages: Sequence[Village]) -> None:
        weights = [village.population for village in villages]
        for number in range(1, RESIDENTS + 1):
            language = "ru" if self._random.random() < 0.15 else "ky"
            names = sample.NAMES_RU if language == "ru" else sample.NAMES_KY
            name = self._random.choice(names)
            blocked, gone = number % BLOCKED_EVERY == 0, number % GONE_EVERY == 0
            village = self._random.choices(villages, weights)[0]
            some, of = ON_WHATSAPP
            phone: Phone | WhatsAppPhone
            if number % of < some:
                phone = self._whatsapp_phone(name, language, started=True)
                phone.owner.gone = gone
            else:
                phone = self._phone(name, language, started=True)
                phone.chat.deactivated = gone
            phone.chat.blocked = blocked
            await self._add_resident(session, phone, language, village)

    async def _add_resident(
        self, session: AsyncSession, phone: Phone | WhatsAppPhone, language: str, village: Village
    ) -> None:
        person_id = await self._person(session, phone, language)
        session.add(Resident(person_id=person_id, subscribed_at=self._long_ago))
        await session.flush()
        session.add(ResidentVillage(person_id=person_id, village_id=village.id, main=True))

    # What was told before

    async def _add_past(self, session: AsyncSession) -> None:
        today = self._now.astimezone(self._zone).date()
        last_month = today.replace(day=1) - timedelta(days=1)
        for day, kyrgyz, russian in sample.TOLD:
            at = datetime(last_month.year, last_month.month, day, 11, tzinfo=self._zone)
            await self._sent(session, BroadcastKind.ORDINARY, kyrgyz, russian, at)
        before = last_month.replace(day=1) - timedelta(days=1)
        issue = monthly_issue(last_month.year, last_month.month, LegalValues(), self._zone)
        head_ky = f"<b>Айлык баян</b>\n{before:%m.%Y}\n\n• Кышка көмүр даярдалды"
        head_ru = f"<b>Бюллетень за месяц</b>\n{before:%m.%Y}\n\n• Уголь на зиму заготовлен"
        told = await self._sent(session, BroadcastKind.BULLETIN, head_ky, head_ru, issue.publish_at)
        session.add(
            Bulletin(
                kind=issue.kind,
                period_start=issue.period_start,
                period_end=issue.period_end,
                publish_at=issue.publish_at,
                broadcast_id=told.id,
                opened_at=issue.draft_at(LegalValues()),
                published_at=issue.publish_at,
            )
        )

    async def _sent(
        self, session: AsyncSession, kind: BroadcastKind, kyrgyz: str, russian: str, at: datetime
    ) -> Broadcast:
        broadcast = Broadcast(
            kind=kind,
            state=BroadcastState.SENT,
            topic=Topic.BULLETINS if kind is BroadcastKind.BULLETIN else Topic.NEWS,
            text_ky=str(clean(kyrgyz)),
            text_ru=str(clean(russian)),
            attachments=[],
            audience={},
            created_at=at,
            decided_at=at,
            send_at=at,
            started_at=at,
            finished_at=at + timedelta(minutes=1),
        )
        session.add(broadcast)
        await session.flush()
        await deliver(session, broadcast, at)
        return broadcast
