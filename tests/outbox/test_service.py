from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.core import clock
from bot.core.contacts import Contact
from bot.core.db import Database
from bot.outbox import claims, queries, service, sweeper
from bot.outbox.models import Delivery, Priority, SenderLease, Status
from tests.outbox.fakes import (
    CHANNEL,
    add_people,
    deliveries,
    delivery,
    everybody,
    expand,
    said,
    say,
    stop,
)


async def figures(database: Database, name: str = "broadcast:1") -> queries.BatchFigures:
    async with database.reading() as session:
        return await queries.batch_figures(session, name)


async def test_everybody_gets_a_delivery_in_their_language(database: Database) -> None:
    await add_people(database, 2, "ky")
    await add_people(database, 1, "ru", first=3)
    await add_people(database, 1, "en", first=4)
    async with database.session() as session:
        ky = await service.keep_content(session, said("саламатсызбы"))
        ru = await service.keep_content(session, said("здравствуйте"))
        added = await service.expand(
            session,
            batch="broadcast:1",
            contents={"ky": ky, "ru": ru},
            default_language="ky",
            recipients=everybody(),
            now=clock.now(),
        )

    made = await deliveries(database)
    assert added == 4
    assert [(d.language, d.content_id) for d in made] == [("ky", ky), ("ky", ky), ("ru", ru), ("ky", ky)]
    assert {(d.status, d.priority, d.attempts, d.body) for d in made} == {(Status.PENDING, 2, 0, None)}


async def test_expanding_again_adds_only_newcomers(database: Database) -> None:
    await add_people(database, 3)
    assert await expand(database) == 3
    await add_people(database, 1, first=4)

    assert await expand(database) == 1
    assert await expand(database) == 0
    assert await expand(database, "broadcast:2") == 4


async def test_a_stopped_batch_gets_nobody_more(database: Database) -> None:
    await add_people(database, 2)
    await expand(database)
    assert await stop(database) == 2
    await add_people(database, 1, first=3)

    assert await expand(database) == 0
    assert {d.status for d in await deliveries(database)} == {Status.CANCELLED}


async def test_a_batch_may_be_stopped_before_it_is_expanded(database: Database) -> None:
    await add_people(database, 1)
    await stop(database)

    assert await expand(database) == 0


async def test_figures_by_village_and_reason(database: Database) -> None:
    await add_people(database, 6)
    await expand(database)
    rows = await deliveries(database)
    async with database.session() as session:
        for row, (status, reason) in zip(
            rows,
            [("sent", None), ("sent", None), ("failed", "too_long"), ("blocked", "blocked")],
            strict=False,
        ):
            await session.execute(
                update(Delivery).where(Delivery.id == row.id).values(status=Status(status), reason=reason)
            )

    seen = await figures(database)
    assert seen.total == 6
    assert seen.waiting == 2
    assert (seen.count(Status.SENT), seen.count(Status.FAILED), seen.count(Status.BLOCKED)) == (2, 1, 1)
    assert seen.reasons == {"too_long": 1, "blocked": 1}
    assert sum(sum(counts.values()) for counts in seen.by_segment.values()) == 6
    assert set(seen.by_segment) == {0, 1, 2}
    assert sum(seen.by_channel[CHANNEL].values()) == 6


async def test_an_unknown_batch_has_no_figures(database: Database) -> None:
    assert (await figures(database, "broadcast:99")).total == 0


async def test_a_deleted_person_leaves_a_count_and_no_address(database: Database) -> None:
    one, _ = await add_people(database, 2)
    await expand(database)
    single = await say(database, one, "personal")
    async with database.session() as session:
        await service.forget_contact(session, one.id, clock.now())
    async with database.session() as session:
        await session.execute(delete(Contact).where(Contact.id == one.id))

    mine = [d for d in await deliveries(database) if d.contact_id is None]
    assert {(d.status, d.reason, d.address, d.body) for d in mine} == {("cancelled", "deleted", "", None)}
    assert (await delivery(database, single)).body is None
    assert (await figures(database)).total == 2


async def claim(database: Database, owner: str = "me", most: int = 10) -> list[claims.Claimed]:
    async with database.session() as session:
        return await claims.claim(session, CHANNEL, owner, clock.now(), dict.fromkeys(Priority, most))


async def hold_lease(database: Database, owner: str = "me") -> None:
    async with database.session() as session:
        session.add(SenderLease(channel=CHANNEL, owner=owner, expires_at=clock.now() + timedelta(hours=1)))


