"""Which messages there are, whom they reach, how far they are; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState, ProgressMessage
from bot.areas.people import queries as people
from bot.areas.people.rules import Permission
from bot.areas.residents import queries as residents
from bot.areas.residents.models import Topic
from bot.outbox import queries as outbox
from bot.outbox.queries import BatchFigures


@dataclass(frozen=True, slots=True)
class AudienceSize:
    """How many a message would reach: by language, and by village and language."""

    by_language: Mapping[str | None, int]
    by_village: Mapping[int | None, Mapping[str | None, int]]

    @property
    def total(self) -> int:
        return sum(self.by_language.values())


Audience = Select[int, str, str, str | None, int]


def audience_of(broadcast: Broadcast) -> Audience:
    """An emergency reaches also those who turned the topic off."""
    if broadcast.kind is BroadcastKind.EMERGENCY:
        return everyone_in(broadcast)
    return _select(broadcast, broadcast.topic)


def everyone_in(broadcast: Broadcast) -> Audience:
    """Whatever topics they turned off."""
    return _select(broadcast, None)


def _select(broadcast: Broadcast, topic: Topic | None) -> Audience:
    chosen = broadcast.audience
    return residents.audience_select(
        villages=chosen.get("villages", ()),
        districts=chosen.get("districts", ()),
        languages=chosen.get("languages", ()),
        topic=topic,
    )


async def audience_size(session: AsyncSession, broadcast: Broadcast) -> AudienceSize:
    return await size_of(session, audience_of(broadcast))


async def size_of(session: AsyncSession, audience: Audience) -> AudienceSize:
    by_language: dict[str | None, int] = {}
    by_village: dict[int | None, dict[str | None, int]] = {}
    for row in await residents.count_audience(session, audience):
        by_language[row.language] = by_language.get(row.language, 0) + row.count
        by_village.setdefault(row.village_id, {})[row.language] = row.count
    return AudienceSize(by_language, by_village)


async def figures(session: AsyncSession, broadcast: Broadcast) -> BatchFigures:
    return await outbox.batch_figures(session, broadcast.batch_name)


async def list_drafts(session: AsyncSession, person_id: int) -> Sequence[Broadcast]:
    """One's own unfinished messages, the latest first."""
    found = await session.scalars(
        select(Broadcast)
        .where(
            Broadcast.author_id == person_id,
            Broadcast.state.in_((BroadcastState.DRAFT, BroadcastState.RETURNED)),
        )
        .order_by(Broadcast.id.desc())
    )
    return found.all()


async def list_latest(session: AsyncSession, limit: int = 8) -> Sequence[Broadcast]:
    """What was handed in, whatever became of it."""
    found = await session.scalars(
        select(Broadcast)
        .where(Broadcast.state.not_in((BroadcastState.DRAFT, BroadcastState.RETURNED)))
        .order_by(Broadcast.id.desc())
        .limit(limit)
    )
    return found.all()


async def list_waiting(session: AsyncSession, person_id: int) -> Sequence[Broadcast]:
    """What this person may approve; nothing for those who may not approve."""
    if person_id not in await people.people_who_may(session, Permission.APPROVE_BROADCAST):
        return []
    found = await session.scalars(
        select(Broadcast)
        .where(Broadcast.state == BroadcastState.WAITING, Broadcast.author_id.is_distinct_from(person_id))
        .order_by(Broadcast.id)
    )
    return found.all()


async def count_waiting(session: AsyncSession, person_id: int) -> int:
    return len(await list_waiting(session, person_id))


async def count_drafts(session: AsyncSession, person_id: int) -> int:
    return len(await list_drafts(session, person_id))


async def due_ids(session: AsyncSession, now: datetime) -> Sequence[int]:
    found = await session.scalars(
        select(Broadcast.id)
        .where(Broadcast.state == BroadcastState.APPROVED, Broadcast.send_at <= now)
        .order_by(Broadcast.send_at, Broadcast.id)
    )
    return found.all()


async def sending_ids(session: AsyncSession) -> Sequence[int]:
    found = await session.scalars(select(Broadcast.id).where(Broadcast.state == BroadcastState.SENDING))
    return found.all()


async def next_send(session: AsyncSession, now: datetime) -> datetime | None:
    return await session.scalar(
        select(func.min(Broadcast.send_at)).where(
            Broadcast.state == BroadcastState.APPROVED, Broadcast.send_at > now
        )
    )


async def sent_between(session: AsyncSession, start: datetime, end: datetime) -> Sequence[Broadcast]:
    """What residents were told in a time; bulletins, which tell of it themselves, left out."""
    found = await session.scalars(
        select(Broadcast)
        .where(
            Broadcast.started_at >= start,
            Broadcast.started_at < end,
            Broadcast.kind != BroadcastKind.BULLETIN,
            Broadcast.state.in_((BroadcastState.SENDING, BroadcastState.SENT)),
        )
        .order_by(Broadcast.started_at)
    )
    return found.all()


async def unfinished_progress(session: AsyncSession) -> Sequence[int]:
    """Broadcasts whose last state isn't drawn yet."""
    found = await session.scalars(
        select(ProgressMessage.broadcast_id).where(ProgressMessage.final.is_(False)).distinct()
    )
    return found.all()


async def progress_messages(session: AsyncSession, broadcast_id: int) -> Sequence[ProgressMessage]:
    found = await session.scalars(select(ProgressMessage).where(ProgressMessage.broadcast_id == broadcast_id))
    return found.all()
