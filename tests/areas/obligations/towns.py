"""Towns drawn by lot: people with phones, messages sent to them, some of them gone since."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.residents.models import Resident, ResidentVillage, Topic
from bot.core.contacts import Contact, Person
from bot.outbox.models import Batch, Delivery, Status

BISHKEK = ZoneInfo("Asia/Bishkek")
START = datetime(2026, 1, 1, tzinfo=BISHKEK)
END = datetime(2027, 1, 1, tzinfo=BISHKEK)
CHANNELS = ("telegram", "whatsapp")


@dataclass
class Someone:
    """`main` None: they follow no village any more."""

    contacts: dict[str, int]
    main: int | None
    gone: bool = False


@dataclass
class DrawnTown:
    """What was sent: message, person's place in `people`, channel, village it was counted in."""

    people: list[Someone] = field(default_factory=list)
    sent: list[tuple[int, int, str, int]] = field(default_factory=list)

    def recount(self) -> tuple[Counter[int], Counter[str], int]:
        """By village, by channel, and how many of them are forgotten; done as a person would by hand."""
        villages: Counter[int] = Counter()
        channels: Counter[str] = Counter()
        for place, one in enumerate(self.people):
            mine = [row for row in self.sent if row[1] == place]
            if mine and not one.gone:
                villages[one.main or 0] += 1
                channels.update({row[2] for row in mine})
        lost = [row for row in self.sent if self.people[row[1]].gone]
        forgotten = 0
        for village in {row[3] for row in lost}:
            most = max(Counter(row[0] for row in lost if row[3] == village).values())
            villages[village] += most
            forgotten += most
        for channel in CHANNELS:
            for village in {row[3] for row in lost}:
                of = Counter(row[0] for row in lost if (row[2], row[3]) == (channel, village))
                channels[channel] += max(of.values(), default=0)
        return villages, +channels, forgotten


async def draw(session: AsyncSession, lots: random.Random, villages: list[int]) -> DrawnTown:
    town = DrawnTown()
    for _ in range(lots.randint(0, 14)):
        town.people.append(await _someone(session, lots, villages))
    for _ in range(lots.randint(0, 5)):
        await _message(session, lots, villages, town)
    for one in town.people:
        if lots.random() < 0.25:
            one.gone = True
            for contact in one.contacts.values():
                await session.execute(
                    update(Delivery).where(Delivery.contact_id == contact).values(contact_id=None)
                )
                await session.delete(await session.get_one(Contact, contact))
    await session.flush()
    return town


async def _someone(session: AsyncSession, lots: random.Random, villages: list[int]) -> Someone:
    person = Person(language="ky", created_at=START)
    session.add(person)
    await session.flush()
    contacts = {}
    for channel in lots.choice([CHANNELS[:1], CHANNELS[1:], CHANNELS]):
        contact = Contact(person=person, channel=channel, address=f"{channel}{person.id}", last_seen_at=START)
        session.add(contact)
        await session.flush()
        contacts[channel] = contact.id
    main = lots.choice([*villages, None])
    if main is not None:
        session.add(Resident(person_id=person.id, subscribed_at=START))
        await session.flush()
        session.add(ResidentVillage(person_id=person.id, village_id=main, main=True))
        other = lots.choice(villages)
        if other != main:
            session.add(ResidentVillage(person_id=person.id, village_id=other, main=False))
    return Someone(contacts, main)


async def _message(session: AsyncSession, lots: random.Random, villages: list[int], town: DrawnTown) -> None:
    """In the year, or in the last minutes of the one before, which must not count."""
    before = lots.random() < 0.2
    at = START + (timedelta(minutes=-9) if before else timedelta(days=lots.randint(0, 364)))
    broadcast = Broadcast(
        kind=BroadcastKind.ORDINARY,
        state=lots.choice([BroadcastState.SENT, BroadcastState.STOPPED, BroadcastState.SENDING]),
        topic=Topic.NEWS,
        text_ky="Кабар",
        attachments=[],
        audience={},
        created_at=at,
        started_at=at,
        finished_at=None if lots.random() < 0.3 else at,
    )
    session.add(broadcast)
    await session.flush()
    batch = Batch(name=broadcast.batch_name, created_at=at)
    session.add(batch)
    await session.flush()
    for place, one in enumerate(town.people):
        for channel, contact in one.contacts.items():
            if lots.random() < 0.4:
                continue
            status = lots.choice([Status.SENT, Status.SENT, Status.BLOCKED, Status.FAILED, Status.PENDING])
            village = lots.choice(villages)
            session.add(
                Delivery(
                    batch_id=batch.id,
                    contact_id=contact,
                    channel=channel,
                    address="",
                    priority=2,
                    segment=village,
                    status=status,
                    due_at=at,
                    created_at=at,
                    finished_at=at if status is not Status.PENDING else None,
                )
            )
            if status is Status.SENT and not before:
                town.sent.append((batch.id, place, channel, village))
