"""Whom a message reaches, and how many that would be now; never commits."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.residents import queries as residents
from bot.areas.residents.models import Topic

Audience = Select[int, str, str, str | None, int]


@dataclass(frozen=True, slots=True)
class AudienceSize:
    """How many a message would reach: by language, and by village and language."""

    by_language: Mapping[str | None, int]
    by_village: Mapping[int | None, Mapping[str | None, int]]

    @property
    def total(self) -> int:
        return sum(self.by_language.values())


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
