"""A town whose office calls meetings: the press of broadcasts, with the hearings' dialogs and clockwork."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.broadcasts import jobs as broadcast_jobs
from bot.areas.hearings import dialogs as hearings
from bot.areas.hearings import jobs as hearing_jobs
from bot.areas.hearings.models import Meeting
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from bot.core.messages import OutMessage
from bot.outbox.models import Delivery, Priority, Status
from tests.areas.broadcasts.press import NOON, Press
from tests.areas.residents.chat import BISHKEK, Phone, open_town

SKIP = "Өткөрүп жиберүү"
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    """`2026-12-20 10:00` in the municipality's time."""
    return datetime.fromisoformat(text).replace(tzinfo=BISHKEK)


class Hall(Press):
    """An officer and a head with phones, and whoever else a story needs."""

    officer: Phone
    head: Phone

    async def open(self) -> None:
        self.officer = await self.staff(Role.OFFICER, name="Асан Токтогулов")
        self.head = await self.staff(Role.HEAD, name="Бакыт Осмонов")

    # the clock

    async def tick(self, **later: float) -> None:
        clock.move(timedelta(**later))
        for job in (*broadcast_jobs.jobs, *hearing_jobs.jobs):
            await job.run(self.moment())

    async def go_to(self, moment: datetime) -> None:
        """Time passes to that moment, and what is due is done; mass messages arrive."""
        clock.move_to(moment)
        await self.tick()
        await self.deliver()
        await self.tick()

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

    async def approve_last(self, by: Phone | None = None) -> str:
        """Handed in by its author and approved by the head, from the messages they got."""
        await self.officer.tap("Бекитүүгө жөнөтүү")
        await self.tick()
        return await (by or self.head).tap_payload(await self.approval_for(by or self.head))

    async def approval_for(self, phone: Phone) -> str:
        """The button under the card that the approver was sent."""
        for message in reversed(await self.letters(phone)):
            for row in message.choices:
                for choice in row:
                    if choice.payload.startswith("bc:approve."):
                        return choice.payload
        raise AssertionError("nobody was asked to approve")

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

    async def all_of(self, kind: type[Any]) -> Sequence[Any]:
        """Rows of a table that has no number."""
        async with self.database.reading() as session:
            return (await session.scalars(select(kind))).all()

    async def letters(self, phone: Phone) -> Sequence[OutMessage]:
        """What colleagues were told unasked and don't hold in their hands yet, oldest first."""
        async with self.database.reading() as session:
            found = await session.scalars(
                select(Delivery)
                .where(
                    Delivery.address == phone.address,
                    Delivery.batch_id.is_(None),
                    Delivery.priority == Priority.NOTICE,
                    Delivery.status != Status.CANCELLED,
                )
                .order_by(Delivery.id)
            )
            return [OutMessage.from_json(one.body) for one in found if one.body]

    async def told(self, phone: Phone) -> str:
        """The last thing they were told unasked."""
        letters = await self.letters(phone)
        return str(letters[-1].text) if letters else ""

    async def all_told(self, phone: Phone) -> str:
        """All they ever read."""
        read = [str(seen.message.text) for seen in phone.seen]
        return "\n---\n".join([*read, *[str(letter.text) for letter in await self.letters(phone)]])


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
