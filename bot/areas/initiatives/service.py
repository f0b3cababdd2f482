"""Keeping the register, and residents' support; never commits."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives import queries, rules
from bot.areas.initiatives.models import (
    ACT_NUMBER_LENGTH,
    Initiative,
    InitiativeEvent,
    InitiativeKind,
    InitiativeStage,
    InitiativeSupport,
    Initiator,
)
from bot.areas.initiatives.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is registered. `amount` in сом; `files` are `[kind, file id]`."""

    kind: InitiativeKind
    title_ky: str
    title_ru: str | None = None
    about: str
    put_forward_by: Initiator
    initiator: str
    village_id: int | None = None
    amount: int | None = None
    signatures: int = 0
    files: list[Any] = field(default_factory=list)
    appeal_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A stage, its day and what belongs to it."""

    stage: InitiativeStage
    on: date
    note: str | None = None
    files: list[Any] = field(default_factory=list)
    act_number: str | None = None
    act_on: date | None = None
    spent: int | None = None


async def get(session: AsyncSession, initiative_id: int) -> Initiative:
    """The register is open to everybody. Raises `Refused("initiatives:gone")`."""
    found = await queries.find(session, initiative_id)
    if found is None:
        raise Refused("initiatives:gone")
    return found


async def check_may_keep(session: AsyncSession, person_id: int) -> None:
    await people.check_may(session, person_id, Permission.KEEP_INITIATIVES)


async def _take(session: AsyncSession, initiative_id: int, by: int) -> Initiative:
    """To change; others wait."""
    await check_may_keep(session, by)
    found = await session.get(Initiative, initiative_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise Refused("initiatives:gone")
    return found


async def register(session: AsyncSession, draft: Draft, by: int, now: datetime, zone: ZoneInfo) -> Initiative:
    """How many signatures the law asks is counted now and stays, whatever the population becomes."""
    await check_may_keep(session, by)
    if draft.appeal_id is not None and await queries.find_by_appeal(session, draft.appeal_id):
        raise Refused("initiatives:twice")
    today = now.astimezone(zone).date()
    legal = await municipality.get_legal(session)
    people_here = await queries.population(session)
    initiative = Initiative(
        year=today.year,
        number=await _next_number(session, today.year),
        kind=draft.kind,
        stage=InitiativeStage.REGISTERED,
        title_ky=rules.check_words(draft.title_ky),
        title_ru=rules.check_words(draft.title_ru) if draft.title_ru else None,
        about=rules.check_words(draft.about, rules.LONGEST_TEXT),
        put_forward_by=draft.put_forward_by,
        initiator=rules.check_words(draft.initiator),
        village_id=draft.village_id,
        amount=draft.amount,
        signatures=draft.signatures,
        signatures_needed=rules.signatures_needed(
            draft.kind, draft.put_forward_by, people_here, legal.initiative_signatures
        ),
        files=draft.files,
        appeal_id=draft.appeal_id,
        registered_on=today,
        registered_by=by,
        created_at=now,
    )
    session.add(initiative)
    await session.flush()
    _note(session, initiative, Reached(stage=InitiativeStage.REGISTERED, on=today), by, now)
    await session.flush()
    _record(session, now, AuditTag.REGISTERED, by, initiative)
    return initiative


async def _next_number(session: AsyncSession, year: int) -> int:
    await municipality.lock(session)
    latest = await session.scalar(select(func.max(Initiative.number)).where(Initiative.year == year))
    return (latest or 0) + 1


async def reach(
    session: AsyncSession, initiative_id: int, by: int, reached: Reached, now: datetime, zone: ZoneInfo
) -> tuple[Initiative, InitiativeEvent]:
    """Raises `Refused` for a stage that doesn't follow, a wrong day, a refusal without its reason."""
    initiative = await _take(session, initiative_id, by)
    stage = reached.stage
    rules.check_stage(initiative, stage)
    before = max(one.on for one in await queries.events_of(session, initiative_id))
    rules.check_day(reached.on, now.astimezone(zone).date(), before)
    if stage is InitiativeStage.REFUSED and not reached.note:
        raise Refused("initiatives:reason")
    was = initiative.stage
    initiative.stage = stage
    if rules.needs_act(initiative, stage):
        initiative.act_number = rules.check_words(
            (reached.act_number or "").strip().removeprefix("№"), ACT_NUMBER_LENGTH
        )
        initiative.act_on = reached.act_on or reached.on
    if rules.needs_money(initiative, stage):
        initiative.spent = reached.spent
    event = _note(session, initiative, reached, by, now)
    await session.flush()
    _record(
        session,
        now,
        AuditTag.REACHED,
        by,
        initiative,
        before={"stage": was.value},
        after={"stage": stage.value, "on": reached.on.isoformat()},
    )
    return initiative, event


