"""A small platform in memory, people to write to, and ways to end a sender badly."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import Select, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import clock
from bot.core.channel import Channel, Knock, Pace, Part, SendFailure
from bot.core.contacts import Contact, Person
from bot.core.db import Database
from bot.core.messages import OutMessage, Purpose
from bot.outbox import service
from bot.outbox.models import Delivery, Priority
from bot.outbox.worker import Sender

CHANNEL = "fake"
# Faster to one chat than any platform: a test of three messages needn't last three seconds.
FAST = Pace(per_second=100_000, per_chat_second=50)
VILLAGES = 3


class FakeChannel(Channel):
    """Every text is cut at "|" into parts. `answers` holds the next failures of an address."""

    name = CHANNEL

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.sent: list[tuple[str, str]] = []
        self.moments: list[float] = []
        self.prepared: list[tuple[str, str | None]] = []
        self.answers: dict[str, list[Exception]] = {}
        self.under_way: set[str] = set()
        self.most_at_once = 0
        self.overlaps: list[str] = []
        self.lost_answers = asyncio.Event()

    async def prepare(self, message: OutMessage, replaces: str | None = None) -> Sequence[Part]:
        self.prepared.append((str(message.text), replaces))
        await asyncio.sleep(0)
        if message.text == "unsayable":
            raise ValueError("a button that can't be carried")
        return [self._part(text) for text in str(message.text).split("|")]

    async def fetch(self, reference: str) -> bytes:
        raise NotImplementedError

    def _part(self, text: str) -> Part:
        async def send(address: str) -> str:
            if address in self.under_way:
                self.overlaps.append(address)
            self.under_way.add(address)
            self.most_at_once = max(self.most_at_once, len(self.under_way))
            try:
                return await self._answer(address, text)
            finally:
                self.under_way.discard(address)

        return send

    async def _answer(self, address: str, text: str) -> str:
        failures = self.answers.get(address)
        if failures:
            await asyncio.sleep(0)
            raise failures.pop(0)
        self.sent.append((address, text))
        self.moments.append(asyncio.get_running_loop().time())
        external_id = f"m{len(self.sent)}"
        await asyncio.sleep(self.delay)
        return external_id

    def texts(self, address: str) -> list[str]:
        return [text for to, text in self.sent if to == address]

    def fail(self, address: str, *failures: SendFailure | Exception) -> None:
        self.answers.setdefault(address, []).extend(failures)


class WindowedChannel(FakeChannel):
    """As WhatsApp: free words for a day, then a knock; it confirms, and numbers may be typed.

    A text that begins with a category and a colon is knocked for in that category.
    """

    confirms = True
    window = timedelta(hours=24)
    numbered = True

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__(delay)
        self.knocks: list[tuple[str, str]] = []
        """(language, payload)"""

    async def knock(self, message: OutMessage, language: str, payload: str) -> Knock:
        await asyncio.sleep(0)
        if message.text == "unsayable":
            raise ValueError("no template fits")
        category = message.in_short.partition(":")[0] if ":" in message.in_short else "utility"
        part = self._part(f"knock: {message.in_short}")

        async def send(address: str) -> str:
            external_id = await part(address)
            self.knocks.append((language, payload))
            return external_id

        return Knock(send, f"jarchy_{message.purpose.value}", category)


class MortalDatabase(Database):
    """Once `dead`, nothing is written or read any more: what a killed process leaves behind stays."""

    dead = False

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        self._check()
        async with super().session() as session:
            yield session
            self._check()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        self._check()
        async with super().reading() as session:
            yield session

    def _check(self) -> None:
        if self.dead:
            raise ConnectionError("the process was killed")


async def add_people(database: Database, count: int, language: str = "ky", first: int = 1) -> list[Contact]:
    """People `p<first>`... with one address each."""
    now = clock.now()
    numbers = range(first, first + count)
    async with database.session() as session:
        persons = (
            await session.scalars(
                insert(Person).returning(Person.id, sort_by_parameter_order=True),
                [{"language": language, "created_at": now} for _ in numbers],
            )
        ).all()
        await session.execute(
            insert(Contact),
            [
                {"person_id": p, "channel": CHANNEL, "address": f"p{n}", "primary": True, "last_seen_at": now}
                for p, n in zip(persons, numbers, strict=True)
            ],
        )
        found = await session.scalars(
            select(Contact).where(Contact.person_id.in_(persons)).order_by(Contact.id)
        )
        return list(found)


def everybody() -> Select[int, str, str, str | None, int]:
    """All contacts, in villages 0, 1 and 2."""
    return select(
        Contact.id.label("contact_id"),
        Contact.channel,
        Contact.address,
        Person.language,
        (Contact.id % literal(VILLAGES)).label("segment"),
    ).join(Person)


async def expand(database: Database, name: str = "broadcast:1", text: str = "to all", **more: Any) -> int:
    async with database.session() as session:
        content = await service.keep_content(session, said(text))
        return await service.expand(
            session,
            batch=name,
            contents={"ky": content},
            default_language="ky",
            recipients=everybody(),
            now=clock.now(),
            **more,
        )


async def stop(database: Database, name: str = "broadcast:1") -> int:
    async with database.session() as session:
        return await service.stop_batch(session, name, clock.now())


async def say(
    database: Database,
    contact: Contact,
    text: str,
    *,
    priority: Priority = Priority.REPLY,
    due_at: datetime | None = None,
    replaces: str | None = None,
    purpose: Purpose = Purpose.UPDATE,
) -> int:
    async with database.session() as session:
        return await service.enqueue(
            session,
            contact,
            replace(said(text), purpose=purpose),
            now=clock.now(),
            priority=priority,
            due_at=due_at,
            replaces=replaces,
        )


def said(text: str) -> OutMessage:
    return OutMessage(text=Markup.escape(text))


async def deliveries(database: Database, *conditions: Any) -> list[Delivery]:
    async with database.reading() as session:
        return list(await session.scalars(select(Delivery).where(*conditions).order_by(Delivery.id)))


async def delivery(database: Database, delivery_id: int) -> Delivery:
    (found,) = await deliveries(database, Delivery.id == delivery_id)
    return found


@asynccontextmanager
async def running(sender: Sender) -> AsyncIterator[Sender]:
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        sender.stop()
        await task


async def kill(database: MortalDatabase, task: asyncio.Task[None]) -> None:
    """End a sender without letting it clean up."""
    database.dead = True
    task.cancel()
    with suppress(asyncio.CancelledError, ConnectionError):
        await task


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is watched knows nothing of events
            await asyncio.sleep(0.002)


async def until_recorded(database: Database, *conditions: Any, count: int, seconds: float = 5.0) -> None:
    """Until so many deliveries fulfil the conditions."""
    async with asyncio.timeout(seconds):
        while len(await deliveries(database, *conditions)) != count:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
