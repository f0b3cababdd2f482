"""Two phones with roles in one hand: all roles come together, as far as the rules allow."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import joining, queries
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.people.roles import grant_role
from bot.areas.people.tags import AuditTag
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.contacts import meet
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.joining import Joining, join
from bot.outbox.models import Delivery


async def somebody(
    session: AsyncSession, address: str, *roles: tuple[Role, int | None], by: int | None
) -> int:
    """With these roles, each with its district, given by another."""
    person_id = (await meet(session, "telegram", address, clock.now())).person_id
    for role, district_id in roles:
        await grant_role(
            session, person_id, role, name=f"Асан {address}", district_id=district_id, by=by, now=clock.now()
        )
    return person_id


async def test_an_officer_and_a_deputy_become_one_with_both_roles(sqlite: Database) -> None:
    async with sqlite.session() as session:
        head = await somebody(session, "1", (Role.HEAD, None), by=None)
        officer = await somebody(session, "2", (Role.OFFICER, None), by=head)
        deputy = await somebody(session, "3", (Role.DEPUTY, 1), (Role.OFFICER, None), by=head)
        await join(session, Joining(officer, deputy, clock.now()), (joining.join,))
        assert await queries.roles_of(session, officer) == {Role.OFFICER, Role.DEPUTY}
        assert (await session.get_one(StaffMember, officer)).name == "Асан 2"
        held = await session.scalars(select(RoleGrant).where(RoleGrant.role == Role.OFFICER))
        assert [one.revoked_at is None for one in held] == [True, False]
        subjects = await session.scalars(
            select(AuditEntry.subject_id).where(AuditEntry.tag == AuditTag.GRANTED)
        )
        assert set(subjects) == {head, officer}
        told = (await session.scalars(select(Delivery))).one()
        assert told.address == "1"


@pytest.mark.parametrize(
    ("mine", "theirs", "given_by_the_other", "code"),
    [
        ((Role.DEPUTY, 1), (Role.DEPUTY, 2), False, "people:two_districts"),
        ((Role.ADMINISTRATOR, None), (Role.HEAD, None), True, "people:role_from_oneself"),
    ],
)
async def test_what_the_rules_forbid_is_refused(
    sqlite: Database,
    mine: tuple[Role, int | None],
    theirs: tuple[Role, int | None],
    given_by_the_other: bool,
    code: str,
) -> None:
    """Nobody becomes head by inviting their own second phone."""
    async with sqlite.session() as session:
        one = await somebody(session, "1", mine, by=None)
        other = await somebody(session, "2", theirs, by=one if given_by_the_other else None)
        with pytest.raises(Refused, match=code):
            await join(session, Joining(one, other, clock.now()), (joining.join,))
        await session.rollback()
