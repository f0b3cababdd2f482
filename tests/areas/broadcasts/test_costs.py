"""Before a message goes its card tells what it costs to write to people on a platform that takes money."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.areas.people.models import Role
from bot.core import clock
from bot.core.channel import ReceiptState
from bot.core.contacts import Contact
from bot.core.messages import OutMessage, Purpose
from bot.outbox import postage
from bot.outbox.models import Content, Delivery, Status
from bot.outbox.money import Tariff
from bot.outbox.postage import Postage
from tests.areas.broadcasts.press import RUSSIAN, Press, compose
from tests.areas.residents.chat import BISHKEK


@pytest.fixture
def whatsapp() -> Iterator[list[Purpose]]:
    """The purposes that were asked for."""
    asked: list[Purpose] = []

    def category_of(purpose: Purpose) -> str:
        asked.append(purpose)
        return "utility"

    tariff = Tariff({"utility": 340_000}, 1_000_000, BISHKEK)
    postage.use([Postage("whatsapp", "WhatsApp", timedelta(hours=24), tariff, category_of)])
    yield asked
    postage.use([])


async def on_whatsapp(press: Press, *addresses: str, silent: bool) -> None:
    await press.subscribe(*addresses)
    values = {"channel": "whatsapp"}
    seen = clock.now() - timedelta(days=2) if silent else clock.now()
    async with press.database.session() as session:
        await session.execute(
            update(Contact).where(Contact.address.in_(addresses)).values(**values, last_seen_at=seen)
        )


async def test_the_card_tells_the_cost_and_what_the_limit_is_not_enough_for(
    press: Press, whatsapp: list[Purpose]
) -> None:
    officer = await press.staff(Role.OFFICER, name="Бакыт")
    head = await press.staff(Role.HEAD, name="Асан", language=RUSSIAN)
    await on_whatsapp(press, "w1", silent=False)
    await on_whatsapp(press, "w2", "w3", "w4", silent=True)

    card = (await compose(officer, "Суу болбойт")).split("\n---\n")[-1]
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()

    assert "WhatsApp: 1 кишиге акысыз, 2 кишиге акылуу, болжол менен 0,68 USD. Бул айга чектен 1 USD" in card
    assert "⚠️ Чектеги акча дагы 1 кишиге жетпейт" in card
    assert "WhatsApp: бесплатно – 1, платно – 2, примерно 0,68 USD." in str(head.seen[-1].message.text)
    assert set(whatsapp) == {Purpose.NEWS}


async def test_the_question_before_an_emergency_tells_the_cost_too(
    press: Press, whatsapp: list[Purpose]
) -> None:
    officer = await press.staff(Role.OFFICER, name="Бакыт")
    head = await press.staff(Role.HEAD, name="Асан")
    await on_whatsapp(press, "w1", silent=False)
    await on_whatsapp(press, "w2", "w3", "w4", silent=True)
    await compose(officer, "Сел келатат")
    await head.tap_payload("bc:emergency.1")
    said = await head.write("Суу ташкыны")
    assert "Азыр 6 тургунга" in said
    assert "WhatsApp: 1 кишиге акысыз, 2 кишиге акылуу, болжол менен 0,68 USD. Бул айга чектен 1 USD" in said
    assert "⚠️ Чектеги акча дагы 1 кишиге жетпейт" in said


async def test_nothing_is_said_of_money_where_nobody_is_reached_that_way(
    press: Press, whatsapp: list[Purpose]
) -> None:
    officer = await press.staff(Role.OFFICER, name="Бакыт")
    assert "WhatsApp" not in await compose(officer, "Суу болбойт")


async def test_a_frozen_text_says_what_it_is_for(press: Press) -> None:
    officer = await press.staff(Role.OFFICER, name="Бакыт")
    head = await press.staff(Role.HEAD, name="Асан")
    await press.approved(await press.person(officer), await press.person(head))
    await press.tick()
    (content,) = await press.all(Content)
    assert OutMessage.from_json(content.body).purpose is Purpose.NEWS


async def test_delivered_and_read_are_told_only_where_the_platform_told_them(press: Press) -> None:
    officer = await press.staff(Role.OFFICER, name="Бакыт")
    head = await press.staff(Role.HEAD, name="Асан")
    people = [await press.resident() for _ in range(3)]
    number = await press.approved(await press.person(officer), await press.person(head))
    await press.tick()
    await press.deliver({people[2].address: (Status.FAILED, "money_limit")})
    assert "Жеткирилди" not in await officer.tap_payload(f"bc:report.{number}")

    told = {"told": ReceiptState.READ}
    for phone, values in ((people[0], told), (people[1], {**told, "held_at": clock.now()})):
        async with press.database.session() as session:
            await session.execute(
                update(Delivery)
                .where(Delivery.address == phone.address, Delivery.batch_id.is_not(None))
                .values(**values)
            )
    report = await officer.tap_payload(f"bc:report.{number}")
    assert "Жеткирилди (WhatsApp билдирди): 1, окуганы: 1" in report
    assert "Кыска кабар барды, али ача элек: 1" in report
    assert "бул айдагы акылуу билдирүүлөрдүн чеги түгөндү: 1" in report


async def test_where_nothing_can_be_redrawn_the_progress_comes_at_the_end_alone(press: Press) -> None:
    """And it waits for the receipts, that tell how many were reached."""
    officer = await press.staff(Role.OFFICER, name="Бакыт")
    head = await press.staff(Role.HEAD, name="Асан")
    people = [await press.resident() for _ in range(4)]
    async with press.database.session() as session:
        moved = Contact.address.in_([head.address, people[0].address])
        await session.execute(update(Contact).where(moved).values(channel="whatsapp"))
    head.channel = "whatsapp"
    await press.approved(await press.person(officer), await press.person(head))
    await press.tick()
    # Those two are residents too.
    await press.deliver(most=2)
    for phone in (officer, head):
        await phone.receive()
    before = len(head.seen), len(officer.seen)
    await press.tick(seconds=5)
    await press.deliver(most=2)
    await press.tick(seconds=5)
    for phone in (officer, head):
        await phone.receive()
    assert len(head.seen) == before[0]
    assert len(officer.seen) > before[1]
    async with press.database.session() as session:
        mine = (Delivery.address == people[0].address) & Delivery.batch_id.is_not(None)
        await session.execute(update(Delivery).where(mine).values(told=ReceiptState.DELIVERED))
    await press.deliver()
    await press.tick(seconds=5)
    await head.receive()
    assert len(head.seen) == before[0]
    await press.tick(minutes=4)
    await press.tick(seconds=5)
    await head.receive()
    assert len(head.seen) == before[0] + 1
    assert "Жеткирилди (WhatsApp билдирди): 1" in str(head.seen[-1].message.text)
