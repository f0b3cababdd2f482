"""One person, two phones: the code by which the one proves to be the other's, and where messages go.

Codes are short so that people can type them: each lives a quarter of an hour and is good once, and who types
wrong ones has to wait. Never commits.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents import joining, rules
from bot.areas.residents.joining import HoldsRole
from bot.areas.residents.models import LinkCode, LinkTries
from bot.areas.residents.service import AuditTag
from bot.core import audit, contacts, sealing
from bot.core.contacts import Contact, Person
from bot.core.dialogs.store import DialogState
from bot.core.errors import Refused
from bot.core.joining import Rule

PREFIX = "link"
_DRAWS = 10


async def give_code(session: AsyncSession, contact: Contact, now: datetime) -> str:
    """Six digits; an earlier code of this phone opens nothing any more."""
    await session.execute(
        delete(LinkCode).where(LinkCode.contact_id == contact.id, LinkCode.joined_at.is_(None))
    )
    code = await _draw(session, now)
    session.add(
        LinkCode(
            contact_id=contact.id,
            mark=sealing.mark(code),
            created_at=now,
            expires_at=now + rules.CODE_VALID,
        )
    )
    await session.flush()
    return code


async def _draw(session: AsyncSession, now: datetime) -> str:
    """One that nobody else has now."""
    for _ in range(_DRAWS):
        code = f"{secrets.randbelow(10**rules.CODE_LENGTH):0{rules.CODE_LENGTH}}"
        if await _find(session, code, now) is None:
            return code
    raise Refused("residents:link_busy")


async def _find(session: AsyncSession, code: str, now: datetime) -> LinkCode | None:
    return await session.scalar(
        select(LinkCode)
        .where(LinkCode.mark == sealing.mark(code), LinkCode.typed_at.is_(None), LinkCode.expires_at > now)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of a typed code: the `code` itself when it is good; else how many tries are left, or from
    when on one may try again. `own`: it was typed into the phone that it came from, or one joined already.
    """

    code: LinkCode | None = None
    left: int = 0
    again_at: datetime | None = None
    own: bool = False


async def type_code(session: AsyncSession, contact: Contact, code: str, now: datetime) -> Typed:
    """A good one is spent by it, and this phone alone may join with it. Raises nothing: tries must count."""
    tries = await _tries(session, contact, now)
    again_at = rules.next_try(tries.wrong, tries.since, now)
    if again_at is not None:
        return Typed(again_at=again_at)
    found = await _find(session, code, now)
    if found is None:
        tries.wrong, tries.since = tries.wrong + 1, now
        await session.flush()
        left = rules.MOST_WRONG_CODES - tries.wrong
        return Typed(left=left, again_at=None if left else now + rules.WAIT_AFTER_WRONG)
    giver = await session.get_one(Contact, found.contact_id)
    if giver.person_id == contact.person_id:
        return Typed(own=True)
    found.typed_by, found.typed_at, tries.wrong = contact.id, now, 0
    found.expires_at = now + rules.CODE_VALID
    await session.flush()
    return Typed(code=found)


async def _tries(session: AsyncSession, contact: Contact, now: datetime) -> LinkTries:
    """After an hour without a wrong one they begin anew."""
    mark = sealing.mark(f"{contact.channel}:{contact.address}")
    found = await session.get(LinkTries, mark, populate_existing=True)
    if found is None:
        found = LinkTries(address=mark, wrong=0, since=now)
        session.add(found)
    elif now - found.since >= rules.WAIT_AFTER_WRONG:
        found.wrong = 0
    return found


async def typed_code(session: AsyncSession, contact: Contact, code_id: int, now: datetime) -> LinkCode:
    """The code that this phone typed. Raises `Refused` when it is past."""
    code = await session.get(LinkCode, code_id, populate_existing=True)
    if code is None or code.typed_by != contact.id or code.joined_at is not None or code.expires_at <= now:
        raise Refused("residents:link_past")
    return code


async def giver_of(session: AsyncSession, code: LinkCode) -> Contact:
    """The phone that it came from."""
    return await session.get_one(Contact, code.contact_id, populate_existing=True)


