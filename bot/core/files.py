"""Files people sent or we made: the bytes, and what each platform calls them."""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, deferred, mapped_column

from bot.core.db import Base, stored_enum
from bot.core.messages import Attachment, AttachmentKind, IncomingFile

NAME_LENGTH = 200


class StoredFile(Base):
    """`content` is None until the bytes of a file that a person sent were fetched."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AttachmentKind] = mapped_column(stored_enum(AttachmentKind))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    mime_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    fetch_attempts: Mapped[int] = mapped_column(default=0)
    next_fetch_at: Mapped[datetime]
    created_at: Mapped[datetime]


class FileReference(Base):
    """What a platform calls a file; sending by it spares the upload."""

    __tablename__ = "file_references"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    reference: Mapped[str] = mapped_column(String(300))


async def keep_incoming(
    session: AsyncSession, channel: str, incoming: IncomingFile, now: datetime
) -> Attachment:
    """Note a file that a person sent; `fetch_missing` brings its bytes after the commit."""
    stored = StoredFile(
        kind=incoming.kind,
        name=(incoming.name or incoming.kind.value)[:NAME_LENGTH],
        mime_type=incoming.mime_type or "application/octet-stream",
        size=incoming.size,
        next_fetch_at=now,
        created_at=now,
    )
    session.add(stored)
    await session.flush()
    session.add(FileReference(file_id=stored.id, channel=channel, reference=incoming.reference))
    return Attachment(incoming.kind, stored.id)


async def drop(session: AsyncSession, file_id: int) -> None:
    """Forget a file that nothing mentions."""
    await session.flush()
    await session.execute(delete(FileReference).where(FileReference.file_id == file_id))
    await session.execute(delete(StoredFile).where(StoredFile.id == file_id))


async def keep_made(
    session: AsyncSession, kind: AttachmentKind, name: str, mime_type: str, content: bytes, now: datetime
) -> Attachment:
    """Keep a file that we made ourselves."""
    stored = StoredFile(
        kind=kind, name=name[:NAME_LENGTH], mime_type=mime_type, next_fetch_at=now, created_at=now
    )
    set_content(stored, content)
    session.add(stored)
    await session.flush()
    return Attachment(kind, stored.id)


def set_content(stored: StoredFile, content: bytes) -> None:
    stored.content, stored.size = content, len(content)
    stored.sha256 = hashlib.sha256(content).hexdigest()


async def read_content(session: AsyncSession, file_id: int) -> bytes | None:
    return await session.scalar(select(StoredFile.content).where(StoredFile.id == file_id))
