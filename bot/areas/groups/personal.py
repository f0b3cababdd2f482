"""What is kept of who forwards to groups: given to them in their export, gone when they delete themselves.

That a message went to a group stays, without them; their screenshots go.
"""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.groups import forwarding, notices, queries
from bot.areas.groups.models import ForwarderOffer, Pack, VillageGroup
from bot.core import clock
from bot.core.files import StoredFile


async def forget(session: AsyncSession, person_id: int) -> None:
    """The office hears that nobody forwards there now; what waits waits for who comes next."""
    now = clock.now()
    for group in await queries.forwarded_by(session, person_id):
        await forwarding.leave(session, group, now, by=None)
        await notices.forwarder_stopped(session, group, now)
    await session.execute(
        update(VillageGroup)
        .where(VillageGroup.forwarder_id == person_id)
        .values(forwarder_id=None, forwarder_name=None)
    )
    await session.execute(delete(ForwarderOffer).where(ForwarderOffer.person_id == person_id))
    own = await session.scalars(
        select(Pack.photo_id).where(Pack.settled_by == person_id, Pack.photo_id.is_not(None))
    )
    photos = own.all()
    await session.execute(update(Pack).where(Pack.photo_id.in_(photos)).values(photo_id=None))
    await session.execute(
        update(StoredFile).where(StoredFile.id.in_(photos)).values(content=None, size=None, sha256=None)
    )
    await session.flush()


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    """To which groups they forward, and what they have forwarded."""
    forwards = [
        {
            "group": group.name,
            "name": group.forwarder_name,
            "since": group.forwards_since.isoformat() if group.forwards_since else None,
        }
        for group in await queries.forwarded_by(session, person_id)
    ]
    done = [
        {
            "group": one.group.name,
            "at": one.pack.settled_at.isoformat() if one.pack.settled_at else None,
            "screenshot": one.pack.photo_id is not None,
        }
        for one in await queries.packed(session, Pack.settled_by == person_id)
    ]
    found = {"forwards_to_groups": forwards, "forwarded_to_groups": done}
    return {name: rows for name, rows in found.items() if rows}
