"""What the library keeps of a person: what they asked for, what they published."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library.models import Digest, Version, Wish
from bot.core import joining
from bot.core.joining import Joining


async def forget(session: AsyncSession, person_id: int) -> None:
    """What was published belongs to everybody and stays; by whom goes with the person's row."""
    await session.execute(delete(Wish).where(Wish.person_id == person_id))
    await session.execute(delete(Digest).where(Digest.person_id == person_id))


async def join(session: AsyncSession, one: Joining) -> None:
    """What both asked for is asked for once, and who was told of it on either phone isn't told again."""
    for mine, theirs in await joining.doubles(session, Wish, one, "section_key"):
        mine.told_at = theirs.told_at = mine.told_at or theirs.told_at
    await joining.keep_one(session, Wish, one, "section_key", first=lambda row: row.asked_at)
    for told, also in await joining.doubles(session, Digest, one):
        told.told_at = max(told.told_at, also.told_at)


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    wishes = await session.scalars(
        select(Wish).where(Wish.person_id == person_id).order_by(Wish.asked_at, Wish.section_key)
    )
    versions = await session.scalars(
        select(Version).where(Version.published_by == person_id).order_by(Version.id)
    )
    asked = [{"section": one.section_key, "asked_at": one.asked_at.isoformat()} for one in wishes]
    published = [
        {"section": one.section_key, "language": one.language, "at": one.published_at.isoformat()}
        for one in versions
    ]
    found = {"library_asked_for": asked, "library_published": published}
    return {name: rows for name, rows in found.items() if rows}
