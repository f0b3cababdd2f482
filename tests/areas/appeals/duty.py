"""A group on the duty people's phones, over the desk; the test plays the platform."""

import itertools
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.areas.appeals.models import DutyGroup
from bot.core.messages import Happening, InMessage, OutMessage, PlaceKind, PlaceSeen
from bot.outbox.models import Delivery, Status
from tests.areas.appeals.desk import Desk
from tests.areas.residents.chat import Phone

_numbers = itertools.count(1)
STRANGER = "990001"


@dataclass
class Group:
    """`title` and `address` as the platform shows them."""

    desk: Desk
    address: str = "-4001"
    title: str = "Айыл өкмөтү"
    kind: PlaceKind = PlaceKind.GROUP

    async def does(self, who: Phone | str, **what: Any) -> str | None:
        """`who` may be an address nobody knows. What the tapped button says."""
        address = who if isinstance(who, str) else who.address
        message = InMessage(
            channel="telegram",
            address=address,
            external_id=f"g{next(_numbers)}",
            place=PlaceSeen(self.kind, self.address, self.title),
            **what,
        )
        said = await self.desk.town.conversation.handle(message)
        if isinstance(who, Phone):
            await who.receive()
        return said

    async def brought_by(self, who: Phone | str) -> None:
        await self.does(who, happening=Happening.JOINED)

    async def removed(self, by: Phone | str = STRANGER) -> None:
        await self.does(by, happening=Happening.REMOVED)

    async def writes(self, who: Phone | str, text: str) -> None:
        await self.does(who, text=text)

    async def taps(self, who: Phone | str, payload: str) -> str:
        return await self.does(who, choice=payload, tapped="m0") or ""

    async def becomes_supergroup(self, address: str) -> None:
        await self.does("", happening=Happening.MOVED, moved_to=address)
        self.address = address

    async def is_chosen_by(self, who: Phone) -> "Group":
        await self.brought_by(who)
        await who.tap("Ооба, ушул топ")
        return self

    async def arrives(self) -> list[tuple[str, str | None, OutMessage]]:
        """What the platform takes now: the number of each message, the one it redraws, and itself."""
        found = []
        async with self.desk.database.session() as session:
            waiting = await session.scalars(
                select(Delivery)
                .where(Delivery.address == self.address, Delivery.status == Status.PENDING)
                .order_by(Delivery.id)
            )
            for one in waiting:
                assert one.body is not None
                number = one.replaces or f"m{one.id}"
                found.append((number, one.replaces, OutMessage.from_json(one.body)))
                one.status, one.external_id, one.body = Status.SENT, number, None
        return found

    async def last(self) -> OutMessage:
        return (await self.arrives())[-1][2]

    async def is_silent(self) -> bool:
        return not await self.arrives()


async def duty_groups(desk: Desk) -> list[DutyGroup]:
    return list(await desk.all(DutyGroup, DutyGroup.chosen_at.is_not(None)))
