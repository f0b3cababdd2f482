"""A person's address on a channel became another."""

from sqlalchemy import select

from bot.core.contacts import Contact
from bot.core.db import Database
from bot.outbox.moving import move_address
from tests.outbox.fakes import CHANNEL, add_people, deliveries, expand


async def addresses(database: Database) -> list[str]:
    async with database.reading() as session:
        return sorted(await session.scalars(select(Contact.address)))


async def test_what_waits_goes_to_the_new_address(database: Database) -> None:
    await add_people(database, 2)
    await expand(database)
    for _ in range(2):
        await move_address(database, CHANNEL, "p1", "KG.1")
    await move_address(database, CHANNEL, "nobody", "KG.2")
    await move_address(database, "another", "p2", "KG.3")
    assert await addresses(database) == ["KG.1", "p2"]
    assert sorted(one.address for one in await deliveries(database)) == ["KG.1", "p2"]


async def test_who_is_known_at_the_new_address_stays_who_they_are(database: Database) -> None:
    await add_people(database, 2)
    await move_address(database, CHANNEL, "p1", "p2")
    assert await addresses(database) == ["p1", "p2"]
