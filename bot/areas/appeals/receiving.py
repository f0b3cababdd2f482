"""An appeal comes in: from a phone, or noted by staff for who has none; never commits."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries, service
from bot.areas.appeals.models import (
    Appeal,
    AppealAuthor,
    AppealKind,
    AppealState,
    EntryKind,
    Origin,
)
from bot.areas.appeals.rules import deadlines, numbers
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.errors import Refused

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an author says. Text or at least one file; `attachments` are `[kind, file id]`.

    A mandate names its `deputy_id` and `district_id`; `open_to_all` is the author's wish.
    """

    kind: AppealKind
    text: str | None = None
    attachments: list[Any] = field(default_factory=list)
    village_id: int | None = None
    place: str | None = None
    point: tuple[float, float] | None = None
    name: str | None = None
    telephone: str | None = None
    deputy_id: int | None = None
    district_id: int | None = None
    open_to_all: bool = False


async def receive(
    session: AsyncSession, told: Told, author_id: int, origin: Origin, now: datetime, zone: ZoneInfo
) -> Appeal:
    """From the author's own phone. Raises `Refused` when blocked, too often, or empty."""
    await check_may_write(session, author_id, now)
    appeal = await _open(session, told, now, zone, origin=origin, author_id=author_id)
    await remember(session, author_id, name=told.name, telephone=told.telephone, district_id=told.district_id)
    await service.note(session, appeal, EntryKind.RECEIVED, author_id, now)
    service.record(session, now, AuditTag.RECEIVED, None, appeal)
    return appeal


async def enter(session: AsyncSession, told: Told, by: int, now: datetime, zone: ZoneInfo) -> Appeal:
    """By staff, for a person who came, telephoned or wrote on paper."""
    await people.check_may(session, by, Permission.HANDLE_APPEALS)
    appeal = await _open(session, told, now, zone, origin=Origin.STAFF, entered_by=by)
    await service.note(session, appeal, EntryKind.RECEIVED, by, now)
    service.record(session, now, AuditTag.ENTERED, by, appeal)
    return appeal


async def check_may_write(session: AsyncSession, author_id: int, now: datetime) -> None:
    """Before anything is asked of them. Raises `Refused("appeals:blocked")`, `Refused("appeals:often")`."""
    block = await queries.block_of(session, author_id)
    if block is not None:
        raise Refused("appeals:blocked", reason=block.reason, objected=block.objection is not None)
    legal = await municipality.get_legal(session)
    if await queries.count_since(session, author_id, now - A_DAY) >= legal.appeals_a_day:
        raise Refused("appeals:often", most=legal.appeals_a_day)


async def remember(
    session: AsyncSession,
    person_id: int,
    *,
    name: str | None = None,
    telephone: str | None = None,
    district_id: int | None = None,
) -> AppealAuthor:
    """So that nothing is asked twice; what isn't given stays as it was."""
    author = await session.get(AppealAuthor, person_id)
    if author is None:
        author = AppealAuthor(person_id=person_id)
        session.add(author)
    author.name = name or author.name
    author.telephone = telephone or author.telephone
    author.district_id = district_id or author.district_id
    await session.flush()
    return author


async def _open(
    session: AsyncSession,
    told: Told,
    now: datetime,
    zone: ZoneInfo,
    *,
    origin: Origin,
    author_id: int | None = None,
    entered_by: int | None = None,
) -> Appeal:
    text = word_rules.check_words(told.text) if told.text else None
    if text is None and not told.attachments:
        raise Refused("appeals:empty")
    mandate = told.kind is AppealKind.MANDATE
    if mandate is (told.deputy_id is None):
        raise ValueError("a mandate, and only a mandate, is given to a deputy")
    legal = await municipality.get_legal(session)
    today = now.astimezone(zone).date()
    last = None
    if not mandate:
        last = deadlines.deadlines(today, legal, await municipality.get_work_calendar(session))
    latitude, longitude = told.point or (None, None)
    appeal = Appeal(
        number=await _next_number(session, today.year),
        kind=told.kind,
        state=AppealState.NEW,
        origin=origin,
        registered=legal.appeals_are_registered and not mandate,
        text=text,
        attachments=told.attachments[: word_rules.MOST_FILES + word_rules.MOST_VOICES],
        village_id=told.village_id,
        place=told.place,
        latitude=latitude,
        longitude=longitude,
        author_id=author_id,
        author_name=told.name,
        author_telephone=told.telephone,
        entered_by=entered_by,
        received_at=now,
        due_on=last.due_on if last else None,
        target_on=last.target_on if last else None,
        district_id=told.district_id,
        deputy_id=told.deputy_id,
        open_to_all=told.open_to_all and mandate,
    )
    session.add(appeal)
    await session.flush()
    return appeal


async def _next_number(session: AsyncSession, year: int) -> str:
    """One after another within a year; a lock keeps two processes from giving the same."""
    await municipality.lock(session)
    prefix = f"{year % 100:02}-"
    latest = await session.scalar(
        select(Appeal.number)
        .where(Appeal.number.startswith(prefix))
        .order_by(func.length(Appeal.number).desc(), Appeal.number.desc())
        .limit(1)
    )
    serial = int(latest.split("-")[1]) + 1 if latest else 1
    return numbers.make_number(year, serial)
