"""People with phones, the real conversation and the real outbox's table; the test plays the platform."""

import itertools
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import queries
from bot.areas.residents.dialogs import Hooks, Menu, gate, make_routes
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.core.contacts import Contact
from bot.core.conversation import Conversation
from bot.core.db import Database
from bot.core.links import Links
from bot.core.messages import Choice, Happening, InMessage, OutMessage
from bot.core.routes import Routes
from bot.outbox import service as outbox
from bot.outbox.models import Delivery, Priority, Status

BISHKEK = ZoneInfo("Asia/Bishkek")
_numbers = itertools.count(1)


async def _enqueue(
    session: AsyncSession, contact: Contact, message: OutMessage, replaces: str | None
) -> None:
    now = clock.now()
    await outbox.enqueue(session, contact, message, now=now, priority=Priority.REPLY, replaces=replaces)


class Town:
    """The municipality of the example file, with a conversation over it."""

    def __init__(self, database: Database, hooks: Hooks, *more: Routes, links: Links | None = None) -> None:
        self.database = database
        menu = Menu(hooks)
        self.conversation = Conversation(
            menuless=["whatsapp"],
            database=database,
            routes=(make_routes(hooks, menu), *more),
            gate=gate,
            fallback=menu.fallback,
            enqueue=_enqueue,
            wake=lambda: None,
            timezone=BISHKEK,
            links=links or Links("jarchy_bot"),
        )

    def phone(self, address: str = "", hint: str | None = None, channel: str = "telegram") -> "Phone":
        return Phone(self, address or f"70{next(_numbers):05}", hint, channel)

    async def person(self, phone: "Phone") -> int:
        async with self.database.reading() as session:
            found = await session.scalar(
                select(Contact.person_id).where(
                    Contact.channel == phone.channel, Contact.address == phone.address
                )
            )
        assert found is not None
        return found

    async def villages(self, phone: "Phone") -> list[str]:
        """The main one first."""
        person = await self.person(phone)
        async with self.database.reading() as session:
            return [f.village.key for f in await queries.villages_of(session, person)]

    async def reached(self, topic: Topic | None = None, **audience: Any) -> list[str]:
        """Addresses that a mass message would go to."""
        async with self.database.reading() as session:
            found = queries.audience_select(topic=topic, **audience)
            return sorted(row.address for row in await session.execute(found))

    async def resident(
        self, language: str = "Кыргызча", village: str = "-Булак", channel: str = "telegram"
    ) -> "Phone":
        phone = self.phone(channel=channel)
        await phone.subscribe(language, village)
        return phone


async def open_town(
    database: Database, hooks: Hooks | None = None, *more: Routes, links: Links | None = None
) -> Town:
    return Town(database, hooks or Hooks(), *more, links=links)


@dataclass(frozen=True)
class Seen:
    id: str
    message: OutMessage
    replaces: str | None


@dataclass
class Phone:
    town: Town
    address: str
    hint: str | None = None
    channel: str = "telegram"
    seen: list[Seen] = field(default_factory=list)
    online: bool = True

    async def subscribe(self, language: str = "Кыргызча", village: str = "-Булак") -> None:
        await self.write("/start")
        await self.tap(language)
        await self.tap("Макулмун" if language == "Кыргызча" else "Даю согласие")
        await self.tap(village)

    async def write(self, text: str) -> str:
        return await self._do(text=text)

    async def tap(self, label: str) -> str:
        """The newest button whose label holds `label`."""
        seen, choice = self.button(label)
        return await self.tap_payload(choice.payload, seen.id)

    async def tap_payload(self, payload: str, message: str = "m0") -> str:
        return await self._do(choice=payload, tapped=message)

    async def block(self) -> None:
        await self._do(happening=Happening.BLOCKED)

    async def unblock(self) -> None:
        await self._do(happening=Happening.UNBLOCKED)

    def button(self, label: str) -> tuple[Seen, Choice]:
        for seen in reversed(self.seen):
            for row in seen.message.choices:
                for choice in row:
                    if label in choice.label:
                        return seen, choice
        raise AssertionError(f"no button {label!r}")

    @property
    def buttons(self) -> list[str]:
        return [choice.label for row in self.seen[-1].message.choices for choice in row]

    @property
    def keyboard(self) -> list[str]:
        """The standing keyboard, as the last message that said something about it left it."""
        shown = [s.message.keyboard for s in self.seen if s.message.keyboard is not None]
        return [label for row in shown[-1] for label in row] if shown else []

    async def _do(self, **what: object) -> str:
        number = f"u{next(_numbers)}"
        before = len(self.seen)
        await self.town.conversation.handle(
            InMessage(
                channel=self.channel,
                address=self.address,
                external_id=number,
                language_hint=self.hint,
                **what,  # type: ignore[arg-type]  # the callers above name only fields of InMessage
            )
        )
        if self.online:
            await self.receive()
        return "\n---\n".join(str(seen.message.text) for seen in self.seen[before:])

    async def receive(self) -> None:
        """Take what the outbox holds for this phone, as the sender would."""
        async with self.town.database.session() as session:
            waiting = await session.scalars(
                select(Delivery)
                .where(
                    Delivery.channel == self.channel,
                    Delivery.address == self.address,
                    Delivery.status == Status.PENDING,
                )
                .order_by(Delivery.id)
            )
            for delivery in waiting:
                assert delivery.body is not None
                message = OutMessage.from_json(delivery.body)
                self.seen.append(Seen(f"m{delivery.id}", message, delivery.replaces))
                delivery.status, delivery.external_id, delivery.body = Status.SENT, f"m{delivery.id}", None
                delivery.finished_at = clock.now()
