"""A notice that can't go out lawfully any more: that is said once, and its day is reminded of no further."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import calling, notices, queries, service
from bot.areas.hearings.models import Meeting, MeetingNotice, MeetingState
from bot.areas.hearings.rules import notice as notice_rules
from bot.areas.hearings.tags import AuditTag
from bot.areas.hearings.texts import alarms as texts
from bot.areas.municipality.legal import LegalValues
from bot.core.i18n import Translator


async def is_past(
    session: AsyncSession, meeting: Meeting, now: datetime, legal: LegalValues, zone: ZoneInfo
) -> bool:
    """Whether a draft needs another day: only the head could still call it for this one."""
    if meeting.state is not MeetingState.DRAFT:
        return False
    told = await queries.open_notice(session, meeting.id)
    if told is not None:
        return calling.is_late(told, now)
    return notice_rules.missed(
        notice_rules.required(meeting.kind, meeting.starts_at, legal, zone).send_by, now
    )


async def tell(
    session: AsyncSession, meeting: Meeting, notice: MeetingNotice | None, legal: LegalValues, now: datetime
) -> None:
    """Who keeps the meeting, the officers and the heads; once for each day that was chosen."""
    of, starts_at = (notice.id, notice.starts_at) if notice else (0, meeting.starts_at)
    if not await service.claim_step(session, meeting.id, f"notice.{of}.{starts_at:%Y%m%d}.missed", now):
        return
    days = notice.required_days if notice else notice_rules.notice_days(meeting.kind, legal)
    await _alarm(session, meeting, None, now, lambda t: texts.notice_missed(t, meeting, days))


async def warn(session: AsyncSession, meeting: Meeting, send_by: datetime, hours: int, now: datetime) -> None:
    """Some hours are left."""
    await _alarm(session, meeting, hours, now, lambda t: texts.notice_waits(t, meeting, send_by, hours))


async def _alarm(
    session: AsyncSession,
    meeting: Meeting,
    hours: int | None,
    now: datetime,
    words: Callable[[Translator], Markup],
) -> None:
    service.record(session, now, AuditTag.ALARMED, None, meeting, after={"hours": hours})
    whom = {*await notices.heads_and_officers(session), *await notices.keepers(session, meeting)}
    await notices.tell(session, sorted(whom), meeting, now, words, urgent=hours is not None)
