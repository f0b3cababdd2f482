"""The clockwork on both databases: begun once, at the right time, watched to the end, stopped at once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.areas.broadcasts import decisions, jobs, service
from bot.areas.broadcasts.models import BroadcastKind, BroadcastState, ProgressMessage
from bot.areas.people.models import Role
from bot.areas.residents import service as residents
from bot.areas.residents.models import Resident, Topic, TopicOff
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact, StopReason, meet
from bot.core.errors import Refused
from bot.core.messages import OutMessage
from bot.outbox.models import Delivery, Status
from tests.areas.broadcasts.press import MORNING, NIGHT, RUSSIAN, Press
from tests.areas.broadcasts.test_service import AUTHOR, HEAD
from tests.areas.broadcasts.test_service import staffed as office
from tests.areas.residents.chat import BISHKEK


async def notices(press: Press, address: str) -> list[Delivery]:
    return list(await press.all(Delivery, Delivery.address == address, Delivery.batch_id.is_(None)))


async def arrive(press: Press) -> None:
    """What was said to colleagues is on their phones."""
    async with press.database.session() as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.batch_id.is_(None), Delivery.status == Status.PENDING)
            .values(status=Status.SENT, external_id="m1")
        )


# Beginning


async def test_everyone_gets_their_language_once(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1", "2")
    await press.subscribe("3", language=RUSSIAN)
    number = await press.approved(author, head, text_ky="Кабар", text_ru="Весть")
    await press.tick()
    await press.tick()
    assert await press.deliver() == {"1": "Кабар", "2": "Кабар", "3": "Весть"}
    await press.tick()
    sent = await press.broadcast()
    assert sent.state is BroadcastState.SENT
    assert sent.started_at is not None
    assert sent.finished_at is not None
    assert sent.started_at < sent.finished_at <= clock.now()
    assert (await press.record(number))[-2:] == ["broadcast:message:started", "broadcast:message:finished"]
    assert await press.deliver() == {}


async def test_without_russian_everybody_gets_kyrgyz(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("3", language=RUSSIAN)
    await press.approved(author, head)
    await press.tick()
    assert await press.deliver() == {"3": "Кабар"}


async def test_only_those_it_is_for(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1", village="ming-bulak")
    await press.subscribe("2", village="kara-suu")
    await press.subscribe("3", village="kara-suu", language=RUSSIAN)
    await press.subscribe("4", village="ak-terek")
    await press.approved(author, head, text_ky="Айылга", audience={"villages": [2], "languages": ["ky"]})
    await press.approved(author, head, text_ky="Округга", audience={"districts": [3]})
    await press.tick()
    came = [(d.address, d.segment) for d in await press.bulk()]
    assert sorted(came) == [("2", 2), ("4", 3)]


async def test_two_processes_begin_it_once(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1", "2")
    number = await press.approved(author, head)
    await asyncio.gather(*(jobs.begin_due(press.moment(), {}) for _ in range(3)))
    assert len(await press.bulk()) == 2
    assert (await press.record(number)).count("broadcast:message:started") == 1


async def test_it_waits_for_its_time(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1")
    number = await press.draft(author)
    at = clock.now() + timedelta(hours=3)
    async with press.database.session() as session:
        await service.schedule(session, number, author, clock.now(), at)
    await press.submit(number, author)
    await press.approve(number, head)
    async with press.database.reading() as session:
        assert await jobs.next_due(session, clock.now(), BISHKEK) == at
    await press.tick(hours=2)
    assert not await press.bulk()
    await press.tick(hours=1)
    assert await press.deliver() == {"1": "Кабар"}
    async with press.database.reading() as session:
        assert await jobs.next_due(session, clock.now(), BISHKEK) is None


async def test_a_time_already_past_at_approval_means_now(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1")
    number = await press.draft(author, send_at=clock.now() + timedelta(hours=1))
    await press.submit(number, author)
    clock.move(timedelta(hours=2))
    await press.approve(number, head)
    approved = await press.broadcast()
    assert approved.send_at == approved.decided_at


async def test_after_an_outage_nobody_is_woken(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1")
    number = await press.approved(author, head)
    clock.move_to(NIGHT)  # nothing ran since noon
    await press.tick()
    assert not await press.bulk()
    assert (await press.broadcast()).send_at == MORNING
    assert (await press.record(number))[-1] == "broadcast:message:postponed"
    clock.move_to(MORNING)
    await press.tick()
    assert await press.deliver() == {"1": "Кабар"}


EVENING = NIGHT.replace(hour=20, minute=59, second=58)


async def test_a_sending_rests_at_night_and_goes_on_in_the_morning(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1", "2", "3")
    clock.move_to(EVENING)
    number = await press.approved(author, head)
    await press.tick()
    unsent = {"1", "2", "3"} - set(await press.deliver(most=1))
    await arrive(press)
    await press.tick(seconds=3)
    assert [d.due_at for d in await press.bulk() if d.status is Status.PENDING] == [MORNING, MORNING]
    assert (await press.record(number))[-1] == "broadcast:message:paused"
    async with press.database.reading() as session:
        assert await jobs.next_due(session, clock.now(), BISHKEK) == MORNING
    told = OutMessage.from_json((await notices(press, AUTHOR))[-1].body or {}).text
    assert "Түнкүсүн токтоп турат" in told
    assert "Калган 2 тургунга эртең менен жөнөтүлөт: 21-ноябрь, 2026-ж., 08:00" in told
    # What was being tried when the night began comes back to wait, and waits as long.
    await press.retry(min(unsent), due_at=clock.now() + timedelta(minutes=5))
    await press.tick(minutes=1)
    assert {d.due_at for d in await press.bulk() if d.status is Status.PENDING} == {MORNING}
    assert (await press.record(number)).count("broadcast:message:paused") == 1
    await arrive(press)
    clock.move_to(MORNING)
    await press.tick()
    assert set(await press.deliver()) == unsent
    told = OutMessage.from_json((await notices(press, AUTHOR))[-1].body or {}).text
    assert "Жөнөтүлүп жатат" in told
    await press.tick(seconds=5)
    assert await press.state(number) is BroadcastState.SENT


async def test_an_emergency_does_not_rest(either_press: Press) -> None:
    press = either_press
    _, head, _ = await office(press)
    await press.subscribe("1", "2")
    clock.move_to(EVENING)
    number = await press.draft(head, text_ky="Сел келатат")
    async with press.database.session() as session:
        await decisions.send_emergency(session, number, head, "Сел коркунучу", clock.now())
    await press.tick()
    await press.tick(seconds=3)
    assert all(d.due_at <= clock.now() for d in await press.bulk())


async def test_a_resting_message_can_be_stopped(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1", "2")
    clock.move_to(EVENING)
    number = await press.approved(author, head)
    await press.tick()
    await press.tick(seconds=3)
    await press.stop(number, head)
    clock.move_to(MORNING)
    await press.tick()
    assert await press.deliver() == {}


async def test_an_emergency_goes_at_night_to_those_who_turned_news_off(either_press: Press) -> None:
    press = either_press
    _, head, _ = await office(press)
    await press.subscribe("1", "2")
    async with press.database.session() as session:
        session.add(TopicOff(person_id=await _person(press, "2"), topic=Topic.NEWS))
    clock.move_to(NIGHT)
    number = await press.draft(head, text_ky="Сел келатат")
    async with press.database.session() as session:
        await decisions.send_emergency(session, number, head, "Сел коркунучу", clock.now())
    await press.tick()
    assert await press.deliver() == {"1": "Сел келатат", "2": "Сел келатат"}
    sent = await press.broadcast()
    assert (sent.kind, sent.decided_by) == (BroadcastKind.EMERGENCY, head)
    entry = (await press.all(AuditEntry, AuditEntry.tag == "broadcast:message:emergency"))[0]
    assert entry.after is not None
    assert entry.after["reason"] == "Сел коркунучу"


async def test_an_ordinary_message_spares_those_who_turned_its_topic_off(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1", "2")
    async with press.database.session() as session:
        session.add(TopicOff(person_id=await _person(press, "2"), topic=Topic.NEWS))
    await press.approved(author, head)
    await press.tick()
    assert set(await press.deliver()) == {"1"}


async def test_one_that_can_not_begin_holds_up_nobody(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1")
    broken = await press.approved(author, head, text_ky="Бузулган")
    await press.force(broken, attachments=[["no such kind", 1]])
    good = await press.approved(author, head, text_ky="Жакшы")
    await press.tick()
    assert await press.state(broken) is BroadcastState.APPROVED
    assert await press.state(good) is BroadcastState.SENDING


async def test_a_message_to_nobody_ends_at_once(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1")
    number = await press.approved(author, head)
    async with press.database.session() as session:
        contact = await meet(session, "telegram", "1", clock.now())
        await residents.stop_subscription(session, contact.person_id, clock.now())
    await press.tick()
    assert await press.state(number) is BroadcastState.SENT


async def test_what_waits_for_approval_is_asked_for_again_each_day(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1")
    number = await press.draft(author, send_at=clock.now() + timedelta(hours=30))
    await press.submit(number, author)

    async def reminders() -> list[str]:
        await jobs.remind(press.moment())
        return [
            d.address for d in await press.all(Delivery) if d.body and "али бекитиле элек" in d.body["text"]
        ]

    clock.move(timedelta(hours=23))
    assert await reminders() == []
    clock.move(timedelta(hours=1))
    first = await reminders()
    assert first
    assert await reminders() == first
    clock.move(timedelta(hours=24))
    assert len(await reminders()) == 2 * len(first)
    last = (await press.all(Delivery))[-1].body
    assert last is not None
    assert "эскирип калган жокпу" in last["text"]
    await press.approve(number, head)
    clock.move(timedelta(hours=24))
    assert len(await reminders()) == 2 * len(first)


# Stopping


async def test_who_was_left_out_by_a_stop_gets_it_when_it_goes_on(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe(*(str(n) for n in range(1, 11)))
    number = await press.approved(author, head)
    await press.tick()
    await press.deliver(most=4)
    async with press.database.session() as session:
        await decisions.stop(session, number, author, clock.now())
    async with press.database.session() as session:
        with pytest.raises(Refused):
            await decisions.resume(session, number, author, clock.now(), BISHKEK)
    async with press.database.session() as session:
        await decisions.resume(session, number, head, clock.now(), BISHKEK)
    assert len(await press.deliver()) == 6
    await press.tick()
    assert await press.state(number) is BroadcastState.SENT


async def test_what_goes_on_after_a_stop_waits_for_the_morning_too(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1", "2")
    clock.move_to(EVENING)
    number = await press.approved(author, head)
    await press.tick()
    await press.stop(number, head)
    clock.move_to(NIGHT)
    async with press.database.session() as session:
        await decisions.resume(session, number, head, clock.now(), BISHKEK)
    assert {d.due_at for d in await press.bulk()} == {MORNING}
    assert (await press.broadcast()).send_at == MORNING


async def test_a_stop_in_the_middle_says_how_many_have_it(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe(*(str(n) for n in range(1, 11)))
    number = await press.approved(author, head)
    await press.tick()
    await press.deliver(most=4)
    await press.stop(number, author)
    assert await press.deliver() == {}
    states = [d.status for d in await press.bulk()]
    assert (states.count(Status.SENT), states.count(Status.CANCELLED)) == (4, 6)
    await press.tick()
    assert await press.state(number) is BroadcastState.STOPPED
    assert (await press.broadcast()).stopped_by == author


async def test_a_stop_before_it_was_sent_sends_nothing(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1")
    number = await press.approved(author, head)
    await press.stop(number, head)
    await press.tick()
    assert not await press.bulk()


async def test_a_stop_and_a_beginning_at_once_send_nothing_more(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1", "2", "3")
    for _ in range(5):
        number = await press.approved(author, head)
        await asyncio.gather(press.stop(number, head), jobs.begin_due(press.moment(), {}))
        assert await press.state(number) is BroadcastState.STOPPED
        assert await press.deliver() == {}


# Progress


async def test_progress_is_one_message_each_and_ends_with_the_last_state(either_press: Press) -> None:
    press = either_press
    author, head, _ = await office(press)
    await press.subscribe("1", "2", "3")
    await press.approved(author, head)
    await press.tick()
    await arrive(press)
    first = {address: (await notices(press, address))[-1] for address in (AUTHOR, HEAD)}
    await press.deliver(most=1)
    await press.tick(seconds=5)
    await arrive(press)
    last_one = [d.address for d in await press.bulk() if d.status is Status.PENDING][-1]
    await press.deliver({last_one: (Status.BLOCKED, "blocked")})
    await press.tick(seconds=5)
    for address in (AUTHOR, HEAD):
        texts = await notices(press, address)
        drawn = [d for d in texts if d.id >= first[address].id]
        assert [d.replaces for d in drawn] == [None, "m1", "m1"]
        assert "Жөнөтүлдү: <b>1</b>, баары 3" in _body(drawn[1])["text"]
        last = _body(drawn[2])
        assert "Жөнөтүлдү: <b>2</b>, баары 3" in last["text"]
        assert "ботту бөгөттөгөн: 1" in last["text"]
        assert "Токтотуу" not in str(last["choices"])
    assert all(row.final for row in await _progress(press))
    count = len(await press.all(Delivery))
    await press.tick(seconds=5)
    assert len(await press.all(Delivery)) == count, "what is over isn't drawn again"


async def test_progress_is_not_redrawn_when_nothing_changed_or_too_often(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1", "2", "3")
    await press.approved(author, head)
    await press.tick()
    await arrive(press)
    count = len(await notices(press, AUTHOR))
    await press.tick(seconds=10)
    assert len(await notices(press, AUTHOR)) == count, "nothing changed"
    await press.deliver(most=1)
    await press.tick(seconds=3)
    await arrive(press)
    await press.deliver(most=1)
    await press.tick()
    assert len(await notices(press, AUTHOR)) == count + 1, "too soon after the one before"
    await press.tick(seconds=3)
    assert len(await notices(press, AUTHOR)) == count + 2


async def test_a_progress_message_that_never_arrives_is_given_up(press: Press) -> None:
    author, head, _ = await office(press)
    await press.subscribe("1")
    await press.approved(author, head)
    await press.tick()
    async with press.database.session() as session:
        await session.execute(
            update(Delivery)
            .where(Delivery.batch_id.is_(None))
            .values(status=Status.BLOCKED, reason="blocked")
        )
        await session.execute(
            update(Contact)
            .where(Contact.address == AUTHOR)
            .values(stopped_at=clock.now(), stop_reason=StopReason.BLOCKED)
        )
    await press.deliver()
    await press.tick(seconds=5)
    assert all(row.final for row in await _progress(press))


async def test_who_may_not_stop_gets_no_button_for_it(press: Press) -> None:
    writer = await press.colleague(Role.FINANCE_HEAD, address="960")
    _, head, _ = await office(press)
    await press.subscribe("1")
    await press.approved(writer, head)
    await press.tick()
    assert "Токтотуу" not in str(_body((await notices(press, "960"))[-1])["choices"])
    assert "Токтотуу" in str(_body((await notices(press, HEAD))[-1])["choices"])


def _body(delivery: Delivery) -> dict[str, Any]:
    assert delivery.body is not None
    return delivery.body


async def _progress(press: Press) -> list[ProgressMessage]:
    async with press.database.reading() as session:
        return list(await session.scalars(select(ProgressMessage)))


async def _person(press: Press, address: str) -> int:
    async with press.database.reading() as session:
        found = await session.scalar(
            select(Resident.person_id)
            .join(Contact, Contact.person_id == Resident.person_id)
            .where(Contact.address == address)
        )
    assert found is not None
    return found
