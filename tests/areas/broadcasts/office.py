"""An office at work: an officer and a head with phones, the clockwork of an area, letters to colleagues."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.areas.broadcasts import jobs as broadcast_jobs
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.messages import OutMessage
from bot.core.scheduling import Job
from bot.outbox.models import Delivery, Priority, Status
from tests.areas.broadcasts.press import Press
from tests.areas.residents.chat import BISHKEK, Phone

SKIP = "Өткөрүп жиберүү"


def at(text: str) -> datetime:
    """`2026-12-20 10:00` in the municipality's time."""
    return datetime.fromisoformat(text).replace(tzinfo=BISHKEK)


class Office(Press):
    """An officer and a head with phones, and whoever else a story needs. `jobs`: the area's own."""

    officer: Phone
    head: Phone
    jobs: tuple[Job, ...] = ()

    async def open(self) -> None:
        self.officer = await self.staff(Role.OFFICER, name="Асан Токтогулов")
        self.head = await self.staff(Role.HEAD, name="Бакыт Осмонов")

    # the clock

    async def tick(self, **later: float) -> None:
        clock.move(timedelta(**later))
        for job in (*self.broadcasting(), *self.jobs):
            await job.run(self.moment())

    def broadcasting(self) -> tuple[Job, ...]:
        return broadcast_jobs.make_jobs({})

    async def go_to(self, moment: datetime) -> None:
        """Time passes to that moment, and what is due is done; mass messages arrive."""
        clock.move_to(moment)
        await self.tick()
        await self.deliver()
        await self.tick()

    # approval

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

    # what there is

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
