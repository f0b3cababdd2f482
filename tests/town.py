"""A town for tests: the real bot, its real database, and phones on the emulated Telegram or WhatsApp."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any, cast
from unittest.mock import patch
from zoneinfo import ZoneInfo

from prometheus_client import CollectorRegistry
from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App, whatsapp_line
from bot.app.doors import doors
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.residents import service as residents
from bot.channels.whatsapp.templates import TEMPLATES
from bot.core import clock
from bot.core.contacts import Contact, meet
from bot.core.inbox import Inbound
from bot.demo.emulation.serving import QuickServer
from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone
from bot.operations.run import no_telegram
from bot.outbox.models import Delivery, Status
from bot.outbox.worker import Sender
from bot.settings import Settings
from bot.web.app import WHATSAPP_PATH, make_web

USERNAME = "jarchy_bot"
APP_SECRET = "0123456789abcdef0123456789abcdef"
# An ordinary day's working hour: what a test sees must not depend on the day it runs on.
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Bishkek"))
CHAT_SECONDS = 0.05
MOMENT = timedelta(minutes=5)
_tokens = count(1)


class WhatsApp:
    """The other platform, where everybody of the town then has their phone.

    Who is knocked at by template taps its button at once, so that a story goes on as it does in Telegram;
    what becomes of those who don't is the outbox's to test. What Meta tells of messages comes in one batch
    when the town asks what was sent: many calls would take longer than the story.
    """

    # False: who is knocked at taps when the story says so.
    opens = True

    def __init__(self, emulator: WhatsAppEmulator, business: Business) -> None:
        self.emulator = emulator
        self.business = business
        self._phones: dict[object, WhatsAppPhone] = {}
        emulator.subscribe(self._heard)
        business.webhook.hold()

    async def bring_receipts(self) -> None:
        webhook = self.business.webhook
        webhook.release(batched=True)
        webhook.hold()
        await webhook.drained()

    def phone(self, name: str, language: str) -> WhatsAppPhone:
        made = self.emulator.phone(self.business, name, language_code=language)
        self._phones[made.chat.id] = made
        return made

    def _heard(self, event: dict[str, Any]) -> None:
        if event["event"] != "message" or not event["message"]["template"] or event["message"]["mine"]:
            return
        phone = self._phones.get(event["chat"])
        # Who opened the door a moment ago for another one has it open.
        if self.opens and phone is not None and not _wrote_just_now(phone):
            phone.tap_at(event["message_id"], 0, 0)


def _wrote_just_now(phone: WhatsAppPhone) -> bool:
    heard = phone.chat.last_heard
    return heard is not None and clock.now() - heard < MOMENT


class Town:
    """`app` talks with `phone`s; time moves only when a test moves it."""

    def __init__(
        self,
        emulator: TelegramEmulator,
        account: BotAccount,
        settings: Settings,
        whatsapp: WhatsApp | None = None,
    ) -> None:
        self.emulator = emulator
        self.account = account
        self.settings = settings
        self.whatsapp = whatsapp
        self.app = self._made()
        self._door: QuickServer | None = None

    @property
    def sender(self) -> Sender:
        """Telegram's."""
        assert self.app.telegram is not None
        return self.app.telegram.sender

    # people

    @property
    def platform(self) -> str:
        """Where people have their phones."""
        return "whatsapp" if self.whatsapp else "telegram"

    def link(self, payload: str = "") -> str:
        """As it stands on paper for those who have this platform."""
        links = self.app.links
        return links.whatsapp(payload) if self.whatsapp else links.telegram(payload)

    @contextmanager
    def telegram(self) -> Iterator[None]:
        """Who is met inside has Telegram, in a town of both."""
        whatsapp, self.whatsapp = self.whatsapp, None
        yield
        self.whatsapp = whatsapp

    def phone(self, name: str = "Айгүл", language: str = "ky") -> Phone:
        """Somebody who never wrote to the bot."""
        if self.whatsapp is None:
            return self.emulator.phone(self.account, name, language_code=language)
        made = self.whatsapp.phone(name, language)
        # A story is told in the verbs that both kinds of phones have.
        return cast(Phone, made)

    async def resident(self, name: str = "Айгүл", language: str = "ky", village: int = 1) -> Phone:
        """A subscriber; their way through the welcome has its own tests."""
        phone = self._known_phone(name, language)
        async with self.app.database.session() as session:
            contact = await self._settled(session, phone, language)
            await residents.subscribe(session, contact, village, clock.now())
        return phone

    async def staff(
        self, role: Role, name: str = "Асан Токтогулов", language: str = "ky", district: int | None = None
    ) -> Phone:
        """Somebody who holds a role; how invitations give it has its own tests."""
        phone = self._known_phone(name, language)
        async with self.app.database.session() as session:
            contact = await self._settled(session, phone, language)
            await self._grant(session, contact, role, name, district)
        return phone

    def _known_phone(self, name: str, language: str) -> Phone:
        """Of somebody who wrote to the bot just now."""
        phone = self.phone(name, language)
        phone.chat.started = True
        if isinstance(phone, WhatsAppPhone):
            phone.open_window()
        return phone

    async def grant(self, phone: Phone, role: Role) -> None:
        """One more role."""
        async with self.app.database.session() as session:
            contact = await meet(session, self.platform, str(phone.chat.id), clock.now())
            await self._grant(session, contact, role, phone.person["first_name"], None)

    async def _settled(self, session: AsyncSession, phone: Phone, language: str) -> Contact:
        now = clock.now()
        contact = await meet(session, self.platform, str(phone.chat.id), now)
        await residents.give_consent(session, contact, language, now)
        await residents.choose_language(session, contact, language, now)
        return contact

    async def _grant(
        self, session: AsyncSession, contact: Contact, role: Role, name: str, district: int | None
    ) -> None:
        if await session.get(StaffMember, contact.person_id) is None:
            session.add(StaffMember(person_id=contact.person_id, name=name))
            await session.flush()
        session.add(
            RoleGrant(person_id=contact.person_id, role=role, district_id=district, granted_at=clock.now())
        )

    async def person_id(self, phone: Phone) -> int:
        async with self.app.database.reading() as session:
            found = await session.scalar(
                select(Contact.person_id).where(Contact.address == str(phone.chat.id))
            )
        assert found is not None
        return found

    async def find(self, kind: type[Any], *conditions: Any) -> Any:
        """The one row of a table that fulfils the conditions."""
        async with self.app.database.reading() as session:
            return (await session.scalars(select(kind).where(*conditions))).one()

    async def all(self, kind: type[Any], *conditions: Any) -> list[Any]:
        async with self.app.database.reading() as session:
            return list(await session.scalars(select(kind).where(*conditions)))

    # time

    async def move(self, **by: float) -> None:
        """Let so much time pass, then do what is due."""
        clock.move(timedelta(**by))
        await self.tick()

    async def move_to(self, moment: datetime) -> None:
        clock.move_to(moment)
        await self.tick()

    async def tick(self) -> None:
        await self.app.ticks.run_all()
        self.app.wake()

    async def until(self, holds: Callable[[], bool]) -> None:
        """For what no phone shows."""
        async with asyncio.timeout(5):
            while not holds():  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(0.01)

    async def sent(self, *conditions: Any) -> None:
        """Until everything that is due, or of it what fulfils the conditions, has gone and is recorded."""
        self.app.wake()
        on_their_way = or_(
            Delivery.status == Status.SENDING,
            and_(Delivery.status == Status.PENDING, Delivery.due_at <= clock.now()),
        )
        if self.whatsapp and self.whatsapp.opens:
            on_their_way |= and_(Delivery.held_at.is_not(None), Delivery.opened_at.is_(None))
        async with asyncio.timeout(10):
            while await self._any(Delivery.id, on_their_way, *conditions):  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(0.02)
            if self.whatsapp:
                await self.whatsapp.bring_receipts()
                while await self._any(Inbound.external_id, Inbound.handled_at.is_(None)):  # noqa: ASYNC110 - as above
                    await asyncio.sleep(0.01)

    async def _any(self, column: Any, *conditions: Any) -> bool:
        async with self.app.database.reading() as session:
            return await session.scalar(select(column).where(*conditions).limit(1)) is not None

    # trouble

    async def stop(self) -> None:
        if self._door:
            await self._door.stop()
        await self.app.stop()

    async def restart(self) -> None:
        await self.stop()
        await self.start_again()

    async def start_again(self) -> None:
        """A new process over the same database."""
        self.app = self._made()
        await self.start()

    def _made(self) -> App:
        """A story's weeks pass in seconds; the seconds that WhatsApp wants between messages don't pass so."""
        with patch.object(whatsapp_line, "CHAT_SECONDS", CHAT_SECONDS):
            return App(self.settings)

    async def start(self) -> None:
        if self.whatsapp:
            registry = CollectorRegistry()
            web = make_web(checks={}, registry=registry, handle_update=no_telegram, routes=doors(self.app))
            self._door = QuickServer(web)
            await self._door.start()
            self.whatsapp.business.webhook_url = f"{self._door.url}{WHATSAPP_PATH}"
        await self.app.start()
        await self.app.receiving()
        await self.app.ticks.stop()  # from here on time passes only when a test says so


