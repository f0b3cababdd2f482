"""Seeing, taking along and deleting what is kept."""

import json
from datetime import timedelta
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import jobs
from bot.areas.residents.dialogs import Hooks
from bot.areas.residents.models import Consent, Departure
from bot.core import clock, files
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact, Person
from bot.core.db import Base, Database
from bot.core.errors import Refused
from bot.core.files import FileReference
from bot.core.links import Links
from bot.core.messages import OutMessage
from bot.core.routes import Routes
from bot.core.scheduling import Tick
from bot.outbox import service as outbox
from bot.outbox.models import Delivery, Status
from tests.areas.residents.chat import BISHKEK, Phone, Town, open_town


async def tick(town: Town) -> None:
    for job in jobs.jobs:
        await job.run(
            Tick(
                database=town.database,
                now=clock.now(),
                timezone=BISHKEK,
                links=Links(),
                wake=lambda: None,
            )
        )


async def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found: dict[str, list[str]] = {}
    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            found[table.name] = [repr(tuple(row)) for row in await session.execute(select(table))]
    return found


async def places_of(database: Database, *secrets: str) -> list[tuple[str, str]]:
    """Where any of these words stands."""
    rows = await everything(database)
    return [(name, row) for name, kept in rows.items() for row in kept if any(s in row for s in secrets)]


async def exported(town: Town, phone: Phone) -> dict[str, Any]:
    await phone.write("/mydata")
    await phone.tap("Файл кылып алуу")
    (attachment,) = phone.seen[-1].message.attachments
    async with town.database.reading() as session:
        content = await files.read_content(session, attachment.file_id)
    assert content is not None
    data: dict[str, Any] = json.loads(content)
    return data


# --- seeing and taking along


async def test_what_is_kept_is_shown(town: Town) -> None:
    phone = await town.resident(village="Ак-Терек")
    await phone.tap_payload("topic:news:off")
    said = await phone.write("/mydata")
    assert "Ак-Терек" in said
    assert "Кыргызча" in said
    assert "Жаңылыктар" in said
    assert "Telegram" in said


async def test_the_export_holds_all_of_it(sqlite: Database) -> None:
    async def appeals(_session: AsyncSession, _person: int) -> dict[str, Any]:
        return {"appeals": ["суу жок"]}

    town = await open_town(sqlite, Hooks(kept_data=[appeals]))
    phone = await town.resident(village="Ак-Терек")
    await phone.tap_payload("village:plus:1")
    await phone.tap_payload("topic:news:off")
    data = await exported(town, phone)
    assert data["language"] == "ky"
    assert [a["address"] for a in data["addresses"]] == [phone.address]
    assert data["villages"] == [{"name": "Ак-Терек", "main": True}, {"name": "Миң-Булак", "main": False}]
    assert data["topics"] == {"bulletins": True, "hearings": True, "surveys": True, "news": False}
    assert data["consents"][0]["version"] == 1
    assert data["subscribed_at"]
    assert "resident:topic:turned" in [action["what"] for action in data["actions"]]
    assert data["appeals"] == ["суу жок"]


async def test_an_export_is_gone_after_a_day(town: Town) -> None:
    phone = await town.resident()
    await exported(town, phone)
    (attachment,) = phone.seen[-1].message.attachments
    async with town.database.session() as session:
        session.add(FileReference(file_id=attachment.file_id, channel="telegram", reference="BQAC"))
    clock.move(timedelta(hours=23))
    await tick(town)
    async with town.database.reading() as session:
        assert await files.read_content(session, attachment.file_id)
    clock.move(timedelta(hours=2))
    await tick(town)
    async with town.database.reading() as session:
        assert await files.read_content(session, attachment.file_id) is None
        assert (await session.scalars(select(FileReference))).all() == []


# --- deleting


async def delete(phone: Phone) -> str:
    await phone.write("/mydata")
    await phone.tap("Баарын өчүрүү")
    return await phone.tap("Ооба, өчүрүңүз")


