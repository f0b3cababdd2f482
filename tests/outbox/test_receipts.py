"""What the platform tells afterwards: in any order, with repeats, sometimes before we know the id."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from bot.core import clock
from bot.core.channel import (
    Blocked,
    ChannelBroken,
    ChatThrottled,
    Permanent,
    Receipt,
    ReceiptState,
    Retryable,
    SendFailure,
    WindowClosed,
)
from bot.core.contacts import Contact
from bot.core.db import Database
from bot.outbox import failures, queries, receipts, service, sweeper, troubles
from bot.outbox.models import Delivery, Priority, ReceiptKept, Status
from bot.outbox.worker import Sender
from tests.outbox.fakes import (
    CHANNEL,
    FAST,
    WindowedChannel,
    add_people,
    deliveries,
    delivery,
    expand,
    running,
    say,
    until_recorded,
)
from tests.outbox.test_window import ON_THEIR_WAY, add_silent, silent_since, writes

S = ReceiptState
SENT = Delivery.status == Status.SENT


def receipt(external_id: str, state: ReceiptState, failure: SendFailure | None = None) -> Receipt:
    if state is S.FAILED:
        failure = failure or Permanent("undeliverable")
    return Receipt(external_id, state, failure, clock.now())


async def come(database: Database, *told: Receipt) -> None:
    await receipts.keeper(database, CHANNEL, lambda: None)(told)


async def fails(database: Database, external_id: str, failure: SendFailure) -> None:
    await come(database, receipt(external_id, S.FAILED, failure))


async def send_all(database: Database, channel: WindowedChannel) -> None:
    async with running(Sender(database, channel, FAST)):
        await until_recorded(database, ON_THEIR_WAY, count=0)


async def sent_one(database: Database, channel: WindowedChannel, text: str = "hello") -> tuple[Contact, int]:
    """The message has the id m1."""
    (person,) = await add_people(database, 1)
    number = await say(database, person, text, priority=Priority.NOTICE)
    await send_all(database, channel)
    return person, number


async def add_sent(database: Database, external_ids: Sequence[str]) -> None:
    now = clock.now()
    row = {
        "channel": CHANNEL,
        "address": "p1",
        "body": {"text": "hello"},
        "priority": Priority.NOTICE,
        "status": Status.SENT,
        "told": S.ACCEPTED,
        "due_at": now,
        "created_at": now,
        "finished_at": now,
    }
    async with database.session() as session:
        await session.execute(insert(Delivery), [{**row, "external_id": one} for one in external_ids])


@settings(max_examples=200)
@given(st.lists(st.sampled_from(list(S)), min_size=1, max_size=12))
def test_the_furthest_stands(states: list[ReceiptState]) -> None:
    furthest = receipts._furthest([receipt("m", state) for state in states])

    assert furthest["m"].state is max(states, key=lambda state: state.rank)


async def test_every_order_with_repeats_ends_the_same(database: Database) -> None:
    """Of a message that arrived and was read after all; and of one that failed."""
    orders = list(permutations(S))
    short = list(permutations((S.ACCEPTED, S.SENT, S.FAILED)))
    names = [f"long{number}" for number in range(len(orders))]
    failed = [f"short{number}" for number in range(len(short))]
    await add_sent(database, [*names, *failed])

    for step in range(len(S)):
        now = [receipt(name, order[step]) for name, order in zip(names, orders, strict=True)]
        if step < 3:
            now += [receipt(name, order[step]) for name, order in zip(failed, short, strict=True)]
        await come(database, *now, *reversed(now))
        await come(database, *now)

    rows = {row.external_id: row for row in await deliveries(database)}
    assert {(rows[name].status, rows[name].told, rows[name].reason) for name in names} == {
        (Status.SENT, S.READ, None)
    }
    assert {(rows[name].status, rows[name].told, rows[name].reason) for name in failed} == {
        (Status.FAILED, S.FAILED, "undeliverable")
    }
    assert all(row.body is None for row in rows.values())


async def test_receipts_that_come_before_the_id_is_known(database: Database) -> None:
    (person,) = await add_people(database, 1)
    number = await say(database, person, "hello", priority=Priority.NOTICE)
    await come(database, receipt("m1", S.DELIVERED))

    await send_all(database, WindowedChannel())

    row = await delivery(database, number)
    assert (row.status, row.told, row.body) == (Status.SENT, S.DELIVERED, None)


async def test_receipts_race_with_the_record_of_what_was_sent(database: Database) -> None:
    """Each of two transactions that don't see each other would leave it to the other."""
    await add_people(database, 40)
    await expand(database)
    channel = WindowedChannel(delay=0.01)

    async def tell() -> None:
        told = 0
        while told < 40:
            if told < len(channel.sent):
                told += 1
                await come(database, receipt(f"m{told}", S.READ))
            await asyncio.sleep(0.001)

    async with running(Sender(database, channel, FAST, concurrency=4)):
        await asyncio.wait_for(tell(), 20)
        await until_recorded(database, SENT, count=40)

    assert {row.told for row in await deliveries(database)} == {S.READ}


