"""What residents do about their subscription; every change is checked, written and audited."""

import enum
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.residents import queries, rules
from bot.areas.residents.models import Consent, Resident, ResidentVillage, Topic, TopicOff
from bot.core import audit, contacts
from bot.core.contacts import Contact, StopReason
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES


class AuditTag(enum.StrEnum):
    CONSENT_GIVEN = "resident:consent:given"
    LANGUAGE_CHOSEN = "resident:language:chosen"
    SUBSCRIBED = "resident:subscription:started"
    STOPPED = "resident:subscription:stopped"
    RESUMED = "resident:subscription:resumed"
    VILLAGE_ADDED = "resident:village:added"
    VILLAGE_REMOVED = "resident:village:removed"
    MAIN_VILLAGE_CHOSEN = "resident:village:main"
    TOPIC_TURNED = "resident:topic:turned"
    JOINED = "resident:phones:joined"
    PARTED = "resident:phones:parted"
    PREFERRED = "resident:phones:preferred"
    DATA_EXPORTED = "resident:data:exported"
    DATA_DELETED = "resident:data:deleted"


async def give_consent(session: AsyncSession, contact: Contact, language: str, now: datetime) -> None:
    """To the version in force."""
    legal = await municipality.get_legal(session)
    consent = Consent(
        person_id=contact.person_id,
        version=legal.consent_version,
        language=language,
        channel=contact.channel,
        given_at=now,
    )
    session.add(consent)
    await session.flush()
    after = {"version": legal.consent_version, "language": language}
    audit.record(session, now, AuditTag.CONSENT_GIVEN, person_id=contact.person_id, after=after)


async def has_current_consent(session: AsyncSession, person_id: int) -> bool:
    legal = await municipality.get_legal(session)
    consent = await queries.consent_of(session, person_id)
    return rules.is_current(consent.version if consent else None, legal.consent_version)


async def choose_language(session: AsyncSession, contact: Contact, language: str, now: datetime) -> None:
    if language not in RESIDENT_LANGUAGES:
        raise Refused("residents:unknown_language")
    before = contact.person.language
    if before != language:
        contact.person.language = language
        _record_change(session, now, AuditTag.LANGUAGE_CHOSEN, contact.person_id, before, language)


async def subscribe(session: AsyncSession, contact: Contact, village_id: int, now: datetime) -> None:
    """Begin to follow a first village. Raises `Refused` for a village that is no more."""
    await check_village(session, village_id)
    if await queries.consent_of(session, contact.person_id) is None:
        raise Refused("residents:no_consent")
    if await queries.get_resident(session, contact.person_id):
        # Two phones in one hand, or a button tapped again: the village chosen last is theirs.
        await move_to_village(session, contact.person_id, village_id, now)
        await resume_subscription(session, contact.person_id, now)
        return
    session.add(Resident(person_id=contact.person_id, subscribed_at=now))
    await session.flush()
    session.add(ResidentVillage(person_id=contact.person_id, village_id=village_id, main=True))
    await session.flush()
    await resume_subscription(session, contact.person_id, now)
    after = {"village": village_id}
    audit.record(session, now, AuditTag.SUBSCRIBED, person_id=contact.person_id, after=after)


async def stop_subscription(
    session: AsyncSession, person_id: int, now: datetime, *, still_reachable: bool = False
) -> None:
    """Nothing unasked any more. `still_reachable`: work messages go on (staff)."""
    resident = await queries.get_resident(session, person_id)
    if resident and resident.unsubscribed_at is None:
        resident.unsubscribed_at = now
        audit.record(session, now, AuditTag.STOPPED, person_id=person_id)
    if not still_reachable:
        for contact in await queries.contacts_of(session, person_id):
            contacts.stop(contact, StopReason.ASKED, now)


async def resume_subscription(session: AsyncSession, person_id: int, now: datetime) -> bool:
    """Undo a stop; False when there was none."""
    stopped = False
    for contact in await queries.contacts_of(session, person_id):
        if contact.stop_reason is StopReason.ASKED:
            contacts.resume(contact)
            stopped = True
    resident = await queries.get_resident(session, person_id)
    if resident and resident.unsubscribed_at:
        resident.unsubscribed_at, stopped = None, True
        audit.record(session, now, AuditTag.RESUMED, person_id=person_id)
    return stopped


