"""Packs: made for each group, handed to who forwards, settled; never commits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.groups import composing, notices, queries, rules
from bot.areas.groups.models import GroupKind, Pack, PackRound, PackState, VillageGroup
from bot.areas.groups.queries import MAY, Packed
from bot.areas.groups.rules import Way
from bot.areas.groups.service import record
from bot.areas.groups.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.core import files
from bot.core.contacts import primary_contact
from bot.core.errors import Refused
from bot.core.links import Links
from bot.core.messages import AttachmentKind, OutMessage

NATIVE = "whatsapp"


# Made


async def meant(session: AsyncSession, broadcast: Broadcast) -> list[VillageGroup]:
    """The groups it is for."""
    chosen = broadcast.audience
    villages = set(chosen.get("villages") or ())
    districts = chosen.get("districts") or ()
    villages |= await municipality.villages_of_districts(session, districts) if districts else set()
    everybody = not villages and not districts
    groups = await queries.open_groups(session)
    own = await queries.villages_of(session, [group.id for group in groups])
    return [
        group
        for group in groups
        if rules.wants(group, broadcast.kind)
        and rules.concerns(own[group.id], None if everybody else villages)
        and broadcast.started_at is not None
        and group.opened_at <= broadcast.started_at
    ]


async def make(
    session: AsyncSession, broadcast: Broadcast, pictures: Mapping[str, bytes], now: datetime
) -> int:
    """A pack for each group, once; how many. The round's own key keeps a second process out."""
    kept = {
        code: await files.keep_made(session, AttachmentKind.PHOTO, f"{code}.png", "image/png", png, now)
        for code, png in pictures.items()
    }
    session.add(
        PackRound(
            broadcast_id=broadcast.id,
            made_at=now,
            pictures={code: picture.file_id for code, picture in kept.items()},
        )
    )
    await session.flush()
    groups = await meant(session, broadcast)
    session.add_all(
        Pack(group_id=group.id, broadcast_id=broadcast.id, state=PackState.WAITING, made_at=now)
        for group in groups
    )
    await session.flush()
    return len(groups)


# Handed


async def hand(
    session: AsyncSession,
    found: Sequence[Packed],
    person_id: int,
    links: Links,
    now: datetime,
    zone: ZoneInfo,
) -> bool:
    """The same message for one or several groups; False where the person can't be reached."""
    if await primary_contact(session, person_id) is None:
        return False
    one = found[0]
    content, way = await content_for(session, one, person_id, links, zone)
    await notices.hand(session, found, person_id, content, way, now)
    await _note_handed(session, found, person_id, now, zone)
    return True


async def content_for(
    session: AsyncSession, one: Packed, person_id: int, links: Links, zone: ZoneInfo
) -> tuple[tuple[OutMessage, ...], Way]:
    """What is forwarded, and how this person does it."""
    contact = await primary_contact(session, person_id)
    native = contact is not None and contact.channel == NATIVE
    told = await composing.to_forward(session, one.broadcast, one.group, links, zone)
    way = Way(native, bool(told.attachments), None if native else composing.share_link(told))
    return composing.messages(told, native=native), way


async def _note_handed(
    session: AsyncSession, found: Sequence[Packed], person_id: int, now: datetime, zone: ZoneInfo
) -> None:
    legal = await municipality.get_legal(session)
    for one in found:
        pack = one.pack
        pack.forwarder_id, pack.handed_at, pack.reminded = person_id, now, 0
        pack.declined_at = pack.office_told_at = None
        pack.remind_at = rules.first_reminder(one.broadcast.kind, now, legal, zone)
    await session.flush()


# Settled


async def get(session: AsyncSession, pack_id: int, by: int) -> Packed:
    """For who was handed it, who forwards there, and the office. Raises `Refused`."""
    await session.get(Pack, pack_id, with_for_update=True, populate_existing=True)
    found = await queries.packed(session, Pack.id == pack_id)
    if not found:
        raise Refused("groups:gone")
    if by not in {found[0].pack.forwarder_id, found[0].group.forwarder_id}:
        await people.check_may(session, by, MAY)
    return found[0]


async def confirm(session: AsyncSession, pack_id: int, by: int, now: datetime) -> Packed:
    """It was forwarded. Raises `Refused` for what is settled already."""
    found = await get(session, pack_id, by)
    rules.check_waiting(found.pack)
    settle(session, found, PackState.FORWARDED, now, by=by)
    await session.flush()
    return found


def settle(session: AsyncSession, found: Packed, state: PackState, now: datetime, *, by: int | None) -> None:
    """`by` None: the bot posted it."""
    pack, group = found.pack, found.group
    pack.state, pack.settled_at, pack.settled_by, pack.remind_at = state, now, by, None
    if state is PackState.FORWARDED:
        pack.members = group.members
    tags = {PackState.FORWARDED: AuditTag.FORWARDED, PackState.FAILED: AuditTag.FAILED}
    _record(session, now, tags[state], by, found, members=pack.members)