async def test_a_closed_window_is_said_by_template(database: Database) -> None:
    channel = WindowedChannel()
    person, number = await sent_one(database, channel)
    await fails(database, "m1", WindowClosed())
    await fails(database, "m1", WindowClosed())

    await send_all(database, channel)

    assert channel.texts("p1") == ["hello", "knock: hello"]
    await come(database, receipt("m2", S.DELIVERED))
    row = await delivery(database, number)
    assert (row.status, row.told, row.template) == (Status.SENT, S.DELIVERED, "jarchy_update")
    assert await writes(database, person)
    await send_all(database, channel)
    assert channel.texts("p1")[2:] == ["hello"]


async def test_who_wrote_since_gets_the_words_again(database: Database) -> None:
    channel = WindowedChannel()
    person, _ = await sent_one(database, channel)
    await fails(database, "m1", WindowClosed())
    await writes(database, person)

    await send_all(database, channel)

    assert channel.texts("p1") == ["hello", "hello"]


async def test_a_failure_stops_the_contact_or_ends_the_message_or_is_tried_again(database: Database) -> None:
    await add_people(database, 3)
    await expand(database)
    channel = WindowedChannel()
    await send_all(database, channel)
    ids = {row.address: row.external_id or "" for row in await deliveries(database)}

    await come(
        database,
        receipt(ids["p1"], S.FAILED, Blocked("undeliverable")),
        receipt(ids["p2"], S.FAILED, Permanent("not_shown_by_meta")),
        receipt(ids["p3"], S.FAILED, ChatThrottled(6)),
    )

    rows = {row.address: row for row in await deliveries(database)}
    assert (rows["p1"].status, rows["p1"].reason) == (Status.BLOCKED, "undeliverable")
    assert (rows["p2"].status, rows["p2"].reason) == (Status.FAILED, "not_shown_by_meta")
    assert (rows["p3"].status, rows["p3"].attempts, rows["p3"].told) == (Status.PENDING, 1, None)
    async with database.reading() as session:
        found = (await session.scalars(select(Contact).order_by(Contact.id))).all()
    assert [contact.stopped_at is not None for contact in found] == [True, False, False]
    clock.move(timedelta(minutes=5))
    await send_all(database, channel)
    assert channel.texts("p3") == ["to all", "to all"]


async def test_a_third_failure_is_the_last(database: Database) -> None:
    channel = WindowedChannel()
    _, number = await sent_one(database, channel)
    for attempt in (1, 2, 3):
        await fails(database, f"m{attempt}", Retryable("server_error"))
        clock.move(timedelta(minutes=20))
        await send_all(database, channel)

    row = await delivery(database, number)
    assert (row.status, row.reason, row.attempts) == (Status.FAILED, "server_error", 3)
    assert len(channel.sent) == 3


