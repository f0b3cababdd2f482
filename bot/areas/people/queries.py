"""Who holds which role; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.people.rules import PERMISSIONS, Permission


async def roles_of(session: AsyncSession, person_id: int) -> frozenset[Role]:
    """The roles a person holds now; empty for a resident."""
    found = await session.scalars(
        select(RoleGrant.role).where(RoleGrant.person_id == person_id, RoleGrant.revoked_at.is_(None))
    )
    return frozenset(found.all())


async def holders_of(session: AsyncSession, *roles: Role) -> Sequence[int]:
    """The people who hold any of these roles now."""
    found = await session.scalars(
        select(RoleGrant.person_id)
        .where(RoleGrant.role.in_(roles), RoleGrant.revoked_at.is_(None))
        .distinct()
        .order_by(RoleGrant.person_id)
    )
    return found.all()


async def people_who_may(session: AsyncSession, permission: Permission) -> Sequence[int]:
    return await holders_of(session, *(role for role, may in PERMISSIONS.items() if permission in may))


async def name_of(session: AsyncSession, person_id: int | None) -> str | None:
    """The name used in papers; None for the system and for people who are no staff."""
    if person_id is None:
        return None
    return await session.scalar(select(StaffMember.name).where(StaffMember.person_id == person_id))


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's role."""

    person_id: int
    name: str
    role: Role
    district_id: int | None
    since: datetime


async def list_holders(session: AsyncSession) -> Sequence[Holder]:
    """Every role held now, in the order of the roles."""
    rows = await session.execute(
        select(
            RoleGrant.person_id,
            StaffMember.name,
            RoleGrant.role,
            RoleGrant.district_id,
            RoleGrant.granted_at,
        )
        .join(StaffMember, StaffMember.person_id == RoleGrant.person_id)
        .where(RoleGrant.revoked_at.is_(None))
    )
    order = list(Role)
    return sorted((Holder(*row) for row in rows), key=lambda h: (order.index(h.role), h.since))
