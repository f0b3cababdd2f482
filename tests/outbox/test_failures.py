"""Sending, when the platform or a message fails."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import select

from bot.core import clock, contacts
from bot.core.channel import Blocked, Moved, OutcomeUnknown, Part, Permanent, Retryable, Throttled
from bot.core.contacts import Contact, StopReason
from bot.core.db import Database
from bot.core.messages import OutMessage
from bot.outbox import queries
from bot.outbox.models import Delivery, SenderLease, Status
from bot.outbox.worker import Sender
from tests.outbox.fakes import (
    FAST,
    FakeChannel,
    MortalDatabase,
    add_people,
    deliveries,
    delivery,
    expand,
    running,
    say,
    until,
    until_recorded,
)

ENDED = Delivery.status.not_in(queries.ON_THEIR_WAY)
FAILED_ONCE = Delivery.attempts == 1


async def contact(database: Database, contact_id: int) -> Contact:
    async with database.reading() as session:
        return await session.get_one(Contact, contact_id)


async def test_a_failed_try_waits_and_ends_at_the_third(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", *[Retryable("unreachable")] * 3)
    sender = Sender(database, channel, FAST)
    async with running(sender):
        for attempt, minutes in ((1, 5), (2, 10)):
            await until_recorded(database, Delivery.attempts == attempt, count=1)
            found = await delivery(database, number)
            assert found.status is Status.PENDING
            assert abs(found.due_at - clock.now() - timedelta(minutes=minutes)) < timedelta(seconds=5)
            clock.move(timedelta(minutes=minutes))
            sender.wake()
        await until_recorded(database, ENDED, count=1)

    found = await delivery(database, number)
    assert (found.status, found.reason, found.attempts, found.uncertain) == ("failed", "unreachable", 3, 0)
    assert found.finished_at
    assert channel.sent == []


async def test_a_second_try_may_succeed(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", Retryable("unreachable"))
    sender = Sender(database, channel, FAST)
    async with running(sender):
        await until_recorded(database, FAILED_ONCE, count=1)
        clock.move(timedelta(minutes=5))
        sender.wake()
        await until_recorded(database, ENDED, count=1)

    found = await delivery(database, number)
    assert (found.status, found.reason) == (Status.SENT, None)
    assert channel.texts("p1") == ["hello"]


async def test_a_final_failure_keeps_its_reason(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", Permanent("too_long"))
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=1)

    found = await delivery(database, number)
    assert (found.status, found.reason, found.body) == (Status.FAILED, "too_long", None)
    assert (await contact(database, one.id)).stopped_at is None


@pytest.mark.parametrize(("code", "reason"), [("blocked", StopReason.BLOCKED), ("gone", StopReason.GONE)])
async def test_who_blocked_us_is_stopped(database: Database, code: str, reason: StopReason) -> None:
    one, other = await add_people(database, 2)
    await expand(database)
    channel = FakeChannel()
    channel.fail("p1", Blocked(code))
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=2)

    (found,) = await deliveries(database, Delivery.contact_id == one.id)
    assert (found.status, found.reason) == (Status.BLOCKED, code)
    stopped = await contact(database, one.id)
    assert (stopped.stop_reason, bool(stopped.stopped_at)) == (reason, True)
    assert (await contact(database, other.id)).stopped_at is None


async def test_an_earlier_stop_keeps_its_reason(database: Database) -> None:
    (one,) = await add_people(database, 1)
    async with database.session() as session:
        contacts.stop(await session.get_one(Contact, one.id), StopReason.ASKED, clock.now())
    await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", Blocked("blocked"))
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=1)

    assert (await contact(database, one.id)).stop_reason is StopReason.ASKED


async def test_a_moved_chat_is_followed_at_once(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await say(database, one, "hello")
    later = await say(database, one, "later", due_at=clock.now() + timedelta(days=1))
    channel = FakeChannel()
    channel.fail("p1", Moved("-100"))
    async with running(Sender(database, channel, FAST)):
        await until(lambda: channel.texts("-100") == ["hello"], 2.0)

    assert (await contact(database, one.id)).address == "-100"
    assert (await delivery(database, later)).address == "-100"


async def test_a_chat_that_moved_to_a_known_address_is_followed_too(database: Database) -> None:
    one, other = await add_people(database, 2)
    await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", Moved("p2"))
    async with running(Sender(database, channel, FAST)):
        await until(lambda: channel.texts("p2") == ["hello"], 2.0)
        await until_recorded(database, ENDED, count=1)

    assert (await contact(database, one.id)).address == "p1"
    assert (await contact(database, other.id)).address == "p2"


async def test_a_chat_that_moves_without_end_is_given_up(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", Moved("x"))
    channel.fail("x", Moved("y"))
    channel.fail("y", Moved("p1"))
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=1)

    assert (await delivery(database, number)).reason == "moved"


async def test_an_unknown_outcome_is_counted_and_tried_again(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", OutcomeUnknown("timeout"))
    sender = Sender(database, channel, FAST)
    async with running(sender):
        await until_recorded(database, FAILED_ONCE, count=1)
        found = await delivery(database, number)
        assert (found.status, found.uncertain) == (Status.PENDING, 1)
        clock.move(timedelta(minutes=5))
        sender.wake()
        await until_recorded(database, ENDED, count=1)

    found = await delivery(database, number)
    assert (found.status, found.uncertain) == (Status.SENT, 1)


async def test_a_retry_does_not_repeat_the_parts_that_went(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await say(database, one, "a|b")
    channel = FailsLater(Retryable("unreachable"))
    sender = Sender(database, channel, FAST)
    async with running(sender):
        await until_recorded(database, FAILED_ONCE, count=1)
        clock.move(timedelta(minutes=5))
        sender.wake()
        await until_recorded(database, ENDED, count=1)

    assert channel.texts("p1") == ["a", "b"]


async def test_a_pause_does_not_repeat_the_parts_that_went(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await say(database, one, "a|b")
    channel = FailsLater(Throttled(0.05))
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=1)

    assert channel.texts("p1") == ["a", "b"]


class FailsLater(FakeChannel):
    """After the first message it fails once."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failures = [failure]

    async def _answer(self, address: str, text: str) -> str:
        if self.sent and self.failures:
            raise self.failures.pop()
        return await super()._answer(address, text)


