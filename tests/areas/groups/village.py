"""A town whose villages have groups: the officer registers them, neighbours forward."""

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.broadcasts.models import BroadcastKind
from bot.areas.groups import dialogs as groups
from bot.areas.groups import jobs as group_jobs
from bot.areas.groups import personal, reporting, service
from bot.areas.groups.models import Pack, VillageGroup
from bot.areas.municipality import queries as municipality
from bot.areas.people import dialogs as people
from bot.areas.people.models import RoleGrant
from bot.areas.residents.dialogs import Hooks
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.core.db import Database
from bot.core.messages import Happening, InMessage, OutMessage, PlaceKind, PlaceSeen
from bot.outbox.models import Delivery, Status
from tests.areas.broadcasts.office import Office
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import Phone, open_town

SECOND = timedelta(seconds=1)
DONE, LATER, CANNOT = "Жөнөттүм", "Кийинчерээк", "Жөнөтө албайм"
_numbers = itertools.count(1)


class Village(Office):
    """`officer` and `head` have phones."""

    jobs = group_jobs.jobs

    async def village_id(self, key: str = "ming-bulak") -> int:
        async with self.database.reading() as session:
            found = await municipality.find_village(session, key)
        assert found is not None
        return found.id

    async def group(
        self, name: str = "Миң-Булак айылы", *, forwarder: Phone | None = None, **more: Any
    ) -> VillageGroup:
        """Past the dialogs: a WhatsApp group of one village, to which `forwarder` agreed to forward."""
        given: dict[str, Any] = {
            "villages": [await self.village_id()],
            "members": 240,
            "bilingual": False,
            "news": True,
        }
        officer = await self.person(self.officer)
        async with self.database.session() as session:
            made = await service.open_group(session, officer, clock.now(), name=name, **(given | more))
        if forwarder is not None:
            await self.agrees(forwarder, made)
        return made

    async def agrees(self, forwarder: Phone, group: VillageGroup) -> None:
        """By the link that the officer sent."""
        await self.officer.tap_payload(f"fw:link.{group.id}")
        link = await self.officer.write("Айгүл эже")
        await forwarder.write("/start " + link.rpartition("?start=")[2].strip())
        assert "Рахмат" in await forwarder.tap("Ооба, жөнөтөм")

    async def take_roles(self, phone: Phone) -> None:
        person = await self.person(phone)
        async with self.database.session() as session:
            await session.execute(
                update(RoleGrant).where(RoleGrant.person_id == person).values(revoked_at=clock.now())
            )

    async def goes_out(
        self, kind: BroadcastKind = BroadcastKind.ORDINARY, *, arrives: bool = True, **parts: Any
    ) -> int:
        """Past all approvals: a message to many begins, and what follows from it is done."""
        given: dict[str, Any] = {
            "kind": kind,
            "topic": Topic.NEWS,
            "text_ky": "<b>Айлык баян</b>\n• Жол оңдолду",
            "text_ru": None,
        }
        author, approver = await self.person(self.officer), await self.person(self.head)
        clock.move(SECOND)
        number = await self.approved(author, approver, **(given | parts))
        await self.tick()
        if arrives:
            await self.deliver()
        return number

    async def pack(self, group: VillageGroup) -> Pack:
        """The newest one for this group."""
        found: Pack = (await self.all(Pack, Pack.group_id == group.id))[-1]
        return found

    async def gets(self, phone: Phone) -> Sequence[OutMessage]:
        """What comes unasked, without what is sent to many and how far that is."""
        before = len(phone.seen)
        async with self.database.session() as session:
            await session.execute(
                update(Delivery)
                .where(Delivery.address == phone.address, Delivery.batch_id.is_not(None))
                .values(status=Status.SENT)
            )
        await phone.receive()
        return [seen.message for seen in phone.seen[before:] if not _is_progress(seen.message)]

    # on Telegram

    async def place(
        self, who: Phone | str, what: Happening | None, kind: PlaceKind = PlaceKind.GROUP, **more: Any
    ) -> None:
        """In the Telegram group, or channel, of the village."""
        message = InMessage(
            channel="telegram",
            address=who if isinstance(who, str) else who.address,
            external_id=f"p{next(_numbers)}",
            place=PlaceSeen(kind, PLACE, "Миң-Булак жаңылыктары"),
            happening=what,
            **more,
        )
        await self.town.conversation.handle(message)
        if isinstance(who, Phone):
            await who.receive()

    async def posted(self, fate: Status = Status.SENT, reason: str | None = None) -> list[OutMessage]:
        """What the platform takes, or refuses, now."""
        found = []
        async with self.database.session() as session:
            for one in await session.scalars(
                select(Delivery)
                .where(Delivery.address == PLACE, Delivery.status == Status.PENDING)
                .order_by(Delivery.id)
            ):
                assert one.body is not None
                found.append(OutMessage.from_json(one.body))
                one.status, one.reason, one.body = fate, reason, None
                one.external_id = f"m{one.id}" if fate is Status.SENT else None
        return found


def _is_progress(message: OutMessage) -> bool:
    return any(choice.payload.startswith("bc:") for row in message.choices for choice in row)


PLACE = "-100500"


async def open_village(database: Database) -> Village:
    clock.move_to(NOON)
    town = await open_town(
        database,
        Hooks(erasers=(personal.forget,), kept_data=(personal.kept_data,)),
        people.routes,
        broadcasts.make_routes(reporting.appendix),
        groups.routes,
    )
    village = Village(town)
    await village.open()
    return village