async def test_before_deleting_it_is_said_what_stays(sqlite: Database) -> None:
    phone = await (await open_town(sqlite)).resident()
    said = await phone.write("/mydata")
    assert "айтканыңыз" in said, "appeals and supports are kept too"
    said = await phone.tap("өчүрүү")
    assert "атыңызсыз" in said
    assert "жетпей калат" in said
    assert "атыңызсыз калды" in await phone.tap("Ооба, өчүрүңүз")


async def test_deletion_leaves_nothing_personal_in_any_table(database: Database) -> None:
    town = await open_town(database)
    neighbour = await town.resident(village="Ак-Терек")
    phone = Phone(town, "996700112233")
    await phone.subscribe(village="Ак-Терек")
    await phone.tap_payload("village:plus:1")
    await phone.tap_payload("topic:news:off")
    await exported(town, phone)
    await phone.write("/village")
    person = await town.person(phone)
    clock.move(timedelta(minutes=1))

    assert "өчүрүлдү" in await delete(phone)
    clock.move(timedelta(minutes=1))
    await tick(town)

    assert await places_of(database, phone.address) == []
    async with database.reading() as session:
        assert await session.get(Person, person) is None
        people = (await session.scalars(select(Person.id))).all()
        assert people == [await town.person(neighbour)], "no empty person is left either"
        assert (await session.scalars(select(Departure))).all() == []
        mine = (await session.scalars(select(AuditEntry).where(AuditEntry.person_id == person))).all()
        assert mine == []
    assert await town.reached() == [neighbour.address]
    for table in Base.metadata.sorted_tables:
        await _nobody_points_at(database, table, person)


async def _nobody_points_at(database: Database, table: Table, person: int) -> None:
    columns = [c for c in table.columns if any(k.column.table.name == "persons" for k in c.foreign_keys)]
    async with database.reading() as session:
        for column in columns:
            assert (await session.execute(select(table).where(column == person))).all() == []


async def test_consent_and_deletion_stay_on_record_without_the_person(town: Town) -> None:
    phone = await town.resident()
    await delete(phone)
    async with town.database.reading() as session:
        consent = (await session.scalars(select(Consent))).one()
        entry = (
            await session.scalars(select(AuditEntry).where(AuditEntry.tag == "resident:data:deleted"))
        ).one()
    assert consent.person_id is None
    assert consent.withdrawn_at is not None
    assert (entry.person_id, entry.subject_id, entry.before, entry.after) == (None, None, None, None)


async def test_the_goodbye_arrives_before_the_address_goes(town: Town) -> None:
    phone = await town.resident()
    await phone.write("/mydata")
    await phone.tap("Баарын өчүрүү")
    _, yes = phone.button("Ооба, өчүрүңүз")
    phone.online = False
    await phone.tap_payload(yes.payload)

    await tick(town)
    assert await places_of(town.database, phone.address), "the goodbye still needs the address"
    assert await town.reached() == []

    await phone.receive()
    assert "өчүрүлдү" in str(phone.seen[-1].message.text)
    assert phone.seen[-1].message.keyboard == ()
    await tick(town)
    assert await places_of(town.database, phone.address) == []


async def test_what_waits_for_a_deleted_person_is_cancelled(town: Town) -> None:
    phone = await town.resident()
    await phone.write("/mydata")
    await phone.tap("Баарын өчүрүү")
    _, yes = phone.button("Ооба, өчүрүңүз")
    phone.online = False
    async with town.database.session() as session:
        contact: Any = await session.scalar(select(Contact).where(Contact.address == phone.address))
        later = clock.now() + timedelta(days=1)
        message = OutMessage(text=Markup("эртең"))
        number = await outbox.enqueue(session, contact, message, now=clock.now(), due_at=later)
    await phone.tap_payload(yes.payload)
    async with town.database.reading() as session:
        cancelled = await session.get_one(Delivery, number)
    assert (cancelled.status, cancelled.address, cancelled.body) == (Status.CANCELLED, "", None)


