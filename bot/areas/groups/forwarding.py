"""Who forwards to a group: asked, agreed, stopped; never commits.

Nobody is made to forward by a button of the office: whoever it is says yes, and may stop at any time.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.groups import notices, queries, rules
from bot.areas.groups.models import ForwarderOffer, GroupKind, Pack, PackState, VillageGroup
from bot.areas.groups.queries import MAY
from bot.areas.groups.service import get, record, take
from bot.areas.groups.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.core.errors import Refused

PREFIX = "fw"
SECRET_BYTES = 24
# A colleague may be on leave; a link that lies about is of use to strangers.
PERSON_MAY_ANSWER = timedelta(days=14)


async def ask_person(
    session: AsyncSession, group_id: int, person_id: int, by: int, now: datetime
) -> ForwarderOffer | None:
    """Of the office, a deputy, or who forwards elsewhere. None: they took it themselves. Raises `Refused`."""
    group = await _to_ask(session, group_id, by)
    name = (await queries.could_forward(session)).get(person_id)
    if name is None:
        raise Refused("groups:nobody")
    await _end_offers(session, group, now)
    if person_id == by:
        await _appoint(session, group, person_id, name, now)
        return None
    offer = await _add(session, group, name, by, now, now + PERSON_MAY_ANSWER, person_id=person_id)
    await notices.asked(session, group, offer, by, now)
    return offer


async def invite(session: AsyncSession, group_id: int, name: str, by: int, now: datetime) -> str:
    """A one-time link for a resident; its payload. Raises `Refused`."""
    group = await _to_ask(session, group_id, by)
    name = rules.check_name(name)
    await _end_offers(session, group, now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    legal = await municipality.get_legal(session)
    until = now + timedelta(hours=legal.invite_valid_hours)
    await _add(session, group, name, by, now, until, secret_hash=_hash(secret))
    return f"{PREFIX}_{secret}"


async def open_link(session: AsyncSession, secret: str, now: datetime) -> tuple[ForwarderOffer, VillageGroup]:
    """Raises `Refused` for a link that is used, taken back or too old."""
    offer = await session.scalar(
        select(ForwarderOffer)
        .where(ForwarderOffer.secret_hash == _hash(secret))
        .execution_options(populate_existing=True)
    )
    return await _usable(session, offer, now)


async def open_offer(
    session: AsyncSession, offer_id: int, person_id: int, now: datetime
) -> tuple[ForwarderOffer, VillageGroup]:
    """Of the one who was asked. Raises `Refused`."""
    offer = await session.get(ForwarderOffer, offer_id, populate_existing=True)
    if offer is None or offer.person_id != person_id:
        raise Refused("groups:offer_past")
    return await _usable(session, offer, now)


async def answer(
    session: AsyncSession, offer: ForwarderOffer, person_id: int, now: datetime, *, yes: bool
) -> VillageGroup:
    """Once: of two taps at the same moment the second finds it answered."""
    claimed = await session.scalar(
        update(ForwarderOffer)
        .where(ForwarderOffer.id == offer.id, ForwarderOffer.ended_at.is_(None))
        .values(ended_at=now, accepted=yes, person_id=person_id)
        .returning(ForwarderOffer.id)
    )
    if claimed is None:
        raise Refused("groups:offer_past")
    group = await take(session, offer.group_id)
    if yes:
        await _appoint(session, group, person_id, offer.name, now)
    await notices.answered(session, group, offer, now, yes=yes)
    return group


async def stop(session: AsyncSession, group_id: int, by: int, now: datetime) -> VillageGroup:
    """By who forwards, or by the office. Raises `Refused`."""
    group = await take(session, group_id)
    if group.forwarder_id is None:
        raise Refused("groups:nobody_forwards")
    own = group.forwarder_id == by
    if not own:
        await people.check_may(session, by, MAY)
        await notices.ended_by_office(session, group, now)
    await leave(session, group, now, by=by)
    if own:
        await notices.forwarder_stopped(session, group, now)
    return group


async def leave(session: AsyncSession, group: VillageGroup, now: datetime, *, by: int | None) -> None:
    """Nobody forwards there now; what waits waits for who comes next. The office knows by whoever calls."""
    await _free_packs(session, group)
    group.forwarder_id = group.forwarder_name = group.forwards_since = None
    group.trouble_told_at = now
    record(session, now, AuditTag.ENDED, by, group)
    await session.flush()


async def _to_ask(session: AsyncSession, group_id: int, by: int) -> VillageGroup:
    await people.check_may(session, by, MAY)
    group = await take(session, group_id)
    if group.kind is not GroupKind.WHATSAPP:
        raise Refused("groups:posts_itself")
    return group


async def _appoint(
    session: AsyncSession, group: VillageGroup, person_id: int, name: str, now: datetime
) -> None:
    if group.forwarder_id not in {None, person_id}:
        await notices.ended_by_office(session, group, now)
    await _free_packs(session, group)
    group.forwarder_id, group.forwarder_name, group.forwards_since = person_id, name, now
    group.trouble_told_at = None
    record(session, now, AuditTag.AGREED, None, group)
    await session.flush()


async def _free_packs(session: AsyncSession, group: VillageGroup) -> None:
    """What waits is handed to whoever forwards next."""
    await session.execute(
        update(Pack)
        .where(Pack.group_id == group.id, Pack.state == PackState.WAITING)
        .values(
            forwarder_id=None,
            handed_at=None,
            remind_at=None,
            reminded=0,
            declined_at=None,
            office_told_at=None,
        )
    )


async def _end_offers(session: AsyncSession, group: VillageGroup, now: datetime) -> None:
    """Who is asked anew makes the question before void."""
    await session.execute(
        update(ForwarderOffer)
        .where(ForwarderOffer.group_id == group.id, ForwarderOffer.ended_at.is_(None))
        .values(ended_at=now)
    )


async def _add(
    session: AsyncSession,
    group: VillageGroup,
    name: str,
    by: int,
    now: datetime,
    until: datetime,
    *,
    person_id: int | None = None,
    secret_hash: str | None = None,
) -> ForwarderOffer:
    offer = ForwarderOffer(
        group_id=group.id,
        secret_hash=secret_hash,
        person_id=person_id,
        name=name,
        created_by=by,
        created_at=now,
        expires_at=until,
    )
    session.add(offer)
    await session.flush()
    record(session, now, AuditTag.ASKED, by, group)
    return offer


async def _usable(
    session: AsyncSession, offer: ForwarderOffer | None, now: datetime
) -> tuple[ForwarderOffer, VillageGroup]:
    if offer is None or offer.ended_at is not None or offer.expires_at <= now:
        raise Refused("groups:offer_past")
    if offer.created_by is None or not await people.may(session, offer.created_by, MAY):
        raise Refused("groups:offer_past")
    group = await get(session, offer.group_id)
    rules.check_open(group)
    return offer, group


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
