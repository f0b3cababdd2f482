"""The record of changes, read page by page."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people.models import StaffMember
from bot.core.audit import AuditEntry

PAGE = 10


async def audit_page(
    session: AsyncSession, page: int
) -> tuple[Sequence[tuple[AuditEntry, str | None]], bool]:
    """Entries with the name of who did it, the latest first, and whether there are older ones.

    What residents do with their own settings is theirs; the record is of the office's work.
    """
    rows = await session.execute(
        select(AuditEntry, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.person_id == AuditEntry.person_id)
        .where(AuditEntry.tag.not_like("resident:%"))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .offset(page * PAGE)
        .limit(PAGE + 1)
    )
    found = [(entry, name) for entry, name in rows]
    return found[:PAGE], len(found) > PAGE
