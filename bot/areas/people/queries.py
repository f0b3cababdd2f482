"""Who holds which role; never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people.models import Invitation, Role, RoleGrant, StaffMember
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.core.files import FileReference


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


async def lock_administrators(session: AsyncSession) -> Sequence[int]:
    """Who they are; until the session ends nobody else can take that role from any of them."""
    found = await session.scalars(
        select(RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.id)
        .with_for_update()
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


@dataclass(frozen=True, slots=True)
class Term:
    """A time in which somebody held a role; `until` None: still."""

    person_id: int
    name: str
    district_id: int | None
    since: datetime
    until: datetime | None

    def covers(self, since: datetime, until: datetime) -> bool:
        """Held from the one moment to the other."""
        return self.since <= since and (self.until is None or self.until >= until)


async def terms_of(session: AsyncSession, role: Role) -> Sequence[Term]:
    """All there ever were, the oldest first."""
    rows = await session.execute(
        select(
            RoleGrant.person_id,
            StaffMember.name,
            RoleGrant.district_id,
            RoleGrant.granted_at,
            RoleGrant.revoked_at,
        )
        .join(StaffMember, StaffMember.person_id == RoleGrant.person_id)
        .where(RoleGrant.role == role)
        .order_by(RoleGrant.granted_at, RoleGrant.id)
    )
    return [Term(*row) for row in rows]


async def list_open_invitations(session: AsyncSession, now: datetime) -> Sequence[Invitation]:
    """Those that can still be accepted, the oldest first."""
    found = await session.scalars(
        select(Invitation)
        .where(Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > now)
        .order_by(Invitation.id)
    )
    return found.all()


async def pictures_to_forget(session: AsyncSession, now: datetime) -> Sequence[Invitation]:
    """Invitations whose QR picture was sent, or can't open anything any more."""
    sent = exists().where(FileReference.file_id == Invitation.picture_id)
    over = or_(
        Invitation.used_at.is_not(None), Invitation.withdrawn_at.is_not(None), Invitation.expires_at <= now
    )
    found = await session.scalars(
        select(Invitation).where(Invitation.picture_id.is_not(None), or_(sent, over)).order_by(Invitation.id)
    )
    return found.all()