async def test_the_urgent_then_the_longest_due_are_claimed(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await hold_lease(database)
    now = clock.now()
    mass = await say(database, one, "mass", priority=Priority.BULK)
    late = await say(database, one, "late", priority=Priority.NOTICE, due_at=now - timedelta(seconds=1))
    early = await say(database, one, "early", priority=Priority.NOTICE, due_at=now - timedelta(hours=1))
    reply = await say(database, one, "reply")
    await say(database, one, "tomorrow", due_at=now + timedelta(days=1))

    assert [c.id for c in await claim(database)] == [reply, early, late, mass]
    assert await claim(database) == []


async def test_a_claim_takes_no_more_than_asked(database: Database) -> None:
    await add_people(database, 5)
    await hold_lease(database)
    await expand(database)

    assert [len(await claim(database, most=2)) for _ in range(4)] == [2, 2, 1, 0]


async def test_mass_mails_text_is_shared(database: Database) -> None:
    await add_people(database, 2)
    await hold_lease(database)
    await expand(database, text="to all")

    one, other = await claim(database)
    assert one.body == {"text": "to all"}
    assert one.body is other.body


async def test_without_the_lease_nothing_is_claimed(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await hold_lease(database, "somebody else")
    await say(database, one, "reply")

    assert await claim(database) == []


async def test_claiming_stays_on_the_index(database: Database) -> None:
    """At a million rows anything else would be too slow."""
    async with database.reading() as session:
        connection = await session.connection()
        explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
        if not database.is_sqlite:
            # An empty table is always read whole; only the shape of the index is asked for here.
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        look = claims._due(CHANNEL, clock.now(), {Priority.BULK: 500})
        words = str(look.compile(connection.engine.sync_engine, compile_kwargs={"literal_binds": True}))
        plan = str((await connection.exec_driver_sql(f"{explain} {words}")).all())

    assert "ix_deliveries_due" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


async def test_what_nobody_holds_is_freed_and_counted(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await hold_lease(database, "dead")
    lost = await say(database, one, "lost")
    await claim(database, "dead")
    async with database.session() as session:
        await session.execute(update(SenderLease).values(owner="alive"))
    held = await say(database, one, "held")
    await claim(database, "alive")

    await sweeper.sweep(database, clock.now())

    found = await delivery(database, lost)
    assert (found.status, found.uncertain, found.claim) == (Status.PENDING, 1, None)
    found = await delivery(database, held)
    assert (found.status, found.uncertain, found.claim) == (Status.SENDING, 0, "alive")


async def test_the_sweeper_ends_what_a_stop_left_waiting(database: Database) -> None:
    await add_people(database, 3)
    await expand(database)
    await stop(database)
    async with database.session() as session:
        await session.execute(update(Delivery).values(status=Status.PENDING))

    await sweeper.sweep(database, clock.now())

    assert {d.status for d in await deliveries(database)} == {Status.CANCELLED}


async def test_a_large_batch_is_taken_back_in_bites(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_people(database, 5)
    await expand(database)
    monkeypatch.setattr(service, "CANCEL_AT_ONCE", 2)

    assert await stop(database) == 2
    await sweeper.sweep(database, clock.now())

    assert {d.status for d in await deliveries(database)} == {Status.CANCELLED}


async def test_old_single_messages_are_forgotten_and_evidence_is_not(database: Database) -> None:
    (one,) = await add_people(database, 1)
    await expand(database)
    await say(database, one, "old", priority=Priority.NOTICE)
    recent = await say(database, one, "recent")
    waiting = await say(database, one, "waiting")
    now = clock.now()
    async with database.session() as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.id != waiting)
            .values(status=Status.SENT, finished_at=now - timedelta(days=100))
        )
        await session.execute(update(Delivery).where(Delivery.id == recent).values(finished_at=now))

    await sweeper.sweep(database, now)

    left = await deliveries(database)
    assert [d.id for d in left if d.batch_id is None] == [recent, waiting]
    assert len([d for d in left if d.batch_id is not None]) == 1


async def test_how_often_somebody_was_answered_is_forgotten_within_the_hour(database: Database) -> None:
    """Else the length of their way through a survey without names would tell which answer is theirs."""
    (one,) = await add_people(database, 1)
    await say(database, one, "a reply")
    notice = await say(database, one, "a notice", priority=Priority.NOTICE)
    failed = await say(database, one, "a reply that failed")
    now = clock.now()
    async with database.session() as session:
        ended = update(Delivery).values(status=Status.SENT, finished_at=now - timedelta(hours=2))
        await session.execute(ended)
        await session.execute(ended.where(Delivery.id == failed).values(status=Status.FAILED))
    await sweeper.sweep(database, now)
    assert [d.id for d in await deliveries(database)] == [notice, failed]


async def test_what_waits_is_counted_by_channel(database: Database) -> None:
    await add_people(database, 2)
    await expand(database)

    async with database.reading() as session:
        assert await queries.depth(session) == {CHANNEL: 2}