async def test_a_message_in_a_senders_hand_loses_its_address_when_it_ended(town: Town) -> None:
    phone = await town.resident()
    async with town.database.session() as session:
        contact: Any = await session.scalar(select(Contact).where(Contact.address == phone.address))
        number = await outbox.enqueue(session, contact, OutMessage(text=Markup("x")), now=clock.now())
        (await session.get_one(Delivery, number)).status = Status.SENDING
    await delete(phone)
    await tick(town)
    assert await places_of(town.database, phone.address)
    async with town.database.session() as session:
        (await session.get_one(Delivery, number)).status = Status.SENT
    await tick(town)
    assert await places_of(town.database, phone.address) == []


async def test_all_addresses_of_a_person_go(town: Town) -> None:
    phone = await town.resident()
    async with town.database.session() as session:
        session.add(
            Contact(
                person_id=await town.person(phone),
                channel="whatsapp",
                address="996555000111",
                primary=False,
                last_seen_at=clock.now(),
            )
        )
    await delete(phone)
    await tick(town)
    assert await places_of(town.database, phone.address, "996555000111") == []


async def test_who_comes_back_begins_anew_and_stays(town: Town) -> None:
    phone = await town.resident(language="Русский")
    await _delete_in_russian(phone)
    clock.move(timedelta(seconds=5))
    assert "Тилди тандаңыз" in await phone.write("/start")
    await tick(town)
    await phone.tap("Кыргызча")
    await phone.tap("Макулмун")
    await phone.tap("Кара-Суу")
    clock.move(timedelta(hours=1))
    await tick(town)
    assert await town.reached() == [phone.address]


async def _delete_in_russian(phone: Phone) -> None:
    await phone.write("/mydata")
    await phone.tap("Удалить всё")
    assert "удалено" in await phone.tap("Да, удалить")


async def test_who_only_says_thanks_is_forgotten_soon(town: Town) -> None:
    phone = await town.resident()
    await delete(phone)
    clock.move(timedelta(seconds=5))
    await phone.write("рахмат")
    await tick(town)
    assert await places_of(town.database, phone.address)
    clock.move(timedelta(minutes=11))
    await tick(town)
    assert await places_of(town.database, phone.address) == []


async def test_an_old_delete_button_deletes_nothing(town: Town) -> None:
    phone = await town.resident()
    await phone.write("/mydata")
    await phone.tap("Баарын өчүрүү")
    _, yes = phone.button("Ооба, өчүрүңүз")
    await phone.tap("Жокко чыгаруу")
    await phone.tap_payload(yes.payload)
    assert await town.reached() == [phone.address]


async def test_a_stranger_can_delete_without_ever_agreeing(town: Town) -> None:
    phone = town.phone()
    await phone.write("/start")
    assert "өчүрүлдү" in await delete(phone)
    await tick(town)
    assert await places_of(town.database, phone.address) == []


async def test_a_guard_can_refuse_and_other_areas_empty_theirs(sqlite: Database) -> None:
    emptied: list[int] = []
    only_one = True

    async def guard(_session: AsyncSession, _person: int) -> None:
        if only_one:
            raise Refused("test:only_one")

    async def erase(_session: AsyncSession, person: int) -> None:
        emptied.append(person)

    hooks = Hooks(deletion_guards=[guard], erasers=[erase])
    refusals = Routes(refusals={"test:only_one": lambda _t, _refused: Markup("first name another")})
    town = await open_town(sqlite, hooks, refusals)
    phone = await town.resident()
    person = await town.person(phone)
    assert "first name another" in await delete(phone)
    assert await town.reached() == [phone.address]
    assert emptied == []

    only_one = False
    await phone.tap("Ооба, өчүрүңүз")
    assert emptied == [person]
    assert await town.reached() == []


@pytest.mark.parametrize("table", ["contacts", "deliveries", "audit"])
async def test_the_search_for_leftovers_finds_them(town: Town, table: str) -> None:
    """The test of the test: before a deletion the address does stand in the tables."""
    phone = await town.resident()
    found = {name for name, _ in await places_of(town.database, phone.address, "resident:subscription")}
    assert table in found
