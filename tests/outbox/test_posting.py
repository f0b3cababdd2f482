"""Posting into groups and channels: what keeps us from it is the place's own, and is remembered with it."""

import pytest
from markupsafe import Markup

from bot.core import clock, places
from bot.core.channel import Blocked, Moved, Permanent, Retryable, SendFailure
from bot.core.db import Database
from bot.core.messages import OutMessage, PlaceKind, PlaceSeen
from bot.core.places import Place, PlaceTrouble
from bot.outbox import queries, service
from bot.outbox.models import Delivery, Status
from bot.outbox.worker import Sender
from tests.outbox.fakes import CHANNEL, FAST, FakeChannel, running, until, until_recorded

ENDED = Delivery.status.not_in(queries.ON_THEIR_WAY)
SEEN = PlaceSeen(PlaceKind.GROUP, "-1", "Айыл өкмөтү")


async def met(database: Database, address: str = "-1") -> Place:
    async with database.session() as session:
        return await places.meet(session, CHANNEL, PlaceSeen(PlaceKind.GROUP, address, "Топ"), clock.now())


async def found(database: Database, address: str = "-1") -> Place | None:
    async with database.reading() as session:
        return await places.find(session, CHANNEL, address)


async def post(database: Database, place: Place, text: str, replaces: str | None = None) -> int:
    async with database.session() as session:
        message = OutMessage(text=Markup(text))
        return await service.post(session, place, message, now=clock.now(), replaces=replaces)


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (Blocked("kicked"), PlaceTrouble.REMOVED),
        (Blocked("gone"), PlaceTrouble.GONE),
        (Permanent("no_rights"), PlaceTrouble.SILENCED),
        (Permanent("too_long"), None),
        (Retryable("unreachable"), None),
    ],
)
async def test_what_is_wrong_with_a_place_is_told_from_what_is_wrong_with_a_message(
    database: Database, failure: SendFailure, trouble: PlaceTrouble | None
) -> None:
    place = await met(database)
    number = await post(database, place, "a")
    channel = FakeChannel()
    channel.fail("-1", failure)
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, Delivery.attempts == 1, count=1)
    known = await found(database)
    assert known
    assert (known.trouble, known.trouble_since is None) == (trouble, trouble is None)
    async with database.session() as session:
        await places.meet(session, CHANNEL, SEEN, clock.now())
        fate = await queries.fate_of(session, number)
    assert fate.external_id is None
    assert fate.on_its_way is isinstance(failure, Retryable)


async def test_a_place_that_moved_is_followed_and_nothing_old_is_redrawn_there(database: Database) -> None:
    place = await met(database)
    await post(database, place, "redrawn", replaces="57")
    await post(database, place, "new")
    channel = FakeChannel()
    channel.fail("-1", Moved("-100"), Moved("-100"))
    async with running(Sender(database, channel, FAST)):
        await until(lambda: sorted(channel.texts("-100")) == ["new", "redrawn"], 3.0)
        await until_recorded(database, ENDED, count=2)
    assert await found(database) is None
    moved = await found(database, "-100")
    assert moved
    assert (moved.id, moved.trouble) == (place.id, None)
    assert channel.prepared.count(("redrawn", None)) == 1


async def test_the_supergroup_that_was_met_first_becomes_the_group(sqlite: Database) -> None:
    group = await met(sqlite)
    await met(sqlite, "-100")
    async with sqlite.session() as session:
        places.note_trouble(await session.get_one(Place, group.id), PlaceTrouble.REMOVED, clock.now())
        for _ in range(2):
            await places.move(session, CHANNEL, "-1", "-100")
    moved = await found(sqlite, "-100")
    assert moved
    assert (moved.id, moved.trouble, await found(sqlite)) == (group.id, None, None)


async def test_what_arrived_is_known_by_its_number(sqlite: Database) -> None:
    place = await met(sqlite)
    number = await post(sqlite, place, "a")
    async with sqlite.reading() as session:
        assert (await queries.fate_of(session, number)).on_its_way
    async with running(Sender(sqlite, FakeChannel(), FAST)):
        await until_recorded(sqlite, Delivery.status == Status.SENT, count=1)
    async with sqlite.reading() as session:
        assert await queries.fate_of(session, number) == queries.Fate(on_its_way=False, external_id="m1")
        assert not (await queries.fate_of(session, number + 1)).on_its_way
