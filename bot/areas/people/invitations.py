"""One-time links to a role: made, looked at, accepted; only the hash of the secret is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.people import service
from bot.areas.people.models import Invitation, Role
from bot.areas.people.rules import Permission, check_district, check_usable
from bot.areas.people.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused

PREFIX = "i"
NAME_LENGTH = 120


async def create_invitation(
    session: AsyncSession, role: Role, name: str, district_id: int | None, by: int | None, now: datetime
) -> str:
    """The deep link's payload. `by` None: the owner of the machine, at the command line."""
    if by is not None:
        await service.check_may(session, by, Permission.MANAGE_PEOPLE)
    check_district(role, district_id)
    if not name.strip():
        raise Refused("people:name_missing")
    legal = await municipality.get_legal(session)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        secret_hash=_hash(secret),
        role=role,
        name=name.strip()[:NAME_LENGTH],
        district_id=district_id,
        created_at=now,
        created_by=by,
        expires_at=now + timedelta(hours=legal.invite_valid_hours),
    )
    session.add(invitation)
    await session.flush()
    audit.record(
        session, now, AuditTag.INVITED, person_id=by, subject_id=invitation.id, after={"role": role.value}
    )
    return f"{PREFIX}_{secret}"


async def open_invitation(session: AsyncSession, secret: str, now: datetime) -> Invitation:
    """Raises `Refused` when it is unknown, used or too old."""
    invitation = await session.scalar(select(Invitation).where(Invitation.secret_hash == _hash(secret)))
    return check_usable(invitation, now)


async def accept_invitation(session: AsyncSession, secret: str, person_id: int, now: datetime) -> Invitation:
    """Grants its role, once: of two taps at the same moment the second finds it used."""
    invitation = await open_invitation(session, secret, now)
    claimed = await session.scalar(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
        .values(used_at=now, used_by=person_id)
        .returning(Invitation.id)
    )
    if claimed is None:
        raise Refused("people:invitation_used")
    await service.grant_role(
        session,
        person_id,
        invitation.role,
        name=invitation.name,
        district_id=invitation.district_id,
        by=invitation.created_by,
        now=now,
    )
    return invitation


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