async def test_too_many_pauses_the_whole_channel_and_burns_no_attempt(database: Database) -> None:
    people = await add_people(database, 30)
    await expand(database)
    channel = FakeChannel()
    channel.fail("p3", Throttled(0.3))
    sender = Sender(database, channel, FAST, concurrency=1)
    async with running(sender):
        await until_recorded(database, Delivery.status == Status.PENDING, count=28)
        await say(database, people[0], "a reply waits too")
        sender.wake()
        await until(lambda: len(channel.sent) == 31)

    second, third = channel.moments[1], channel.moments[2]
    assert third - second >= 0.3
    rows = await deliveries(database)
    assert {(d.status, d.attempts, d.uncertain) for d in rows} == {("sent", 0, 0)}
    assert sorted({a for a, _ in channel.sent}) == sorted(p.address for p in people)


async def test_a_pause_outlives_the_process(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await say(database, one, "hello")
    channel = FakeChannel()
    channel.fail("p1", Throttled(3600))
    async with running(Sender(database, channel, FAST)):
        await until(lambda: not channel.answers["p1"])
    async with database.reading() as session:
        until_when = await session.scalar(select(SenderLease.paused_until))
    assert until_when
    assert abs(until_when - clock.now() - timedelta(hours=1)) < timedelta(seconds=5)

    sender = Sender(database, channel, FAST)
    async with running(sender):
        await until(lambda: sender.alive)
        await asyncio.sleep(0.25)
        assert channel.sent == []

    clock.move(timedelta(hours=1))
    async with running(Sender(database, channel, FAST)):
        await until(lambda: len(channel.sent) == 1)


async def test_an_unsayable_message_fails_alone(database: Database) -> None:
    one, other = await add_people(database, 2)
    bad = await say(database, one, "unsayable")
    await say(database, one, "hello")
    await say(database, other, "hello")
    channel = FakeChannel()
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=3)

    assert sorted(channel.sent) == [("p1", "hello"), ("p2", "hello")]
    found = await delivery(database, bad)
    assert (found.status, found.reason) == (Status.FAILED, "not_sendable")


async def test_unsayable_mass_mail_fails_for_all_and_is_tried_once(database: Database) -> None:
    await add_people(database, 20)
    await expand(database, text="unsayable")
    channel = FakeChannel()
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, Delivery.reason == "not_sendable", count=20)

    assert len(channel.prepared) == 1


async def test_a_bug_ends_one_delivery_and_tells_nothing_personal(database: Database) -> None:
    one, other = await add_people(database, 2)
    bad = await say(database, one, "secret text")
    await say(database, other, "hello")
    channel = FakeChannel()
    channel.fail("p1", ZeroDivisionError("about p1: secret text"))
    with structlog.testing.capture_logs() as logs:
        async with running(Sender(database, channel, FAST)):
            await until_recorded(database, ENDED, count=2)

    found = await delivery(database, bad)
    assert (found.status, found.reason) == (Status.FAILED, "internal")
    assert channel.sent == [("p2", "hello")]
    assert [entry["event"] for entry in logs] == ["delivery_failed"]
    assert "secret" not in str(logs)
    assert "p1" not in str(logs)


async def test_an_empty_message_fails(database: Database) -> None:
    (one,) = await add_people(database, 1)
    number = await say(database, one, "hello")
    channel = NothingToSay()
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=1)

    assert (await delivery(database, number)).reason == "empty"


class NothingToSay(FakeChannel):
    async def prepare(self, message: OutMessage, replaces: str | None = None) -> Sequence[Part]:
        return []


async def test_long_words_of_a_platform_are_cut(database: Database) -> None:
    """PostgreSQL refuses what doesn't fit, and then nothing would be recorded any more."""
    one, other = await add_people(database, 2)
    await say(database, one, "hello")
    await say(database, other, "hello")
    channel = FakeChannel()
    channel.fail("p1", Permanent("x" * 500))
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ENDED, count=2)


async def test_a_database_that_is_away_for_a_moment_loses_no_outcome(database_url: str) -> None:
    database = MortalDatabase(database_url)
    await add_people(database, 20)
    await expand(database)
    channel = FakeChannel(delay=0.01)
    async with running(Sender(database, channel, FAST, concurrency=4)):
        await until(lambda: len(channel.sent) >= 4)
        database.dead = True
        await until(lambda: len(channel.sent) == 20)
        await asyncio.sleep(0.15)
        database.dead = False
        await until_recorded(database, ENDED, count=20)
    await database.close()

    assert len(channel.sent) == 20
