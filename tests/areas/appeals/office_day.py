"""What the stories of the office share."""

from typing import Any

from sqlalchemy import update

from bot.areas.appeals import notices, service
from bot.areas.appeals.models import Appeal, AppealState, EntryKind
from bot.areas.appeals.rules.access import Action
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
    """As the author's side does it."""
    person, now = await desk.person(phone), clock.now()
    async with desk.database.session() as session:
        taken = await service.take(session, appeal.id, person, Action.DISPUTE)
        taken.state, taken.disputed_at = AppealState.DISPUTED, now
        await service.note(session, taken, EntryKind.DISPUTED, person, now, text=text)
    return await desk.find(appeal.id)


async def replies(desk: Desk, phone: Phone, appeal: Appeal, text: str) -> None:
    """As the author's side does it."""
    person, now = await desk.person(phone), clock.now()
    async with desk.database.session() as session:
        taken = await service.take(session, appeal.id, person, Action.REPLY)
        taken.state = AppealState.IN_HAND
        await service.note(session, taken, EntryKind.REPLY, person, now, text=text)


async def revoke(desk: Desk, phone: Phone) -> None:
    """They hold no role any more."""
    async with desk.database.session() as session:
        await session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == await desk.person(phone))
            .values(revoked_at=clock.now())
        )
