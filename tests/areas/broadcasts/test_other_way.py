"""A person with two addresses: all comes to the one they prefer; what nobody may miss finds the other."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.areas.broadcasts import audience, joining
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.broadcasts.queries import figures
from bot.areas.broadcasts.report import by_village
from bot.core import clock, contacts
from bot.core import joining as core_joining
from bot.core.contacts import Contact, StopReason, known, meet, stop
from bot.core.errors import Refused
from bot.core.joining import Joining
from bot.outbox.models import Delivery, Status
from tests.areas.broadcasts.press import NIGHT, Fate, Press
from tests.areas.broadcasts.test_service import staffed as office

FAILED: Fate = (Status.FAILED, "permanent")
BLOCKED: Fate = (Status.BLOCKED, "blocked")


async def with_two(press: Press, telegram: str, whatsapp: str) -> int:
    """A subscriber who prefers Telegram and has WhatsApp too."""
    await press.subscribe(telegram)
    async with press.database.session() as session:
        first = await known(session, "telegram", telegram)
        assert first is not None
        session.add(
            Contact(
                person_id=first.person_id,
                channel="whatsapp",
                address=whatsapp,
                primary=False,
                last_seen_at=clock.now(),
            )
        )
        return first.person_id


async def critical(press: Press, kind: BroadcastKind = BroadcastKind.NOTICE) -> int:
    author, head, _ = await office(press)
    number = await press.approved(author, head)
    await press.force(number, kind=kind)
    return number


async def counted(press: Press, number: int) -> tuple[int, int, int]:
    """How many persons in all, reached, and in the report of villages."""
    async with press.database.reading() as session:
        broadcast = await session.get_one(Broadcast, number)
        found = await figures(session, broadcast)
        villages = await by_village(session, broadcast)
        return found.total, found.count(Status.SENT), sum(one.total for one in villages)


async def test_a_notice_that_failed_comes_to_the_other_address_once(either_press: Press) -> None:
    press = either_press
    await with_two(press, "1", "w1")
    await press.subscribe("2")
    number = await critical(press)
    await press.tick()
    assert await press.deliver({"1": FAILED, "2": FAILED}) == {}
    await press.tick()
    assert await press.state(number) is BroadcastState.SENDING
    assert await press.deliver() == {"w1": "Кабар"}
    for _ in range(2):
        await press.tick()
        assert await press.deliver() == {}
    assert await press.state(number) is BroadcastState.SENT
    assert await counted(press, number) == (2, 1, 2)


async def test_an_ordinary_message_comes_to_the_preferred_address_alone(press: Press) -> None:
    await with_two(press, "1", "w1")
    number = await critical(press, BroadcastKind.ORDINARY)
    await press.tick()
    await press.deliver({"1": FAILED})
    await press.tick()
    assert await press.deliver() == {}
    assert await press.state(number) is BroadcastState.SENT


async def test_a_failure_told_late_still_finds_the_other_address(press: Press) -> None:
    await with_two(press, "1", "w1")
    number = await critical(press)
    await press.tick()
    await press.deliver()
    await press.tick()
    assert await press.state(number) is BroadcastState.SENT
    async with press.database.session() as session:
        (first,) = await press.bulk()
        found = await session.get_one(Delivery, first.id)
        found.status, found.reason = Status.FAILED, "permanent"
    await press.tick(minutes=5)
    assert await press.deliver() == {"w1": "Кабар"}
    assert await counted(press, number) == (1, 1, 1)


async def test_what_turns_out_to_have_come_does_not_come_twice(press: Press) -> None:
    await with_two(press, "1", "w1")
    number = await critical(press)
    await press.tick()
    await press.deliver({"1": FAILED})
    await press.tick()
    async with press.database.session() as session:
        first = (await press.bulk())[0]
        (await session.get_one(Delivery, first.id)).status = Status.SENT
    await press.tick()
    await press.tick(minutes=5)
    assert await press.deliver() == {}
    assert await counted(press, number) == (1, 1, 1)


async def test_at_night_only_a_warning_of_danger_goes_the_other_way(press: Press) -> None:
    await with_two(press, "1", "w1")
    notice = await critical(press)
    await press.tick()
    await press.deliver({"1": FAILED})
    clock.move_to(NIGHT)
    await press.tick()
    assert [one.due_at > clock.now() for one in await press.bulk() if one.status is Status.PENDING] == [True]
    assert await press.state(notice) is BroadcastState.SENDING


async def test_who_said_stop_meanwhile_gets_it_nowhere(press: Press) -> None:
    await with_two(press, "1", "w1")
    await critical(press)
    await press.tick()
    await press.deliver({"1": FAILED})
    async with press.database.session() as session:
        for contact in await press.all(Contact, Contact.address.in_(["1", "w1"])):
            stop(await session.get_one(Contact, contact.id), StopReason.ASKED, clock.now())
    await press.tick()
    assert await press.deliver() == {}


@pytest.mark.parametrize(("kind", "reached"), [(BroadcastKind.NOTICE, "w1"), (BroadcastKind.ORDINARY, None)])
async def test_whose_preferred_address_is_gone_is_reached_over_the_other(
    press: Press, kind: BroadcastKind, reached: str | None
) -> None:
    await with_two(press, "1", "w1")
    await press.subscribe("2")
    async with press.database.session() as session:
        stop(await meet(session, "telegram", "1", clock.now()), StopReason.BLOCKED, clock.now())
    number = await critical(press, kind)
    async with press.database.reading() as session:
        size = await audience.audience_size(session, await session.get_one(Broadcast, number))
    assert size.total == (2 if reached else 1)
    await press.tick()
    assert sorted(await press.deliver()) == sorted(["2", *([reached] if reached else [])])


async def test_progress_is_redrawn_where_it_stands_whatever_address_is_preferred_by_now(press: Press) -> None:
    """A message's number means another message, or none, at another address."""
    await press.subscribe("2")
    author, head, _ = await office(press)
    number = await press.approved(author, head)
    await press.tick()
    async with press.database.session() as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.batch_id.is_(None), Delivery.status == Status.PENDING)
            .values(status=Status.SENT, external_id="m1")
        )
        session.add(Contact(person_id=author, channel="whatsapp", address="w9", last_seen_at=clock.now()))
        for contact in await contacts.all_of(session, author):
            contact.primary = contact.channel == "whatsapp"
    await press.deliver()
    await press.tick(seconds=3)
    drawn = await press.all(Delivery, Delivery.replaces == "m1")
    assert {one.channel for one in drawn} == {"telegram"}
    assert len(drawn) == 2
    assert await press.state(number) is BroadcastState.SENT


