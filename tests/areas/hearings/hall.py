"""A town whose office calls meetings."""

from datetime import timedelta
from typing import Any

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.hearings import dialogs as hearings
from bot.areas.hearings import jobs as hearing_jobs
from bot.areas.hearings.models import Meeting
from bot.areas.people import dialogs as people
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from bot.core.scheduling import Job
from tests.areas.broadcasts.office import SKIP as SKIP
from tests.areas.broadcasts.office import Office
from tests.areas.broadcasts.office import at as at
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import Phone, open_town

DAY = timedelta(days=1)


class Hall(Office):
    """An office that calls meetings."""

    jobs: tuple[Job, ...] = hearing_jobs.jobs

    # calling

    async def call(
        self,
        phone: Phone | None = None,
        *,
        kind: str = "Айылдык жыйын",
        day: str = "20.12",
        time: str = "10:00",
        matter: str = "Суу түтүгүн оңдоо",
        late: str | None = None,
        reason: str | None = None,
    ) -> str:
        """Through all the questions, the usual answers given; what is said at the end comes back."""
        phone = phone or self.officer
        await phone.write("/meetings")
        await phone.tap("Жыйын чакыруу")
        await phone.tap(kind)
        await phone.write(matter)
        await phone.write("Ремонт водопровода")
        await phone.write(day)
        if late:
            await phone.tap(late)
        if reason:
            await phone.write(reason)
        await phone.write(time)
        await phone.write("Маданият үйү, Ленин көчөсү 12")
        await phone.tap(SKIP)  # no point on the map
        await phone.tap("Бардык тургундар")
        await phone.tap(SKIP)  # no streets
        await phone.tap("айыл")  # the office holds it
        await phone.write("Эсен Карыпов, суу ишканасы")
        await phone.tap("Адаттагысын алуу")
        await phone.tap(SKIP)  # no papers
        return await phone.tap(SKIP)  # no link

    async def called(self, **more: Any) -> Meeting:
        """A meeting that was called lawfully and told to everybody."""
        await self.call(**more)
        await self.approve_last()
        await self.tick()
        await self.deliver()
        await self.tick(seconds=5)
        return await self.meeting()

    # what there is

    async def meeting(self) -> Meeting:
        found: Meeting = (await self.all(Meeting))[-1]
        return found


async def open_hall(database: Database) -> Hall:
    clock.move_to(NOON)
    town = await open_town(
        database,
        Hooks(on_subscribed=(hearings.offer_ahead,), on_village=(hearings.offer_in_village,)),
        people.routes,
        broadcasts.routes,
        hearings.routes,
    )
    hall = Hall(town)
    await hall.open()
    return hall
