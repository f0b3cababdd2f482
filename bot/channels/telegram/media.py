"""Sending stored files: by reference where Telegram has the file, by its bytes once where not."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.channels.files import ChannelFiles
from bot.channels.telegram.api import BotApi
from bot.channels.telegram.failures import failure_of, file_is_refused
from bot.channels.telegram.parts import open_body, with_chat
from bot.channels.telegram.payloads import Draft
from bot.channels.uploads import Upload
from bot.core.messages import Attachment, AttachmentKind

log = structlog.get_logger()


class MediaFile:
    """A stored file and what Telegram calls it; one object for all who send it at the same time."""

    def __init__(self, files: ChannelFiles, attachment: Attachment, reference: str | None) -> None:
        self.id = attachment.file_id
        self.kind = attachment.kind
        self.reference = reference
        self.uploading = asyncio.Lock()
        self._files = files

    async def content(self) -> Upload:
        found = await self._files.content(self.id)
        if found is None:
            raise await self._files.missing(self.id)
        return Upload(found.name, found.mime_type, found.content)

    async def keep(self, reference: str) -> None:
        self.reference = reference
        try:
            await self._files.keep_reference(self.id, reference)
        except Exception:
            # The message has gone out; losing a shortcut must not make it look unsent.
            log.exception("file_reference_not_kept", file=self.id)


class SendMedia:
    """A file or an album. The first sender uploads, the others wait and send by reference."""

    def __init__(
        self, api: BotApi, draft: Draft, files: Sequence[MediaFile], paid: Mapping[str, bool]
    ) -> None:
        self._api = api
        self._draft = draft
        self._files = files
        self._paid = paid
        self._known: tuple[list[str], bytes] | None = None

    async def __call__(self, address: str) -> str:
        try:
            return _message_id(await self._send(address))
        except TelegramError as error:
            raise failure_of(error) from None

    async def _send(self, address: str) -> Any:
        references = self._references()
        if references:
            try:
                return await self._by_reference(address, references)
            except TelegramError as error:
                if not file_is_refused(error):
                    raise
                self._forget(references)
        return await self._by_bytes(address)

    def _references(self) -> list[str] | None:
        """None unless all are known."""
        known = [file.reference for file in self._files if file.reference]
        return known if len(known) == len(self._files) else None

    def _forget(self, refused: list[str]) -> None:
        """Only what was refused: another sender may have uploaded meanwhile."""
        for file, reference in zip(self._files, refused, strict=True):
            if file.reference == reference:
                file.reference = None

    async def _by_reference(self, address: str, references: list[str]) -> Any:
        if self._known is None or self._known[0] != references:
            self._known = references, open_body(self._fields(references))
        return await self._api.call(self._draft.method, with_chat(address, self._known[1]))

    async def _by_bytes(self, address: str) -> Any:
        async with AsyncExitStack() as stack:
            # In one order everywhere, so that two albums with the same files can't wait for each other.
            for file in sorted(set(self._files), key=lambda file: file.id):
                await stack.enter_async_context(file.uploading)
            references = self._references()
            if references is None:
                return await self._upload(address)
        return await self._by_reference(address, references)

    async def _upload(self, address: str) -> Any:
        uploads: dict[str, Upload] = {}
        names: list[str] = []
        for position, file in enumerate(self._files):
            name = f"file{position}" if self._draft.is_album else file.kind.value
            if file.reference is None:
                uploads[name] = await file.content()
            names.append(file.reference or f"attach://{name}")
        fields = {"chat_id": address} | self._fields(names)
        fields = {name: value for name, value in fields.items() if name not in uploads}
        sent = await self._api.upload(self._draft.method, fields, uploads)
        for file, message in zip(self._files, sent if isinstance(sent, list) else [sent], strict=False):
            if file.reference is None and (reference := _reference_in(message, file.kind)):
                await file.keep(reference)
        return sent

    def _fields(self, names: Sequence[str]) -> dict[str, Any]:
        if not self._draft.is_album:
            return {self._files[0].kind.value: names[0], **self._draft.fields, **self._paid}
        items = [
            {"type": file.kind.value, "media": name} for file, name in zip(self._files, names, strict=True)
        ]
        # Telegram shows a caption under the whole of the photos, but under its own document.
        captioned = items[0] if self._files[0].kind is AttachmentKind.PHOTO else items[-1]
        captioned.update(self._draft.fields)
        return {"media": items, **self._paid}


def _message_id(sent: Any) -> str:
    first = sent[0] if isinstance(sent, list) else sent
    return str(first["message_id"])


def _reference_in(message: dict[str, Any], kind: AttachmentKind) -> str | None:
    """None where Telegram made another kind of file of it: it couldn't be sent as ours by that name."""
    found = message.get(kind.value)
    if kind is AttachmentKind.PHOTO and found:
        found = found[-1]
    return found["file_id"] if found else None
