"""Pictures that were sent together: WhatsApp brings each by itself and tells of no tie between them."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.channels.whatsapp.updates import Said
from bot.core.messages import AttachmentKind, InMessage

# In seconds, from one to the next: on a slow line each has to be uploaded first.
TOGETHER = 10
PEOPLE_REMEMBERED = 1000
_PICTURES = frozenset({AttachmentKind.PHOTO, AttachmentKind.DOCUMENT})


@dataclass(slots=True)
class _Last:
    """The newest album of a person and when its latest picture was sent, in Meta's seconds."""

    album: str
    at: int


class Albums:
    """Each picture gets the id of the first of those that came with it, also when it stays alone: whether
    more come isn't known when it is answered. Forgotten at a restart: then a new album begins."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, _Last] = OrderedDict()

    def tied(self, said: Said) -> Said:
        """Asked in the order in which a person's messages are handled."""
        message = said.message
        if message is None:
            return said
        if message.attachment is None or message.attachment.kind not in _PICTURES:
            # Who was answered and wrote on begins anew.
            self._last.pop(message.address, None)
            return said
        return replace(said, message=replace(message, album=self._album_of(message, said.at)))

    def _album_of(self, message: InMessage, at: int) -> str:
        last = self._last.get(message.address)
        if last is None or abs(at - last.at) > TOGETHER:
            last = _Last(message.external_id, at)
        self._last[message.address] = _Last(last.album, max(last.at, at))
        self._last.move_to_end(message.address)
        if len(self._last) > PEOPLE_REMEMBERED:
            self._last.popitem(last=False)
        return last.album
