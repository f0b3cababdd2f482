"""Stored files on their way: by reference where Meta has the file, else uploaded once first."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from bot.channels.files import ChannelFiles, FileContent
from bot.channels.uploads import Upload
from bot.channels.whatsapp.api import ApiRefusal, GraphApi
from bot.channels.whatsapp.failures import failure_of, file_is_refused
from bot.channels.whatsapp.parts import open_body, with_recipient
from bot.core import clock
from bot.core.channel import OutcomeUnknown, Permanent, Retryable

log = structlog.get_logger()

# Meta drops an upload after thirty days, and tells so only after it took the message.
GOOD_FOR = timedelta(days=29)


def dated(reference: str) -> str:
    """As it is kept: with the moment of the upload behind it."""
    return f"{reference} {int(clock.now().timestamp())}"


def still_good(kept: str | None) -> str | None:
    """None also for one without a moment: what a person sent us is not ours to send."""
    reference, _, moment = (kept or "").partition(" ")
    if not moment or clock.now() - datetime.fromtimestamp(int(moment), UTC) > GOOD_FOR:
        return None
    return reference


class MediaFile:
    """A stored file and what Meta calls it; one object for all who send it at the same time."""

    def __init__(
        self,
        api: GraphApi,
        files: ChannelFiles,
        fetch: Callable[[str], Awaitable[bytes]],
        file_id: int,
        mime_type: str,
        reference: str | None,
    ) -> None:
        self._api = api
        self._files = files
        self._fetch = fetch
        self._id = file_id
        self._mime_type = mime_type
        self._dated = reference
        self._uploading = asyncio.Lock()

    async def reference(self) -> str:
        """Uploads when Meta doesn't have it; who comes meanwhile waits for that."""
        known = still_good(self._dated)
        if known is not None:
            return known
        async with self._uploading:
            return still_good(self._dated) or await self._upload()

    def forget(self, refused: str) -> None:
        """Only what was refused: another sender may have uploaded meanwhile."""
        if still_good(self._dated) == refused:
            self._dated = None

    async def _upload(self) -> str:
        found = await self._files.content(self._id) or await self._sent_just_now()
        try:
            reference = await self._api.upload(Upload(found.name, self._mime_type, found.content))
        except OutcomeUnknown as failure:
            # Nothing was said yet: a file that went up twice disturbs nobody.
            raise Retryable(failure.reason) from None
        self._dated = dated(reference)
        try:
            await self._files.keep_reference(self._id, self._dated)
        except Exception:
            # It is uploaded; losing a shortcut must not keep the message back.
            log.exception("file_reference_not_kept", file=self._id)
        return reference

    async def _sent_just_now(self) -> FileContent:
        """Somebody sees at once how their own picture will look: it is fetched before its turn.

        Kept first: what it is called from now on is no name by which it could be fetched.
        """
        reference, _, moment = (self._dated or "").partition(" ")
        if not reference or moment:
            raise await self._files.missing(self._id)
        await self._files.keep_content(self._id, await self._fetch(reference))
        found = await self._files.content(self._id)
        if found is None:
            raise Permanent("file_missing")
        return found


class SendMedia:
    """A message that carries a file; a reference that has run out is made anew once."""

    def __init__(self, api: GraphApi, kind: str, content: dict[str, Any], file: MediaFile) -> None:
        self._api = api
        self._kind = kind
        self._content = content
        self._file = file
        self._known: tuple[str, bytes] | None = None

    async def __call__(self, address: str) -> str:
        try:
            reference = await self._file.reference()
            try:
                return await self._send(address, reference)
            except ApiRefusal as refusal:
                if not file_is_refused(refusal):
                    raise
            self._file.forget(reference)
            return await self._send(address, await self._file.reference())
        except ApiRefusal as refusal:
            if file_is_refused(refusal):
                raise Permanent("file_refused") from None
            raise failure_of(refusal) from None

    async def _send(self, address: str, reference: str) -> str:
        if self._known is None or self._known[0] != reference:
            self._known = reference, open_body(self._kind, {"id": reference, **self._content})
        return await self._api.send(with_recipient(address, self._known[1]))
