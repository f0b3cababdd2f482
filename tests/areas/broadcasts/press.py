"""A town whose office writes messages: colleagues with phones, the clockwork, a sender played by the test."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.areas.broadcasts import decisions, jobs, service
from bot.areas.broadcasts.dialogs import routes
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.municipality import queries as municipality
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.residents import service as residents
from bot.areas.residents.dialogs import Hooks
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.contacts import meet
from bot.core.db import Database
from bot.core.links import Links
from bot.core.messages import Attachment, AttachmentKind, IncomingFile, OutMessage
from bot.core.scheduling import Tick
from bot.outbox.models import Content, Delivery, Status
from tests.areas.residents.chat import BISHKEK, Phone, Town, open_town

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=BISHKEK)
NIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=BISHKEK)
MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=BISHKEK)
KYRGYZ, RUSSIAN = "Кыргызча", "Русский"
Fate = tuple[Status, str | None]
ARRIVED: Fate = (Status.SENT, None)


class Press:
    """Phones are talked with; the test itself is the sender of mass messages (`deliver`)."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.database = town.database

    # people

    async def staff(self, *roles: Role, name: str, language: str = KYRGYZ) -> Phone:
        """Colleagues are residents too: they are among those a message reaches."""
        phone = await self.resident(language)
        await self.grant(await self.person(phone), *roles, name=name)
        return phone

    async def resident(self, language: str = KYRGYZ, village: str = "ming-bulak") -> Phone:
        """A subscriber; the way through the welcome has its own tests."""
        phone = self.town.phone()
        await self.subscribe(phone.address, language=language, village=village)
        return phone

    async def subscribe(self, *addresses: str, language: str = KYRGYZ, village: str = "ming-bulak") -> None:
        code, now = ("ky" if language == KYRGYZ else "ru"), clock.now()
        async with self.database.session() as session:
            found = await municipality.find_village(session, village)
            assert found is not None
            for address in addresses:
                contact = await meet(session, "telegram", address, now)
                await residents.give_consent(session, contact, code, now)
                await residents.choose_language(session, contact, code, now)
                await residents.subscribe(session, contact, found.id, now)

    async def colleague(self, *roles: Role, address: str, name: str = "Асан") -> int:
        """Without a phone of their own; gives the person's id."""
        async with self.database.session() as session:
            person_id = (await meet(session, "telegram", address, clock.now())).person_id
        await self.grant(person_id, *roles, name=name)
        return person_id

    async def grant(self, person_id: int, *roles: Role, name: str) -> None:
        async with self.database.session() as session:
            session.add(StaffMember(person_id=person_id, name=name))
            await session.flush()
            session.add_all(RoleGrant(person_id=person_id, role=r, granted_at=clock.now()) for r in roles)

    async def person(self, phone: Phone) -> int:
        return await self.town.person(phone)

    # messages, past the dialogs

    async def draft(self, author: int | None, **parts: Any) -> int:
        given: dict[str, Any] = {
            "kind": BroadcastKind.ORDINARY,
            "topic": Topic.NEWS,
            "text_ky": "Кабар",
            "text_ru": None,
            "attachments": [],
            "audience": {},
        }
        async with self.database.session() as session:
            opened = await service.open_broadcast(
                session, author_id=author, now=clock.now(), **(given | parts)
            )
            return opened.id

    async def submit(self, broadcast_id: int, by: int) -> None:
        async with self.database.session() as session:
            await service.submit(session, broadcast_id, by, clock.now())

    async def approve(self, broadcast_id: int, by: int, seen: str | None = None) -> None:
        async with self.database.session() as session:
            await decisions.approve(session, broadcast_id, by, clock.now(), BISHKEK, seen)

    async def stop(self, broadcast_id: int, by: int) -> None:
        async with self.database.session() as session:
            await decisions.stop(session, broadcast_id, by, clock.now())

    async def approved(self, author: int, approver: int, **parts: Any) -> int:
        broadcast_id = await self.draft(author, **parts)
        await self.submit(broadcast_id, author)
        await self.approve(broadcast_id, approver)
        return broadcast_id

    async def force(self, broadcast_id: int, **values: Any) -> None:
        """What no service does."""
        async with self.database.session() as session:
            await session.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(**values))

    # what there is

    async def broadcast(self, *conditions: Any) -> Broadcast:
        found: Broadcast = (await self.all(Broadcast, *conditions))[-1]
        return found

    async def state(self, broadcast_id: int) -> BroadcastState:
        return (await self.broadcast(Broadcast.id == broadcast_id)).state

    async def all(self, kind: type[Any], *conditions: Any) -> Sequence[Any]:
        async with self.database.reading() as session:
            return (await session.scalars(select(kind).where(*conditions).order_by(kind.id))).all()

    async def record(self, broadcast_id: int) -> list[str]:
        return [
            entry.tag
            for entry in await self.all(
                AuditEntry, AuditEntry.subject_id == broadcast_id, AuditEntry.tag.like("broadcast:%")
            )
        ]

    async def bulk(self) -> Sequence[Delivery]:
        return await self.all(Delivery, Delivery.batch_id.is_not(None))

    # time and sending

    def moment(self) -> Tick:
        return Tick(
            database=self.database,
            now=clock.now(),
            timezone=BISHKEK,
            links=Links("jarchy_bot"),
            wake=lambda: None,
        )

    async def tick(self, **later: float) -> None:
        clock.move(timedelta(**later))
        for job in jobs.make_jobs({}):
            await job.run(self.moment())

    async def retry(self, address: str, due_at: datetime) -> None:
        """Plays the sender that failed with one and will try it again."""
        async with self.database.session() as session:
            await session.execute(
                update(Delivery)
                .where(Delivery.address == address, Delivery.batch_id.is_not(None))
                .values(due_at=due_at, attempts=1)
            )

    async def deliver(
        self, fates: Mapping[str, Fate] | None = None, most: int | None = None
    ) -> dict[str, str]:
        """Plays the sender; gives what came to each address. `fates` by address, else it arrives."""
        came: dict[str, str] = {}
        async with self.database.session() as session:
            waiting = await session.scalars(
                select(Delivery)
                .where(Delivery.batch_id.is_not(None), Delivery.status == Status.PENDING)
                .order_by(Delivery.id)
                .limit(most)
            )
            for delivery in waiting:
                delivery.status, delivery.reason = (fates or {}).get(delivery.address, ARRIVED)
                delivery.finished_at, delivery.external_id = clock.now(), f"m{delivery.id}"
                content = await session.get_one(Content, delivery.content_id)
                if delivery.status is Status.SENT:
                    came[delivery.address] = str(OutMessage.from_json(content.body).text)
        return came


async def open_press(database: Database) -> Press:
    clock.move_to(NOON)
    return Press(await open_town(database, Hooks(), people.routes, routes))


async def send_file(
    phone: Phone, kind: AttachmentKind, reference: str = "f1", size: int = 1000, **more: Any
) -> str:
    """`more`: the words under it."""
    incoming = IncomingFile(kind=kind, reference=reference, size=size)
    return await phone._do(attachment=incoming, **more)


def attachments(phone: Phone) -> list[tuple[Attachment, ...]]:
    return [seen.message.attachments for seen in phone.seen if seen.message.attachments]


async def compose(phone: Phone, kyrgyz: str, russian: str | None = None) -> str:
    """Through the questions, to all, without files; gives the preview and the card."""
    ky = "кыргызча" in await phone.write("/send")
    skip = "Өткөрүп жиберүү" if ky else "Пропустить"
    await phone.write(kyrgyz)
    await (phone.write(russian) if russian else phone.tap(skip))
    await phone.tap(skip)
    return await phone.tap("Бардык тургундар" if ky else "Все жители")
