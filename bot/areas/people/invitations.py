"""One-time links to a role: made, looked at, accepted, withdrawn; only the hash of the secret is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import District
from bot.areas.people import notices, queries, roles, rules, service
from bot.areas.people.models import Invitation, Role
from bot.areas.people.rules import Permission
from bot.areas.people.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused

PREFIX = "i"
SECRET_BYTES = 24


async def create_invitation(
    session: AsyncSession, role: Role, name: str, district_id: int | None, by: int | None, now: datetime
) -> str:
    """The deep link's payload. `by` None: the owner of the machine, at the command line."""
    _, payload = await make_invitation(session, role, name, district_id, by, now)
    return payload


async def make_invitation(
    session: AsyncSession, role: Role, name: str, district_id: int | None, by: int | None, now: datetime
) -> tuple[Invitation, str]:
    """The same, with the invitation itself."""
    if by is not None:
        await service.check_may(session, by, Permission.MANAGE_PEOPLE)
    await _check_place(session, role, district_id)
    name = rules.check_name(name)
    legal = await municipality.get_legal(session)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    invitation = Invitation(
        secret_hash=_hash(secret),
        role=role,
        name=name,
        district_id=district_id,
        created_at=now,
        created_by=by,
        expires_at=now + timedelta(hours=legal.invite_valid_hours),
    )
    session.add(invitation)
    await session.flush()
    after = {**_values(invitation), "until": invitation.expires_at.isoformat()}
    audit.record(session, now, AuditTag.INVITED, person_id=by, subject_id=invitation.id, after=after)
    return invitation, f"{PREFIX}_{secret}"


async def open_invitation(session: AsyncSession, secret: str, person_id: int, now: datetime) -> Invitation:
    """Raises `Refused` when it is unknown, used, withdrawn or too old."""
    found = await _find(session, secret)
    maker = found.created_by if found else None
    return rules.check_usable(
        found,
        now,
        by=person_id,
        held=await queries.roles_of(session, person_id),
        inviter_may=maker is None or await service.may(session, maker, Permission.MANAGE_PEOPLE),
    )


async def accept_invitation(session: AsyncSession, secret: str, person_id: int, now: datetime) -> Invitation:
    """Grants its role, once: of two taps at the same moment the second finds it used."""
    invitation = await open_invitation(session, secret, person_id, now)
    await _claim(session, invitation.id, person_id, now)
    await roles.grant_role(
        session,
        person_id,
        invitation.role,
        name=invitation.name,
        district_id=invitation.district_id,
        by=invitation.created_by,
        now=now,
    )
    await notices.joined(session, invitation, person_id, now)
    return invitation


async def withdraw_invitation(session: AsyncSession, invitation_id: int, by: int, now: datetime) -> None:
    """One that was sent to the wrong person. Raises `Refused` when it is past."""
    await service.check_may(session, by, Permission.MANAGE_PEOPLE)
    invitation = await session.scalar(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
        .returning(Invitation)
    )
    if invitation is None:
        raise Refused("people:invitation_past")
    before = _values(invitation)
    audit.record(session, now, AuditTag.WITHDRAWN, person_id=by, subject_id=invitation_id, before=before)


async def _find(session: AsyncSession, secret: str) -> Invitation | None:
    return await session.scalar(
        select(Invitation)
        .where(Invitation.secret_hash == _hash(secret))
        .execution_options(populate_existing=True)
    )


async def _claim(session: AsyncSession, invitation_id: int, person_id: int, now: datetime) -> None:
    claimed = await session.scalar(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(used_at=now, used_by=person_id)
        .returning(Invitation.id)
    )
    if claimed is None:
        raise Refused("people:invitation_used")


async def _check_place(session: AsyncSession, role: Role, district_id: int | None) -> None:
    rules.check_district(role, district_id)
    if district_id is not None:
        district = await session.get(District, district_id)
        if district is None or district.retired:
            raise Refused("people:district_missing")


def _values(invitation: Invitation) -> dict[str, object]:
    return {"role": invitation.role.value, "name": invitation.name, "district": invitation.district_id}


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
