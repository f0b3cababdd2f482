"""Roles given and taken back; never commits."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import notices, queries, rules, service
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.people.rules import Permission
from bot.areas.people.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused


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
    """A role held already is given anew with its district; the name used in papers is the newest.

    It asks nobody's permission: an accepted invitation is one.
    """
    rules.check_district(role, district_id)
    before = await _held(session, person_id, role)
    await _rename(session, person_id, name)
    await _end(session, person_id, role, by, now)
    session.add(
        RoleGrant(person_id=person_id, role=role, district_id=district_id, granted_at=now, granted_by=by)
    )
    await session.flush()
    after = {"role": role.value, "name": name, "district": district_id}
    audit.record(
        session, now, AuditTag.GRANTED, person_id=by, subject_id=person_id, before=before, after=after
    )


async def revoke_role(session: AsyncSession, person_id: int, role: Role, by: int, now: datetime) -> None:
    """Raises `Refused` for the last administrator, and when the role isn't held any more."""
    await service.check_may(session, by, Permission.MANAGE_PEOPLE)
    rules.check_not_last(role, await queries.lock_administrators(session), person_id)
    before = await _held(session, person_id, role)
    if before is None or not await _end(session, person_id, role, by, now):
        raise Refused("people:role_past")
    audit.record(session, now, AuditTag.REVOKED, person_id=by, subject_id=person_id, before=before)
    await notices.role_taken(session, person_id, role, by, now)


async def _held(session: AsyncSession, person_id: int, role: Role) -> dict[str, object] | None:
    """The role as it is held now, for the record."""
    row = (
        await session.execute(
            select(StaffMember.name, RoleGrant.district_id)
            .join(RoleGrant, RoleGrant.person_id == StaffMember.person_id)
            .where(RoleGrant.person_id == person_id, RoleGrant.role == role, RoleGrant.revoked_at.is_(None))
        )
    ).one_or_none()
    return {"role": role.value, "name": row.name, "district": row.district_id} if row else None


async def _rename(session: AsyncSession, person_id: int, name: str) -> None:
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
