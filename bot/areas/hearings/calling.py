"""The notice that calls, moves or cancels a meeting, lawfully or by the head's override; never commits.

Its words go as a broadcast, so a second person approves them; what it says holds once it goes out.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import service as broadcasts
from bot.areas.broadcasts.models import BroadcastKind, BroadcastState
from bot.areas.hearings import announcing, gathering, notices, preparing, queries, service
from bot.areas.hearings.announcing import Announcement
from bot.areas.hearings.models import Meeting, MeetingNotice, MeetingState, NoticePurpose
from bot.areas.hearings.queries import Told
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import notice as notice_rules
from bot.areas.hearings.service import plain, record
from bot.areas.hearings.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.core.errors import Refused
from bot.core.links import Links
from bot.outbox import service as outbox


async def draft_call(
    session: AsyncSession, meeting: Meeting, by: int, now: datetime, zone: ZoneInfo, links: Links
) -> Told:
    """The notice of a new meeting, ready to be looked at and handed in."""
    notice = _notice(meeting, NoticePurpose.CALL, now)
    return await _draft(session, meeting, notice, by, now, zone, links)


async def refresh_call(
    session: AsyncSession, meeting: Meeting, by: int, now: datetime, zone: ZoneInfo, links: Links
) -> Told:
    """After a draft has changed: the same notice with the new words; a stopped one is written anew.

    An override holds for the day it was given for.
    """
    told = await queries.open_notice(session, meeting.id)
    if told is None or told.broadcast.state is BroadcastState.STOPPED:
        if told:
            told.notice.dropped_at = now
        return await draft_call(session, meeting, by, now, zone, links)
    notice = told.notice
    if notice.starts_at != meeting.starts_at:
        notice.override_reason = notice.override_by = notice.override_at = None
    notice.starts_at, notice.place = meeting.starts_at, meeting.place
    notice.latitude, notice.longitude = meeting.latitude, meeting.longitude
    send_by = await _send_by(session, meeting, notice, zone)
    said = await announcing.announce(session, meeting, notice, now, zone, links)
    broadcast = await broadcasts.rewrite(
        session,
        told.broadcast.id,
        by,
        now,
        send_by=send_by,
        choices=said.choices,
        point=said.point,
        summaries=said.summaries,
        text_ky=said.texts["ky"],
        text_ru=said.texts["ru"],
        attachments=said.attachments,
        audience=await _audience(session, meeting, notice),
    )
    return Told(notice, broadcast)


async def move(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    now: datetime,
    zone: ZoneInfo,
    links: Links,
    *,
    starts_at: datetime,
    place: str,
    point: tuple[float, float] | None,
    reason: str,
) -> Told:
    """Another day, hour or place for a meeting that was called; the days of notice count anew."""
    meeting = await _to_change(session, meeting_id, by)
    meeting_rules.check_ahead(starts_at, now)
    if (starts_at, place) == (meeting.starts_at, meeting.place):
        raise Refused("hearings:same")
    notice = _notice(meeting, NoticePurpose.MOVE, now)
    notice.starts_at, notice.place, notice.reason = starts_at, place, reason
    # Another place has another point, or none.
    kept = (meeting.latitude, meeting.longitude) if place == meeting.place else (None, None)
    notice.latitude, notice.longitude = point or kept
    await _drop_open(session, meeting, by, now)
    return await _draft(session, meeting, notice, by, now, zone, links)


async def cancel(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    now: datetime,
    zone: ZoneInfo,
    links: Links,
    *,
    reason: str,
) -> Told:
    """A called meeting won't take place: everyone who was told of it is told so."""
    meeting = await _to_change(session, meeting_id, by)
    meeting_rules.check_ahead(meeting.starts_at, now)
    notice = _notice(meeting, NoticePurpose.CANCEL, now)
    notice.reason = reason
    await _drop_open(session, meeting, by, now)
    return await _draft(session, meeting, notice, by, now, zone, links)


