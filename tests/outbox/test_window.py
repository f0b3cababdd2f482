"""Who wrote too long ago is knocked at; when they write, all that was held for them comes."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.core import clock, contacts
from bot.core.channel import Retryable, WindowClosed
from bot.core.contacts import Contact
from bot.core.db import Database
from bot.core.messages import Purpose
from bot.outbox import held, lease, service, sweeper, windows, worker
from bot.outbox.models import Delivery, Priority, Status
from bot.outbox.worker import Sender
from tests.outbox.fakes import (
    CHANNEL,
    FAST,
    MortalDatabase,
    WindowedChannel,
    add_people,
    deliveries,
    delivery,
    expand,
    kill,
    running,
    say,
    stop,
    until,
    until_recorded,
)

SENT = Delivery.status == Status.SENT
ON_THEIR_WAY = Delivery.status.in_((Status.PENDING, Status.SENDING))
LONG_AGO = timedelta(days=3)


async def silent_since(database: Database, moment: datetime, *people: Contact) -> None:
    async with database.session() as session:
        await session.execute(
            update(Contact).where(Contact.id.in_([p.id for p in people])).values(last_seen_at=moment)
        )


async def add_silent(database: Database, count: int, language: str = "ky", first: int = 1) -> list[Contact]:
    people = await add_people(database, count, language, first)
    await silent_since(database, clock.now() - LONG_AGO, *people)
    return people


async def writes(database: Database, person: Contact, sent_at: datetime | None = None) -> bool:
    """What `core.conversation` does with every message."""
    now = clock.now()
    async with database.session() as session:
        contact = await contacts.meet(session, CHANNEL, person.address, now, sent_at)
        return await held.arrived(session, contact, now)


async def send_all(database: Database, channel: WindowedChannel) -> None:
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ON_THEIR_WAY, count=0)


async def test_the_last_message_counts_by_the_platforms_clock(database: Database) -> None:
    (person,) = await add_people(database, 1)
    now = clock.now()
    await silent_since(database, now - timedelta(hours=30), person)

    for sent_at, seen in (
        (now - timedelta(hours=2), now - timedelta(hours=2)),
        (now - timedelta(hours=5), now - timedelta(hours=2)),
        (now + timedelta(hours=1), None),
    ):
        await writes(database, person, sent_at)
        async with database.reading() as session:
            found = (await session.get_one(Contact, person.id)).last_seen_at
        assert found == seen if seen else now <= found <= clock.now()


@pytest.mark.parametrize(("hours", "free"), [(0, True), (23, True), (23.8, True), (23.9, False), (25, False)])
def test_the_window_closes_a_little_before_the_platform_closes_it(hours: float, free: bool) -> None:
    now = clock.now()
    wrote = now - timedelta(hours=hours)

    assert windows.is_open(wrote, timedelta(hours=24), now) is free
    assert not windows.is_open(wrote, timedelta(hours=24), now, closed_at=now)


async def test_who_wrote_today_gets_the_words_and_the_others_a_knock(database: Database) -> None:
    await add_people(database, 2)
    await add_silent(database, 2, "ru", first=3)
    await expand(database, text="long|words")
    channel = WindowedChannel()

    await send_all(database, channel)

    assert channel.texts("p1") == channel.texts("p2") == ["long", "words"]
    assert channel.texts("p3") == channel.texts("p4") == ["knock: long|words"]
    rows = {row.address: row for row in await deliveries(database)}
    assert {language for language, _ in channel.knocks} == {"ky"}, "the content's language, not the person's"
    assert {payload for _, payload in channel.knocks} == {f"open:{rows[p].id}" for p in ("p3", "p4")}
    assert (rows["p1"].template, rows["p1"].held_at) == (None, None)
    assert (rows["p3"].status, rows["p3"].template, rows["p3"].opened_at) == ("sent", "jarchy_update", None)
    assert rows["p3"].held_at


async def test_when_they_write_all_that_was_held_comes_in_order_once(database: Database) -> None:
    (person,) = await add_silent(database, 1, "ru")
    await say(database, person, "first", priority=Priority.NOTICE)
    await expand(database, text="second|and more")
    await say(database, person, "third", priority=Priority.NOTICE)
    channel = WindowedChannel()
    await send_all(database, channel)
    assert [language for language, _ in channel.knocks] == ["ru", "ru", "ky"]
    channel.sent.clear()

    assert await writes(database, person)
    assert await writes(database, person), "what was held is on its way"
    await send_all(database, channel)
    assert not await writes(database, person)
    await send_all(database, channel)

    assert channel.texts("p1") == ["first", "second", "and more", "third"]
    rows = await deliveries(database, Delivery.held_at.is_not(None))
    assert all(row.opened_at and row.body is None for row in rows)
    assert len(rows) == 3


async def test_a_colleague_who_is_away_is_knocked_at_once_a_day(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    channel = WindowedChannel()
    for text in ("first", "second"):
        await say(database, person, text, priority=Priority.NOTICE, purpose=Purpose.WORK)
    await say(database, person, "of their own", priority=Priority.NOTICE, purpose=Purpose.CASE)
    await send_all(database, channel)
    assert channel.texts("p1") == ["knock: first", "knock: of their own"]
    clock.move(timedelta(hours=25))
    await say(database, person, "third", priority=Priority.NOTICE, purpose=Purpose.WORK)
    await send_all(database, channel)
    assert channel.texts("p1")[2:] == ["knock: third"]
    channel.sent.clear()

    assert await writes(database, person)
    await send_all(database, channel)
    assert channel.texts("p1") == ["first", "second", "of their own", "third"]
    clock.move(timedelta(hours=23, minutes=55))
    await say(database, person, "fourth", priority=Priority.NOTICE, purpose=Purpose.WORK)
    await send_all(database, channel)
    assert channel.texts("p1")[4:] == ["knock: fourth"], "they answered the one before"


async def test_who_comes_back_after_months_gets_what_is_not_past(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    channel = WindowedChannel()
    for text in ("old", "new"):
        await say(database, person, text, priority=Priority.NOTICE)
        await send_all(database, channel)
        clock.move(held.GIVEN_FOR - timedelta(days=1))
    channel.sent.clear()
    assert await writes(database, person)
    await send_all(database, channel)
    assert channel.texts("p1") == ["new"]


async def test_two_messages_at_once_release_it_once(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    await say(database, person, "hello", priority=Priority.NOTICE)
    channel = WindowedChannel()
    await send_all(database, channel)

    await asyncio.gather(*[writes(database, person) for _ in range(4)])
    await send_all(database, channel)

    assert channel.texts("p1") == ["knock: hello", "hello"]


async def test_who_writes_while_the_knock_is_under_way_gets_it_all_the_same(database: Database) -> None:
    """Their tap comes before we have written down that anything is held for them."""
    (person,) = await add_silent(database, 1)
    await say(database, person, "hello", priority=Priority.NOTICE)
    channel = WindowedChannel(delay=0.2)
    async with running(Sender(database, channel, FAST)):
        await until(lambda: bool(channel.sent))
        assert await writes(database, person), "it is on its way: nobody is told that it is gone"
        await until(lambda: len(channel.sent) == 2)
        await until_recorded(database, ON_THEIR_WAY, count=0)
    await writes(database, person)
    await send_all(database, channel)

    assert channel.texts("p1") == ["knock: hello", "hello"]


async def test_who_taps_after_the_process_died_with_the_knock_unrecorded(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The knock went, and nobody wrote that down: the words come all the same, and once."""
    monkeypatch.setattr(worker, "DRAIN_SECONDS", 0.05)  # who dies waits for nothing
    mortal, database = MortalDatabase(database_url), Database(database_url)
    (person,) = await add_silent(mortal, 1)
    await say(mortal, person, "hello", priority=Priority.NOTICE)
    channel = WindowedChannel(delay=60)
    task = asyncio.create_task(Sender(mortal, channel, FAST).run())
    await until(lambda: len(channel.sent) == 1)
    await kill(mortal, task)
    assert await writes(database, person), "something is on its way"
    clock.move(lease.DURATION)
    after = WindowedChannel()

    await send_all(database, after)
    await writes(database, person)
    await send_all(database, after)

    assert channel.texts("p1") == ["knock: hello"]
    assert after.texts("p1") == ["hello"]
    await mortal.close()
    await database.close()


