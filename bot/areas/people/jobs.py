"""Ticks: no invitation's secret lies about in a picture, and administrators hear of a broken channel."""

from sqlalchemy import delete, update

from bot.areas.people import notices, queries
from bot.core.files import FileReference, StoredFile
from bot.core.scheduling import Job, Tick


async def forget_pictures(tick: Tick) -> None:
    """The row stays: SQLite would give its number to the next file, and a waiting message would carry it."""
    async with tick.database.session() as session:
        for invitation in await queries.pictures_to_forget(session, tick.now):
            picture, invitation.picture_id = invitation.picture_id, None
            await session.execute(
                update(StoredFile)
                .where(StoredFile.id == picture)
                .values(content=None, size=None, sha256=None)
            )
            await session.execute(delete(FileReference).where(FileReference.file_id == picture))


async def tell_troubles(tick: Tick) -> None:
    async with tick.database.session() as session:
        told = await notices.told_of_troubles(session, tick.now)
    if told:
        tick.wake()


jobs: tuple[Job, ...] = (
    Job(name="forget_invitation_pictures", every_seconds=60, run=forget_pictures),
    Job(name="tell_troubles", every_seconds=60, run=tell_troubles),
)
