"""Reports and presentations as rows: which there are and how far each has come; never commits."""

import enum
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.broadcasts.rules import DECIDED
from bot.areas.obligations.models import ObligationPaper, PaperKind, PaperPosting
from bot.areas.obligations.rules.span import Span
from bot.core.errors import Refused


class Progress(enum.StrEnum):
    """written -> handed in (its message waits for a second person) -> approved -> published."""

    WRITTEN = "written"
    HANDED_IN = "handed_in"
    APPROVED = "approved"
    PUBLISHED = "published"


def kind_of(span: Span) -> PaperKind:
    return PaperKind.QUARTER_REPORT if span.quarter else PaperKind.YEAR_REPORT


def span_of(paper: ObligationPaper) -> Span:
    return Span(paper.year, paper.part)


async def find(session: AsyncSession, kind: PaperKind, year: int, part: int) -> ObligationPaper | None:
    return await session.scalar(
        select(ObligationPaper).where(
            ObligationPaper.kind == kind, ObligationPaper.year == year, ObligationPaper.part == part
        )
    )


async def get(session: AsyncSession, paper_id: int) -> ObligationPaper:
    """To look at. Raises `Refused` for one that isn't there."""
    found = None
    if 0 < paper_id < 2**31:
        found = await session.get(ObligationPaper, paper_id, populate_existing=True)
    if found is None:
        raise Refused("reports:no_paper")
    return found


async def take(session: AsyncSession, paper_id: int) -> ObligationPaper:
    """To change: whoever else changes it waits until this is committed."""
    await get(session, paper_id)
    return await session.get_one(ObligationPaper, paper_id, populate_existing=True, with_for_update=True)


async def broadcast_of(session: AsyncSession, paper: ObligationPaper) -> Broadcast | None:
    """The message that tells of it; one that was stopped before anybody got it is as good as none."""
    if paper.broadcast_id is None:
        return None
    found = await session.get(Broadcast, paper.broadcast_id, populate_existing=True)
    if found is None or (found.state is BroadcastState.STOPPED and found.started_at is None):
        return None
    return found


def progress(broadcast: Broadcast | None) -> Progress:
    if broadcast is None:
        return Progress.WRITTEN
    if broadcast.started_at is not None:
        return Progress.PUBLISHED
    return Progress.APPROVED if broadcast.state in DECIDED else Progress.HANDED_IN


async def gone_out(session: AsyncSession) -> Sequence[tuple[ObligationPaper, Broadcast]]:
    """Whose message has begun to go out, and that aren't noted as published."""
    rows = await session.execute(
        select(ObligationPaper, Broadcast)
        .join(Broadcast, Broadcast.id == ObligationPaper.broadcast_id)
        .where(Broadcast.started_at.is_not(None), ObligationPaper.published_at.is_(None))
    )
    return [(row[0], row[1]) for row in rows]


async def postings(session: AsyncSession, paper_id: int) -> Sequence[PaperPosting]:
    found = await session.scalars(
        select(PaperPosting).where(PaperPosting.paper_id == paper_id).order_by(PaperPosting.id)
    )
    return found.all()
