"""The clockwork of village groups: packs are made, handed over, posted, reminded of, given up."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import service as broadcasts
from bot.areas.broadcasts.models import BroadcastState
from bot.areas.groups import composing, notices, packs, posting, queries, rules
from bot.areas.groups.models import GroupKind, Pack, PackState, VillageGroup
from bot.areas.groups.queries import Packed
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet, is_quiet
from bot.core.scheduling import Job, Tick

log = structlog.get_logger()

EVERY_SECONDS = 5
MEMBERS_EVERY_SECONDS = 600
_S = BroadcastState


async def run(tick: Tick) -> None:
    """Each step reads what is, so a restart between them changes nothing."""
    await make(tick)
    await follow(tick)
    await hand_over(tick)
    await remind(tick)
    await tell_office(tick)


async def make(tick: Tick) -> None:
    async with tick.database.reading() as session:
        due = await queries.to_make(session, tick.now)
    for broadcast_id in due:
        try:
            await _make(tick, broadcast_id)
        except IntegrityError:
            log.info("packs_made_elsewhere", broadcast=broadcast_id)
        except Exception:
            # One that fails must not hold up those after it; the next tick tries again.
            log.exception("packs_not_made", broadcast=broadcast_id)


async def _make(tick: Tick, broadcast_id: int) -> None:
    async with tick.database.reading() as session:
        broadcast = await broadcasts.get(session, broadcast_id)
        groups = await packs.meant(session, broadcast)
        languages = sorted({code for group in groups for code in group.languages})
        pictures = await composing.pictures(session, broadcast, languages, tick.links, tick.timezone)
    async with tick.database.session() as session:
        await packs.make(session, await broadcasts.get(session, broadcast_id), pictures, tick.now)


async def follow(tick: Tick) -> None:
    """What became of the messages, and of the bot's own posts."""
    async with tick.database.reading() as session:
        found = await queries.packed(
            session, Pack.state.in_((PackState.WAITING, PackState.STOPPED)), Pack.made_at >= _long_ago(tick)
        )
        old = await queries.packed(session, Pack.state == PackState.WAITING, Pack.made_at < _long_ago(tick))
    for one in found:
        stopped, waits = one.broadcast.state is _S.STOPPED, one.pack.state is PackState.WAITING
        if waits and stopped:
            await _each(tick, one, _stop)
        elif not waits and one.broadcast.state in rules.OUT:
            await _each(tick, one, _reopen)
        elif waits and one.pack.delivery_id is not None:
            await _each(tick, one, posting.follow)
    for one in old:
        await _each(tick, one, _give_up)


def _long_ago(tick: Tick) -> datetime:
    return tick.now - rules.PACK_DAYS


async def _stop(session: AsyncSession, one: Packed, now: datetime) -> None:
    if one.pack.delivery_id is None or await posting.take_back(session, one, now):
        await packs.stop(session, one, now)
    else:
        await posting.follow(session, one, now)


async def _reopen(_session: AsyncSession, one: Packed, _now: datetime) -> None:
    packs.reopen(one)


async def _give_up(_session: AsyncSession, one: Packed, now: datetime) -> None:
    one.pack.state, one.pack.settled_at, one.pack.remind_at = PackState.PAST, now, None


# Handing over


async def hand_over(tick: Tick) -> None:
    """In the quiet hours only emergencies."""
    async with tick.database.reading() as session:
        quiet = is_quiet(tick.now, await municipality.get_legal(session), tick.timezone)
        found = await queries.packed(
            session,
            Pack.state == PackState.WAITING,
            Pack.handed_at.is_(None),
            Pack.delivery_id.is_(None),
            Pack.declined_at.is_(None),
        )
    found = [one for one in found if not quiet or packs.is_urgent(one.broadcast)]
    for one in found:
        if one.group.kind is GroupKind.TELEGRAM:
            await _each(tick, one, posting.poster(tick.links, tick.timezone))
    to_people = [one for one in found if one.group.kind is GroupKind.WHATSAPP]
    for _, same in groupby(sorted(to_people, key=_together), key=_together):
        await _hand(tick, list(same))


def _together(one: Packed) -> tuple[int, int, bool, int]:
    """Who forwards to several groups gets the message once; what comes with a village's own link apart."""
    alone = 0 if rules.link_payload(one.broadcast) else one.group.id
    return one.broadcast.id, one.group.forwarder_id or 0, one.group.bilingual, alone


async def _hand(tick: Tick, found: Sequence[Packed]) -> None:
    person_id = found[0].group.forwarder_id
    try:
        async with tick.database.session() as session:
            fresh = await _fresh(session, [one.pack.id for one in found])
            fresh = [one for one in fresh if one.group.forwarder_id == person_id]
            reached = bool(fresh) and person_id is not None
            if reached and person_id is not None:
                reached = await packs.hand(session, fresh, person_id, tick.links, tick.now, tick.timezone)
            for one in () if reached else fresh:
                await _miss(session, one.group, tick.now)
        tick.wake()
    except Exception:
        # One that fails must not hold up the others; the next tick tries again.
        log.exception("pack_not_handed", broadcast=found[0].broadcast.id)


