"""Who follows what, and whom a message reaches; never commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Village
from bot.areas.residents.models import Consent, Departure, Resident, ResidentVillage, Topic, TopicOff
from bot.core.contacts import Contact, Person
from bot.outbox.models import Delivery
from bot.outbox.queries import ON_THEIR_WAY


@dataclass(frozen=True, slots=True)
class Followed:
    """A village that a resident follows; `main` is the one they live in."""

    village: Village
    main: bool


@dataclass(frozen=True, slots=True)
class AudienceCount:
    village_id: int
    language: str
    count: int


async def get_resident(session: AsyncSession, person_id: int) -> Resident | None:
    """None for those who never chose a village."""
    return await session.get(Resident, person_id)


async def consent_of(session: AsyncSession, person_id: int) -> Consent | None:
    """The latest that wasn't withdrawn."""
    return await session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.version.desc(), Consent.id.desc())
        .limit(1)
    )


async def villages_of(session: AsyncSession, person_id: int) -> Sequence[Followed]:
    """The main one first, the others in the municipality's order."""
    rows = await session.execute(
        select(Village, ResidentVillage.main)
        .join(ResidentVillage, ResidentVillage.village_id == Village.id)
        .where(ResidentVillage.person_id == person_id)
        .order_by(ResidentVillage.main.desc(), Village.position, Village.id)
    )
    return [Followed(village, main) for village, main in rows]


async def topics_off(session: AsyncSession, person_id: int) -> frozenset[Topic]:
    return frozenset(await session.scalars(select(TopicOff.topic).where(TopicOff.person_id == person_id)))


async def contacts_of(session: AsyncSession, person_id: int) -> Sequence[Contact]:
    found = await session.scalars(select(Contact).where(Contact.person_id == person_id).order_by(Contact.id))
    return found.all()


async def has_several_addresses(session: AsyncSession, person_id: int) -> bool:
    return len(await contacts_of(session, person_id)) > 1


async def is_awaited(session: AsyncSession, contact_id: int) -> bool:
    """Whether a message is still on its way to this address."""
    found = await session.scalar(
        select(exists().where(Delivery.contact_id == contact_id, Delivery.status.in_(ON_THEIR_WAY)))
    )
    return bool(found)


async def departed_contacts(session: AsyncSession) -> Sequence[int]:
    """Addresses of deleted people that are still here."""
    found = await session.scalars(select(Departure.contact_id).order_by(Departure.since))
    return found.all()


def audience_select(
    *,
    villages: Collection[int] = (),
    districts: Collection[int] = (),
    languages: Collection[str] = (),
    topic: Topic | None,
    also: Select[int] | None = None,
    any_address: bool = False,
) -> Select[int, str, str, str | None, int]:
    """Everyone a mass message reaches, each once: contact_id, channel, address, language, segment.

    Reached are residents who agreed, didn't say stop and whose primary address works. `villages` and
    `districts` (a village partly in a district counts) add to each other; an empty list means all. With
    `topic` those who turned it off are left out. `segment` is the resident's main village when it is among
    the meant ones, else the first of theirs that is. `also` selects people meant wherever they live.
    `any_address`: whose primary one doesn't work is reached over another.
    """
    followed = _followed(villages, districts, also).subquery()
    other = aliased(Contact)
    # A person with two primary addresses is one person still: the older address speaks for both.
    better = (other.primary & ~Contact.primary) | (
        (other.primary == Contact.primary) & (other.id < Contact.id)
    )
    found = (
        select(
            Contact.id.label("contact_id"),
            Contact.channel,
            Contact.address,
            Person.language,
            followed.c.segment,
        )
        .join(Person, Person.id == Contact.person_id)
        .join(Resident, Resident.person_id == Contact.person_id)
        .join(followed, followed.c.person_id == Contact.person_id)
        .where(Contact.stopped_at.is_(None), Resident.unsubscribed_at.is_(None))
        .where(
            ~exists().where(other.person_id == Contact.person_id, other.stopped_at.is_(None), better),
            exists().where(Consent.person_id == Contact.person_id, Consent.withdrawn_at.is_(None)),
        )
    )
    if not any_address:
        found = found.where(Contact.primary)
    if languages:
        found = found.where(Person.language.in_(languages))
    if topic is not None:
        found = found.where(~exists().where(TopicOff.person_id == Contact.person_id, TopicOff.topic == topic))
    return found


def subscribed() -> Select[int]:
    """Everybody who gets messages."""
    return select(Resident.person_id).where(Resident.unsubscribed_at.is_(None))


def is_of(persons: Select[int]) -> ColumnElement[bool]:
    """Narrows `audience_select` to some people."""
    return Contact.person_id.in_(persons)


def _followed(
    villages: Collection[int], districts: Collection[int], also: Select[int] | None
) -> Select[int, int]:
    """Each resident of the meant villages with the one they are counted in."""
    main = func.min(ResidentVillage.village_id).filter(ResidentVillage.main)
    segment = func.coalesce(main, func.min(ResidentVillage.village_id)).label("segment")
    found = select(ResidentVillage.person_id, segment).group_by(ResidentVillage.person_id)
    if not villages and not districts:
        return found
    meant = [
        ResidentVillage.village_id.in_(sorted(villages)),
        ResidentVillage.village_id.in_(municipality.of_districts(sorted(districts))),
    ]
    return found.where(or_(*meant, *([ResidentVillage.person_id.in_(also)] if also is not None else [])))


async def count_audience(
    session: AsyncSession, audience: Select[int, str, str, str | None, int]
) -> Sequence[AudienceCount]:
    """How many in each village and language, before anything is sent; villages in their order."""
    people = audience.subquery()
    rows = await session.execute(
        select(people.c.segment, people.c.language, func.count())
        .join(Village, Village.id == people.c.segment)
        .group_by(people.c.segment, people.c.language, Village.position)
        .order_by(Village.position, people.c.language)
    )
    return [AudienceCount(*row) for row in rows]


async def subscribers_count(session: AsyncSession, as_of: datetime) -> int:
    """Residents subscribed at that moment, whether their address works or not.

    Those who have deleted themselves since aren't counted any more.
    """
    counted = await session.scalar(
        select(func.count())
        .select_from(Resident)
        .where(Resident.subscribed_at <= as_of)
        .where(or_(Resident.unsubscribed_at.is_(None), Resident.unsubscribed_at > as_of))
    )
    return counted or 0
