"""What comes in reaches those on duty, and whoever is first has it."""

import asyncio

from sqlalchemy import delete

from bot.areas.appeals import following
from bot.areas.appeals.models import AppealState
from bot.areas.people.models import Role, RoleGrant
from bot.core import clock
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives
from tests.areas.broadcasts.office import at


async def test_a_card_reaches_the_officers_and_the_first_has_it(desk: Desk) -> None:
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    author = await desk.resident()
    appeal = await arrives(desk, author)
    for phone in (desk.officer, second, desk.head):
        await phone.receive()
    card = desk.officer.seen[-1]
    assert appeal.number in card.message.text
    assert "Көчөдө суу жок" in card.message.text
    assert "10-декабрь" in card.message.text
    assert not desk.head.seen, "the head isn't on duty while there are officers"

    assert "Сизде" in await desk.officer.tap("Мен алам")
    assert (await desk.find(appeal.id)).state is AppealState.IN_HAND
    await second.receive()
    redrawn = second.seen[-1]
    assert redrawn.replaces == second.seen[-2].id
    assert "Асан Токтогулов" in redrawn.message.text
    await author.receive()
    assert appeal.number in author.seen[-1].message.text

    assert "Асан Токтогулов" in await second.tap("Мен алам"), "an old card says who has it"
    assert (await desk.find(appeal.id)).handler_id == await desk.person(desk.officer)


async def test_at_night_it_waits_and_what_was_taken_by_then_does_not_come(desk: Desk) -> None:
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    author = await desk.resident()
    await desk.go_to(at("2026-11-23 23:10"))
    await arrives(desk, author)
    assert "Жаңы" in await desk.officer.write("/cases")
    await desk.officer.tap("Көчөдө суу жок")
    await desk.officer.tap("Мен алам")
    assert not await desk.letters(second)


async def test_without_an_officer_the_head_is_on_duty(desk: Desk) -> None:
    async with desk.database.session() as session:
        await session.execute(delete(RoleGrant).where(RoleGrant.role == Role.OFFICER))
    await arrives(desk, await desk.resident())
    assert "Көчөдө суу жок" in await desk.told(desk.head)


async def test_of_two_who_take_at_the_same_moment_one_has_it(either_desk: Desk) -> None:
    desk = either_desk
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    author = await desk.resident()
    appeal = await arrives(desk, author)
    phones = (desk.officer, second)
    said = await asyncio.gather(*(phone.tap_payload(f"ap:take.{appeal.id}") for phone in phones))
    won = [phone for phone, words in zip(phones, said, strict=True) if "Эми бул кайрылуу Сизде" in words]
    assert len(won) == 1
    assert (await desk.find(appeal.id)).handler_id == await desk.person(won[0])
    told = [letter for letter in await desk.letters(author) if appeal.number in letter.text]
    assert len(told) == 1, "the author hears of it once"


async def test_what_is_taken_back_at_night_does_not_come_in_the_morning(desk: Desk) -> None:
    author = await desk.resident()
    await desk.go_to(at("2026-11-23 23:10"))
    appeal = await arrives(desk, author)
    async with desk.database.session() as session:
        await following.withdraw(session, appeal.id, await desk.person(author), clock.now())
    letters = [letter.text for letter in await desk.letters(desk.officer)]
    assert len(letters) == 1, "only that it was taken back"
    assert "кайтарып алды" in letters[0]