# Two persons who turn out to be one


async def test_a_message_on_its_way_to_both_comes_once(press: Press) -> None:
    await press.subscribe("1", "2")
    author, head, _ = await office(press)
    await press.approved(author, head, audience={"persons": []})
    await press.tick()
    one, two = [one.contact_id for one in await press.bulk()]
    async with press.database.session() as session:
        persons = [(await session.get_one(Contact, number)).person_id for number in (one, two)]
        await core_joining.join(session, Joining(persons[0], persons[1], clock.now()), (joining.join,))
    assert await press.deliver() == {"1": "Кабар"}


async def test_who_is_named_is_meant_as_who_they_became(press: Press) -> None:
    author, *_ = await office(press)
    await press.subscribe("1", "2")
    persons = [one.person_id for one in await press.all(Contact, Contact.address.in_(["1", "2"]))]
    later = clock.now() + timedelta(hours=1)
    number = await press.draft(author, audience={"villages": [2], "persons": persons}, send_at=later)
    async with press.database.session() as session:
        await core_joining.join(session, Joining(persons[0], persons[1], clock.now()), (joining.join,))
    assert (await press.broadcast(Broadcast.id == number)).audience["persons"] == [persons[0]]


async def test_two_pairs_of_eyes_can_not_become_one_before_it_is_out(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1")
    await press.approved(author, head)
    async with press.database.session() as session:
        with pytest.raises(Refused, match="broadcasts:two_are_one"):
            await core_joining.join(session, Joining(head, author, clock.now()), (joining.join,))
        await session.rollback()
