"""Telegram as one of `core`'s channels."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakValueDictionary

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.channels.files import ChannelFiles
from bot.channels.telegram.api import BotApi
from bot.channels.telegram.failures import failure_of
from bot.channels.telegram.media import MediaFile, SendMedia
from bot.channels.telegram.parts import Redraw, Send
from bot.channels.telegram.payloads import Draft, lay_out
from bot.core.channel import Channel, OutcomeUnknown, Part, Permanent, Retryable
from bot.core.db import Database
from bot.core.messages import Attachment, OutMessage

NAME = "telegram"
LARGEST_DOWNLOAD = 20 * 1024 * 1024


class TelegramChannel(Channel):
    """`bot` comes from `build_bot`. With `paid_broadcast` every new message may cost Stars, up to 1000/s."""

    name = NAME

    def __init__(self, bot: ExtBot[Any], database: Database, *, paid_broadcast: bool = False) -> None:
        self._bot = bot
        self._api = BotApi(bot)
        self._files = ChannelFiles(database, NAME)
        self._paid = {"allow_paid_broadcast": True} if paid_broadcast else {}
        self._sharing: WeakValueDictionary[int, MediaFile] = WeakValueDictionary()

    async def prepare(self, message: OutMessage, replaces: str | None = None) -> Sequence[Part]:
        """See `core.channel.Channel`. ValueError for a button Telegram can't carry."""
        drafts = lay_out(message)
        parts = [await self._part(draft) for draft in drafts]
        if replaces and _can_redraw(message):
            parts[0] = Redraw(self._api, replaces, drafts[0].fields, anew=parts[0])
        return parts

    async def fetch(self, reference: str) -> bytes:
        """Telegram gives bots at most 20 MB."""
        try:
            file = await self._bot.get_file(reference)
        except TelegramError as error:
            raise _fetch_failure(error) from None
        if (file.file_size or 0) > LARGEST_DOWNLOAD:
            raise Permanent("file_too_big")
        try:
            return bytes(await file.download_as_bytearray())
        except InvalidToken:
            # The token was good a moment ago: this 404 is about the file.
            raise Permanent("file_gone") from None
        except TelegramError as error:
            raise _fetch_failure(error) from None

    async def _part(self, draft: Draft) -> Part:
        if not draft.files:
            return Send(self._api, draft.method, draft.fields | self._paid)
        files = [await self._media_file(attachment) for attachment in draft.files]
        return SendMedia(self._api, draft, files, self._paid)

    async def _media_file(self, attachment: Attachment) -> MediaFile:
        shared = self._sharing.get(attachment.file_id)
        if shared is None:
            reference = await self._files.reference(attachment.file_id)
            made = MediaFile(self._files, attachment, reference)
            # Another prepare may have made it while we looked: the first one stays.
            shared = self._sharing.setdefault(attachment.file_id, made)
        return shared


def _can_redraw(message: OutMessage) -> bool:
    return not message.attachments and message.location is None and message.keyboard is None


def _fetch_failure(error: TelegramError) -> Exception:
    """Reading changes nothing, so an unknown outcome is simply tried again."""
    failure = failure_of(error)
    return Retryable(failure.reason) if isinstance(failure, OutcomeUnknown) else failure
