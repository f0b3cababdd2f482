"""The office's own register of appeals, with authors; that it was taken is recorded. Never commits."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, EntryKind
from bot.areas.appeals.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit

ANSWERS = (EntryKind.ANSWERED, EntryKind.FORWARDED)


async def check_may_take(session: AsyncSession, person_id: int) -> None:
    """Raises `Refused`. Who handles appeals sees each author on the card; nobody else sees them here."""
    await people.check_may(session, person_id, Permission.HANDLE_APPEALS)


async def take(
    session: AsyncSession, by: int, period: str, start: datetime, end: datetime, now: datetime
) -> tuple[Sequence[Appeal], Mapping[int, AppealEntry]]:
    """What came to the office in that time, with the last answers; not mandates, whose authors the deputy
    alone knows. The record names who took it and for which time.
    """
    await check_may_take(session, by)
    inside = (Appeal.kind != AppealKind.MANDATE, Appeal.received_at >= start, Appeal.received_at < end)
    found = await session.scalars(select(Appeal).where(*inside).order_by(Appeal.received_at, Appeal.id))
    answers = await session.scalars(
        select(AppealEntry)
        .join(Appeal, Appeal.id == AppealEntry.appeal_id)
        .where(*inside, AppealEntry.kind.in_(ANSWERS))
        .order_by(AppealEntry.at, AppealEntry.id)
    )
    appeals = found.all()
    audit.record(
        session,
        now,
        AuditTag.BOOK_TAKEN,
        person_id=by,
        subject_id=None,
        after={"period": period, "rows": len(appeals)},
    )
    return appeals, {one.appeal_id: one for one in answers}
