"""Which appeals the office sees, and in which order; never commits."""

import enum
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import Appeal, AppealKind, AppealState
from bot.areas.appeals.rules import duplicates
from bot.areas.appeals.rules.access import OPEN
from bot.areas.appeals.rules.duplicates import Described
from bot.areas.appeals.rules.fates import OVERDUE_STATES

PAGE = 4
MOST_COMPARED = 300
# As `deadlines.last_day`.
_last_day = case((Appeal.target_on > Appeal.due_on, Appeal.target_on), else_=Appeal.due_on)


class Filter(enum.StrEnum):
    """`DISPUTED`: answered once, and now with the head; so it isn't late, whatever its last day was."""

    DISPUTED = "disputed"
    NEW = "new"
    MINE = "mine"
    LATE = "late"
    OPEN = "open"
    CLOSED = "closed"


def _conditions(which: Filter, person_id: int, today: date) -> list[ColumnElement[bool]]:
    to_office = Appeal.kind != AppealKind.MANDATE
    is_open = Appeal.state.in_(OPEN)
    return {
        Filter.DISPUTED: [to_office, Appeal.state == AppealState.DISPUTED],
        Filter.NEW: [to_office, Appeal.state == AppealState.NEW],
        Filter.MINE: [to_office, is_open, Appeal.handler_id == person_id],
        Filter.LATE: [to_office, Appeal.state.in_(OVERDUE_STATES), today > _last_day],
        Filter.OPEN: [to_office, is_open],
        Filter.CLOSED: [to_office, ~is_open],
    }[which]


async def count(session: AsyncSession, which: Filter, person_id: int, today: date) -> int:
    found = select(func.count()).select_from(Appeal).where(*_conditions(which, person_id, today))
    return await session.scalar(found) or 0


async def page(
    session: AsyncSession, which: Filter, person_id: int, today: date, number: int
) -> Sequence[Appeal]:
    """What is due first stands first; of the ended ones the latest."""
    found = select(Appeal).where(*_conditions(which, person_id, today))
    if which is Filter.CLOSED:
        found = found.order_by(Appeal.closed_at.desc(), Appeal.id.desc())
    else:
        found = found.order_by(_last_day, Appeal.id)
    return (await session.scalars(found.limit(PAGE).offset(number * PAGE))).all()


async def alike(
    session: AsyncSession, mine: Described, now: datetime, *, besides: int | None = None
) -> list[Appeal]:
    """What may be about the same thing; `besides`: the appeal itself."""
    near: list[ColumnElement[bool]] = [Appeal.latitude.is_not(None)]
    if mine.village_id is not None:
        near.append(Appeal.village_id == mine.village_id)
    found = await session.scalars(
        select(Appeal)
        .where(
            Appeal.kind != AppealKind.MANDATE,
            Appeal.received_at >= now - duplicates.LOOK_BACK,
            Appeal.id != (besides or 0),
            Appeal.duplicate_of.is_(None),
            or_(*near),
        )
        .order_by(Appeal.id.desc())
        .limit(MOST_COMPARED)
    )
    fresh = (one for one in found if duplicates.is_fresh(one.received_at, one.closed_at, now))
    return duplicates.most_alike(mine, fresh)


async def joined_to(session: AsyncSession, appeal_id: int) -> Sequence[Appeal]:
    """The open ones that are handled together with it."""
    found = await session.scalars(
        select(Appeal).where(Appeal.duplicate_of == appeal_id, Appeal.state.in_(OPEN)).order_by(Appeal.id)
    )
    return found.all()