async def test_who_writes_before_a_knock_is_tried_again_gets_the_words_only(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    await say(database, person, "hello", priority=Priority.NOTICE)
    channel = WindowedChannel()
    channel.fail("p1", Retryable("unreachable"))
    sender = Sender(database, channel, FAST)
    async with running(sender):
        await until_recorded(database, Delivery.attempts == 1, count=1)
        await writes(database, person)
        clock.move(timedelta(minutes=5))
        sender.wake()
        await until_recorded(database, ON_THEIR_WAY, count=0)

    assert channel.texts("p1") == ["hello"]


async def test_when_the_platform_says_closed_they_are_knocked_at(database: Database) -> None:
    (person,) = await add_people(database, 1)
    number = await say(database, person, "hello", priority=Priority.NOTICE)
    channel = WindowedChannel()
    channel.fail("p1", WindowClosed())

    await send_all(database, channel)

    assert channel.texts("p1") == ["knock: hello"]
    row = await delivery(database, number)
    assert (row.status, row.attempts) == (Status.SENT, 0)
    assert row.held_at


async def test_what_no_template_can_say_fails_alone(database: Database) -> None:
    one, two = await add_silent(database, 2)
    number = await say(database, one, "unsayable", priority=Priority.NOTICE)
    await say(database, two, "hello", priority=Priority.NOTICE)
    channel = WindowedChannel()

    await send_all(database, channel)

    row = await delivery(database, number)
    assert (row.status, row.reason) == (Status.FAILED, "not_sendable")
    assert channel.texts("p2") == ["knock: hello"]


async def test_what_was_stopped_is_not_given_to_who_opens(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    await expand(database, text="a mistake")
    channel = WindowedChannel()
    await send_all(database, channel)
    await stop(database)

    assert not await writes(database, person)


async def test_what_is_held_outlives_the_sweeping_of_replies_and_ends_with_old_messages(
    database: Database,
) -> None:
    (person,) = await add_silent(database, 1)
    number = await say(database, person, "hello", priority=Priority.REPLY)
    channel = WindowedChannel()
    await send_all(database, channel)

    for days, kept in ((1.1, True), (89, True), (91, False)):
        await sweeper.sweep(database, clock.now() + timedelta(days=days))
        rows = await deliveries(database, Delivery.id == number)
        assert bool(rows) is kept
        assert not kept or rows[0].body


async def test_a_body_is_kept_until_the_platform_may_not_ask_for_it_again(database: Database) -> None:
    (person,) = await add_people(database, 1)
    number = await say(database, person, "hello", priority=Priority.NOTICE)
    await send_all(database, WindowedChannel())
    assert (await delivery(database, number)).body

    await sweeper.sweep(database, clock.now() + timedelta(hours=2))
    assert (await delivery(database, number)).body
    await sweeper.sweep(database, clock.now() + timedelta(hours=25))
    assert (await delivery(database, number)).body is None


async def test_a_person_who_was_deleted_opens_nothing(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    await say(database, person, "hello", priority=Priority.NOTICE)
    await expand(database)
    await send_all(database, WindowedChannel())
    async with database.session() as session:
        await service.forget_contact(session, person.id, clock.now())

    assert not await writes(database, person)
