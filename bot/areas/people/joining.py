"""Two persons who turn out to be one, where either holds a role; never commits."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import notices, queries
from bot.areas.people.models import Role, RoleGrant
from bot.areas.people.tags import AuditTag
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.joining import Joining


async def holds_role(session: AsyncSession, person_id: int) -> bool:
    return bool(await queries.roles_of(session, person_id))


async def join(session: AsyncSession, one: Joining) -> None:
    """All roles come together, each since it was first given. Raises `Refused` where the rules forbid it."""
    grants = await session.scalars(
        select(RoleGrant)
        .where(RoleGrant.person_id.in_((one.stays, one.goes)), RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.granted_at, RoleGrant.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    held = grants.all()
    _check(held, one)
    first: dict[Role, RoleGrant] = {}
    for grant in held:
        if grant.role in first:
            grant.revoked_at = one.now
        first.setdefault(grant.role, grant)
    await session.flush()
    if len({grant.person_id for grant in held}) > 1:
        await notices.became_one(session, one, first)
    await session.execute(
        update(AuditEntry)
        .where(AuditEntry.tag.in_((AuditTag.GRANTED, AuditTag.REVOKED)), AuditEntry.subject_id == one.goes)
        .values(subject_id=one.stays)
        .execution_options(synchronize_session=False)
    )


def _check(held: Sequence[RoleGrant], one: Joining) -> None:
    """Nobody is elected from two districts, and nobody gives themselves a role by a second phone."""
    both = {one.stays, one.goes}
    if any(grant.granted_by in both - {grant.person_id} for grant in held):
        raise Refused("people:role_from_oneself")
    if len({grant.district_id for grant in held if grant.role is Role.DEPUTY}) > 1:
        raise Refused("people:two_districts")
