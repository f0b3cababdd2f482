"""The bot's own posts in Telegram groups and channels of villages; never commits."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.groups import composing, notices, packs
from bot.areas.groups.models import PackState
from bot.areas.groups.queries import Packed
from bot.core.links import Links
from bot.core.places import Place
from bot.outbox import queries as sent
from bot.outbox import service as outbox


def poster(links: Links, zone: ZoneInfo) -> Callable[[AsyncSession, Packed, datetime], Awaitable[None]]:
    """Posts one pack, where nothing keeps the bot from it."""

    async def post(session: AsyncSession, one: Packed, now: datetime) -> None:
        place = await session.get(Place, one.group.place_id) if one.group.place_id else None
        if place is None or one.pack.delivery_id is not None:
            return
        if place.trouble is not None:
            await tell_trouble(session, one, place, now)
            return
        one.group.trouble_told_at = None
        for message in await composing.to_post(session, one.broadcast, one.group, links, zone):
            one.pack.delivery_id = await outbox.post(session, place, message, now=now)
        one.pack.handed_at = now

    return post


async def follow(session: AsyncSession, one: Packed, now: datetime) -> None:
    """Whether the post arrived."""
    if one.pack.delivery_id is None:
        return
    fate = await sent.fate_of(session, one.pack.delivery_id)
    if fate.on_its_way:
        return
    if fate.external_id is not None:
        packs.settle(session, one, PackState.FORWARDED, now, by=None)
        return
    place = await session.get(Place, one.group.place_id) if one.group.place_id else None
    packs.settle(session, one, PackState.FAILED, now, by=None)
    if place is not None and place.trouble is not None:
        await tell_trouble(session, one, place, now)
    else:
        await notices.post_failed(session, one, now)


async def take_back(session: AsyncSession, one: Packed, now: datetime) -> bool:
    """Before it is posted; False when it is out."""
    return one.pack.delivery_id is not None and await outbox.cancel_single(session, one.pack.delivery_id, now)


async def tell_trouble(session: AsyncSession, one: Packed, place: Place, now: datetime) -> None:
    """Once, until the bot may write there again."""
    if one.group.trouble_told_at is None:
        one.group.trouble_told_at = now
        await notices.place_trouble(session, one.group, place, now)
