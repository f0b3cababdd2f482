"""Knocking costs money, and no more of it is spent in a month than the office set."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.core import clock
from bot.core.channel import Retryable
from bot.core.db import Database
from bot.core.messages import Purpose
from bot.outbox import postage, queries, troubles
from bot.outbox.models import ChannelTrouble, Delivery, Priority, Status
from bot.outbox.money import Purse, Tariff, amount, millionths
from bot.outbox.postage import Postage, estimate
from bot.outbox.worker import Sender
from tests.outbox.fakes import (
    CHANNEL,
    FAST,
    WindowedChannel,
    add_people,
    deliveries,
    everybody,
    expand,
    running,
    say,
    until_recorded,
)
from tests.outbox.test_window import ON_THEIR_WAY, add_silent, writes

BISHKEK = ZoneInfo("Asia/Bishkek")
DAY = timedelta(hours=24)


def tariff(limit: int | None) -> Tariff:
    return Tariff({"utility": 20_000, "marketing": 80_000}, limit, BISHKEK)


async def send_all(database: Database, channel: WindowedChannel, limit: int | None) -> None:
    async with running(Sender(database, channel, FAST, tariff=tariff(limit))):
        await until_recorded(database, ON_THEIR_WAY, count=0)


async def spent(database: Database) -> int:
    async with database.reading() as session:
        return await queries.spent_since(session, CHANNEL, tariff(None).month_start(clock.now()))


def test_sums_are_exact_and_the_month_is_the_offices() -> None:
    assert millionths(Decimal("0.0113")) * 3 == 33_900
    assert amount(33_900) == Decimal("0.0339")
    assert tariff(None).price("nobody priced it") == 80_000
    assert tariff(None).price("UTILITY") == 20_000
    evening = datetime(2026, 10, 31, 19, 0, tzinfo=UTC)
    assert tariff(None).month_start(evening) == datetime(2026, 11, 1, tzinfo=BISHKEK)


def test_what_is_in_flight_counts_until_it_is_in_the_tables() -> None:
    purse = Purse(tariff(50_000))
    assert (purse.take(1, "utility"), purse.take(2, "utility"), purse.take(3, "utility")) == (
        20_000,
        20_000,
        None,
    )

    purse.give_back(1)
    assert purse.take(3, "utility") == 20_000
    purse.written([2, 3, 77])
    assert purse.take(4, "utility") is None


async def test_at_the_limit_the_others_are_held_and_get_it_when_they_write(database: Database) -> None:
    await add_people(database, 2)
    silent = await add_silent(database, 9, first=3)
    await expand(database, text="news")
    channel = WindowedChannel()

    await send_all(database, channel, limit=5 * 20_000 + 19_999)

    rows = await deliveries(database)
    over = [row for row in rows if row.reason == "money_limit"]
    assert len(channel.knocks) == 5
    assert await spent(database) == 5 * 20_000
    assert len(over) == 4
    assert {row.status for row in over} == {Status.FAILED}
    assert {row.status for row in rows if row.reason is None} == {Status.SENT}

    for person in silent:
        await writes(database, person)
    await send_all(database, channel, limit=0)
    assert sum(text == "news" for _, text in channel.sent) == 11
    assert await spent(database) == 5 * 20_000


async def test_each_category_has_its_price_and_a_single_message_waits_too(database: Database) -> None:
    one, two = await add_silent(database, 2)
    await say(database, one, "marketing: a fair", priority=Priority.NOTICE)
    await say(database, two, "a letter", priority=Priority.NOTICE)
    channel = WindowedChannel()

    await send_all(database, channel, limit=90_000)

    assert {row.cost for row in await deliveries(database)} in ({80_000, None}, {20_000, None})
    (held,) = await deliveries(database, Delivery.status == Status.FAILED)
    assert held.body


async def test_a_knock_that_did_not_go_costs_nothing(database: Database) -> None:
    await add_silent(database, 2)
    await expand(database)
    channel = WindowedChannel()
    channel.fail("p1", Retryable("unreachable"))
    channel.fail("p2", Retryable("unreachable"))
    sender = Sender(database, channel, FAST, tariff=tariff(40_000))
    async with running(sender):
        await until_recorded(database, Delivery.attempts == 1, count=2)
        clock.move(timedelta(minutes=5))
        sender.wake()
        await until_recorded(database, ON_THEIR_WAY, count=0)

    assert len(channel.knocks) == 2


async def test_a_new_month_begins_with_the_whole_limit(database: Database) -> None:
    await add_silent(database, 2)
    await expand(database)
    await send_all(database, WindowedChannel(), limit=40_000)
    long_ago = clock.now() - timedelta(days=32)
    async with database.session() as session:
        await session.execute(update(Delivery).values(finished_at=long_ago))
    await expand(database, "broadcast:2")
    channel = WindowedChannel()

    await send_all(database, channel, limit=40_000)

    assert len(channel.knocks) == 2


async def test_a_spent_limit_is_noted_once_a_month(database: Database) -> None:
    for number in range(3):
        await add_silent(database, 1, first=number + 1)
        await expand(database, f"broadcast:{number}")
        await send_all(database, WindowedChannel(), limit=0)
        async with database.session() as session:
            found = await troubles.untold(session)
            assert [one.reason for one in found] == (["money_limit"] if number in (0, 2) else [])
            for one in found:
                one.told_at = clock.now()
        if number == 1:
            async with database.session() as session:
                await session.execute(update(ChannelTrouble).values(since=clock.now() - timedelta(days=32)))
    async with database.reading() as session:
        assert len((await session.scalars(select(ChannelTrouble))).all()) == 1


async def test_before_a_broadcast_one_question_tells_what_it_costs(database: Database) -> None:
    await add_people(database, 3)
    await add_silent(database, 5, first=4)
    one = Postage(CHANNEL, "WhatsApp", DAY, tariff(70_000), lambda purpose: "utility")
    other = Postage("elsewhere", "WhatsApp", DAY, tariff(None), lambda purpose: "utility")

    async with database.reading() as session:
        found = await postage.estimate_for(session, one, everybody(), Purpose.NEWS, clock.now())
        none_here = await postage.estimate_for(session, other, everybody(), Purpose.NEWS, clock.now())

    assert found == estimate(elsewhere=0, free=3, closed=5, price=20_000, left=70_000)
    assert (found.paid, found.beyond, found.cost) == (3, 2, 60_000)
    assert not none_here.is_here
    assert (none_here.elsewhere, none_here.left) == (8, None)


@given(
    free=st.integers(0, 1000),
    closed=st.integers(0, 1000),
    price=st.integers(0, 100_000),
    left=st.none() | st.integers(-10, 10_000_000),
)
def test_an_estimate_never_spends_more_than_is_left(
    free: int, closed: int, price: int, left: int | None
) -> None:
    found = estimate(elsewhere=7, free=free, closed=closed, price=price, left=left)

    assert found.paid + found.beyond == closed
    assert found.cost == found.paid * price
    assert left is None or found.cost <= max(0, left)
    assert not found.beyond or (left is not None and found.cost + price > left)
