"""What the stories of the office share."""

from typing import Any

from sqlalchemy import update

from bot.areas.appeals import following, notices
from bot.areas.appeals.models import Appeal
from bot.areas.people.models import RoleGrant
from bot.core import clock
from tests.areas.appeals.desk import Desk
from tests.areas.residents.chat import Phone


async def arrives(desk: Desk, phone: Phone, text: str = "Көчөдө суу жок", **more: Any) -> Appeal:
    """As the residents' dialog ends it."""
    appeal = await desk.appeal(phone, text, **more)
    async with desk.database.session() as session:
        await notices.received(session, await desk.find(appeal.id), clock.now())
    return appeal


async def open_card(phone: Phone, appeal: Appeal) -> str:
    return await phone.tap_payload(f"ap:card.{appeal.id}")


async def in_hand(desk: Desk, phone: Phone, text: str = "Көчөдө суу жок", **more: Any) -> Appeal:
    """Taken by the officer."""
    appeal = await arrives(desk, phone, text, **more)
    await desk.officer.tap_payload(f"ap:take.{appeal.id}")
    return await desk.find(appeal.id)


async def closes(desk: Desk, appeal: Appeal, text: str = "Насос оңдолду") -> Appeal:
    """Answered by the officer, in words."""
    await desk.officer.tap_payload(f"ap:answer.{appeal.id}")
    await desk.officer.tap("Түшүндүрүлдү")
    await desk.officer.write(text)
    await desk.officer.tap("Өткөрүп жиберүү")
    await desk.officer.tap("Жоопту жөнөтүү")
    return await desk.find(appeal.id)


async def disputes(desk: Desk, phone: Phone, appeal: Appeal, text: str = "Суу дагы эле жок") -> Appeal:
    person = await desk.person(phone)
    async with desk.database.session() as session:
        await following.dispute(session, appeal.id, person, text=text, attachments=[], now=clock.now())
    return await desk.find(appeal.id)


async def replies(desk: Desk, phone: Phone, appeal: Appeal, text: str) -> None:
    person = await desk.person(phone)
    async with desk.database.session() as session:
        await following.reply(session, appeal.id, person, text=text, attachments=[], now=clock.now())


async def revoke(desk: Desk, phone: Phone) -> None:
    """They hold no role any more."""
    async with desk.database.session() as session:
        await session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == await desk.person(phone))
            .values(revoked_at=clock.now())
        )
