"""WhatsApp as one of `core`'s channels."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from urllib.parse import quote
from weakref import WeakValueDictionary

from bot.channels.files import ChannelFiles
from bot.channels.whatsapp import marks
from bot.channels.whatsapp.api import ApiRefusal, GraphApi
from bot.channels.whatsapp.failures import failure_of
from bot.channels.whatsapp.layout import Draft, FileToSend, lay_out
from bot.channels.whatsapp.media import MediaFile, SendMedia
from bot.channels.whatsapp.parts import Send
from bot.channels.whatsapp.templates import template_for
from bot.core.channel import Channel, Knock, OutcomeUnknown, Part, Permanent, Retryable
from bot.core.db import Database
from bot.core.messages import OutMessage

NAME = "whatsapp"
WINDOW = timedelta(hours=24)
LARGEST_DOWNLOAD = 100 * 1024 * 1024


class WhatsAppChannel(Channel):
    """`municipality` gives the name that templates speak for, in a language."""

    name = NAME
    confirms = True
    window = WINDOW
    numbered = True

    def __init__(self, api: GraphApi, database: Database, municipality: Callable[[str], str]) -> None:
        self._api = api
        self._files = ChannelFiles(database, NAME)
        self._municipality = municipality
        self._sharing: WeakValueDictionary[tuple[int, str], MediaFile] = WeakValueDictionary()

    async def prepare(self, message: OutMessage, replaces: str | None = None) -> Sequence[Part]:
        """See `core.channel.Channel`; nothing can be redrawn here, so it is said anew.

        ValueError for a button that WhatsApp can't carry.
        """
        facts = await self._files.facts([one.file_id for one in message.attachments])
        return [await self._part(draft) for draft in lay_out(message, facts)]

    async def fetch(self, reference: str) -> bytes:
        """Where it lies Meta tells anew at each asking, and only while it keeps the file."""
        try:
            found = await self._api.get(quote(reference, safe=""))
            if int(found.get("file_size") or 0) > LARGEST_DOWNLOAD:
                raise Permanent("file_too_big")
            return await self._api.download(str(found["url"]), LARGEST_DOWNLOAD)
        except ApiRefusal as refusal:
            raise _fetch_failure(refusal) from None
        except OutcomeUnknown as failure:
            # Reading changes nothing, so it is simply tried again.
            raise Retryable(failure.reason) from None
        except (KeyError, ValueError):
            raise Retryable("bad_answer") from None

    async def knock(self, message: OutMessage, language: str, payload: str) -> Knock:
        """By the template of its purpose. ValueError for a message that says nothing."""
        summary = marks.harmless(message.in_short)
        if not summary:
            raise ValueError("a template can't announce a message without words")
        template = template_for(message.purpose, language)
        name = marks.harmless(" ".join(self._municipality(template.language).split()))
        content = template.message(name, summary, payload)
        return Knock(Send(self._api, "template", content), template.name, template.category.lower())

    async def _part(self, draft: Draft) -> Part:
        if draft.file is None:
            return Send(self._api, draft.type, draft.content)
        return SendMedia(self._api, draft.type, draft.content, await self._media_file(draft.file))

    async def _media_file(self, file: FileToSend) -> MediaFile:
        key = file.attachment.file_id, file.mime_type
        shared = self._sharing.get(key)
        if shared is None:
            reference = await self._files.reference(file.attachment.file_id)
            made = MediaFile(self._api, self._files, self.fetch, *key, reference)
            # Another prepare may have made it while we looked: the first one stays.
            shared = self._sharing.setdefault(key, made)
        return shared


def _fetch_failure(refusal: ApiRefusal) -> Exception:
    """Meta says of a file that is gone that there is no such object, or that it mayn't be seen."""
    gone = refusal.status == 404 or refusal.code in (33, 100)
    return Permanent("file_gone") if gone else failure_of(refusal)