async def _fresh(session: AsyncSession, numbers: Sequence[int]) -> list[Packed]:
    """Locked, and only those that still wait for this."""
    await session.scalars(select(Pack.id).where(Pack.id.in_(numbers)).with_for_update())
    return await queries.packed(
        session, Pack.id.in_(numbers), Pack.state == PackState.WAITING, Pack.handed_at.is_(None)
    )


async def _miss(session: AsyncSession, group: VillageGroup, now: datetime) -> None:
    """Nobody forwards there, or who does can't be reached: the office is told once, the packs wait."""
    if group.trouble_told_at is None:
        group.trouble_told_at = now
        await notices.out_of_reach(session, group, now)


# Reminding


async def remind(tick: Tick) -> None:
    async with tick.database.reading() as session:
        legal = await municipality.get_legal(session)
        due = await _due(session, tick.now)
    quiet = is_quiet(tick.now, legal, tick.timezone)

    async def remind_of(session: AsyncSession, one: Packed, now: datetime) -> None:
        one.pack.reminded += 1
        one.pack.remind_at = rules.first_reminder(one.broadcast.kind, now, legal, tick.timezone)
        await notices.remind(session, one, now)

    for one in due:
        if one.pack.reminded < legal.group_reminders_most and (not quiet or packs.is_urgent(one.broadcast)):
            await _each(tick, one, remind_of)


async def tell_office(tick: Tick) -> None:
    """Of what was not forwarded after the last reminder: once, all groups of a message together."""
    async with tick.database.reading() as session:
        legal = await municipality.get_legal(session)
        due = await _due(session, tick.now)
    if is_quiet(tick.now, legal, tick.timezone):
        due = [one for one in due if packs.is_urgent(one.broadcast)]
    due = [one for one in due if one.pack.reminded >= legal.group_reminders_most]
    for _, same in groupby(due, key=lambda one: one.broadcast.id):
        numbers = [one.pack.id for one in same]
        async with tick.database.session() as session:
            fresh = await queries.packed(
                session, Pack.id.in_(numbers), Pack.state == PackState.WAITING, Pack.office_told_at.is_(None)
            )
            for one in fresh:
                one.pack.office_told_at, one.pack.remind_at = tick.now, None
            if fresh:
                await notices.not_forwarded(session, fresh, tick.now)
        tick.wake()


async def _due(session: AsyncSession, now: datetime) -> list[Packed]:
    return await queries.packed(session, Pack.state == PackState.WAITING, Pack.remind_at <= now)


Step = Callable[[AsyncSession, Packed, datetime], Awaitable[None]]


async def _each(tick: Tick, one: Packed, step: Step) -> None:
    """In a session of its own, if it is still as it was."""
    try:
        async with tick.database.session() as session:
            await session.get(Pack, one.pack.id, with_for_update=True, populate_existing=True)
            fresh = await queries.packed(session, Pack.id == one.pack.id, Pack.state == one.pack.state)
            if fresh and fresh[0].pack.remind_at == one.pack.remind_at:
                await step(session, fresh[0], tick.now)
        tick.wake()
    except Exception:
        # One that fails must not hold up the others; the next tick tries again.
        log.exception("pack_failed", pack=one.pack.id)


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next reminder, or the end of the night for what was not handed over yet."""
    waits = Pack.state == PackState.WAITING
    reminder = await session.scalar(select(func.min(Pack.remind_at)).where(waits, Pack.remind_at > now))
    later = after_quiet(now, await municipality.get_legal(session), zone)
    unhanded = await session.scalar(
        select(Pack.id).where(waits, Pack.handed_at.is_(None), Pack.declined_at.is_(None)).limit(1)
    )
    moments = [reminder, later if unhanded is not None and later > now else None]
    return min((moment for moment in moments if moment is not None), default=None)


# Members


async def ask_members(tick: Tick) -> None:
    """Every quarter anew: a number that nobody looks at again is no figure."""
    async with tick.database.session() as session:
        legal = await municipality.get_legal(session)
        if is_quiet(tick.now, legal, tick.timezone):
            return
        due = [
            group
            for group in await queries.open_groups(session)
            if rules.members_due(
                group.members_at, group.members_asked_at, tick.now, legal.group_members_months
            )
        ]
        for group in due:
            group.members_asked_at = tick.now
        if due:
            await notices.ask_members(session, due, tick.now)
    tick.wake()


jobs = (
    Job(name="village_groups", every_seconds=EVERY_SECONDS, run=run, next_due=next_due),
    Job(name="village_group_members", every_seconds=MEMBERS_EVERY_SECONDS, run=ask_members),
)
