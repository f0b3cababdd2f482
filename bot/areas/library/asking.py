"""Residents ask for what isn't there; never commits."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import queries, service
from bot.areas.library.models import Version, Wish
from bot.core.errors import Refused


async def ask(
    session: AsyncSession, key: str, person_id: int, language: str, now: datetime, today: date
) -> bool:
    """Once each: False when they did before. Raises `Refused` when it is there in their language."""
    found = await service.get_public(session, key, today)
    if language in found.current or found.known_since:
        raise Refused("library:there")
    known = await session.get(Wish, (key, person_id), populate_existing=True, with_for_update=True)
    if known and known.told_at is None:
        return False
    if known:
        known.language, known.asked_at, known.told_at = language, now, None
        return True
    try:
        async with session.begin_nested():
            session.add(
                Wish(section_key=key, person_id=person_id, language=language, asked_at=now, told_at=None)
            )
    except IntegrityError:
        return False
    return True


async def take_fulfilled(
    session: AsyncSession, version: Version, now: datetime, *, was_missing: bool
) -> list[int]:
    """Who waited for this version; each is given out once. `was_missing`: even another language helps."""
    told = []
    for wish in await queries.open_wishes(session, version.section_key):
        if was_missing or wish.language == version.language:
            wish.told_at = now
            told.append(wish.person_id)
    await session.flush()
    return told
