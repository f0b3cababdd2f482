"""Sending, as it goes when nothing breaks."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core import clock
from bot.core.channel import Pace
from bot.core.db import Database
from bot.outbox import queries, worker
from bot.outbox.models import Delivery, Priority, Status
from bot.outbox.worker import Sender
from tests.outbox.fakes import (
    CHANNEL,
    FAST,
    FakeChannel,
    add_people,
    deliveries,
    delivery,
    expand,
    running,
    say,
    stop,
    until,
    until_recorded,
)

SENT = Delivery.status == Status.SENT


async def test_everybody_gets_mass_mail_once(database: Database) -> None:
    people = await add_people(database, 1500)
    await expand(database)
    channel = FakeChannel(delay=0.001)
    async with running(Sender(database, channel, FAST)):
        await until(lambda: len(channel.sent) >= 1500)

    assert sorted(channel.sent) == sorted((p.address, "to all") for p in people)
    rows = await deliveries(database)
    assert {(d.status, d.claim, d.uncertain, d.attempts, d.parts_sent) for d in rows} == {
        ("sent", None, 0, 0, 1)
    }
    assert all(d.external_id and d.finished_at for d in rows)
    assert channel.most_at_once <= 192


async def test_mass_mail_is_made_ready_once(database: Database) -> None:
    await add_people(database, 50)
    await expand(database, text="to all")
    channel = FakeChannel(delay=0.001)
    async with running(Sender(database, channel, FAST)):
        await until(lambda: len(channel.sent) >= 50)

    assert channel.prepared == [("to all", None)]


async def test_a_reply_leaves_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "POLL_SECONDS", 10.0)
    (one,) = await add_people(database, 1)
    channel = FakeChannel()
    sender = Sender(database, channel, Pace(30))
    async with running(sender):
        await until(lambda: sender.alive)
        await say(database, one, "hello")
        sender.wake()
        await until(lambda: bool(channel.sent), 1.0)


async def test_what_another_process_enqueued_is_found(database: Database) -> None:
    (one,) = await add_people(database, 1)
    channel = FakeChannel()
    async with running(Sender(database, channel, Pace(30))):
        await say(database, one, "hello")
        await until(lambda: bool(channel.sent), 1.0)


async def test_nothing_goes_before_its_time(database: Database) -> None:
    (one,) = await add_people(database, 1)
    due_at = clock.now() + timedelta(hours=1)
    await say(database, one, "later", due_at=due_at)
    channel = FakeChannel()
    sender = Sender(database, channel, Pace(30))
    async with running(sender):
        await until(lambda: sender.alive)
        await asyncio.sleep(0.05)
        assert channel.sent == []
        clock.move_to(due_at)
        sender.wake()
        await until(lambda: bool(channel.sent))


async def test_a_message_that_redraws_another(database: Database) -> None:
    (one,) = await add_people(database, 1)
    channel = FakeChannel()
    async with running(Sender(database, channel, FAST)):
        first = await say(database, one, "progress: 1")
        await until_recorded(database, SENT, count=1)
        async with database.reading() as session:
            replaces = await queries.external_id_of(session, first)
        await say(database, one, "progress: 2", replaces=replaces)
        await until(lambda: len(channel.sent) == 2)

    assert channel.prepared == [("progress: 1", None), ("progress: 2", "m1")]


async def test_a_sent_messages_text_is_not_kept(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await say(database, one, "personal")
    async with running(Sender(database, FakeChannel(), FAST)):
        await until_recorded(database, SENT, count=1)

    async with database.reading() as session:
        assert (await session.execute(select(Delivery.id).where(Delivery.body.is_not(None)))).all() == []
        everything = (await session.execute(select(Delivery.__table__))).all()
    assert "personal" not in json.dumps([list(map(str, row)) for row in everything])


async def test_replies_overtake_mass_mail(database: Database) -> None:
    people = await add_people(database, 200)
    await expand(database)
    channel = FakeChannel()
    sender = Sender(database, channel, Pace(50))
    async with running(sender):
        await until(lambda: len(channel.sent) >= 3)
        for person in people[-5:]:
            await say(database, person, "reply")
        # Counted when the last of them is written: mass mail goes on meanwhile, on a busy machine for long.
        sent_before = len(channel.sent)
        sender.wake()
        await until(lambda: len([s for s in channel.sent if s[1] == "reply"]) == 5, 2.0)

    last_reply = max(n for n, sent in enumerate(channel.sent) if sent[1] == "reply")
    assert last_reply - sent_before <= 12


async def test_replies_overtake_notices(database: Database) -> None:
    people = await add_people(database, 60)
    for person in people[:-1]:
        await say(database, person, "notice", priority=Priority.NOTICE)
    channel = FakeChannel()
    sender = Sender(database, channel, Pace(50))
    async with running(sender):
        await until(lambda: len(channel.sent) >= 3)
        await say(database, people[-1], "reply")
        sender.wake()
        await until(lambda: ("p60", "reply") in channel.sent, 2.0)

    assert len(channel.sent) < 20


async def test_a_slow_platform_leaves_room_for_replies(database: Database) -> None:
    people = await add_people(database, 100)
    await expand(database)
    channel = FakeChannel(delay=0.25)
    sender = Sender(database, channel, FAST, concurrency=4)
    async with running(sender):
        await until(lambda: len(channel.sent) == 4)
        await say(database, people[-1], "reply")
        sender.wake()
        await until(lambda: ("p100", "reply") in channel.sent, 0.2)
        assert len(channel.sent) == 5
        await stop(database)
        sender.wake()


async def test_replies_to_a_chat_keep_their_order(database: Database) -> None:
    one, other = await add_people(database, 2)
    for number in range(3):
        await say(database, one, f"{number}")
        await say(database, other, f"{number}")
    channel = FakeChannel(delay=0.01)
    async with running(Sender(database, channel, FAST)):
        await until(lambda: len(channel.sent) == 6)

    assert channel.texts("p1") == channel.texts("p2") == ["0", "1", "2"]
    assert channel.overlaps == []
    assert channel.most_at_once == 2


async def test_a_burst_of_replies_goes_at_once_and_the_rest_in_order(database: Database) -> None:
    (one,) = await add_people(database, 1)
    for number in range(5):
        await say(database, one, f"{number}")
    channel = FakeChannel()
    sender = Sender(database, channel, Pace(1000, per_chat_second=10))
    async with running(sender):
        await until(lambda: len(channel.sent) == 5)

    assert channel.texts("p1") == ["0", "1", "2", "3", "4"]
    # Three may go at once; the fifth, two more, can't come sooner than two intervals after the first.
    assert channel.moments[4] - channel.moments[0] > 0.19


async def test_two_mass_messages_to_one_chat_are_a_second_apart(database: Database) -> None:
    await add_people(database, 2)
    await expand(database, "broadcast:1", "first")
    await expand(database, "broadcast:2", "second")
    channel = FakeChannel()
    async with running(Sender(database, channel, Pace(1000, per_chat_second=5))):
        await until(lambda: len(channel.sent) == 4)

    assert channel.texts("p1") == channel.texts("p2") == ["first", "second"]
    assert channel.moments[2] - channel.moments[0] >= 0.2


async def test_parts_go_in_order(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "a|b|c")
    channel = FakeChannel()
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, SENT, count=1)

    assert channel.texts("p1") == ["a", "b", "c"]
    found = await delivery(database, number)
    assert (found.external_id, found.parts_sent) == ("m3", 3)


async def test_parts_of_mass_mail_go_in_order(database: Database) -> None:
    await add_people(database, 20)
    await expand(database, text="picture|text")
    channel = FakeChannel()
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, SENT, count=20)

    assert all(channel.texts(f"p{n}") == ["picture", "text"] for n in range(1, 21))


async def test_the_pace_is_kept(database: Database) -> None:
    await add_people(database, 60)
    await expand(database)
    channel = FakeChannel()
    async with running(Sender(database, channel, Pace(100))):
        await until(lambda: len(channel.sent) == 60)

    # Never faster than allowed; how much slower is the machine's affair.
    assert channel.moments[-1] - channel.moments[0] > 0.55


async def test_stopping_a_batch_takes_effect_at_once(database: Database) -> None:
    await add_people(database, 300)
    await expand(database)
    channel = FakeChannel()
    sender = Sender(database, channel, Pace(100))
    async with running(sender):
        await until(lambda: len(channel.sent) >= 5)
        await stop(database)
        sender.wake()
        stopped_at = asyncio.get_running_loop().time()
        await until_recorded(database, Delivery.status.in_(queries.ON_THEIR_WAY), count=0)
        await asyncio.sleep(0.2)

    assert channel.moments[-1] - stopped_at < 1
    counts = {status: len(await deliveries(database, Delivery.status == status)) for status in Status}
    assert counts[Status.SENT] == len(channel.sent)
    assert counts[Status.SENT] + counts[Status.CANCELLED] == 300


async def test_a_stop_from_another_process_is_seen_in_time(database: Database) -> None:
    """Even on a slow platform, where what is in hand would last for long."""
    await add_people(database, 300)
    await expand(database)
    channel = FakeChannel(delay=0.1)
    sender = Sender(database, channel, FAST, concurrency=4)
    async with running(sender):
        await until(lambda: len(channel.sent) >= 4)
        await stop(database)
        stopped_at = asyncio.get_running_loop().time()
        await until_recorded(database, Delivery.status.in_(queries.ON_THEIR_WAY), count=0)

    assert channel.moments[-1] - stopped_at < 1
    assert len(channel.sent) < 40


async def test_a_stop_leaves_other_mail_alone(database: Database) -> None:
    await add_people(database, 20)
    await expand(database, "broadcast:1", "one")
    await expand(database, "broadcast:2", "two")
    channel = FakeChannel()
    await stop(database, "broadcast:1")
    async with running(Sender(database, channel, FAST)):
        await until(lambda: len(channel.sent) == 20)

    assert {text for _, text in channel.sent} == {"two"}


async def test_every_try_is_told_to_the_metrics(database: Database) -> None:
    await add_people(database, 3)
    await expand(database)
    seen: list[tuple[str, str]] = []
    channel = FakeChannel()
    sender = Sender(database, channel, FAST, observe=lambda name, outcome: seen.append((name, outcome)))
    async with running(sender):
        await until(lambda: len(seen) == 3)

    assert seen == [(CHANNEL, "sent")] * 3