async def join(
    session: AsyncSession,
    contact: Contact,
    code_id: int,
    now: datetime,
    *,
    joins: Sequence[Rule],
    holds_role: HoldsRole,
) -> Contact:
    """The two phones' persons become one; news come to this phone, until they choose. Returns the other."""
    code = await typed_code(session, contact, code_id, now)
    giver_id = code.contact_id
    other_person = (await giver_of(session, code)).person_id
    if other_person == contact.person_id:
        raise Refused("residents:link_past")
    await _hold(session, contact, other_person)
    giver = await giver_of(session, code)
    if giver.person_id != other_person:
        raise Refused("residents:link_busy")  # they became one with a third while we waited
    await joining.join(session, contact.person_id, giver.person_id, now, joins, holds_role)
    await session.refresh(contact)
    await contacts.prefer(session, contact.person_id, contact.id)
    code = await session.get_one(LinkCode, code_id)
    code.joined_at = now
    await session.flush()
    return await session.get_one(Contact, giver_id, populate_existing=True)


async def _hold(session: AsyncSession, contact: Contact, other_person: int) -> None:
    """The other's phones too, so that nobody answers there meanwhile. Raises `Refused` for one that is busy.

    Each message holds its own phone. Where two hold one each and want the other's, the one with the smaller
    number waits, and the other is asked to try again: so neither waits for ever.
    """
    theirs = select(Contact.id).where(Contact.person_id == other_person)
    larger = theirs.where(Contact.id > contact.id).order_by(Contact.id)
    await session.execute(larger.with_for_update(of=Contact))
    smaller = theirs.where(Contact.id < contact.id)
    free = await session.scalars(smaller.with_for_update(of=Contact, skip_locked=True))
    if set(free) != set(await session.scalars(smaller)):
        raise Refused("residents:link_busy")


async def prefer(session: AsyncSession, contact: Contact, contact_id: int, now: datetime) -> bool:
    """Where news come from now on; False when it is none of this person's addresses."""
    mine = await contacts.all_of(session, contact.person_id)
    before = next((one.channel for one in mine if one.primary), None)
    chosen = next((one for one in mine if one.id == contact_id), None)
    if chosen is None:
        return False
    if not chosen.primary:
        await contacts.prefer(session, contact.person_id, chosen.id)
        audit.record(
            session,
            now,
            AuditTag.PREFERRED,
            person_id=contact.person_id,
            before={"value": before},
            after={"value": chosen.channel},
        )
    return True


async def part(session: AsyncSession, contact: Contact, code_id: int, now: datetime) -> Contact:
    """The phone that joined by this phone's code is somebody else's again, of whom nothing is known.

    What both had stays here: it can't be told any more whose it was. Raises `Refused` when it is past.
    """
    code = await session.get(LinkCode, code_id, populate_existing=True)
    if code is None or code.contact_id != contact.id or code.joined_at is None or code.typed_by is None:
        raise Refused("residents:link_past")
    other = await session.get_one(Contact, code.typed_by, populate_existing=True)
    if other.person_id != contact.person_id or now > code.joined_at + rules.PARTING_OPEN:
        raise Refused("residents:link_past")
    stranger = Person(created_at=now)
    session.add(stranger)
    await session.flush()
    other.person_id, other.primary = stranger.id, True
    await session.delete(code)
    await session.execute(delete(DialogState).where(DialogState.contact_id == other.id))
    await contacts.prefer(session, contact.person_id, contact.id)
    audit.record(session, now, AuditTag.PARTED, person_id=contact.person_id, after={"value": other.channel})
    await session.flush()
    return other


async def sweep_codes(session: AsyncSession, now: datetime) -> None:
    """What opens nothing any more."""
    await session.execute(
        delete(LinkCode).where(
            or_(
                LinkCode.joined_at.is_(None) & (LinkCode.expires_at <= now),
                LinkCode.joined_at <= now - rules.PARTING_OPEN,
            )
        )
    )
    await session.execute(delete(LinkTries).where(LinkTries.since <= now - timedelta(days=1)))
