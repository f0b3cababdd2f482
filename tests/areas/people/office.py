"""A town with an office: people and admin composed over the residents' dialogs, and phones of colleagues."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.admin.dialogs import Admin, make_help, make_routes, menu_entry
from bot.areas.admin.entries import AdminEntry, Office
from bot.areas.people import dialogs as people
from bot.areas.people import invitations, jobs, notices, queries, service
from bot.areas.people.models import Role
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.contacts import meet
from bot.core.db import Database
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.scheduling import Tick
from tests.areas.residents.chat import BISHKEK, Phone, Town, open_town

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=BISHKEK)
NIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=BISHKEK)
MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=BISHKEK)
MANAGERS = (Role.HEAD, Role.ADMINISTRATOR)


class OfficeTown:
    """Phones that are subscribed and colleagues that came by an invitation."""

    def __init__(self, town: Town, office: Office) -> None:
        self.town = town
        self.office = office
        self.database = town.database

    async def invitation(self, role: Role, name: str = "Асан Токтогулов", by: int | None = None) -> str:
        """The deep link's payload."""
        async with self.database.session() as session:
            district = await self.district(session) if role is Role.DEPUTY else None
            return await invitations.create_invitation(session, role, name, district, by, clock.now())

    @staticmethod
    async def district(session: AsyncSession, key: str = "manas") -> int:
        from bot.areas.municipality.queries import find_district

        found = await find_district(session, key)
        assert found is not None
        return found.id

    async def join(self, phone: Phone, role: Role, name: str = "Асан Токтогулов") -> Phone:
        payload = await self.invitation(role, name)
        async with self.database.session() as session:
            person_id = (await meet(session, "telegram", phone.address, clock.now())).person_id
            await invitations.accept_invitation(session, payload.removeprefix("i_"), person_id, clock.now())
        return phone

    async def staff(self, role: Role, name: str = "Асан Токтогулов", language: str = "Кыргызча") -> Phone:
        return await self.join(await self.town.resident(language), role, name)

    async def person(self, phone: Phone) -> int:
        return await self.town.person(phone)

    async def roles(self, phone: Phone) -> frozenset[Role]:
        person_id = await self.person(phone)
        async with self.database.reading() as session:
            return await queries.roles_of(session, person_id)

    async def record(self, *conditions: Any) -> Sequence[AuditEntry]:
        async with self.database.reading() as session:
            found = await session.scalars(select(AuditEntry).where(*conditions).order_by(AuditEntry.id))
            return found.all()

    def tick(self) -> Tick:
        return Tick(
            database=self.database,
            now=clock.now(),
            timezone=BISHKEK,
            links=Links("jarchy_bot"),
            wake=lambda: None,
        )

    async def forget_pictures(self) -> None:
        await jobs.forget_pictures(self.tick())


async def open_office(database: Database, *entries: AdminEntry) -> OfficeTown:
    clock.move_to(NOON)
    office = Office(
        entries=(*entries, *(AdminEntry(*entry) for entry in people.admin_entries)),
        audit_words=people.audit_words,
        commands=(people.staff_commands,),
    )
    hooks = Hooks(
        menu=(menu_entry,),
        staff_help=make_help(office),
        is_staff=people.is_staff,
        deletion_guards=(service.check_may_leave,),
        erasers=(notices.left, service.forget_names),
        kept_data=(service.kept_data,),
    )
    town = await open_town(database, hooks, people.routes, make_routes(Admin(office)))
    return OfficeTown(town, office)


def words(language: str) -> Translator:
    return Translator(language, BISHKEK)
