"""What bulletins, messages and reports tell: published, on boards, in groups (001 §1.1, 1.3-1.5)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.bulletins.models import Bulletin, BulletinKind, Distribution, DistributionKind
from bot.areas.groups.models import GroupKind, Pack, PackState, VillageGroup
from bot.areas.hearings.models import MeetingNotice, Posting, PostingKind
from bot.areas.obligations.facts.looking import Area, Ask, Found, Look, anywhere_and
from bot.areas.obligations.models import ObligationPaper, PaperKind, PaperPosting, PostingWay
from bot.areas.obligations.rules.materials import spread
from bot.areas.obligations.rules.state import Fact, FactKind, Need, Stage

# An alarm or a question isn't information on local issues.
INFORMING = (BroadcastKind.ORDINARY, BroadcastKind.BULLETIN, BroadcastKind.NOTICE)
OUT = (BroadcastState.SENDING, BroadcastState.SENT)
MONTHS = 12


async def read_bulletins(session: AsyncSession, look: Look) -> list[Found]:
    """1.5: the digest of a month belongs to the month after it, however late it appeared."""
    rows = await session.execute(
        select(
            Bulletin.id,
            Bulletin.kind,
            Bulletin.period_start,
            Bulletin.publish_at,
            Bulletin.published_at,
            Broadcast.state,
        )
        .join(Broadcast, Broadcast.id == Bulletin.broadcast_id)
        .where(
            Bulletin.closed_at.is_(None),
            # What was stopped people don't have, or not all of them.
            Broadcast.state != BroadcastState.STOPPED,
            or_(
                and_(Bulletin.publish_at >= look.start, Bulletin.publish_at < look.end),
                Bulletin.id.in_(look.tied(FactKind.BULLETIN)),
            ),
        )
        .order_by(Bulletin.publish_at, Bulletin.id)
    )
    found: list[Found] = []
    for number, kind, start, publish_at, published_at, _ in rows:
        counts = published_at is not None and look.legal.bot_counts_as_page
        stage = Stage.DONE if counts else Stage.PLANNED
        on = look.day(published_at or publish_at)
        plain = Fact(stage, on, FactKind.BULLETIN, number)
        found.append(Found(None, plain))
        year, month = (start.year + 1, 1) if start.month == MONTHS else (start.year, start.month + 1)
        if kind is BulletinKind.MONTHLY and year == look.year:
            found.append(Found("plan.1.5", Fact(stage, on, FactKind.BULLETIN, number, period=month)))
    return found


async def read_messages(session: AsyncSession, look: Look) -> list[Found]:
    """1.1: a chat is a page that people follow, where the municipality counts it as one."""
    if not look.legal.bot_counts_as_page:
        return []
    rows = await session.execute(
        select(Broadcast.id, Broadcast.started_at)
        .where(
            Broadcast.kind.in_(INFORMING),
            Broadcast.state.in_(OUT),
            or_(
                and_(Broadcast.started_at >= look.start, Broadcast.started_at < look.end),
                Broadcast.id.in_(look.tied(FactKind.BROADCAST)),
            ),
        )
        .order_by(Broadcast.started_at, Broadcast.id)
    )
    return [
        one
        for number, started_at in rows
        if started_at
        for one in anywhere_and(
            "plan.1.1", Fact(Stage.DONE, look.day(started_at), FactKind.BROADCAST, number)
        )
    ]


_DUTIES = {
    DistributionKind.BOARD.value: ("plan.1.4", FactKind.POSTER),
    DistributionKind.GROUP.value: ("plan.1.3", FactKind.GROUP_MESSAGE),
}
_OF_MEETINGS = {
    PostingKind.BOARD.value: ("plan.1.4", FactKind.MEETING_POSTER),
    PostingKind.GROUP.value: ("plan.1.3", FactKind.MEETING_MESSAGE),
}


async def read_copies(session: AsyncSession, look: Look) -> list[Found]:
    """1.3, 1.4: each material on the day it first hung on a board or went to a group."""
    first, posted = func.min(Distribution.recorded_at), func.min(Posting.recorded_at)
    of_bulletins = await session.execute(
        select(Distribution.bulletin_id, Distribution.kind, first)
        .group_by(Distribution.bulletin_id, Distribution.kind)
        .having(
            or_(
                and_(first >= look.start, first < look.end),
                Distribution.bulletin_id.in_(look.tied(FactKind.POSTER, FactKind.GROUP_MESSAGE)),
            )
        )
    )
    of_meetings = await session.execute(
        select(Posting.meeting_id, Posting.kind, posted)
        .where(Posting.kind.in_((PostingKind.BOARD, PostingKind.GROUP)))
        .group_by(Posting.meeting_id, Posting.kind)
        .having(
            or_(
                and_(posted >= look.start, posted < look.end),
                Posting.meeting_id.in_(look.tied(FactKind.MEETING_POSTER, FactKind.MEETING_MESSAGE)),
            )
        )
    )
    return _once(
        [
            *_copies(look, of_bulletins, _DUTIES),
            *_copies(look, of_meetings, _OF_MEETINGS),
            *await _to_groups(session, look),
            *await _reports(session, look),
        ]
    )


async def _reports(session: AsyncSession, look: Look) -> list[Found]:
    """1.4: a monitoring report on the day it first hung on a board (004 §5.4)."""
    first = func.min(PaperPosting.recorded_at)
    rows = await session.execute(
        select(PaperPosting.paper_id, first)
        .join(ObligationPaper, ObligationPaper.id == PaperPosting.paper_id)
        .where(PaperPosting.way == PostingWay.BOARD, ObligationPaper.kind != PaperKind.PRESENTATION)
        .group_by(PaperPosting.paper_id)
        .having(
            or_(
                and_(first >= look.start, first < look.end),
                PaperPosting.paper_id.in_(look.tied(FactKind.REPORT_POSTER)),
            )
        )
    )
    return [
        one
        for number, hung_at in rows
        for one in anywhere_and(
            "plan.1.4", Fact(Stage.DONE, look.day(hung_at), FactKind.REPORT_POSTER, number)
        )
    ]


def _once(found: Iterable[Found]) -> list[Found]:
    """A material that was written down by hand and went to registered groups too: on the earlier day."""
    first: dict[tuple[str | None, FactKind, int], Found] = {}
    for one in sorted(found, key=lambda one: one.fact.on):
        first.setdefault((one.key, one.fact.kind, one.fact.subject_id), one)
    return list(first.values())


async def _to_groups(session: AsyncSession, look: Look) -> list[Found]:
    """1.3: each material on the day it first went to a registered WhatsApp group."""
    rows = await session.execute(
        select(Pack.broadcast_id, Bulletin.id, MeetingNotice.meeting_id, func.min(Pack.settled_at))
        .join(VillageGroup, VillageGroup.id == Pack.group_id)
        .join(Broadcast, Broadcast.id == Pack.broadcast_id)
        .outerjoin(Bulletin, Bulletin.broadcast_id == Pack.broadcast_id)
        .outerjoin(MeetingNotice, MeetingNotice.broadcast_id == Pack.broadcast_id)
        .where(
            Pack.state == PackState.FORWARDED,
            VillageGroup.kind == GroupKind.WHATSAPP,
            Broadcast.kind.in_(INFORMING),
        )
        .group_by(Pack.broadcast_id, Bulletin.id, MeetingNotice.meeting_id)
        .order_by(func.min(Pack.settled_at))
    )
    found: list[Found] = []
    for broadcast, bulletin, meeting, first in rows:
        kind, number = _material(broadcast, bulletin, meeting)
        if first is None:
            continue
        if look.start <= first < look.end or number in look.tied(kind):
            found += _of_group(Fact(Stage.DONE, look.day(first), kind, number))
    return found


def _of_group(fact: Fact) -> list[Found]:
    """News is linked as the message it is; of it here only that it went to groups."""
    if fact.kind is FactKind.BROADCAST:
        return [Found("plan.1.3", fact)]
    return anywhere_and("plan.1.3", fact)


def _material(broadcast: int, bulletin: int | None, meeting: int | None) -> tuple[FactKind, int]:
    """Whose text it was; news is a material by itself."""
    if bulletin is not None:
        return FactKind.GROUP_MESSAGE, bulletin
    return (FactKind.BROADCAST, broadcast) if meeting is None else (FactKind.MEETING_MESSAGE, meeting)


def _copies(
    look: Look,
    rows: Iterable[Row[int, DistributionKind, datetime]] | Iterable[Row[int, PostingKind, datetime]],
    duties: Mapping[str, tuple[str, FactKind]],
) -> list[Found]:
    found: list[Found] = []
    for number, kind, first in rows:
        key, fact_kind = duties[kind.value]
        found += anywhere_and(key, Fact(Stage.DONE, look.day(first), fact_kind, number))
    return found


async def materials(_session: AsyncSession, ask: Ask) -> Mapping[int, Need]:
    """001 §1.4: at least ____ materials a year, a part of them in each quarter."""
    target = ask.target("materials_min") or 1
    return {period.number: Need(count=spread(target, period.number)) for period in ask.periods}


AREAS: Sequence[Area] = (
    Area(frozenset({"plan.1.5"}), frozenset({FactKind.BULLETIN}), read_bulletins),
    Area(frozenset({"plan.1.1"}), frozenset({FactKind.BROADCAST}), read_messages),
    Area(
        frozenset({"plan.1.3", "plan.1.4"}),
        frozenset(
            {FactKind.REPORT_POSTER, *(k for duties in (_DUTIES, _OF_MEETINGS) for _, k in duties.values())}
        ),
        read_copies,
    ),
)
