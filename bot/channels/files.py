"""What a channel needs of stored files: their bytes, and what the platform calls them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.core import fetching
from bot.core.channel import Permanent, Retryable
from bot.core.db import Database
from bot.core.files import FileReference, StoredFile, set_content

# The bytes are looked for every few seconds.
SOON = 6.0


@dataclass(frozen=True, slots=True)
class FileContent:
    name: str
    mime_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file without its bytes; `size` is None while they never came."""

    name: str
    mime_type: str
    size: int | None


class ChannelFiles:
    """Stored files as one channel sees them; each call is a short session of its own."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    async def facts(self, file_ids: Collection[int]) -> Mapping[int, FileFacts]:
        """By id, of those that are there."""
        columns = select(StoredFile.id, StoredFile.name, StoredFile.mime_type, StoredFile.size)
        async with self._database.reading() as session:
            rows = await session.execute(columns.where(StoredFile.id.in_(file_ids)))
            return {row.id: FileFacts(row.name, row.mime_type, row.size) for row in rows}

    async def content(self, file_id: int) -> FileContent | None:
        """None when the bytes never came or the file is gone."""
        columns = select(StoredFile.name, StoredFile.mime_type, StoredFile.content)
        async with self._database.reading() as session:
            found = (await session.execute(columns.where(StoredFile.id == file_id))).one_or_none()
        if found is None or found.content is None:
            return None
        return FileContent(found.name, found.mime_type, found.content)

    async def missing(self, file_id: int) -> Permanent | Retryable:
        """What to say of a file without bytes: somebody sent it just now, or it will never come."""
        async with self._database.reading() as session:
            stored = await session.get(StoredFile, file_id)
        if stored and stored.sha256 is None and stored.fetch_attempts < fetching.ATTEMPTS:
            return Retryable("file_awaited", SOON)
        return Permanent("file_missing")

    async def keep_content(self, file_id: int, content: bytes) -> None:
        """Brought before the job came to it."""
        async with self._database.session() as session:
            stored = await session.get(StoredFile, file_id)
            if stored is not None:
                set_content(stored, content)

    async def reference(self, file_id: int) -> str | None:
        async with self._database.reading() as session:
            found = await session.get(FileReference, (file_id, self._channel))
        return found.reference if found else None

    async def keep_reference(self, file_id: int, reference: str) -> None:
        """The newest one is kept; a file deleted meanwhile needs none."""
        row = FileReference(file_id=file_id, channel=self._channel, reference=reference)
        try:
            async with self._database.session() as session:
                await session.merge(row)
        except IntegrityError:
            return  # the file was deleted, or another process has just kept its own: both are fine
