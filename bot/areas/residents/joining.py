"""Two persons who turn out to be one: which of them stays, and one subscription of the two; never commits."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import queries
from bot.areas.residents.models import Departure, Resident, ResidentVillage
from bot.areas.residents.service import AuditTag
from bot.core import audit, contacts, joining
from bot.core.contacts import Person, StopReason
from bot.core.joining import Joining, Rule

HoldsRole = Callable[[AsyncSession, int], Awaitable[bool]]


async def join(
    session: AsyncSession, one: int, other: int, now: datetime, rules: Sequence[Rule], holds_role: HoldsRole
) -> int:
    """Two persons' numbers in, the number of the one who stays out: who holds a role, else the older."""
    stays, goes = await _in_order(session, one, other, holds_role)
    both = Joining(stays, goes, now)
    moved = await joining.join(session, both, (one_subscription, *rules))
    await _one_stop(session, stays, now)
    audit.record(session, now, AuditTag.JOINED, person_id=stays, subject_id=stays, after={"moved": moved})
    await session.flush()
    return stays


async def _in_order(session: AsyncSession, one: int, other: int, holds_role: HoldsRole) -> tuple[int, int]:
    persons = [await session.get_one(Person, number, populate_existing=True) for number in (one, other)]
    works = {person.id: await holds_role(session, person.id) for person in persons}
    first, second = sorted(persons, key=lambda person: (not works[person.id], person.created_at, person.id))
    return first.id, second.id


async def one_subscription(session: AsyncSession, one: Joining) -> None:
    """All villages of both; one lives where the one who stays lives. What was turned off on either is off.

    Who reads the news on one phone reads them still, though they stopped them on the other: from now on they
    come to one place alone.
    """
    mine = await session.get(Resident, one.stays, populate_existing=True)
    theirs = await session.get(Resident, one.goes, populate_existing=True)
    if mine and theirs:
        stops = [resident.unsubscribed_at for resident in (mine, theirs)]
        mine.subscribed_at = min(mine.subscribed_at, theirs.subscribed_at)
        mine.unsubscribed_at = max((at for at in stops if at), default=None) if all(stops) else None
        await session.flush()
        await session.execute(
            update(ResidentVillage).where(ResidentVillage.person_id == one.goes).values(main=False)
        )
    # Whoever is on the way out on one phone has come back by the other.
    for person_id in (one.stays, one.goes):
        leaving = [contact.id for contact in await contacts.all_of(session, person_id)]
        await session.execute(delete(Departure).where(Departure.contact_id.in_(leaving)))


async def _one_stop(session: AsyncSession, person_id: int, now: datetime) -> None:
    """What was stopped on one phone alone is either stopped on both or on none."""
    resident = await queries.get_resident(session, person_id)
    found = await contacts.all_of(session, person_id)
    if resident is None or not any(one.stop_reason is StopReason.ASKED for one in found):
        return
    for contact in found:
        if resident.unsubscribed_at is not None:
            contacts.stop(contact, StopReason.ASKED, now)
        elif contact.stop_reason is StopReason.ASKED:
            contacts.resume(contact)