def hear_again(contact: Contact) -> None:
    """Who writes to us hasn't blocked us, whatever a failed sending said before."""
    if contact.stop_reason in (StopReason.BLOCKED, StopReason.GONE):
        contacts.resume(contact)


async def add_village(session: AsyncSession, person_id: int, village_id: int, now: datetime) -> bool:
    """Follow one more; False when it was followed already."""
    await check_village(session, village_id)
    await check_subscribed(session, person_id)
    if await session.get(ResidentVillage, (person_id, village_id)):
        return False
    session.add(ResidentVillage(person_id=person_id, village_id=village_id))
    await session.flush()
    _record_change(session, now, AuditTag.VILLAGE_ADDED, person_id, None, village_id)
    return True


async def remove_village(session: AsyncSession, person_id: int, village_id: int, now: datetime) -> bool:
    """False when it wasn't followed. Without the main one the next becomes main."""
    followed = await queries.villages_of(session, person_id)
    rules.check_removable(village_id, [f.village.id for f in followed])
    gone = next((f for f in followed if f.village.id == village_id), None)
    if gone is None:
        return False
    await _forget_village(session, person_id, village_id)
    if gone.main:
        await _set_main(session, person_id, next(f.village.id for f in followed if f is not gone))
    _record_change(session, now, AuditTag.VILLAGE_REMOVED, person_id, village_id, None)
    return True


async def choose_main_village(session: AsyncSession, person_id: int, village_id: int, now: datetime) -> None:
    """Live in a village; it is followed from now on if it wasn't."""
    await add_village(session, person_id, village_id, now)
    before = await _main_village(session, person_id)
    if before != village_id:
        await _set_main(session, person_id, village_id)
        _record_change(session, now, AuditTag.MAIN_VILLAGE_CHOSEN, person_id, before, village_id)


async def move_to_village(session: AsyncSession, person_id: int, village_id: int, now: datetime) -> None:
    """The new village takes the place of the main one, which is followed no more."""
    before = await _main_village(session, person_id)
    await choose_main_village(session, person_id, village_id, now)
    if before is not None and before != village_id:
        await remove_village(session, person_id, before, now)


async def turn_topic(session: AsyncSession, person_id: int, topic: Topic, now: datetime, *, on: bool) -> None:
    """Setting it to what it is already changes nothing."""
    await check_subscribed(session, person_id)
    off = await session.get(TopicOff, (person_id, topic))
    if on is (off is None):
        return
    if off is None:
        session.add(TopicOff(person_id=person_id, topic=topic))
    else:
        await session.delete(off)
    await session.flush()
    audit.record(
        session,
        now,
        AuditTag.TOPIC_TURNED,
        person_id=person_id,
        before={"topic": topic.value, "on": not on},
        after={"topic": topic.value, "on": on},
    )


async def check_subscribed(session: AsyncSession, person_id: int) -> None:
    """Raises `Refused` for those who never chose a village."""
    if await queries.get_resident(session, person_id) is None:
        raise Refused("residents:not_subscribed")


async def check_village(session: AsyncSession, village_id: int) -> None:
    """Raises `Refused` for a village that isn't in the municipality's file any more."""
    village = await municipality.get_village(session, village_id)
    if village is None or village.retired:
        raise Refused("residents:no_village")


async def _main_village(session: AsyncSession, person_id: int) -> int | None:
    followed = await queries.villages_of(session, person_id)
    return next((f.village.id for f in followed if f.main), None)


async def _set_main(session: AsyncSession, person_id: int, village_id: int) -> None:
    await session.execute(
        update(ResidentVillage)
        .where(ResidentVillage.person_id == person_id)
        .values(main=ResidentVillage.village_id == village_id)
        .execution_options(synchronize_session="fetch")
    )


async def _forget_village(session: AsyncSession, person_id: int, village_id: int) -> None:
    await session.execute(
        delete(ResidentVillage).where(
            ResidentVillage.person_id == person_id, ResidentVillage.village_id == village_id
        )
    )


def _record_change(
    session: AsyncSession, now: datetime, tag: AuditTag, person_id: int, before: object, after: object
) -> None:
    audit.record(session, now, tag, person_id=person_id, before={"value": before}, after={"value": after})