async def discard(session: AsyncSession, meeting_id: int, by: int, now: datetime) -> Meeting:
    """A draft nobody was told of is given up."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    meeting = await service.take(session, meeting_id)
    meeting_rules.check_state(meeting, {MeetingState.DRAFT})
    await _drop_open(session, meeting, by, now)
    meeting.state, meeting.cancelled_at = MeetingState.CANCELLED, now
    record(session, now, AuditTag.DISCARDED, by, meeting)
    return meeting


async def drop_change(session: AsyncSession, meeting_id: int, by: int, now: datetime) -> Meeting:
    """The move or the cancellation that isn't out is given up: what was told holds."""
    meeting = await _to_change(session, meeting_id, by)
    if await queries.open_notice(session, meeting_id) is None:
        raise Refused("hearings:past", state=meeting.state)
    await _drop_open(session, meeting, by, now)
    record(session, now, AuditTag.DROPPED, by, meeting)
    return meeting


async def allow_urgent(session: AsyncSession, meeting_id: int, by: int, reason: str, now: datetime) -> Told:
    """The head alone may call with less notice; who, why and when stay with the notice for ever."""
    await people.check_may(session, by, Permission.OVERRIDE_NOTICE)
    meeting = await service.take(session, meeting_id)
    told = await queries.open_notice(session, meeting_id)
    if told is None or told.notice.purpose is NoticePurpose.CANCEL:
        raise Refused("hearings:past", state=meeting.state)
    if not is_late(told, now):
        raise Refused("hearings:in_time")
    meeting_rules.check_ahead(told.notice.starts_at, now)
    notice = told.notice
    notice.override_reason, notice.override_by, notice.override_at = reason, by, now
    await broadcasts.allow_until(session, told.broadcast.id, notice.starts_at)
    after = {"reason": reason, "last_day": plain(notice.last_day), "starts_at": plain(notice.starts_at)}
    record(session, now, AuditTag.OVERRIDDEN, by, meeting, after=after)
    await notices.urgency_allowed(session, meeting, told, by, now)
    return told


