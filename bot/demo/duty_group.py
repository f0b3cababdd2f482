"""The sample office's Telegram group: those on duty are in it, and what nobody took stands there."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import worklist
from bot.areas.appeals.duty import cards, groups
from bot.areas.appeals.worklist import Filter
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.core import places
from bot.core.messages import PlaceKind, PlaceSeen
from bot.demo.telegram_emulator.chats import Chat
from bot.outbox.models import Delivery

TITLE = "Миң-Булак: кезмет"


async def fill(session: AsyncSession, chat: Chat, now: datetime) -> None:
    """Chosen by the officer; what their colleagues were told of it they have read long ago."""
    before = await session.scalar(select(Delivery.id).order_by(Delivery.id.desc()).limit(1)) or 0
    officer = (await staff.holders_of(session, Role.OFFICER))[0]
    seen = PlaceSeen(PlaceKind.GROUP, str(chat.id), TITLE)
    place = await places.meet(session, "telegram", seen, now)
    found = await groups.offer(session, place, officer, now)
    await groups.choose(session, found.group.id, officer, "ky", now)
    await session.execute(delete(Delivery).where(Delivery.id > before, Delivery.contact_id.is_not(None)))
    for appeal in await worklist.page(session, Filter.NEW, officer, now.date(), 0):
        await cards.post(session, appeal, now)