async def test_what_arrived_after_all_is_no_failure_and_what_we_forgot_is_not_said_again(
    database: Database,
) -> None:
    _, number = await sent_one(database, WindowedChannel())
    await come(database, receipt("m1", S.SENT))
    assert (await delivery(database, number)).body is None
    await fails(database, "m1", Retryable("server_error"))
    row = await delivery(database, number)
    assert (row.status, row.reason) == (Status.FAILED, "server_error")

    await come(database, receipt("m1", S.DELIVERED))
    await fails(database, "m1", Blocked("undeliverable"))

    row = await delivery(database, number)
    assert (row.status, row.reason, row.told) == (Status.SENT, None, S.DELIVERED)


async def test_what_was_opened_before_its_knock_failed_is_not_given_twice(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    await expand(database)
    channel = WindowedChannel()
    await send_all(database, channel)
    await writes(database, person)
    await send_all(database, channel)

    await fails(database, "m1", Retryable("server_error"))
    clock.move(timedelta(minutes=20))
    await send_all(database, channel)

    assert channel.texts("p1") == ["knock: to all", "to all"]


async def test_an_unpaid_bill_is_the_administrators_and_loses_nothing(database: Database) -> None:
    (person,) = await add_silent(database, 1)
    number = await say(database, person, "hello", priority=Priority.NOTICE)
    channel = WindowedChannel()
    await send_all(database, channel)
    await fails(database, "m1", ChannelBroken("payment"))

    row = await delivery(database, number)
    assert (row.status, row.attempts) == (Status.PENDING, 0)
    async with database.session() as session:
        assert [one.reason for one in await troubles.untold(session)] == ["payment"]
    clock.move(timedelta(hours=1))
    await send_all(database, channel)
    await come(database, receipt("m2", S.SENT))
    async with database.session() as session:
        assert await troubles.untold(session) == []


async def test_a_stopped_broadcast_is_not_said_again(database: Database) -> None:
    await add_people(database, 1)
    await expand(database)
    await send_all(database, WindowedChannel())
    async with database.session() as session:
        await service.stop_batch(session, "broadcast:1", clock.now())

    await fails(database, "m1", Retryable("server_error"))

    (row,) = await deliveries(database)
    assert (row.status, row.reason) == (Status.CANCELLED, "stopped")


async def test_figures_tell_what_the_platform_told(database: Database) -> None:
    people = await add_people(database, 5)
    await silent_since(database, clock.now() - timedelta(days=3), people[4])
    await expand(database)
    await send_all(database, WindowedChannel())
    ids = {row.address: row.external_id or "" for row in await deliveries(database)}
    await come(
        database,
        receipt(ids["p1"], S.DELIVERED),
        receipt(ids["p2"], S.READ),
        receipt(ids["p3"], S.FAILED, Permanent("undeliverable")),
        receipt(ids["p5"], S.DELIVERED),
    )

    async with database.reading() as session:
        figures = await queries.batch_figures(session, "broadcast:1")

    assert (figures.count(Status.SENT), figures.count(Status.FAILED)) == (4, 1)
    assert (figures.confirmed, figures.delivered, figures.read, figures.held) == (3, 2, 1, 1)


async def test_old_receipts_are_forgotten(database: Database) -> None:
    await sent_one(database, WindowedChannel())
    await come(database, receipt("m1", S.READ), receipt("m77", S.SENT))
    await sweeper.sweep(database, clock.now() + timedelta(days=31))
    async with database.reading() as session:
        assert (await session.scalars(select(ReceiptKept))).all() == []


@pytest.mark.parametrize("failure", [Retryable("a"), ChatThrottled(1), Blocked("b"), Permanent("c")])
def test_a_failure_outlives_the_table(failure: SendFailure) -> None:
    kind = failures.kind_of(failure)
    again = failures.KINDS[kind](failure.reason)
    assert again.reason == failure.reason
    assert isinstance(again, Retryable if isinstance(failure, ChatThrottled) else type(failure))
