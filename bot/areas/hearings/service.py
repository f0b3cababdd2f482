"""Opening meetings and changing them before they are called; never commits.

The notice that calls a meeting is in `calling`; taking part, preparing, recording and what follows each
have a file of their own.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import queries
from bot.areas.hearings.models import Meeting, MeetingKind, MeetingState, MeetingStep
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused

PARTS = frozenset(
    {
        "matter_ky",
        "matter_ru",
        "place",
        "latitude",
        "longitude",
        "starts_at",
        "audience",
        "streets",
        "organiser_ky",
        "organiser_ru",
        "rapporteurs",
        "agenda",
        "materials",
        "online_link",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is asked of who calls a meeting. `agenda`: `{"ky", "ru", "minutes"}`; files `[kind, id]`."""

    kind: MeetingKind
    matter_ky: str
    matter_ru: str | None
    starts_at: datetime
    place: str
    point: tuple[float, float] | None = None
    audience: dict[str, Any] = field(default_factory=dict)
    streets: str | None = None
    organiser_ky: str
    organiser_ru: str | None = None
    rapporteurs: list[str] = field(default_factory=list)
    agenda: list[dict[str, Any]] = field(default_factory=list)
    materials: list[Any] = field(default_factory=list)
    online_link: str | None = None


async def open_meeting(session: AsyncSession, plan: Plan, by: int, now: datetime) -> Meeting:
    """A draft. Raises `Refused` for words missing and for a time that has begun."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    latitude, longitude = plan.point or (None, None)
    meeting = Meeting(
        kind=plan.kind,
        state=MeetingState.DRAFT,
        matter_ky=plan.matter_ky,
        matter_ru=plan.matter_ru,
        place=plan.place,
        latitude=latitude,
        longitude=longitude,
        starts_at=plan.starts_at,
        minutes=meeting_rules.length(plan.agenda),
        audience=plan.audience,
        streets=plan.streets,
        organiser_ky=plan.organiser_ky,
        organiser_ru=plan.organiser_ru,
        rapporteurs=plan.rapporteurs,
        agenda=plan.agenda,
        materials=plan.materials,
        online_link=plan.online_link,
        sequence=0,
        door_key=secrets.token_urlsafe(12),
        author_id=by,
        created_at=now,
    )
    _check(meeting, now)
    session.add(meeting)
    await session.flush()
    record(session, now, AuditTag.OPENED, by, meeting)
    return meeting


async def change_draft(
    session: AsyncSession, meeting_id: int, by: int, now: datetime, **parts: Any
) -> Meeting:
    """Some of `PARTS` of a meeting that isn't called yet."""
    if unknown := parts.keys() - PARTS:
        raise ValueError(f"no such parts: {unknown}")
    await people.check_may(session, by, Permission.CALL_MEETING)
    meeting = await take(session, meeting_id)
    meeting_rules.check_state(meeting, {MeetingState.DRAFT})
    before = {name: plain(getattr(meeting, name)) for name in parts}
    for name, value in parts.items():
        setattr(meeting, name, value)
    if "agenda" in parts:
        meeting.minutes = meeting_rules.length(meeting.agenda)
    _check(meeting, now)
    after = {name: plain(value) for name, value in parts.items()}
    record(session, now, AuditTag.CHANGED, by, meeting, before, after)
    return meeting


async def add_materials(
    session: AsyncSession, meeting_id: int, by: int, now: datetime, files: list[Any]
) -> Meeting:
    """Papers that were ready only after the meeting was called."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    meeting = await take(session, meeting_id)
    meeting_rules.check_state(meeting, meeting_rules.AHEAD)
    before = {"materials": len(meeting.materials)}
    meeting.materials = [*meeting.materials, *files]
    record(session, now, AuditTag.CHANGED, by, meeting, before, {"materials": len(meeting.materials)})
    return meeting


def _check(meeting: Meeting, now: datetime) -> None:
    meeting_rules.check_ahead(meeting.starts_at, now)
    for text in (meeting.matter_ky, meeting.place, meeting.organiser_ky):
        meeting_rules.check_words(text, meeting_rules.LONGEST_MATTER)


async def get(session: AsyncSession, meeting_id: int) -> Meeting:
    """To look at. Raises `Refused` for one that is gone."""
    found = await queries.find(session, meeting_id)
    if found is None:
        raise Refused("hearings:gone")
    return found


async def take(session: AsyncSession, meeting_id: int) -> Meeting:
    """To change: whoever else changes it waits until this is committed. Raises `Refused`."""
    found = await session.get(Meeting, meeting_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise Refused("hearings:gone")
    return found


async def claim_step(session: AsyncSession, meeting_id: int, step: str, now: datetime) -> bool:
    """Whether it is ours to do: False when it was done before, by this process or another."""
    try:
        async with session.begin_nested():
            session.add(MeetingStep(meeting_id=meeting_id, step=step, done_at=now))
    except IntegrityError:
        return False
    return True


def record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int | None,
    meeting: Meeting,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """With which meeting it was, as it was called then."""
    which = {"kind": meeting.kind.value, "matter": meeting.matter_ky[:80], "day": plain(meeting.starts_at)}
    audit.record(
        session,
        now,
        tag,
        person_id=by,
        subject_id=meeting.id,
        before=before,
        after={**which, **(after or {})},
    )


def plain(value: Any) -> Any:
    """As the record keeps it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
