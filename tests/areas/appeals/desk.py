"""A town whose residents write to the office and to their deputies."""

from typing import Any

from bot.areas.appeals import dialogs as appeals
from bot.areas.appeals import jobs as appeal_jobs
from bot.areas.appeals import personal, receiving
from bot.areas.appeals.models import Appeal, AppealAuthor, AppealKind, Origin
from bot.areas.appeals.receiving import Told
from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.municipality import queries as municipality
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from tests.areas.broadcasts.office import Office
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import BISHKEK, Phone, open_town


class Desk(Office):
    """An office that answers appeals. `officer` and `head` have phones."""

    jobs = appeal_jobs.jobs

    async def deputy(self, name: str = "Эркин Садыков", district: str = "manas") -> Phone:
        """Elected from a district."""
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

    async def voter(self, district: str = "manas", **more: Any) -> Phone:
        """A resident who said in which district they vote."""
        phone = await self.resident(**more)
        async with self.database.session() as session:
            found = await municipality.find_district(session, district)
            assert found is not None
            await receiving.remember(session, await self.person(phone), district_id=found.id)
        return phone

    async def appeal(self, phone: Phone, text: str = "Көчөдө суу жок", **more: Any) -> Appeal:
        """Past the dialogs: a complaint of this phone's owner."""
        told = Told(**({"kind": AppealKind.COMPLAINT, "text": text} | more))
        async with self.database.session() as session:
            return await receiving.receive(
                session, told, await self.person(phone), Origin.TELEGRAM, clock.now(), BISHKEK
            )

    async def mandate(
        self, phone: Phone, deputy: Phone, text: str = "Мектепке жол керек", **more: Any
    ) -> Appeal:
        """Past the dialogs: a mandate from a voter of the deputy's district."""
        author = await self.person(phone)
        async with self.database.reading() as session:
            found = await session.get(AppealAuthor, author)
        assert found is not None
        return await self.appeal(
            phone,
            text,
            kind=AppealKind.MANDATE,
            deputy_id=await self.person(deputy),
            district_id=found.district_id,
            **({"open_to_all": True} | more),
        )

    async def find(self, appeal_id: int) -> Appeal:
        found: Appeal = (await self.all(Appeal, Appeal.id == appeal_id))[0]
        return found


async def open_desk(database: Database) -> Desk:
    clock.move_to(NOON)
    town = await open_town(
        database,
        Hooks(
            menu=appeals.menu_entries,
            help_lines=appeals.help_lines,
            understand=appeals.understand,
            erasers=(personal.forget,),
            kept_data=(personal.kept_data,),
        ),
        people.routes,
        broadcasts.routes,
        *appeals.routes,
    )
    desk = Desk(town)
    await desk.open()
    return desk