async def take_back(session: AsyncSession, pack_id: int, by: int, now: datetime, zone: ZoneInfo) -> Packed:
    """It was ticked by mistake, on the same day: it waits again, and counts nowhere. Raises `Refused`."""
    found = await get(session, pack_id, by)
    pack = found.pack
    if pack.state is PackState.WAITING:
        return found
    rules.check_may_take_back(pack, by, now, zone)
    pack.state, pack.office_told_at = PackState.WAITING, None
    pack.settled_at = pack.settled_by = pack.members = pack.photo_id = None
    if pack.declined_at is None:
        legal = await municipality.get_legal(session)
        pack.remind_at = rules.first_reminder(found.broadcast.kind, now, legal, zone)
    _record(session, now, AuditTag.TAKEN_BACK, by, found)
    await session.flush()
    return found


async def keep_photo(session: AsyncSession, pack_id: int, by: int, photo_id: int, now: datetime) -> Packed:
    """A screenshot as evidence; it confirms too. Raises `Refused`."""
    found = await get(session, pack_id, by)
    if found.pack.state is not PackState.FORWARDED:
        rules.check_waiting(found.pack)
        settle(session, found, PackState.FORWARDED, now, by=by)
    found.pack.photo_id = photo_id
    await session.flush()
    return found


async def later(session: AsyncSession, pack_id: int, by: int, now: datetime, zone: ZoneInfo) -> datetime:
    """When they are reminded. Raises `Refused`."""
    found = await get(session, pack_id, by)
    rules.check_waiting(found.pack)
    legal = await municipality.get_legal(session)
    found.pack.remind_at = rules.first_reminder(found.broadcast.kind, now, legal, zone)
    return found.pack.remind_at


async def decline(session: AsyncSession, pack_id: int, by: int, now: datetime) -> Packed:
    """They can't this time; the office hears of it at once. Raises `Refused`."""
    found = await get(session, pack_id, by)
    rules.check_waiting(found.pack)
    found.pack.declined_at, found.pack.remind_at, found.pack.office_told_at = now, None, now
    await session.flush()
    await notices.declined(session, found, by, now)
    return found


async def take(session: AsyncSession, pack_id: int, by: int, now: datetime, zone: ZoneInfo) -> Packed:
    """Somebody of the office forwards it themselves. Raises `Refused`."""
    found = await _to_pass_on(session, pack_id, by)
    await _note_handed(session, [found], by, now, zone)
    _record(session, now, AuditTag.PASSED_ON, by, found)
    return found


async def pass_on(
    session: AsyncSession, pack_id: int, to: int, by: int, links: Links, now: datetime, zone: ZoneInfo
) -> Packed:
    """The office hands this one to somebody else. Raises `Refused`."""
    found = await _to_pass_on(session, pack_id, by)
    if to not in await queries.could_forward(session):
        raise Refused("groups:nobody")
    if not await hand(session, [found], to, links, now, zone):
        raise Refused("groups:unreachable")
    _record(session, now, AuditTag.PASSED_ON, by, found)
    return found


async def _to_pass_on(session: AsyncSession, pack_id: int, by: int) -> Packed:
    await people.check_may(session, by, MAY)
    found = await get(session, pack_id, by)
    rules.check_waiting(found.pack)
    if found.group.kind is not GroupKind.WHATSAPP:
        raise Refused("groups:posts_itself")
    return found


# With the message


def is_urgent(broadcast: Broadcast) -> bool:
    return broadcast.kind is BroadcastKind.EMERGENCY


async def stop(session: AsyncSession, found: Packed, now: datetime) -> None:
    """The message was stopped: who was handed it is told not to forward it."""
    pack = found.pack
    pack.state, pack.settled_at, pack.remind_at = PackState.STOPPED, now, None
    if pack.handed_at is not None and pack.forwarder_id is not None:
        await notices.do_not_forward(session, found, pack.forwarder_id, now)
    await session.flush()


def reopen(found: Packed) -> None:
    """The message goes on after a stop: it is handed anew."""
    pack = found.pack
    pack.state, pack.settled_at, pack.handed_at = PackState.WAITING, None, None
    pack.delivery_id = pack.declined_at = pack.office_told_at = None


def _record(
    session: AsyncSession, now: datetime, tag: AuditTag, by: int | None, found: Packed, **more: int | None
) -> None:
    after = {
        "headline": broadcast_rules.headline(found.broadcast.text_ky, 60),
        "broadcast": found.broadcast.id,
        **{name: value for name, value in more.items() if value is not None},
    }
    record(session, now, tag, by, found.group, **after)