@asynccontextmanager
async def open_town(
    emulator: TelegramEmulator,
    database_url: str,
    whatsapp: WhatsAppEmulator | None = None,
    *,
    both: bool = False,
    **settings: Any,
) -> AsyncIterator[Town]:
    """`database_url` names a database of a town. With `whatsapp` its people have that, and the office has no
    Telegram at all; `both`: it has."""
    token = f"{next(_tokens)}:test-token"
    account = emulator.add_bot(token, USERNAME)
    values: dict[str, Any] = {
        "database_url": database_url,
        "telegram_token": token,
        "telegram_api_url": emulator.base_url,
        "long_poll_seconds": 10,
        "send_rate": 1000,
        "chat_send_rate": 30,
        "paid_broadcasts": True,
    }
    other = _whatsapp(whatsapp, values) if whatsapp else None
    if other and not both:
        del values["telegram_token"]
    town = Town(emulator, account, Settings(_env_file=None, **(values | settings)), other)
    await town.start()
    try:
        yield town
    finally:
        await town.stop()
        clock.reset()


def _whatsapp(emulator: WhatsAppEmulator, values: dict[str, Any]) -> WhatsApp:
    """A business with its templates approved, and the settings that lead to it."""
    number = next(_tokens)
    business = emulator.add_business(
        token=f"whatsapp-token-{number}", app_secret=APP_SECRET, number=f"99670000{number:04}"
    )
    business.templates.decided = "APPROVED"
    for template in TEMPLATES:
        business.templates.submit(template.request())
    values |= {
        "whatsapp_token": business.token,
        "whatsapp_phone_id": business.phone_id,
        "whatsapp_app_secret": APP_SECRET,
        "whatsapp_verify_token": business.verify_token,
        "whatsapp_api_url": emulator.api_url,
        "whatsapp_send_rate": 1000,
    }
    return WhatsApp(emulator, business)