async def ask_urgent(session: AsyncSession, meeting: Meeting, by: int, now: datetime) -> bool:
    """Who may not override asks those who may; False when there is nobody."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    told = await queries.open_notice(session, meeting.id)
    if told is None or not is_late(told, now):
        raise Refused("hearings:in_time")
    return await notices.urgency_asked(session, meeting, told, by, now)


def is_late(told: Told, now: datetime) -> bool:
    """The last lawful moment is over and no override was given."""
    return told.notice.override_at is None and notice_rules.missed(told.broadcast.send_by, now)


async def apply(session: AsyncSession, told: Told, now: datetime, zone: ZoneInfo) -> None:
    """The notice goes out: what it says holds from now on."""
    notice = told.notice
    meeting = await service.take(session, notice.meeting_id)
    notice.applied_at = told.broadcast.started_at or now
    if notice.purpose is NoticePurpose.CALL:
        meeting.state, meeting.called_at = MeetingState.CALLED, notice.applied_at
        record(session, now, AuditTag.CALLED, told.broadcast.author_id, meeting)
    elif notice.purpose is NoticePurpose.MOVE:
        await _apply_move(session, meeting, told, now, zone)
    elif notice.purpose is NoticePurpose.CANCEL:
        meeting.sequence, meeting.state = notice.sequence, MeetingState.CANCELLED
        meeting.cancelled_at = notice.applied_at
        record(session, now, AuditTag.CANCELLED, told.broadcast.author_id, meeting, after=_why(notice))
    if notice.purpose in {NoticePurpose.MOVE, NoticePurpose.CANCEL}:
        await stop_reminders(session, meeting, await municipality.get_legal(session), now)


async def _apply_move(
    session: AsyncSession, meeting: Meeting, told: Told, now: datetime, zone: ZoneInfo
) -> None:
    notice = told.notice
    before = {"starts_at": plain(meeting.starts_at), "place": meeting.place}
    meeting.sequence, meeting.starts_at, meeting.place = notice.sequence, notice.starts_at, notice.place
    meeting.latitude, meeting.longitude = notice.latitude, notice.longitude
    await preparing.count_anew(session, meeting, now, zone)
    if before["starts_at"] != plain(meeting.starts_at):
        await gathering.ask_anew(session, meeting.id)
    after = {"starts_at": plain(meeting.starts_at), "place": meeting.place, **_why(notice)}
    record(session, now, AuditTag.MOVED, told.broadcast.author_id, meeting, before, after)


async def stop_reminders(
    session: AsyncSession, meeting: Meeting, legal: LegalValues, now: datetime, *, before: int = 0
) -> None:
    """What still waits to be sent of an older day must not go, nor of this day's reminders the earlier ones.

    `before`: the hours of the reminder that goes now.
    """
    stale = [
        (sequence, hours) for sequence in range(meeting.sequence) for hours in legal.meeting_reminder_hours
    ]
    if before:
        stale += [(meeting.sequence, hours) for hours in legal.meeting_reminder_hours if hours > before]
    for sequence, hours in stale:
        await outbox.stop_batch(session, reminder_batch(meeting.id, sequence, hours), now)


def reminder_batch(meeting_id: int, sequence: int, hours: int) -> str:
    return f"meeting:{meeting_id}:{sequence}:{hours}h"


def _why(notice: MeetingNotice) -> dict[str, Any]:
    return {"reason": notice.reason}


# Making


def _notice(meeting: Meeting, purpose: NoticePurpose, now: datetime) -> MeetingNotice:
    """What holds now, to be changed by the caller."""
    return MeetingNotice(
        meeting_id=meeting.id,
        purpose=purpose,
        sequence=meeting.sequence + (0 if purpose is NoticePurpose.CALL else 1),
        starts_at=meeting.starts_at,
        place=meeting.place,
        latitude=meeting.latitude,
        longitude=meeting.longitude,
        created_at=now,
    )


async def _draft(
    session: AsyncSession,
    meeting: Meeting,
    notice: MeetingNotice,
    by: int,
    now: datetime,
    zone: ZoneInfo,
    links: Links,
) -> Told:
    send_by = await _send_by(session, meeting, notice, zone)
    said = await announcing.announce(session, meeting, notice, now, zone, links)
    audience = await _audience(session, meeting, notice)
    return await publish(session, meeting, notice, said, audience, by, now, send_by)


async def publish(
    session: AsyncSession,
    meeting: Meeting,
    notice: MeetingNotice,
    said: Announcement,
    audience: dict[str, Any],
    author_id: int | None,
    now: datetime,
    send_by: datetime | None = None,
) -> Told:
    """The notice with the broadcast that will tell it, once a second person agrees."""
    broadcast = await broadcasts.open_broadcast(
        session,
        kind=BroadcastKind.NOTICE,
        topic=Topic.HEARINGS,
        text_ky=said.texts["ky"],
        text_ru=said.texts["ru"],
        attachments=said.attachments,
        audience=audience,
        author_id=author_id,
        now=now,
        send_by=send_by,
        choices=said.choices,
        point=said.point,
        summaries=said.summaries,
        home=f"meeting:card.{meeting.id}",
    )
    notice.broadcast_id = broadcast.id
    session.add(notice)
    await session.flush()
    return Told(notice, broadcast)


async def _send_by(
    session: AsyncSession, meeting: Meeting, notice: MeetingNotice, zone: ZoneInfo
) -> datetime:
    """Notes what the law asks. Another place the same day is told at once; a new day counts anew."""
    same_day = notice.starts_at.astimezone(zone).date() == meeting.starts_at.astimezone(zone).date()
    if notice.purpose is NoticePurpose.CANCEL or (notice.purpose is NoticePurpose.MOVE and same_day):
        return min(notice.starts_at, meeting.starts_at)
    legal = await municipality.get_legal(session)
    required = notice_rules.required(meeting.kind, notice.starts_at, legal, zone)
    notice.required_days, notice.last_day = required.days, required.last_day
    return notice.starts_at if notice.override_at else required.send_by


async def _audience(session: AsyncSession, meeting: Meeting, notice: MeetingNotice) -> dict[str, Any]:
    """Whom it concerns; of a change also who was told before and who said they come."""
    audience: dict[str, Any] = dict(meeting.audience)
    if notice.purpose is not NoticePurpose.CALL:
        audience["told"] = await queries.told_before(session, meeting.id)
        audience["persons"] = await queries.concerned_persons(session, meeting.id)
    return audience


async def _drop_open(session: AsyncSession, meeting: Meeting, by: int, now: datetime) -> None:
    """A change that isn't out gives way to the next one."""
    told = await queries.open_notice(session, meeting.id)
    if told is None:
        return
    told.notice.dropped_at = now
    if told.broadcast.state is not BroadcastState.STOPPED:
        await broadcasts.discard(session, told.broadcast.id, by, now)


async def _to_change(session: AsyncSession, meeting_id: int, by: int) -> Meeting:
    await people.check_may(session, by, Permission.CALL_MEETING)
    meeting = await service.take(session, meeting_id)
    meeting_rules.check_state(meeting, {MeetingState.CALLED})
    return meeting
