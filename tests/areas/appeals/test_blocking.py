"""Somebody's appeals are stopped with a reason; they may object once, and the head decides."""

import pytest

from bot.areas.appeals import receiving
from bot.areas.appeals.models import Appeal, AuthorBlock
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.errors import Refused
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, in_hand, open_card, revoke
from tests.areas.residents.chat import Phone

REASON = "Сөгүнүү жана коркутуу"


async def blocked(desk: Desk, author: Phone) -> AuthorBlock:
    appeal = await in_hand(desk, author)
    await open_card(desk.officer, appeal)
    await desk.officer.tap("Авторду чектөө")
    await desk.officer.write(REASON)
    (found,) = await desk.all(AuthorBlock)
    assert isinstance(found, AuthorBlock)
    return found


async def block_now(desk: Desk) -> AuthorBlock:
    found = (await desk.all(AuthorBlock))[-1]
    assert isinstance(found, AuthorBlock)
    return found


async def may_write(desk: Desk, author: Phone) -> bool:
    async with desk.database.reading() as session:
        try:
            await receiving.check_may_write(session, await desk.person(author), clock.now())
        except Refused:
            return False
    return True


async def test_they_are_told_why_object_once_and_the_head_lifts_it(desk: Desk) -> None:
    author = await desk.resident()
    await blocked(desk, author)
    assert REASON in await desk.told(author)
    assert not await may_write(desk, author)
    await author.receive()
    await author.tap("Макул эмесмин")
    assert "башчыга" in await author.write("Мен эч кимди сөккөн жокмун <b>")
    assert "айткансыз" in await author.write("/objection"), "once"
    refused = await author.write("/appeal")
    assert REASON in refused
    assert "/objection" not in refused, "who objected isn't sent to do it again"
    assert "сөккөн жокмун &lt;b&gt;" in await desk.told(desk.head)

    card = await desk.officer.tap_payload(f"ap:card.{(await desk.all(Appeal))[0].id}")
    assert "жаңы кайрылуу кабыл алынбайт" in card
    assert not any("Авторду чектөө" in label for label in desk.officer.buttons)
    await desk.officer.tap_payload("apblocks:")
    await desk.officer.tap("✋")
    assert not any("уруксат" in label for label in desk.officer.buttons), "now the head alone decides"
    await desk.officer.tap_payload(f"apblock:lift.{(await block_now(desk)).id}")
    assert not await may_write(desk, author)

    await desk.head.receive()
    await desk.head.tap("Чечим кабыл алуу")
    await desk.head.tap("Жазууга уруксат")
    assert await may_write(desk, author)
    assert "кайра жаза аласыз" in await desk.told(author)
    assert "чектелген эмес" in await desk.officer.tap_payload("apblocks:")


async def test_the_head_keeps_it(desk: Desk) -> None:
    author = await desk.resident()
    block = await blocked(desk, author)
    await author.write("/objection")
    await author.write("Макул эмесмин")
    await desk.head.tap_payload(f"apblock:card.{block.id}")
    await desk.head.tap("Чектөө калат")
    assert (await block_now(desk)).upheld_at
    assert "күчүндө калды" in await desk.told(author)
    assert "Эч нерсе өзгөргөн жок" in await desk.head.tap_payload(f"apblock:uphold.{block.id}")


async def test_who_decides_objections_stops_nobody_while_an_officer_can(desk: Desk) -> None:
    appeal = await arrives(desk, await desk.resident())
    await open_card(desk.head, appeal)
    assert not any("Авторду чектөө" in label for label in desk.head.buttons)
    assert "Кесиптешиңизден сураныңыз" in await desk.head.tap_payload(f"ap:block.{appeal.id}")
    await revoke(desk, desk.officer)
    await desk.head.tap_payload(f"ap:block.{appeal.id}")
    await desk.head.write(REASON)
    assert len(await desk.all(AuthorBlock)) == 1, "alone, the head must do both"


async def test_before_an_objection_the_officer_may_lift_it(desk: Desk) -> None:
    author = await desk.resident()
    await blocked(desk, author)
    await desk.officer.tap_payload("apblocks:")
    await desk.officer.tap(REASON[:6])
    await desk.officer.tap("Жазууга уруксат")
    assert await may_write(desk, author)


async def test_who_is_stopped_still_gets_answers(desk: Desk) -> None:
    author = await desk.resident()
    before = await in_hand(desk, author, "Жолдо чуңкур")
    await desk.officer.tap_payload(f"ap:block.{before.id}")
    await desk.officer.write(REASON)
    await closes(desk, before, "Чуңкур жабылды")
    assert "Чуңкур жабылды" in await desk.told(author)


async def test_nobody_is_stopped_twice_and_who_has_no_phone_can_not_be(desk: Desk) -> None:
    author = await desk.resident()
    block = await blocked(desk, author)
    again = await arrives(desk, await desk.resident())
    assert "чектелген" in await desk.officer.tap_payload("ap:block.1")
    async with desk.database.session() as session:
        (await session.get_one(type(again), again.id)).author_id = None
    assert "телефону жок" in await desk.officer.tap_payload(f"ap:block.{again.id}")
    assert block.id == (await block_now(desk)).id


@pytest.mark.parametrize("role", [None, *(one for one in Role if one not in {Role.HEAD, Role.OFFICER})])
async def test_nobody_else_sees_or_decides_it(desk: Desk, role: Role | None) -> None:
    author = await desk.resident()
    block = await blocked(desk, author)
    await author.write("/objection")
    await author.write("Макул эмесмин")
    if role is None:
        other = author
    elif role is Role.DEPUTY:
        other = await desk.deputy()
    else:
        other = await desk.staff(role, name="Башка")
    for payload in ("apblocks:", *(f"apblock:{verb}.{block.id}" for verb in ("card", "lift", "uphold"))):
        assert REASON not in await other.tap_payload(payload)
    now = await block_now(desk)
    assert (now.lifted_at, now.upheld_at) == (None, None)


async def test_who_is_not_stopped_has_nothing_to_object_to(desk: Desk) -> None:
    assert "чектөө коюлган эмес" in await (await desk.resident()).write("/objection")
