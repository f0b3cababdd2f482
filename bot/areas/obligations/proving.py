"""Ticks: a person's word that something was done, with what shows it; taken back, never deleted."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import access, queries
from bot.areas.obligations.board import Row, row_of
from bot.areas.obligations.models import Obligation, ObligationPeriod, Proof
from bot.areas.obligations.rules import proof as proof_rules
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused

ON_PAGES = frozenset({"plan.1.1", "plan.1.5"})
"""001 §1.1, 1.5 ask for the site and the social pages: a link shows it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a deed. `about`: whose it is; None: all of theirs. `sure`: of an odd day."""

    done_on: date
    note: str | None = None
    link: str | None = None
    files: list[Any] = field(default_factory=list)
    reports: bool = False
    about: int | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A period with its duty."""

    period: ObligationPeriod
    obligation: Obligation
    row: Row


async def place_of(session: AsyncSession, period_id: int, now: datetime, zone: ZoneInfo) -> Place:
    """Raises `Refused`."""
    period = await queries.find_period(session, period_id)
    obligation = await queries.find(session, period.obligation_id) if period else None
    if period is None or obligation is None:
        raise Refused("obligations:proof_gone")
    return Place(period, obligation, await row_of(session, obligation, now.astimezone(zone).date(), zone))


async def needs_link(session: AsyncSession, key: str) -> bool:
    """Where the chat isn't counted as a page, only a link shows that something stands on one."""
    return key in ON_PAGES and not (await municipality.get_legal(session)).bot_counts_as_page


async def prove(
    session: AsyncSession, period_id: int, by: int, told: Told, now: datetime, zone: ZoneInfo
) -> Proof:
    place = await place_of(session, period_id, now, zone)
    viewer = await access.check_may_prove(session, by, place.row)
    if place.obligation.waived_at is not None:
        raise Refused("obligations:proof_waived")
    proof_rules.check_day(told.done_on, place.period.window, now.astimezone(zone).date(), sure=told.sure)
    note = proof_rules.check_note(told.note) if told.note else None
    link = proof_rules.read_link(told.link) if told.link else None
    if not (note or link or told.files):
        raise Refused("obligations:proof_missing")
    if link is None and await needs_link(session, place.obligation.key):
        raise Refused("obligations:proof_needs_link")
    proof = Proof(
        period_id=period_id,
        done_on=told.done_on,
        about=by if viewer.only_own(place.row) else told.about,
        reports=told.reports,
        note=note,
        link=link,
        files=told.files[: proof_rules.MOST_FILES],
        recorded_by=by,
        recorded_at=now,
    )
    session.add(proof)
    await session.flush()
    _record(session, now, AuditTag.PROVED, by, place, proof)
    return proof


async def find(session: AsyncSession, proof_id: int) -> Proof:
    """Raises `Refused` for one that isn't there or was taken back."""
    found = await session.get(Proof, proof_id, populate_existing=True)
    if found is None or found.withdrawn_at is not None:
        raise Refused("obligations:proof_gone")
    return found


async def may_withdraw(session: AsyncSession, proof: Proof, by: int) -> bool:
    return proof.recorded_by == by or await people.may(session, by, Permission.KEEP_PLAN)


async def withdraw(session: AsyncSession, proof_id: int, by: int, now: datetime, zone: ZoneInfo) -> Proof:
    """By who gave it, or who keeps the plan; the row stays, for the record tells of it."""
    proof = await find(session, proof_id)
    await people.check_may(session, by, Permission.READ_FIGURES)
    if not await may_withdraw(session, proof, by):
        raise Refused("people:not_allowed", permission=Permission.KEEP_PLAN)
    place = await place_of(session, proof.period_id, now, zone)
    proof.withdrawn_by, proof.withdrawn_at = by, now
    await session.flush()
    _record(session, now, AuditTag.PROOF_WITHDRAWN, by, place, proof)
    return proof


def _record(session: AsyncSession, now: datetime, tag: AuditTag, by: int, place: Place, proof: Proof) -> None:
    """Which duty and period, and the day; words and names stay with the proof."""
    after = {
        "year": place.obligation.year,
        "key": place.obligation.key,
        "number": place.period.number,
        "day": proof.done_on.isoformat(),
    }
    audit.record(session, now, tag, person_id=by, subject_id=place.obligation.id, after=after)
