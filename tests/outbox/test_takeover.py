"""Who sends, and what happens when they end: well, badly, or at the hands of another."""

import asyncio
import os
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.core import clock
from bot.core.channel import Pace
from bot.core.db import Database
from bot.outbox import lease, queries, worker, writing
from bot.outbox.claims import Claimed
from bot.outbox.models import Delivery, SenderLease, Status
from bot.outbox.outcomes import GivenBack, Sent
from bot.outbox.worker import Sender
from tests.outbox.fakes import (
    FAST,
    FakeChannel,
    MortalDatabase,
    add_people,
    deliveries,
    expand,
    kill,
    running,
    say,
    until,
    until_recorded,
)

ON_THEIR_WAY = Delivery.status.in_(queries.ON_THEIR_WAY)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "STANDBY_SECONDS", 0.03)


async def owner(database: Database) -> str | None:
    async with database.reading() as session:
        return await session.scalar(select(SenderLease.owner))


async def test_of_two_processes_one_sends(database_url: str) -> None:
    databases = [Database(database_url), Database(database_url)]
    await add_people(databases[0], 50)
    await expand(databases[0])
    channels = [FakeChannel(), FakeChannel()]
    senders = [Sender(d, c, FAST) for d, c in zip(databases, channels, strict=True)]
    async with running(senders[0]):
        await until(lambda: senders[0].alive)
        async with running(senders[1]):
            await until_recorded(databases[0], ON_THEIR_WAY, count=0)
            assert [len(c.sent) for c in channels] == [50, 0]
            assert not senders[1].alive
    for database in databases:
        await database.close()


async def test_after_a_clean_stop_the_other_goes_on(database: Database) -> None:
    await add_people(database, 60)
    await expand(database)
    channels = [FakeChannel(), FakeChannel()]
    first, second = (Sender(database, channel, Pace(200)) for channel in channels)
    async with running(second):
        await until(lambda: second.alive)
        async with running(first):
            await until(lambda: len(channels[1].sent) >= 5)
            second.stop()
            await until(lambda: first.alive)
            await until_recorded(database, ON_THEIR_WAY, count=0)

    counts = Counter(address for channel in channels for address, _ in channel.sent)
    assert set(counts.values()) == {1}
    assert len(counts) == 60
    assert {d.uncertain for d in await deliveries(database)} == {0}
    assert await owner(database) is None


async def test_a_clean_stop_gives_back_what_was_not_sent(database: Database) -> None:
    await add_people(database, 50)
    await expand(database)
    channel = FakeChannel(delay=0.05)
    async with running(Sender(database, channel, FAST, concurrency=3)):
        await until(lambda: len(channel.sent) >= 3)

    rows = Counter((d.status, d.uncertain, d.claim) for d in await deliveries(database))
    assert rows == {("sent", 0, None): len(channel.sent), ("pending", 0, None): 50 - len(channel.sent)}


async def test_what_hangs_at_the_end_is_counted_and_goes_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "DRAIN_SECONDS", 0.05)
    await add_people(database, 1)
    await expand(database)
    channel = FakeChannel(delay=60)
    async with running(Sender(database, channel, FAST)):
        await until(lambda: len(channel.sent) == 1)

    (row,) = await deliveries(database)
    assert (row.status, row.uncertain) == (Status.PENDING, 1)
    assert await owner(database) is None


async def test_after_a_crash_nobody_is_missed_and_repeats_are_counted(database_url: str) -> None:
    mortal = MortalDatabase(database_url)
    await add_people(mortal, 200)
    await expand(mortal)
    channel = FakeChannel(delay=0.02)
    concurrency = 5
    task = asyncio.create_task(Sender(mortal, channel, Pace(500), concurrency=concurrency).run())
    await until(lambda: len(channel.sent) >= 50)
    await kill(mortal, task)
    before = len(channel.sent)
    in_hand = await unrecorded(database_url)
    clock.move(lease.DURATION)

    database = Database(database_url)
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ON_THEIR_WAY, count=0)
    rows = await deliveries(database)
    await database.close()
    await mortal.close()

    counts = Counter(address for address, _ in channel.sent)
    assert len(counts) == 200
    uncertain = {row.address for row in rows if row.uncertain}
    repeated = {address for address, count in counts.items() if count > 1}
    assert repeated <= uncertain
    assert uncertain == in_hand
    # What went in the last moments before the crash, not what was sent since the start.
    assert 0 < len(repeated) <= concurrency + 500 * 0.2 < before + 100
    assert max(counts.values()) == 2


