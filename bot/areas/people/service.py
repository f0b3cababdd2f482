"""Who may, who is told, and what stays when somebody leaves; never commits."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.people import queries, rules
from bot.areas.people.models import Invitation, Role, RoleGrant
from bot.areas.people.rules import Permission
from bot.areas.people.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact, Person, contact_besides, primary_contact
from bot.core.i18n import Translator
from bot.core.messages import OutMessage, Purpose
from bot.outbox import queries as sent
from bot.outbox import service as outbox
from bot.outbox.models import Priority

Message = Callable[[Translator], OutMessage]


async def check_may(session: AsyncSession, person_id: int, permission: Permission) -> None:
    """Raises `Refused("people:not_allowed")`."""
    rules.check_allowed(await queries.roles_of(session, person_id), permission)


async def may(session: AsyncSession, person_id: int, permission: Permission) -> bool:
    return permission in rules.permissions_of(await queries.roles_of(session, person_id))


# Telling


async def tell(
    session: AsyncSession,
    person_id: int,
    message: Message,
    now: datetime,
    *,
    urgent: bool = False,
    replaces: int | None = None,
    besides: str | None = None,
    purpose: Purpose | None = None,
) -> int | None:
    """Write to a colleague in their language; the delivery's id, None when they can't be reached.

    What isn't urgent waits for the end of the quiet hours. `replaces` is the delivery of a message to redraw
    where it stands, whatever address they prefer by now. `besides`: over any channel but this one. `purpose`,
    where the message names none; else to staff it is work.
    """
    standing = await sent.standing_of(session, replaces) if replaces is not None else None
    if standing is not None and standing.contact.person_id != person_id:
        standing = None
    if standing is not None:
        contact: Contact | None = standing.contact
    elif besides:
        contact = await contact_besides(session, person_id, besides)
    else:
        contact = await primary_contact(session, person_id)
    person = await session.get(Person, person_id)
    if contact is None or person is None:
        return None
    zone = await zone_of(session)
    legal = await municipality.get_legal(session)
    due_at = now if urgent else after_quiet(now, legal, zone)
    words = message(Translator(person.language, zone))
    if words.purpose is Purpose.UPDATE:
        words = replace(words, purpose=purpose or await _purpose_for(session, person_id))
    return await outbox.enqueue(
        session,
        contact,
        words,
        now=now,
        priority=Priority.NOTICE,
        replaces=standing.external_id if standing else None,
        due_at=due_at,
    )


async def _purpose_for(session: AsyncSession, person_id: int) -> Purpose:
    return Purpose.WORK if await queries.roles_of(session, person_id) else Purpose.UPDATE


async def tell_all(
    session: AsyncSession,
    whom: Permission | Iterable[Role],
    message: Message,
    now: datetime,
    *,
    except_person: int | None = None,
    urgent: bool = False,
) -> list[int]:
    """Everyone who may do it, or holds one of the roles; returns who was written to."""
    if isinstance(whom, Permission):
        found = await queries.people_who_may(session, whom)
    else:
        found = await queries.holders_of(session, *whom)
    told = [person_id for person_id in found if person_id != except_person]
    for person_id in told:
        await tell(session, person_id, message, now, urgent=urgent)
    return told


async def zone_of(session: AsyncSession) -> ZoneInfo:
    office = await municipality.get_municipality(session)
    return ZoneInfo(office.time_zone if office else "Asia/Bishkek")


# Leaving


async def check_may_leave(session: AsyncSession, person_id: int) -> None:
    """Before a person is deleted. Raises `Refused` for the only administrator."""
    rules.check_not_last(Role.ADMINISTRATOR, await queries.lock_administrators(session), person_id)


async def forget_names(session: AsyncSession, person_id: int) -> None:
    """What a person's deletion doesn't reach by itself: their name in invitations and in the record.

    Invitations they made and nobody accepted open nothing any more.
    """
    accepted = (await session.scalars(select(Invitation.id).where(Invitation.used_by == person_id))).all()
    await session.execute(update(Invitation).where(Invitation.id.in_(accepted)).values(name=""))
    await session.execute(
        delete(Invitation).where(Invitation.created_by == person_id, Invitation.used_at.is_(None))
    )
    await _forget_in_record(session, (AuditTag.INVITED,), accepted)
    await _forget_in_record(session, (AuditTag.GRANTED, AuditTag.REVOKED), [person_id])


async def _forget_in_record(
    session: AsyncSession, tags: Iterable[AuditTag], subjects: Collection[int]
) -> None:
    entries = await session.scalars(
        select(AuditEntry).where(AuditEntry.tag.in_(tags), AuditEntry.subject_id.in_(subjects))
    )
    for entry in entries:
        entry.before, entry.after = _without_name(entry.before), _without_name(entry.after)


def _without_name(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return {key: value for key, value in values.items() if key != "name"} if values else values


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    """What this area keeps about a person, for their export."""
    name = await queries.name_of(session, person_id)
    if name is None:
        return {}
    grants = await session.scalars(
        select(RoleGrant).where(RoleGrant.person_id == person_id).order_by(RoleGrant.id)
    )
    roles = [
        {
            "role": grant.role.value,
            "from": grant.granted_at.isoformat(),
            "until": grant.revoked_at.isoformat() if grant.revoked_at else None,
        }
        for grant in grants
    ]
    return {"staff_name": name, "roles": roles}
