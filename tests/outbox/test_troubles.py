"""One chat that has enough, and one channel that is broken, hold nobody else up."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.core import clock
from bot.core.channel import ChannelBroken, ChatThrottled, Pace
from bot.core.contacts import Contact
from bot.core.db import Database
from bot.outbox import troubles
from bot.outbox.models import ChannelTrouble, Delivery, Status
from bot.outbox.pace import Chats
from bot.outbox.worker import Sender
from tests.outbox.fakes import (
    FAST,
    FakeChannel,
    WindowedChannel,
    add_people,
    deliveries,
    expand,
    running,
    say,
    until,
    until_recorded,
)

SENT = Delivery.status == Status.SENT
REST = 0.4


class OtherChannel(WindowedChannel):
    name = "other"


async def noted(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        return [(one.channel, one.reason) for one in await session.scalars(select(ChannelTrouble))]


async def test_only_the_chat_that_has_enough_waits_and_in_its_order(database: Database) -> None:
    one, *_ = await add_people(database, 30)
    await expand(database)
    for text in ("first", "second"):
        await say(database, one, text)
    channel = FakeChannel()
    channel.fail("p1", ChatThrottled(REST))
    sender = Sender(database, channel, FAST, concurrency=2)
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with running(sender):
        await until_recorded(database, SENT, Delivery.address != "p1", count=29)
        assert loop.time() - began < REST or not channel.texts("p1")
        assert not sender.paused
        await say(database, one, "third")
        sender.wake()
        clock.move(timedelta(seconds=REST))
        sender.wake()
        await until(lambda: len(channel.texts("p1")) == 4)
        await until_recorded(database, SENT, count=33)

    replies = [text for text in channel.texts("p1") if text != "to all"]
    assert replies == ["first", "second", "third"]
    assert {row.attempts for row in await deliveries(database)} == {0}


def test_a_held_chat_waits_however_few_messages_it_got() -> None:
    chats = Chats(Pace(30, chat_burst=45))
    chats.take("7", 0.0)
    chats.hold("7", 6.0)

    assert chats.wait("7", 1.0, bulk=False) == pytest.approx(5.0)
    assert chats.wait("8", 1.0, bulk=False) == 0.0
    assert chats.wait("7", 6.1, bulk=False) == 0.0


async def test_a_broken_channel_delays_no_other_and_is_noted_until_something_goes(
    database: Database,
) -> None:
    people = await add_people(database, 20)
    async with database.session() as session:
        await session.execute(
            update(Contact).where(Contact.id.in_([p.id for p in people[10:]])).values(channel="other")
        )
    await expand(database)
    broken, well = FakeChannel(), OtherChannel()
    for number in range(1, 11):
        broken.fail(f"p{number}", ChannelBroken("token_refused", retry_after=REST))
    sender = Sender(database, broken, FAST, concurrency=1)
    async with running(sender), running(Sender(database, well, FAST)):
        await until_recorded(database, SENT, Delivery.channel == "other", count=10)
        await until(lambda: sender.paused)
        for _ in range(100):
            if await noted(database):
                break
            await asyncio.sleep(0.01)
        assert await noted(database) == [("fake", "token_refused")]
        async with database.reading() as session:
            assert await troubles.broken_channels(session) == {"fake"}
        assert broken.sent == []
        broken.answers.clear()
        await until_recorded(database, SENT, count=20)

    assert await noted(database) == []
    assert {row.attempts for row in await deliveries(database)} == {0}


async def test_a_sender_that_starts_anew_clears_what_the_last_one_left(database: Database) -> None:
    async with database.session() as session:
        await troubles.note(session, "fake", "token_refused", clock.now())
        await troubles.note(session, "fake", "payment", clock.now(), by_receipt=True)
    (one,) = await add_people(database, 1)
    await say(database, one, "hello")
    async with running(Sender(database, FakeChannel(), FAST)):
        await until_recorded(database, SENT, count=1)

    assert await noted(database) == [("fake", "payment")]
