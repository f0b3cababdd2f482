"""Opening, reminding of and publishing bulletins, and recording where their copies went; never commits."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import decisions
from bot.areas.broadcasts import service as broadcasts
from bot.areas.broadcasts.models import BroadcastKind, BroadcastState
from bot.areas.bulletins import queries, rules
from bot.areas.bulletins.drafting import Contributor, write_drafts
from bot.areas.bulletins.models import Bulletin, BulletinReminder, Distribution, DistributionKind
from bot.areas.bulletins.queries import Edition
from bot.areas.bulletins.rules import Issue
from bot.areas.bulletins.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.core import audit
from bot.core.errors import Refused

PLACE_LENGTH = 200


async def open_issue(
    session: AsyncSession, issue: Issue, contributors: Sequence[Contributor], now: datetime, zone: ZoneInfo
) -> Edition | None:
    """The draft, made of what was recorded in the period; None when it is open already."""
    if await queries.find_issue(session, issue):
        return None
    drafts = await write_drafts(session, issue, contributors, zone)
    broadcast = await broadcasts.open_broadcast(
        session,
        kind=BroadcastKind.BULLETIN,
        topic=Topic.BULLETINS,
        text_ky=drafts["ky"],
        text_ru=drafts["ru"],
        attachments=[],
        audience={},
        author_id=None,
        now=now,
        send_at=issue.publish_at,
    )
    bulletin = Bulletin(
        kind=issue.kind,
        period_start=issue.period_start,
        period_end=issue.period_end,
        publish_at=issue.publish_at,
        broadcast_id=broadcast.id,
        opened_at=now,
    )
    session.add(bulletin)
    await session.flush()
    record(session, now, AuditTag.OPENED, None, bulletin)
    return Edition(bulletin, broadcast)


async def give_reminder(session: AsyncSession, edition: Edition, step: str, now: datetime) -> bool:
    """Claim a reminder: False when it was given before, by this process or another."""
    try:
        async with session.begin_nested():
            session.add(BulletinReminder(bulletin_id=edition.bulletin.id, step=step, given_at=now))
    except IntegrityError:
        return False
    return True


async def note_published(session: AsyncSession, edition: Edition, now: datetime, zone: ZoneInfo) -> None:
    """The broadcast has begun to go out."""
    bulletin, broadcast = edition.bulletin, edition.broadcast
    bulletin.published_at = broadcast.started_at or now
    bulletin.late = rules.is_late(bulletin.publish_at, bulletin.published_at, zone)
    record(session, now, AuditTag.PUBLISHED, None, bulletin, late=bulletin.late)


async def check_printable(session: AsyncSession, bulletin_id: int) -> Edition:
    """Paper goes on walls: only what a second person approved. Raises `Refused`."""
    edition = await queries.get_edition(session, bulletin_id)
    if edition is None:
        raise Refused("bulletins:unknown")
    approved = (BroadcastState.APPROVED, BroadcastState.SENDING, BroadcastState.SENT)
    # Stopped on its way it was approved all the same, and some have read it.
    if edition.broadcast.state not in approved and edition.broadcast.started_at is None:
        raise Refused("bulletins:not_approved")
    return edition


async def check_closable(session: AsyncSession, edition: Edition, by: int, now: datetime) -> None:
    """Raises `Refused`."""
    await people.check_may(session, by, Permission.APPROVE_BROADCAST)
    undecided = edition.broadcast.state in queries.UNDECIDED or edition.unsent_stop
    undecided = undecided and edition.bulletin.closed_at is None
    rules.check_closable(edition.bulletin.publish_at, now, undecided=undecided)


async def close_issue(
    session: AsyncSession, bulletin_id: int, by: int, reason: str, now: datetime
) -> Edition:
    """It will not appear: the month it tells of is long gone. The reason stays on record."""
    edition = await queries.get_edition(session, bulletin_id)
    if edition is None:
        raise Refused("bulletins:unknown")
    await check_closable(session, edition, by, now)
    if not edition.unsent_stop:
        await decisions.stop(session, edition.broadcast.id, by, now)
    edition.bulletin.closed_at = now
    record(session, now, AuditTag.CLOSED, by, edition.bulletin, reason=reason)
    return edition


async def record_distribution(
    session: AsyncSession,
    *,
    bulletin_id: int,
    kind: DistributionKind,
    place: str,
    by: int,
    now: datetime,
    village_id: int | None = None,
    photo_id: int | None = None,
    people_reached: int | None = None,
) -> Distribution:
    """The record that a copy hangs on a board or went to a group (001 §1.3, 1.4)."""
    await people.check_may(session, by, Permission.RECORD_DISTRIBUTION)
    edition = await check_printable(session, bulletin_id)
    copy = Distribution(
        bulletin_id=bulletin_id,
        kind=kind,
        village_id=village_id,
        place=place[:PLACE_LENGTH],
        people_reached=people_reached,
        photo_id=photo_id,
        recorded_by=by,
        recorded_at=now,
    )
    session.add(copy)
    await session.flush()
    where = {"place": copy.place, "way": kind.value, "people": people_reached}
    record(session, now, AuditTag.DISTRIBUTED, by, edition.bulletin, **where)
    return copy


def record(
    session: AsyncSession, now: datetime, tag: AuditTag, by: int | None, bulletin: Bulletin, **after: Any
) -> None:
    """With which bulletin it was."""
    which = {"kind": bulletin.kind.value, "period_start": bulletin.period_start.isoformat()}
    audit.record(session, now, tag, person_id=by, subject_id=bulletin.id, after={**which, **after})


def text_for(edition: Edition, language: str) -> Markup:
    """What residents got in this language; Kyrgyz where there is no Russian."""
    broadcast = edition.broadcast
    chosen = broadcast.text_ru if language == "ru" and broadcast.text_ru else broadcast.text_ky
    return Markup(chosen)  # noqa: S704 - it was cleaned to our marks when it was written


def made_on(edition: Edition, now: datetime, zone: ZoneInfo) -> date:
    """The day a paper bears."""
    return (edition.bulletin.published_at or now).astimezone(zone).date()
