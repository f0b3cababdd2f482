"""Whom a message reaches, and how many that would be now; never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast, batch_name
from bot.areas.residents import queries as residents
from bot.areas.residents.models import Topic
from bot.core.contacts import Contact, Person
from bot.outbox.models import Batch, Delivery

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
    """An emergency and a notice that the rules demand reach also those who turned the topic off, and those
    whose preferred address is gone, over another of theirs."""
    if broadcast.kind in rules.CRITICAL:
        return _select(broadcast, None)
    return _select(broadcast, broadcast.topic)


def in_emergency(broadcast: Broadcast) -> Audience:
    """Whom it would reach as an emergency message, which it isn't yet."""
    return _select(broadcast, None, any_address=True)


def _select(broadcast: Broadcast, topic: Topic | None, *, any_address: bool = False) -> Audience:
    chosen = broadcast.audience
    return residents.audience_select(
        villages=chosen.get("villages", ()),
        districts=chosen.get("districts", ()),
        languages=chosen.get("languages", ()),
        topic=topic,
        also=_also(chosen),
        any_address=any_address or broadcast.kind in rules.CRITICAL,
    )


def _also(chosen: Mapping[str, Any]) -> Select[int] | None:
    """People concerned wherever they live: who got earlier messages, and those named."""
    told, persons = chosen.get("told"), chosen.get("persons")
    if not told and not persons:
        return None
    batches = [batch_name(number) for number in told or ()]
    reached = (
        select(Contact.person_id)
        .join(Delivery, Delivery.contact_id == Contact.id)
        .join(Batch, Batch.id == Delivery.batch_id)
        .where(Batch.name.in_(batches))
    )
    return select(Person.id).where(or_(Person.id.in_(sorted(persons or ())), Person.id.in_(reached)))


async def audience_size(session: AsyncSession, broadcast: Broadcast) -> AudienceSize:
    return await size_of(session, audience_of(broadcast))


async def size_of(session: AsyncSession, audience: Audience) -> AudienceSize:
    by_language: dict[str | None, int] = {}
    by_village: dict[int | None, dict[str | None, int]] = {}
    for row in await residents.count_audience(session, audience):
        by_language[row.language] = by_language.get(row.language, 0) + row.count
        by_village.setdefault(row.village_id, {})[row.language] = row.count
    return AudienceSize(by_language, by_village)