def _note(
    session: AsyncSession, initiative: Initiative, reached: Reached, by: int, now: datetime
) -> InitiativeEvent:
    note = rules.check_words(reached.note, rules.LONGEST_NOTE) if reached.note else None
    event = InitiativeEvent(
        initiative_id=initiative.id,
        stage=reached.stage,
        on=reached.on,
        note=note,
        files=reached.files,
        noted_by=by,
        noted_at=now,
    )
    session.add(event)
    return event


async def count_signatures(
    session: AsyncSession, initiative_id: int, by: int, count: int, now: datetime
) -> Initiative:
    """As they stand on the office's sheets; the last count holds. Only while it isn't decided."""
    initiative = await _take(session, initiative_id, by)
    if initiative.stage not in rules.OPEN:
        raise Refused("initiatives:past", stage=initiative.stage)
    before = initiative.signatures
    initiative.signatures = count
    _record(session, now, AuditTag.SIGNED, by, initiative, {"count": before}, {"count": count})
    return initiative


async def change(
    session: AsyncSession, initiative_id: int, by: int, part: str, value: Any, now: datetime
) -> Initiative:
    """A slip in the register is set right. `part`: title_ky, title_ru, about, initiator, amount, files."""
    initiative = await _take(session, initiative_id, by)
    before = getattr(initiative, part)
    if part in {"title_ky", "initiator"}:
        value = rules.check_words(value)
    elif part == "title_ru":
        value = rules.check_words(value) if value else None
    elif part == "about":
        value = rules.check_words(value, rules.LONGEST_TEXT)
    setattr(initiative, part, value)
    told = {} if part == "files" else {part: _short(value)}
    was = {} if part == "files" else {part: _short(before)}
    _record(session, now, AuditTag.CHANGED, by, initiative, was, {"part": part, **told})
    return initiative


def _short(value: Any) -> Any:
    return value[:80] if isinstance(value, str) else value


def _record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int,
    initiative: Initiative,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    title = {"title": initiative.title_ky[:80]}
    audit.record(
        session,
        now,
        tag,
        person_id=by,
        subject_id=initiative.id,
        before=before,
        after={**title, **(after or {})},
    )


# Residents


async def support(session: AsyncSession, initiative_id: int, person_id: int, now: datetime) -> bool:
    """Once each: False when they did before. Raises `Refused` once it is decided."""
    initiative = await get(session, initiative_id)
    if not rules.can_be_supported(initiative):
        raise Refused("initiatives:decided")
    try:
        async with session.begin_nested():
            session.add(InitiativeSupport(initiative_id=initiative_id, person_id=person_id, since=now))
    except IntegrityError:
        return False
    return True


async def take_back(session: AsyncSession, initiative_id: int, person_id: int) -> None:
    """Whenever they like: they will hear no more of it."""
    await get(session, initiative_id)
    await session.execute(
        delete(InitiativeSupport).where(
            InitiativeSupport.initiative_id == initiative_id, InitiativeSupport.person_id == person_id
        )
    )
