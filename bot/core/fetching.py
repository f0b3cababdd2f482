"""Brings the bytes of files that people sent, after their message was saved and answered.

A platform's name for a file dies with the bot's account or after some weeks; what is evidence must not.
"""

from collections.abc import Mapping
from datetime import timedelta

import structlog
from sqlalchemy import select

from bot.core import clock
from bot.core.channel import Channel, SendFailure
from bot.core.db import Database
from bot.core.files import FileReference, StoredFile, set_content
from bot.core.scheduling import Job, Tick

log = structlog.get_logger()

ATTEMPTS = 5
PATIENCE = timedelta(minutes=5)


def fetching_job(channels: Mapping[str, Channel]) -> Job:
    async def run(tick: Tick) -> None:
        await fetch_missing(tick.database, channels)

    return Job(name="fetch_files", every_seconds=5, run=run)


async def fetch_missing(database: Database, channels: Mapping[str, Channel]) -> None:
    """One try for each file that still has no bytes; after `ATTEMPTS` tries its reference alone stays."""
    async with database.reading() as session:
        found = await session.execute(
            select(StoredFile.id, StoredFile.fetch_attempts, FileReference.channel, FileReference.reference)
            .join(FileReference, FileReference.file_id == StoredFile.id)
            .where(StoredFile.sha256.is_(None), StoredFile.fetch_attempts < ATTEMPTS)
            .where(StoredFile.next_fetch_at <= clock.now())
        )
        missing = found.all()
    for file_id, attempts, channel, reference in missing:
        if channel in channels:
            await _fetch(database, channels[channel], file_id, attempts, reference)


async def _fetch(database: Database, channel: Channel, file_id: int, attempts: int, reference: str) -> None:
    content: bytes | None = None
    try:
        content = await channel.fetch(reference)
    except SendFailure as failure:
        log.warning("file_not_fetched", file=file_id, attempt=attempts + 1, reason=failure.reason)
    async with database.session() as session:
        stored = await session.get(StoredFile, file_id)
        if stored is None:
            return
        if content is not None:
            set_content(stored, content)
        stored.fetch_attempts = attempts + 1
        stored.next_fetch_at = clock.now() + PATIENCE * (attempts + 1)
