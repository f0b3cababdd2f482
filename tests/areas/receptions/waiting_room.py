"""A town whose deputies and head receive residents."""

from datetime import datetime

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.municipality import queries as municipality
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.receptions import dialogs as receptions
from bot.areas.receptions import jobs as reception_jobs
from bot.areas.receptions import personal
from bot.areas.receptions.models import Booking, Reception
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from bot.outbox.models import Delivery
from tests.areas.broadcasts.office import Office
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import Phone, open_town


class WaitingRoom(Office):
    """The deputy has a phone; it is a Friday at noon."""

    jobs = reception_jobs.jobs
    deputy: Phone

    async def open(self) -> None:
        await super().open()
        self.deputy = await self.elected("Эркин Садыков", "manas")

    async def elected(self, name: str, district: str) -> Phone:
        phone = await self.resident()
        person = await self.person(phone)
        async with self.database.session() as session:
            found = await municipality.find_district(session, district)
            assert found is not None
            session.add(StaffMember(person_id=person, name=name))
            await session.flush()
            session.add(
                RoleGrant(person_id=person, role=Role.DEPUTY, district_id=found.id, granted_at=clock.now())
            )
        return phone

    async def publish(
        self,
        phone: Phone | None = None,
        *,
        repeat: str = "Бир күнү",
        day: str = "25.11",
        opens: str = "09:00",
        closes: str = "10:00",
        minutes: str = "20 мүнөт",
    ) -> str:
        """Through all the questions."""
        phone = phone or self.deputy
        await phone.write("/reception")
        await phone.tap("Саат жарыялоо")
        await phone.tap(repeat)
        await phone.write(day)
        await phone.write(opens)
        await phone.write(closes)
        await phone.tap(minutes)
        await phone.write("Айыл өкмөтү, 2-бөлмө")
        return await phone.tap("✅ Жарыялоо")

    async def book(self, phone: Phone, slot: str = "09:20", reception: int = 1) -> str:
        await phone.tap_payload(f"rc:book.{reception}")
        await phone.tap(slot)
        await phone.write("Жайыт маселеси")
        return await phone.write("Айгүл Асанова")

    async def due(self, phone: Phone) -> datetime:
        """When the last thing they were told unasked goes out."""
        found: datetime = (await self.all(Delivery, Delivery.address == phone.address))[-1].due_at
        return found

    async def receptions(self) -> list[Reception]:
        return list(await self.all(Reception))

    async def bookings(self) -> list[Booking]:
        return list(await self.all(Booking))


async def open_waiting_room(database: Database) -> WaitingRoom:
    clock.move_to(NOON)
    town = await open_town(
        database,
        Hooks(menu=(receptions.menu_entry,), erasers=(personal.forget,), kept_data=(personal.kept_data,)),
        people.routes,
        broadcasts.routes,
        receptions.routes,
    )
    room = WaitingRoom(town)
    await room.open()
    return room
