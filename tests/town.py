"""A town for tests: the real bot, its real database, and phones on the emulated Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.residents import service as residents
from bot.core import clock
from bot.core.contacts import Contact, meet
from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator
from bot.outbox.models import Delivery, Status
from bot.outbox.worker import Sender
from bot.settings import Settings

USERNAME = "jarchy_bot"
# An ordinary day's working hour: what a test sees must not depend on the day it runs on.
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Bishkek"))
_tokens = count(1)


class Town:
    """`app` talks with `phone`s; time moves only when a test moves it."""

    def __init__(self, emulator: TelegramEmulator, account: BotAccount, settings: Settings) -> None:
        self.emulator = emulator
        self.account = account
        self.settings = settings
        self.app = App(settings)

    @property
    def sender(self) -> Sender:
        """Telegram's."""
        assert self.app.telegram is not None
        return self.app.telegram.sender

    # people

    def phone(self, name: str = "Айгүл", language: str = "ky") -> Phone:
        """Somebody who never wrote to the bot."""
        return self.emulator.phone(self.account, name, language_code=language)

    async def resident(self, name: str = "Айгүл", language: str = "ky", village: int = 1) -> Phone:
        """A subscriber; their way through the welcome has its own tests."""
        phone = self.phone(name, language)
        phone.chat.started = True
        async with self.app.database.session() as session:
            contact = await self._settled(session, phone, language)
            await residents.subscribe(session, contact, village, clock.now())
        return phone

    async def staff(
        self, role: Role, name: str = "Асан Токтогулов", language: str = "ky", district: int | None = None
    ) -> Phone:
        """Somebody who holds a role; how invitations give it has its own tests."""
        phone = self.phone(name, language)
        phone.chat.started = True
        async with self.app.database.session() as session:
            contact = await self._settled(session, phone, language)
            await self._grant(session, contact, role, name, district)
        return phone

    async def grant(self, phone: Phone, role: Role) -> None:
        """One more role."""
        async with self.app.database.session() as session:
            contact = await meet(session, "telegram", str(phone.chat.id), clock.now())
            await self._grant(session, contact, role, phone.person["first_name"], None)

    async def _settled(self, session: AsyncSession, phone: Phone, language: str) -> Contact:
        now = clock.now()
        contact = await meet(session, "telegram", str(phone.chat.id), now)
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
        async with asyncio.timeout(10):
            while await self.all(Delivery, on_their_way, *conditions):  # noqa: ASYNC110 - the outbox tells nobody
                await asyncio.sleep(0.02)

    # trouble

    async def restart(self) -> None:
        await self.app.stop()
        await self.start_again()

    async def start_again(self) -> None:
        """A new process over the same database."""
        self.app = App(self.settings)
        await self.start()

    async def start(self) -> None:
        await self.app.start()
        await self.app.receiving()
        await self.app.ticks.stop()  # from here on time passes only when a test says so


@asynccontextmanager
async def open_town(emulator: TelegramEmulator, database_url: str, **settings: Any) -> AsyncIterator[Town]:
    """`database_url` names a database of a town."""
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
    town = Town(emulator, account, Settings(_env_file=None, **(values | settings)))
    await town.start()
    try:
        yield town
    finally:
        await town.app.stop()
        clock.reset()
