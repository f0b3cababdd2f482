"""Which mandates there are, for residents, deputies and the council; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import (
    Appeal,
    AppealEntry,
    AppealKind,
    AppealState,
    AppealSupport,
    DeputyStep,
    EntryKind,
    ReportWish,
)
from bot.areas.appeals.queries import is_shown
from bot.areas.appeals.rules.access import OPEN
from bot.areas.people.models import Role, RoleGrant

_MANDATE = Appeal.kind == AppealKind.MANDATE
_SUPPORTERS = (
    select(func.count())
    .select_from(AppealSupport)
    .where(AppealSupport.appeal_id == Appeal.id)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate with how many others it matters to."""

    appeal: Appeal
    supporters: int


async def of_district(session: AsyncSession, district_id: int) -> list[Line]:
    """Open to all: first what isn't ended, of that what matters to most."""
    rows = await session.execute(
        select(Appeal, _SUPPORTERS)
        .where(Appeal.district_id == district_id, is_shown())
        .order_by(Appeal.state.in_(OPEN).desc(), _SUPPORTERS.desc(), Appeal.id.desc())
    )
    return [Line(appeal, count) for appeal, count in rows]


async def of_deputy(session: AsyncSession, deputy_id: int) -> list[Line]:
    """Not the withdrawn ones; the oldest first."""
    rows = await session.execute(
        select(Appeal, _SUPPORTERS)
        .where(_MANDATE, Appeal.deputy_id == deputy_id, Appeal.state != AppealState.WITHDRAWN)
        .order_by(Appeal.received_at, Appeal.id)
    )
    return [Line(appeal, count) for appeal, count in rows]


async def received_by(
    session: AsyncSession, deputies: Sequence[int], since: datetime, until: datetime
) -> list[Line]:
    rows = await session.execute(
        select(Appeal, _SUPPORTERS)
        .where(
            _MANDATE,
            Appeal.deputy_id.in_(deputies),
            Appeal.state != AppealState.WITHDRAWN,
            Appeal.received_at >= since,
            Appeal.received_at < until,
        )
        .order_by(Appeal.received_at, Appeal.id)
    )
    return [Line(appeal, count) for appeal, count in rows]


async def passed_on(session: AsyncSession) -> Sequence[Appeal]:
    """Before the council, the oldest first, then what it answered."""
    passed = exists().where(AppealEntry.appeal_id == Appeal.id, AppealEntry.kind == EntryKind.PASSED_ON)
    found = await session.scalars(
        select(Appeal)
        .where(_MANDATE, passed, Appeal.state != AppealState.WITHDRAWN)
        .order_by(Appeal.state.in_(OPEN).desc(), Appeal.id)
    )
    return found.all()


async def left_behind(session: AsyncSession) -> Sequence[Appeal]:
    """Open ones whose deputy is none any more, or was elected anew in another district.

    Those of the latter stay with them, who know the matter, until the council hands them over.
    """
    serves = exists().where(
        RoleGrant.person_id == Appeal.deputy_id,
        RoleGrant.role == Role.DEPUTY,
        RoleGrant.district_id == Appeal.district_id,
        RoleGrant.revoked_at.is_(None),
    )
    found = await session.scalars(
        select(Appeal).where(_MANDATE, Appeal.state.in_(OPEN), ~serves).order_by(Appeal.id)
    )
    return found.all()


async def left_in(session: AsyncSession, person_id: int) -> Sequence[Appeal]:
    """Of the district that this deputy serves: theirs as soon as the council hands them over."""
    served = await session.scalar(
        select(RoleGrant.district_id).where(
            RoleGrant.person_id == person_id, RoleGrant.role == Role.DEPUTY, RoleGrant.revoked_at.is_(None)
        )
    )
    return [one for one in await left_behind(session) if served and one.district_id == served]


async def count_new(session: AsyncSession, deputy_id: int) -> int:
    """For the deputy's menu."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Appeal)
        .where(_MANDATE, Appeal.deputy_id == deputy_id, Appeal.state == AppealState.NEW)
    )
    return counted or 0


async def count_for_council(session: AsyncSession, _person_id: int) -> int:
    counted = await session.scalar(
        select(func.count()).select_from(Appeal).where(_MANDATE, Appeal.state == AppealState.COUNCIL)
    )
    return (counted or 0) + len(await left_behind(session))


async def supports(session: AsyncSession, appeal_id: int, person_id: int) -> bool:
    return await session.get(AppealSupport, (appeal_id, person_id)) is not None


async def supporters_of(session: AsyncSession, appeal_id: int) -> Sequence[int]:
    found = await session.scalars(select(AppealSupport.person_id).where(AppealSupport.appeal_id == appeal_id))
    return found.all()


@dataclass(frozen=True, slots=True)
class Promise:
    """The last plan of a mandate."""

    text: str
    due_on: date
    made_at: datetime


async def promises(session: AsyncSession, appeals: Sequence[int]) -> Mapping[int, Promise]:
    found = await session.scalars(
        select(AppealEntry)
        .where(AppealEntry.appeal_id.in_(appeals), AppealEntry.kind == EntryKind.PLANNED)
        .order_by(AppealEntry.at, AppealEntry.id)
    )
    return {
        one.appeal_id: Promise(one.text or "", date.fromisoformat(one.about["due_on"]), one.at)
        for one in found
    }


async def wish_of(session: AsyncSession, person_id: int, year: int) -> ReportWish | None:
    return await session.get(ReportWish, (person_id, year), populate_existing=True)


async def is_done(session: AsyncSession, person_id: int, step: str) -> bool:
    return await session.get(DeputyStep, (person_id, step)) is not None