async def unrecorded(url: str) -> set[str]:
    database = Database(url)
    rows = await deliveries(database, Delivery.status == Status.SENDING)
    await database.close()
    return {row.address for row in rows}


async def test_a_lease_that_was_not_released_is_waited_for(database_url: str) -> None:
    mortal = MortalDatabase(database_url)
    (one,) = await add_people(mortal, 1)
    task = asyncio.create_task((dead := Sender(mortal, FakeChannel(), FAST)).run())
    await until(lambda: dead.alive)
    await kill(mortal, task)
    await mortal.close()

    database = Database(database_url)
    await say(database, one, "hello")
    channel = FakeChannel()
    async with running(heir := Sender(database, channel, FAST)):
        await asyncio.sleep(0.15)
        assert not heir.alive
        assert channel.sent == []
        clock.move(lease.DURATION)
        await until(lambda: len(channel.sent) == 1)
    await database.close()


async def test_a_lease_is_renewed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEW_SECONDS", 0.02)
    async with running(sender := Sender(database, FakeChannel(), FAST)):
        await until(lambda: sender.alive)
        clock.move(timedelta(minutes=1))
        async with asyncio.timeout(2):
            while not await lasts(database):  # noqa: ASYNC110 - the database tells no events
                await asyncio.sleep(0.02)


async def lasts(database: Database) -> bool:
    async with database.reading() as session:
        expires_at = await session.scalar(select(SenderLease.expires_at))
    return expires_at is not None and expires_at > clock.now()


async def test_who_lost_the_lease_sends_nothing_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEW_SECONDS", 0.05)
    await add_people(database, 100)
    await expand(database)
    channel = FakeChannel()
    async with running(sender := Sender(database, channel, Pace(50))):
        await until(lambda: len(channel.sent) >= 3)
        async with database.session() as session:
            later = clock.now() + timedelta(hours=1)
            await session.execute(update(SenderLease).values(owner="another", expires_at=later))
        await until(lambda: not sender.alive)
        sent = len(channel.sent)
        await asyncio.sleep(0.2)
        assert len(channel.sent) <= sent + 1

    assert await owner(database) == "another"


async def test_an_outcome_of_a_delivery_that_another_took_over_is_not_recorded(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "hello")
    async with database.session() as session:
        await session.execute(update(Delivery).values(status=Status.SENDING, claim="another"))
    claimed = Claimed(number, one.id, "p1", None, None, {}, None, 0, 0, 1, one.id)
    async with database.session() as session:
        await writing.record(session, FakeChannel(), "me", [Sent(claimed, "m1")], clock.now())
        await writing.record(session, FakeChannel(), "me", [GivenBack(claimed)], clock.now())

    (row,) = await deliveries(database)
    assert (row.status, row.claim, row.external_id) == (Status.SENDING, "another", None)


CHILD = """
import asyncio, sys
from bot.core.channel import Pace
from bot.core.db import Database
from bot.outbox.worker import Sender
from tests.outbox.fakes import FakeChannel

class Noted(FakeChannel):
    async def _answer(self, address, text):
        print(address, flush=True)
        return await super()._answer(address, text)

asyncio.run(Sender(Database(sys.argv[1]), Noted(delay=0.02), Pace(1000)).run())
"""


async def test_a_process_that_is_killed_outright(database_url: str) -> None:
    database = Database(database_url)
    await add_people(database, 1500)
    await expand(database)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, database_url, cwd=Path.cwd(), stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout
    first = [await child.stdout.readline() for _ in range(400)]
    os.kill(child.pid, signal.SIGKILL)
    rest, _ = await child.communicate()
    sent = Counter((b"".join(first) + rest).decode().split())
    in_hand = await unrecorded(database_url)
    clock.move(lease.DURATION)

    channel = FakeChannel()
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ON_THEIR_WAY, count=0)
    rows = await deliveries(database)
    await database.close()

    sent.update(address for address, _ in channel.sent)
    assert len(sent) == 1500
    assert {row.address for row in rows if row.uncertain} == in_hand
    repeated = {address for address, count in sent.items() if count > 1}
    assert repeated <= in_hand
    assert len(in_hand) <= 800


async def test_channels_are_sent_by_their_own_senders(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await say(database, one, "hello")
    other = FakeChannel()
    other.name = "other"
    async with running(sender := Sender(database, other, FAST)):
        await until(lambda: sender.alive)
        await asyncio.sleep(0.05)

    assert other.sent == []
