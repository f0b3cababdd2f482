"""What is kept about a person: shown, given as a file, deleted."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import queries, rules
from bot.areas.residents.models import Consent, DataExport, Departure, Topic
from bot.areas.residents.service import AuditTag
from bot.core import audit, files
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact, Person
from bot.core.dialogs.store import DialogState
from bot.core.files import FileReference, StoredFile
from bot.core.messages import Attachment, AttachmentKind
from bot.outbox import service as outbox

EXPORT_KEPT = timedelta(days=1)

DeletionGuard = Callable[[AsyncSession, int], Awaitable[None]]
"""Raises `Refused` when this person can't be deleted now."""
Eraser = Callable[[AsyncSession, int], Awaitable[None]]
"""Empties what an area keeps about a person where their row's end doesn't."""
KeptData = Callable[[AsyncSession, int], Awaitable[Mapping[str, Any]]]
"""What an area keeps about a person, as JSON values, for their export."""


async def collect_data(
    session: AsyncSession, contact: Contact, kept_elsewhere: Sequence[KeptData]
) -> dict[str, Any]:
    """Everything kept about a person, as JSON values."""
    person_id = contact.person_id
    resident = await queries.get_resident(session, person_id)
    off = await queries.topics_off(session, person_id)
    data: dict[str, Any] = {
        "language": contact.person.language,
        "first_seen": contact.person.created_at.isoformat(),
        "addresses": [_address(c) for c in await queries.contacts_of(session, person_id)],
        "consents": await _consents(session, person_id),
        "subscribed_at": _moment(resident.subscribed_at if resident else None),
        "unsubscribed_at": _moment(resident.unsubscribed_at if resident else None),
        "villages": [
            {"name": f.village.name_ky, "main": f.main} for f in await queries.villages_of(session, person_id)
        ],
        "topics": {topic.value: topic not in off for topic in Topic},
        "actions": await _actions(session, person_id),
    }
    for kept in kept_elsewhere:
        data.update(await kept(session, person_id))
    return data


def _address(contact: Contact) -> dict[str, Any]:
    return {
        "channel": contact.channel,
        "address": contact.address,
        "messages_come_here": contact.primary,
        "stopped_at": _moment(contact.stopped_at),
        "last_seen_at": _moment(contact.last_seen_at),
    }


async def _consents(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    found = await session.scalars(select(Consent).where(Consent.person_id == person_id).order_by(Consent.id))
    return [
        {"version": c.version, "language": c.language, "channel": c.channel, "given_at": _moment(c.given_at)}
        for c in found
    ]


async def _actions(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    found = await session.scalars(
        select(AuditEntry).where(AuditEntry.person_id == person_id).order_by(AuditEntry.id)
    )
    return [{"at": _moment(e.at), "what": e.tag, "before": e.before, "after": e.after} for e in found]


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


async def export_data(
    session: AsyncSession, contact: Contact, kept_elsewhere: Sequence[KeptData], now: datetime, name: str
) -> Attachment:
    """The same as a JSON file of that name, which is kept for a day only."""
    audit.record(session, now, AuditTag.DATA_EXPORTED, person_id=contact.person_id)
    await session.flush()
    content = orjson.dumps(await collect_data(session, contact, kept_elsewhere), option=orjson.OPT_INDENT_2)
    attachment = await files.keep_made(
        session, AttachmentKind.DOCUMENT, f"{name}.json", "application/json", content, now
    )
    session.add(DataExport(file_id=attachment.file_id, person_id=contact.person_id, made_at=now))
    await session.flush()
    return attachment


async def delete_person(
    session: AsyncSession,
    contact: Contact,
    now: datetime,
    *,
    guards: Sequence[DeletionGuard] = (),
    erasers: Sequence[Eraser] = (),
) -> None:
    """Delete a person and all that is theirs, now; only bare addresses stay until the goodbye went.

    The addresses move to a person of whom nothing is known, so that the reply can still reach them;
    `sweep_departed` takes both away. What was sent stays as a count.
    """
    person_id = contact.person_id
    for guard in guards:
        await guard(session, person_id)
    for erase in erasers:
        await erase(session, person_id)
    await _withdraw_consents(session, person_id, now)
    await _delete_exports(session, DataExport.person_id == person_id)
    await _leave_bare_addresses(session, person_id, now)
    await session.execute(delete(Person).where(Person.id == person_id))
    await session.refresh(contact)
    audit.record(session, now, AuditTag.DATA_DELETED, person_id=None)
    await session.flush()


async def _withdraw_consents(session: AsyncSession, person_id: int, now: datetime) -> None:
    """The proof that there was a consent stays, without the person."""
    await session.execute(
        update(Consent)
        .where(Consent.person_id == person_id)
        .values(person_id=None, withdrawn_at=func.coalesce(Consent.withdrawn_at, now))
        .execution_options(synchronize_session=False)
    )


async def _leave_bare_addresses(session: AsyncSession, person_id: int, now: datetime) -> None:
    nobody = Person(created_at=now)
    session.add(nobody)
    await session.flush()
    for contact in await queries.contacts_of(session, person_id):
        contact.person_id = nobody.id
        await session.merge(Departure(contact_id=contact.id, since=now))
        await outbox.forget_contact(session, contact.id, now)
        await session.execute(delete(DialogState).where(DialogState.contact_id == contact.id))
    await session.flush()


async def sweep_departed(session: AsyncSession, contact_id: int, now: datetime) -> bool:
    """Take a deleted person's bare address away; False while something is still on its way to it.

    Who came back and agreed anew is no longer leaving.
    """
    departure = await session.get(Departure, contact_id)
    # Locked as `contacts.meet` does: who writes in this very moment waits, and is a newcomer then.
    contact = await session.get(Contact, contact_id, with_for_update={"of": Contact})
    if departure is None or contact is None:
        return False
    if await queries.consent_of(session, contact.person_id):
        await session.delete(departure)
        return False
    leaving = rules.may_be_swept(departure.since, contact.last_seen_at, now)
    if not leaving or await queries.is_awaited(session, contact_id):
        return False
    await outbox.forget_contact(session, contact_id, now)
    await session.execute(delete(Contact).where(Contact.id == contact_id))
    await session.execute(
        delete(Person).where(
            Person.id == contact.person_id, ~exists().where(Contact.person_id == contact.person_id)
        )
    )
    return True


async def sweep_exports(session: AsyncSession, now: datetime) -> None:
    """A copy of someone's data has no reason to lie about."""
    await _delete_exports(session, DataExport.made_at <= now - EXPORT_KEPT)


async def _delete_exports(session: AsyncSession, which: ColumnElement[bool]) -> None:
    """Their bytes and what the platforms call them.

    The empty shell stays: SQLite would give its number to the next file, and a message that still
    waits would carry that one.
    """
    found = (await session.scalars(select(DataExport.file_id).where(which))).all()
    await session.execute(
        update(StoredFile).where(StoredFile.id.in_(found)).values(content=None, size=None, sha256=None)
    )
    await session.execute(delete(FileReference).where(FileReference.file_id.in_(found)))
    await session.execute(delete(DataExport).where(DataExport.file_id.in_(found)))
