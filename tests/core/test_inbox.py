"""What arrived, kept many at a time."""

from bot.core import clock, inbox
from bot.core.db import Database


async def test_many_are_kept_at_once_and_each_once(database: Database) -> None:
    first = {"a": {"body": "1"}, "b": {"body": "2"}}
    assert await inbox.receive_all(database, "whatsapp", first, clock.now()) == {"a", "b"}
    again = {"b": {"body": "x"}, "c": {"body": "3"}}
    assert await inbox.receive_all(database, "whatsapp", again, clock.now()) == {"c"}
    assert await inbox.receive_all(database, "telegram", {"a": {"body": "4"}}, clock.now()) == {"a"}
    async with database.session() as session:
        assert await inbox.claim(session, "whatsapp", "a", clock.now())
    async with database.reading() as session:
        left = await inbox.unhandled(session, "whatsapp")
    assert {row.external_id: row.payload for row in left} == {"b": {"body": "2"}, "c": {"body": "3"}}
