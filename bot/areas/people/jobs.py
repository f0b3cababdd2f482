"""The tick that lets no invitation's secret lie about in a picture."""

from sqlalchemy import delete, update

from bot.areas.people import queries
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


jobs: tuple[Job, ...] = (Job(name="forget_invitation_pictures", every_seconds=60, run=forget_pictures),)
