"""Roles: who may, who is told, who holds what; never commits."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.people import queries, rules
from bot.areas.people.models import Invitation, Role, RoleGrant, StaffMember
from bot.areas.people.rules import Permission
from bot.areas.people.tags import AuditTag
from bot.core import audit
from bot.core.contacts import Person, primary_contact
from bot.core.i18n import Translator
from bot.core.messages import OutMessage
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
    replaces: str | None = None,
) -> int | None:
    """Write to a colleague in their language; the delivery's id, None when they can't be reached.

    What isn't urgent waits for the end of the quiet hours. `replaces` names a message to redraw.
    """
    contact = await primary_contact(session, person_id)
    person = await session.get(Person, person_id)
    if contact is None or person is None:
        return None
    zone = await _zone(session)
    legal = await municipality.get_legal(session)
    due_at = now if urgent else after_quiet(now, legal, zone)
    words = message(Translator(person.language, zone))
    return await outbox.enqueue(
        session, contact, words, now=now, priority=Priority.NOTICE, replaces=replaces, due_at=due_at
    )


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


async def _zone(session: AsyncSession) -> ZoneInfo:
    office = await municipality.get_municipality(session)
    return ZoneInfo(office.time_zone if office else "Asia/Bishkek")


# Roles


async def grant_role(
    session: AsyncSession,
    person_id: int,
    role: Role,
    *,
    name: str,
    district_id: int | None,
    by: int | None,
    now: datetime,
) -> None:
    """A role held already is given anew with its district; the name used in papers is the newest."""
    rules.check_district(role, district_id)
    await _name(session, person_id, name)
    await _end(session, person_id, role, by, now)
    session.add(
        RoleGrant(person_id=person_id, role=role, district_id=district_id, granted_at=now, granted_by=by)
    )
    await session.flush()
    after = {"role": role.value, "district": district_id}
    audit.record(session, now, AuditTag.GRANTED, person_id=by, subject_id=person_id, after=after)


async def revoke_role(session: AsyncSession, person_id: int, role: Role, by: int, now: datetime) -> None:
    """Raises `Refused` for the last administrator's own role."""
    await check_may(session, by, Permission.MANAGE_PEOPLE)
    rules.check_not_last(role, await queries.holders_of(session, role), person_id)
    if await _end(session, person_id, role, by, now):
        before = {"role": role.value}
        audit.record(session, now, AuditTag.REVOKED, person_id=by, subject_id=person_id, before=before)


async def check_may_leave(session: AsyncSession, person_id: int) -> None:
    """Before a person is deleted. Raises `Refused` for the only administrator."""
    if Role.ADMINISTRATOR in await queries.roles_of(session, person_id):
        rules.check_not_last(
            Role.ADMINISTRATOR, await queries.holders_of(session, Role.ADMINISTRATOR), person_id
        )


async def forget_names(session: AsyncSession, person_id: int) -> None:
    """Names in used invitations, which a person's deletion doesn't reach by itself."""
    await session.execute(update(Invitation).where(Invitation.used_by == person_id).values(name=""))


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    """What this area keeps about a person, for their export."""
    name = await queries.name_of(session, person_id)
    if name is None:
        return {}
    grants = await session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id))
    roles = [
        {
            "role": grant.role.value,
            "from": grant.granted_at.isoformat(),
            "until": grant.revoked_at.isoformat() if grant.revoked_at else None,
        }
        for grant in grants
    ]
    return {"staff_name": name, "roles": roles}


async def _name(session: AsyncSession, person_id: int, name: str) -> None:
    member = await session.get(StaffMember, person_id)
    if member is None:
        session.add(StaffMember(person_id=person_id, name=name))
    else:
        member.name = name
    await session.flush()


async def _end(session: AsyncSession, person_id: int, role: Role, by: int | None, now: datetime) -> bool:
    ended = await session.scalars(
        update(RoleGrant)
        .where(RoleGrant.person_id == person_id, RoleGrant.role == role, RoleGrant.revoked_at.is_(None))
        .values(revoked_at=now, revoked_by=by)
        .returning(RoleGrant.id)
    )
    return bool(ended.all())
